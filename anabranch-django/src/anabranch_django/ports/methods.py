"""One method of a port: what it takes, gives and raises, checked when it is declared."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_type_hints

import msgspec

from anabranch_django.by_value import check, schema, schema_hash
from anabranch_django.errors import BadArguments, Refused
from anabranch_django.ports.declared import PortError, fields_of


@dataclass(frozen=True, eq=False)
class Options:
    """What a decorator says of a method; `timeout` in seconds."""

    kind: Literal["query", "command"]
    timeout: float
    raises: Sequence[type[PortError]] = ()
    transaction: Literal["own", "join"] = "own"


@dataclass(frozen=True, eq=False)
class Method:
    """A declared query or command, ready to be called and answered."""

    port: str
    """The key of its port."""
    version: int
    name: str
    label: str
    """Its name in messages, spans and metrics: "orders.place"."""
    is_command: bool
    joins: bool
    """It runs in the caller's transaction."""
    timeout: float
    parameters: type[msgspec.Struct]
    reply: Any
    raises: Mapping[str, type[PortError]]
    schema: Mapping[str, Any]
    schema_hash: str
    decode_arguments: Callable[[bytes], Any]
    decode_reply: Callable[[bytes], Any]

    def arguments(self, given: dict[str, Any]) -> msgspec.Struct:
        """The arguments as one value. Raises `BadArguments` for a missing or unknown one."""
        try:
            return self.parameters(**given)
        except TypeError as error:
            raise BadArguments(f"{self.label} cannot be called so: {error}.") from None


def read_method(
    function: Callable[..., Any], options: Options, *, port: str, version: int, where: str, names: Mapping[str, Any]
) -> Method:
    """The method that a function declares. Raises `Refused`, with a sentence, for what could not cross.

    `where` names it in sentences; `names` are those of the class body, which annotations may use.
    """
    hints = _hints(function, names, where)
    parameters = _struct(where, [_field(each, hints, where) for each in _parameters(function, where)])
    if "return" not in hints:
        raise Refused(f"{where} does not say what it returns. Annotate it, with None where it returns nothing.")
    check(hints["return"], of=f"{where} returns", read_by_older=True)
    raises = {error.__name__: error for error in options.raises}
    for error in raises.values():
        _check_error(error, where)
    described = _describe(options.kind, parameters, hints["return"], raises)
    return Method(
        port=port,
        version=version,
        name=function.__name__,
        label=f"{port}.{function.__name__}",
        is_command=options.kind == "command",
        joins=options.transaction == "join",
        timeout=options.timeout,
        parameters=parameters,
        reply=hints["return"],
        raises=raises,
        schema=described,
        schema_hash=schema_hash(described),
        decode_arguments=msgspec.json.Decoder(parameters).decode,
        decode_reply=msgspec.json.Decoder(hints["return"]).decode,
    )


def _describe(
    kind: str, parameters: type[msgspec.Struct], reply: object, raises: Mapping[str, type[PortError]]
) -> dict[str, Any]:
    """What the lock file holds of a method."""
    return {
        "kind": kind,
        "arguments": schema(parameters),
        "reply": schema(reply),
        "errors": {name: schema(fields_of(error)) for name, error in sorted(raises.items())},
    }


def _hints(function: Callable[..., Any], names: Mapping[str, Any], where: str) -> dict[str, Any]:
    try:
        return get_type_hints(function, localns=dict(names), include_extras=True)
    except (NameError, TypeError, AttributeError) as error:
        raise Refused(f"{where} has an annotation that cannot be read: {error}. Define its type above.") from None


def _parameters(function: Callable[..., Any], where: str) -> list[inspect.Parameter]:
    found = list(inspect.signature(function).parameters.values())[1:]
    for parameter in found:
        if parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
            raise Refused(f"{where} takes {parameter.name!r} by position. Put a * before it: names survive change.")
    return found


def _field(parameter: inspect.Parameter, hints: dict[str, Any], where: str) -> tuple[Any, ...]:
    if parameter.name not in hints:
        raise Refused(f"{where} does not say the type of {parameter.name!r}. Annotate it.")
    check(hints[parameter.name], of=f"{where}({parameter.name})")
    if parameter.default is inspect.Parameter.empty:
        return parameter.name, hints[parameter.name]
    return parameter.name, hints[parameter.name], parameter.default


def _struct(where: str, fields: list[tuple[Any, ...]]) -> type[msgspec.Struct]:
    try:
        # Defaults stay at home, so that a new parameter does not trouble a callee that does not know it yet.
        return msgspec.defstruct(
            "Arguments", fields, kw_only=True, frozen=True, forbid_unknown_fields=True, omit_defaults=True
        )
    except TypeError as error:
        raise Refused(f"{where} has a default that cannot cross: {error}.") from None


def _check_error(error: type[PortError], where: str) -> None:
    if not issubclass(error, PortError):
        raise Refused(f"{where} raises {error.__qualname__}, which is no PortError and could not cross.")
    check(fields_of(error), of=f"{where} raises {error.__name__}", read_by_older=True)
