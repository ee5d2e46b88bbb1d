"""Declares what a domain offers: `class Orders(Port, key="orders")` with queries and commands."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Literal, TypeVar, overload

from anabranch_django.errors import Refused
from anabranch_django.ports.binding import Bound
from anabranch_django.ports.client import Key, Wish
from anabranch_django.ports.declared import PortError
from anabranch_django.ports.methods import Method, Options, read_method
from anabranch_django.ports.registry import Declaration, register

F = TypeVar("F", bound=Callable[..., Any])
_KEY = re.compile(r"[a-z][a-z0-9_-]*\Z")


class Port:
    """What one domain offers to others. Its module imports no models: callers import it.

    An instance is a way to call: `Orders().get_many(ids=(1, 2))`. Where the domain is, the setting says.
    A subclass without `key`, in the module `served_by`, carries the calls out.
    """

    port_key: ClassVar[str] = ""

    def __init__(self, *, timeout: float | None = None, idempotency_key: Key | None = None) -> None:
        """`timeout` in seconds instead of the declared one; `idempotency_key` for a command that may be sent again.

        Text, an int or a UUID such as `current_event_id()`. Without one a command that is sent elsewhere gets its own.
        """
        self._wish = Wish(timeout, idempotency_key)

    def __init_subclass__(cls, *, key: str | None = None, version: int = 1, served_by: str = ".serving") -> None:
        super().__init_subclass__()
        if key is not None:
            _require_key(cls, key)
            cls.port_key = key
            register(_read(cls, version=version, served_by=served_by))
        elif not cls.port_key:
            raise Refused(f'{cls.__qualname__} is a port without a key. Write class {cls.__name__}(Port, key="...").')


class Declared:
    """A method as it stands in a port's class: on an instance it is a call to wherever the domain is."""

    method: Method

    def __init__(self, function: Callable[..., Any], options: Options) -> None:
        self.function = function
        self.options = options
        self.__doc__ = function.__doc__
        self.__name__ = function.__name__

    def __get__(self, instance: Port | None, owner: type[Port]) -> Any:  # noqa: ANN401
        return self if instance is None else Bound(self.method, instance._wish)  # noqa: SLF001  of the port it stands in


@overload
def query(function: F, /) -> F: ...
@overload
def query(*, raises: Sequence[type[PortError]] = ..., timeout: float = ...) -> Callable[[F], F]: ...
def query(function: F | None = None, /, *, raises: Sequence[type[PortError]] = (), timeout: float = 1.0) -> Any:
    """Declare a method that changes nothing. `timeout`: the seconds that an answer is worth waiting for."""
    return _declare(Options(kind="query", timeout=timeout, raises=tuple(raises)), function)


@overload
def command(function: F, /) -> F: ...
@overload
def command(
    *, raises: Sequence[type[PortError]] = ..., timeout: float = ..., transaction: Literal["own", "join"] = ...
) -> Callable[[F], F]: ...
def command(
    function: F | None = None,
    /,
    *,
    raises: Sequence[type[PortError]] = (),
    timeout: float = 5.0,
    transaction: Literal["own", "join"] = "own",
) -> Any:
    """Declare a method that changes something, in one durable transaction of its own domain.

    `raises` are the errors that cross as themselves. `transaction="join"` runs it in the caller's transaction, and so
    pins both domains to one process and one database: a system check then refuses to deploy them apart.
    """
    options = Options(kind="command", timeout=timeout, raises=tuple(raises), transaction=transaction)
    return _declare(options, function)


def _declare(options: Options, function: Callable[..., Any] | None) -> Any:  # noqa: ANN401
    # Type checkers see the signature that is written; at run time it is a call.
    return Declared(function, options) if function is not None else lambda given: Declared(given, options)


def _read(cls: type[Port], *, version: int, served_by: str) -> Declaration:
    names = dict(vars(cls))
    for name, part in names.items():
        if isinstance(part, Declared):
            part.method = read_method(
                part.function,
                part.options,
                port=cls.port_key,
                version=version,
                where=f"{cls.__qualname__}.{name}",
                names=names,
            )
    return Declaration(
        key=cls.port_key,
        version=version,
        module=cls.__module__,
        name=cls.__qualname__,
        served_by=served_by,
        methods={name: part.method for name, part in names.items() if isinstance(part, Declared)},
        described={name: part for name, part in names.items() if hasattr(part, "lock_entry")},
        cls=cls,
    )


def _require_key(cls: type[Port], key: str) -> None:
    if not _KEY.match(key):
        raise Refused(f"{cls.__qualname__}: the key {key!r} may have lower case letters, digits, - and _ only.")
