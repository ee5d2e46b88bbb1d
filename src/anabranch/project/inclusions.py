"""Settings put together by `include` of django-split-settings: what it names is imported as by a star."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatch

from anabranch.facts.values import WIDTH, FileFacts, Op
from anabranch.project.conventions import folder_of
from anabranch.project.tables import Table

_LIBRARY = "split_settings"


def may_include(path: str, facts: FileFacts) -> bool:
    """Whether a file imports the library. Only folders of settings are looked at: all imports of all files are many."""
    return "settings" in path and any(item.module.partition(".")[0] == _LIBRARY for item in facts.imports)


def included_files(path: str, table: Table, paths: Iterable[str]) -> list[str]:
    """The files that a settings file includes by literal patterns, relative to its folder."""
    patterns = [text for expression in range(1, len(table.rows) // WIDTH) for text in _patterns(table, expression)]
    folder = folder_of(path)
    prefix = f"{folder}/" if folder else ""
    return [other for other in paths if other != path and any(fnmatch(other, prefix + pattern) for pattern in patterns)]


def _patterns(table: Table, expression: int) -> list[str]:
    op, function, start = table.row(expression)
    if op != Op.CALL or _imported_name(table, function) not in ("include", "optional"):
        return []
    positional, _ = table.call_arguments(start)
    rows = [table.row(argument) for argument in positional]
    return [table.facts.texts[text] for op, text, _ in rows if op == Op.STR]


def _imported_name(table: Table, function: int) -> str | None:
    op, x, _ = table.row(function)
    if op == Op.LOAD:
        return _imported_name(table, x)
    return table.facts.imports[x].name if op == Op.IMPORT else None
