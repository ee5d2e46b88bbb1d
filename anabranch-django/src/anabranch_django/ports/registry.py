"""Which ports are declared, and who carries their calls out."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from anabranch_django.errors import Refused, UnknownMethod
from anabranch_django.ports.methods import Method


@dataclass(frozen=True, eq=False)
class Declaration:
    """One port as it was declared."""

    key: str
    version: int
    module: str
    name: str
    served_by: str
    """The module whose subclass of the port carries the calls out, relative to the port's package."""
    methods: Mapping[str, Method]
    described: Mapping[str, Any]
    """Other parts that the lock file holds, by attribute: events."""
    cls: type


_declared: dict[str, Declaration] = {}
_serving: dict[str, object] = {}


def register(port: Declaration) -> None:
    """Take a declaration up. Raises `Refused` where another port has the key."""
    other = _declared.get(port.key)
    if other is not None and (other.module, other.name) != (port.module, port.name):
        raise Refused(
            f"Two ports have the key {port.key!r}: {_where(other)} and {_where(port)}. A key is one domain's."
        )
    _declared[port.key] = port
    _serving.pop(port.key, None)


def declarations() -> dict[str, Declaration]:
    """Every declared port by its key."""
    return dict(sorted(_declared.items()))


def find(key: str, version: int, name: str) -> Method:
    """The method of that name. Raises `UnknownMethod`."""
    port = _declared.get(key)
    if port is None:
        raise UnknownMethod(f"There is no port {key!r} here. Its app may be missing from INSTALLED_APPS.")
    if port.version != version:
        raise UnknownMethod(f"The port {key!r} is version {port.version} here, and version {version} was called.")
    method = port.methods.get(name)
    if method is None:
        raise UnknownMethod(f"The port {key!r} has no method {name!r} here. Deploy the callee before its callers.")
    return method


def implementation(key: str) -> Any:  # noqa: ANN401  an instance of a class that nobody here knows
    """What carries the calls of a port out; imported and made at the first call. Raises `Refused`."""
    found = _serving.get(key)
    if found is None:
        found = _serving[key] = load(_declared[key])()
    return found


def load(port: Declaration) -> type:
    """The class that carries a port's calls out. Raises `Refused` where there is none, or one that is not whole."""
    package = port.module.rpartition(".")[0]
    name = port.served_by if not port.served_by.startswith(".") else f"{package}{port.served_by}".lstrip(".")
    try:
        module = import_module(name)
    except ModuleNotFoundError as error:
        if error.name is None or not name.startswith(error.name):
            raise
        raise Refused(f"{_where(port)} is served by {name}, which does not exist. {_example(port)}") from error
    found = [each for each in vars(module).values() if _carries_out(each, port.cls)]
    if len(found) != 1:
        raise Refused(
            f"{name} has {len(found)} classes that carry out {port.name}, and one is needed. {_example(port)}"
        )
    _require_whole(found[0], port)
    cls: type = found[0]
    return cls


def _carries_out(each: object, cls: type) -> bool:
    return isinstance(each, type) and issubclass(each, cls) and each is not cls and each.__module__ != cls.__module__


def _require_whole(cls: type, port: Declaration) -> None:
    missing = [name for name in port.methods if getattr(cls, name) is getattr(port.cls, name)]
    if missing:
        raise Refused(f"{cls.__module__}.{cls.__qualname__} does not carry out {', '.join(missing)} of {port.name}.")


def _example(port: Declaration) -> str:
    return f"Write there: class Serving({port.name}): ... with its methods."


def _where(port: Declaration) -> str:
    file = getattr(sys.modules.get(port.module), "__file__", None)
    return f"{port.name} in {file or port.module}"
