"""What is wrong with a command line, as one sentence in the person's language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from anabranch.reports.texts.words import Words

_EXTRA = re.compile(r"extra arguments? \((.*)\)", re.DOTALL)
"""Click knows which words no command takes, and has them in its message alone."""


class Misuse(click.UsageError):
    """Options that contradict each other; the sentence is in the person's language already."""


def refuse_empty(words: Words) -> None:
    """An empty text is a variable that is not set: what it would have said is not known, and not to be guessed."""
    context = click.get_current_context()
    for parameter in context.command.params:
        value = context.params.get(parameter.name or "")
        if _is_given(context, parameter) and isinstance(value, str) and not value.strip():
            raise Misuse(words("usage.empty", name=_called(parameter)), context)


def refuse_idle(words: Words, options: Iterable[str], *, without: str = "", beside: str = "") -> None:
    """Refuses what was asked for and would say nothing: `without` an option that is not there, or `beside` one."""
    context, known = click.get_current_context(), set(options)
    for parameter in context.command.params:
        if _called(parameter) in known and _is_given(context, parameter):
            key = "usage.idle.without" if without else "usage.idle.beside"
            raise Misuse(words(key, name=_called(parameter), other=without or beside), context)


def usage_sentence(error: click.UsageError, words: Words, *, place: str) -> str:
    """What is wrong, and where the help is: of the command at this place where the error knows none."""
    command = error.ctx.command_path if error.ctx else place
    return f"{_told(error, words)} {words('usage.try', command=f'{command} --help')}"


def _told(error: click.UsageError, words: Words) -> str:
    match error:
        case Misuse():
            return error.message
        case click.NoSuchOption():
            close = words("usage.close", close=", ".join(error.possibilities)) if error.possibilities else ""
            return f"{words('usage.option', name=error.option_name)} {close}".strip()
        case click.MissingParameter(param=click.Parameter() as parameter):
            return words("usage.missing", name=_called(parameter))
        case click.BadParameter(param=click.Parameter() as parameter):
            return _bad_value(parameter, words)
        case click.BadOptionUsage():
            return words("usage.value", name=error.option_name)
        case click.UsageError(ctx=click.Context(command=click.Group())):
            return words("usage.no_command")
    extra = _EXTRA.search(error.message)
    return words("usage.extra", names=extra[1]) if extra else error.format_message()


def _bad_value(parameter: click.Parameter, words: Words) -> str:
    kind = parameter.type
    if isinstance(kind, click.Choice):
        return words("usage.choice", name=_called(parameter), values=", ".join(map(str, kind.choices)))
    least = int(kind.min) if isinstance(kind, click.IntRange) and kind.min is not None else None
    return words("usage.number" if least is None else "usage.least", name=_called(parameter), least=least or 0)


def _is_given(context: click.Context, parameter: click.Parameter) -> bool:
    return context.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE


def _called(parameter: click.Parameter) -> str:
    """What the help calls it: an option by its last, longest spelling."""
    if isinstance(parameter, click.Option):
        return parameter.opts[-1]
    return (parameter.metavar or parameter.name or "").strip("[]")
