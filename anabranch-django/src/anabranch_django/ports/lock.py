"""`ports.lock.json`: what every port and event looks like, to be compared with what is deployed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from anabranch_django.errors import Malformed
from anabranch_django.ports.registry import declarations
from anabranch_django.ports.schemas import Difference, compare_schemas

SCHEMA = 1
"""The version of the file's own shape."""


class LockedPort(msgspec.Struct, frozen=True):
    """One port in the file."""

    version: int
    methods: dict[str, dict[str, Any]] = {}
    events: dict[str, dict[str, Any]] = {}


class Lock(msgspec.Struct, frozen=True):
    """The whole file."""

    anabranch: str
    schema: int
    ports: dict[str, LockedPort] = {}


class Change(NamedTuple):
    """One difference from what is deployed. Where it breaks, `advice` says how to do it in two deploys."""

    where: str
    what: str
    breaks: bool
    advice: str = ""


def describe_ports() -> Lock:
    """The lock of the ports that this process knows."""
    return Lock(
        anabranch="ports",
        schema=SCHEMA,
        ports={
            key: LockedPort(
                version=port.version,
                methods={name: dict(method.schema) for name, method in sorted(port.methods.items())},
                events={name: part.lock_entry() for name, part in sorted(port.described.items())},
            )
            for key, port in declarations().items()
        },
    )


def write_lock(lock: Lock) -> bytes:
    """The file's content: equal for equal ports, one line a fact, so that its changes can be reviewed."""
    return msgspec.json.format(msgspec.json.encode(lock, order="sorted"), indent=2) + b"\n"


def read_lock(data: bytes, *, name: str) -> Lock:
    """The lock that a file holds. Raises `Malformed`, with the file's name."""
    try:
        lock = msgspec.json.decode(data, type=Lock)
    except (ValueError, RecursionError) as error:
        raise Malformed(f"{name} is no lock file of ports: {error}. Write one with `anabranch_ports lock`.") from None
    if lock.anabranch != "ports" or lock.schema != SCHEMA:
        raise Malformed(f"{name} is a lock file of another kind or version ({lock.anabranch} {lock.schema}).")
    return lock


def compare_locks(*, deployed: Lock, current: Lock) -> list[Change]:
    """What changed since the deployed version. Only additions let old and new processes talk, in both directions."""
    return [*_ports(deployed, current)]


def _ports(deployed: Lock, current: Lock) -> Iterator[Change]:
    for key in sorted(deployed.ports.keys() | current.ports.keys()):
        old, new = deployed.ports.get(key), current.ports.get(key)
        if old is None:
            yield Change(key, "is a new port", breaks=False)
        elif new is None:
            yield Change(key, "is gone", breaks=True, advice=_GONE)
        elif old.version != new.version:
            yield Change(key, f"is version {new.version} instead of {old.version}", breaks=True, advice=_VERSION)
        else:
            yield from _members(key, old.methods, new.methods, _method)
            yield from _members(key, old.events, new.events, _event)


def _members(key: str, old: Mapping[str, Any], new: Mapping[str, Any], compare: Any) -> Iterator[Change]:  # noqa: ANN401
    for name in sorted(old.keys() | new.keys()):
        where = f"{key}.{name}"
        if name not in old:
            yield Change(where, "is new", breaks=False)
        elif name not in new:
            yield Change(where, "is gone", breaks=True, advice=_GONE)
        else:
            yield from compare(where, old[name], new[name])


def _method(where: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    if old.get("kind") != new.get("kind"):
        yield Change(where, f"is a {new.get('kind')} instead of a {old.get('kind')}", breaks=True, advice=_RENAME)
    for difference in compare_schemas(old.get("arguments", {}), new.get("arguments", {}), closed=True):
        yield _change(f"{where}({difference.path})", difference)
    for difference in compare_schemas(old.get("reply", {}), new.get("reply", {}), closed=False):
        yield _change(_joined(f"{where} returns", difference.path), difference)
    yield from _errors(where, old.get("errors", {}), new.get("errors", {}))


def _errors(where: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for name in sorted(old.keys() | new.keys()):
        if name not in old:
            yield Change(f"{where} raises {name}", "is new; older callers see it as Skew", breaks=False)
        elif name not in new:
            yield Change(f"{where} raises {name}", "is gone", breaks=False)
        else:
            for difference in compare_schemas(old[name], new[name], closed=False):
                yield _change(_joined(f"{where} raises {name}", difference.path), difference)


def _event(where: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for difference in compare_schemas(old.get("payload", {}), new.get("payload", {}), closed=False):
        yield _change(_joined(where, difference.path), difference)
    for name in sorted((old.keys() | new.keys()) - {"payload"}):
        if old.get(name) != new.get(name):
            yield Change(where, f"has {name} {new.get(name)} instead of {old.get(name)}", breaks=True, advice=_RENAME)


def _change(where: str, difference: Difference) -> Change:
    return Change(where, difference.what, difference.breaks, difference.advice)


def _joined(where: str, path: str) -> str:
    return f"{where}.{path}" if path else where


_GONE = "First deploy callers and consumers that do not use it; then remove it, and --allow this."
_RENAME = "First add a method of another name beside it and move the callers, then remove this one."
_VERSION = "First declare the new version as a port with another key beside it and move the callers, then remove this."
