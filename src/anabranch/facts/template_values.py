"""What a template reads from the values that it is given, with the variables of its loops and `with` replaced."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

EACH = "*"
"""The step from a collection to its items."""


class TemplateValue(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One dotted path: what is read from a variable, step by step. Line and column count from 1."""

    variable: str
    base: str
    """What a loop or `with` bound the variable to, as a dotted path; empty where the context gives it."""
    steps: str
    """Empty where the variable itself is shown, which is kept of those alone that are called a URL."""
    line: int
    column: int


_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_PATH = re.compile(r"(?<![\w.|])([A-Za-z_]\w*)((?:\.\w+)*)")
_LOOP = re.compile(r"\s*([\w\s,()]+?)\s+in\s+(.+)", re.DOTALL)
_BOUND = re.compile(r"(\w+)\s*=\s*([^\s=]+)")
_NAMED = re.compile(r"\bas\s+(\w+)\s*$")
_KEEPING = frozenset({"slice", "dictsort", "dictsortreversed", "safe", "sort", "list"})
"""Filters that give what they are given, or items of it."""
_SILENT = frozenset(
    {"load", "extends", "block", "endblock", "comment", "csrf_token", "static", "else", "empty", "endif", "now"}
)
_LOCAL = frozenset({"forloop", "loop", "block", "self", "True", "False", "None", "super"})
_LONGEST = 500
"""Characters of a path beyond which a template that rebinds in circles would cost more than it tells."""

Bindings = dict[str, str | None]


class ValueReader:
    """Reads the tags of one template in order; what a block binds ends with it."""

    def __init__(self, place: Callable[[int], tuple[int, int]]) -> None:
        self._place = place
        self._open: list[tuple[str, Bindings]] = [("", {})]

    def read(self, tag: str, rest: str, start: int) -> Iterator[TemplateValue]:
        """The paths of one tag, or of `{{ … }}` where `tag` is empty; `start` is the offset of `rest`."""
        if tag.startswith("end"):
            self._close(tag[3:])
            return
        if tag in _SILENT:
            return
        text = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), rest).replace("()", "  ") if rest else ""
        if "." in text or (not tag and "url" in text):
            yield from self._paths(text, start)
        binder = _BINDERS.get(tag)
        if binder is not None:
            self._open.append((tag, binder(self, text)))
        elif tag and " as " in text:
            self._open[-1][1].update(dict.fromkeys(_NAMED.findall(text)))
        if tag == "set" and "=" in text:
            name, _, value = text.partition("=")
            self._open[-1][1][name.strip()] = self._bound(value)

    def _paths(self, text: str, start: int) -> Iterator[TemplateValue]:
        for path in _PATH.finditer(text):
            variable, steps = path[1], path[2][1:]
            if (steps or "url" in variable) and variable not in _LOCAL:
                line, column = self._place(start + path.start())
                yield TemplateValue(variable, self._find(variable) or "", steps, line, column)

    def _find(self, name: str) -> str | None:
        for _, bindings in reversed(self._open):
            if name in bindings:
                return bindings[name]
        return None

    def _is_bound(self, name: str) -> bool:
        return any(name in bindings for _, bindings in self._open)

    def _close(self, tag: str) -> None:
        for number in range(len(self._open) - 1, 0, -1):
            if self._open[number][0] == tag:
                del self._open[number:]
                return

    def _bound(self, text: str) -> str | None:
        """The whole path that an expression reads; None where it is more than a path."""
        expression, *filters = text.strip().split("|")
        path = _PATH.fullmatch(expression.strip())
        if path is None or not {each.partition(":")[0].strip() for each in filters} <= _KEEPING:
            return None
        if not self._is_bound(path[1]):
            return expression.strip()
        base = self._find(path[1])
        return f"{base}{path[2]}" if base is not None and len(base) < _LONGEST else None

    def bind_loop(self, text: str) -> Bindings:
        """`for line in order.lines.all`."""
        loop = _LOOP.match(text)
        if loop is None:
            return {}
        names = [name.strip(" ()") for name in loop[1].split(",")]
        over = self._bound(re.sub(r"\s+(?:reversed|if\b.*|recursive)\s*$", "", loop[2]))
        if len(names) > 1 or over is None:
            return dict.fromkeys(names)
        return {names[0]: f"{over}.{EACH}"}

    def bind_with(self, text: str) -> Bindings:
        """`with image=line.product.image` and `with line.product as product`."""
        expression, separator, name = text.rpartition(" as ")
        if separator:
            return {name.strip(): self._bound(expression)}
        return {name: self._bound(value) for name, value in _BOUND.findall(text)}

    def bind_macro(self, text: str) -> Bindings:
        """The parameters of a macro, of which nothing is known."""
        return dict.fromkeys(re.findall(r"\w+", text))


_BINDERS: dict[str, Callable[[ValueReader, str], Bindings]] = {
    "for": ValueReader.bind_loop,
    "with": ValueReader.bind_with,
    "macro": ValueReader.bind_macro,
}
