"""The processes of a placement: which sets of domains live apart, and what runs for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from anabranch_django.errors import Misconfigured
from anabranch_django.settings import Settings

ANYWHERE = "0.0.0.0"
FIRST_PORT = 8000
"""Where the site listens unless another is asked for; the ports of sets that live apart follow."""


@dataclass(frozen=True)
class DomainSet:
    """Domains that live in one process."""

    name: str
    domains: tuple[str, ...]
    is_rest: bool
    """All domains that are not named in another set: it serves "*"."""


@dataclass(frozen=True)
class Process:
    """One process of a placement."""

    name: str
    command: str
    environment: tuple[tuple[str, str], ...]
    listens: int | None = None
    is_public: bool = False


class _Where(NamedTuple):
    """What the commands of a set are filled with."""

    application: str
    host: str
    public: int
    port: int


def domain_sets(known: Iterable[str], apart: Sequence[str]) -> list[DomainSet]:
    """The rest first, then the sets that live apart, each given as keys with commas between. Raises `Misconfigured`."""
    named: list[DomainSet] = []
    for text in apart:
        keys = tuple(sorted(key.strip() for key in text.split(",") if key.strip()))
        _require_known(keys, known)
        named.append(DomainSet("-".join(keys), keys, is_rest=False))
    taken = [key for each in named for key in each.domains]
    for key in taken:
        if taken.count(key) > 1:
            raise Misconfigured(f"{key!r} is named in two sets; a domain lives in one.")
    rest = tuple(sorted(set(known) - set(taken)))
    return [DomainSet("site", rest, is_rest=True), *named]


def processes(
    settings: Settings,
    sets: Sequence[DomainSet],
    *,
    application: str,
    module: str,
    host: str = "",
    first_port: int = FIRST_PORT,
) -> list[Process]:
    """Everything that runs. `application` is the public one as module:name, `module` that of Django's settings.

    `host`: all processes run on that machine, one port apart; else each listens on the same port of its own machine.
    """
    found: list[Process] = []
    addresses = {each.name: _address(each, number, host, first_port) for number, each in enumerate(sets)}
    for each in sets:
        shared = {"DJANGO_SETTINGS_MODULE": module, **_environment(settings, each, sets, addresses)}
        where = _Where(application, host or ANYWHERE, first_port, addresses[each.name][1])
        found += _of_set(settings, each, shared, where, alone=len(sets) == 1)
    return found


def _of_set(
    settings: Settings, each: DomainSet, shared: dict[str, str], where: _Where, *, alone: bool
) -> list[Process]:
    said = settings.deployment
    environment = tuple(shared.items())
    found = []
    if each.is_rest:
        command = said.site.format(application=where.application, host=where.host, port=where.public)
        found.append(Process(each.name, command, environment, listens=where.public, is_public=True))
    if not alone:
        command = said.ports.format(host=where.host, port=where.port)
        found.append(Process(_part(each, "ports"), command, environment, listens=where.port))
    found.append(Process(_part(each, "relay"), said.relay, environment))
    queues = sorted({queue for key in each.domains for queue in settings.domain(key).queues})
    if said.worker and queues:
        found.append(Process(_part(each, "worker"), said.worker.format(queues=",".join(queues)), environment))
    return found


def _part(each: DomainSet, part: str) -> str:
    return f"{each.name}-{part}"


def _address(each: DomainSet, number: int, host: str, first_port: int) -> tuple[str, int]:
    port = first_port + 1 + (number if host else 0)
    return f"http://{host or _part(each, 'ports')}:{port}", port


def _environment(
    settings: Settings, each: DomainSet, sets: Sequence[DomainSet], addresses: dict[str, tuple[str, int]]
) -> dict[str, str]:
    found = {"ANABRANCH_SERVE": "*" if each.is_rest else ",".join(each.domains)}
    for other in sets:
        for key in other.domains:
            if other is not each:
                variable = settings.deployment.url_variable.format(KEY=key.upper().replace("-", "_"), key=key)
                found[variable] = addresses[other.name][0]
    for key in each.domains:
        found.update(settings.deployment.environment.get(key, {}))
    return found


def _require_known(keys: Sequence[str], known: Iterable[str]) -> None:
    if not keys:
        raise Misconfigured("A set that lives apart names its domains, with commas between: --apart payments,shipping.")
    for key in keys:
        if key not in set(known):
            raise Misconfigured(f"There is no domain {key!r}; there are {', '.join(sorted(known))}.")
