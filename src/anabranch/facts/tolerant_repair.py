"""Blank the lines that keep a file from being parsed, and as few others as possible.

tree-sitter recovers from an error on its own, but one bracket or quote left open can take
every later definition with it. Indentation says where statements begin, whatever is open.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tree_sitter import Node

from anabranch.facts.tolerant_nodes import root_of

_BLOCK_WORDS = rb"if|for|while|with|try|match|case|async|else|elif|except|finally"
_DEFINITION = re.compile(rb"(\s*(?:async\s+def|def|class)\s+\w+)")
_STRONG = re.compile(rb"\s*(?:def|class|async\s+def|import|from)\s|\s*@")
_CASE = re.compile(rb"\s*case\b(?!\s*[=.,:]).*:")
_CLAUSE = re.compile(rb"\s*(?:else|elif|except|finally)\b")
_HEADER = re.compile(rb"\s*(?:" + _BLOCK_WORDS + rb")\b|.*:\s*(?:#.*)?$")
_EMPTY = re.compile(rb"\s*(?:$|#)")
_NO_STATEMENT = re.compile(rb"\s*(?:$|[#)\]}])")
_CONFLICT = re.compile(rb"(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)")

# Effort is counted in bytes parsed while mending; those in error cost tree-sitter more.
# Without a bound, text that is no Python at all would be given up line by line.
_LEAST_EFFORT = 8_000_000
_MOST_EFFORT = 60_000_000
_EFFORT_PER_BYTE = 60
_COST_OF_ERRORS = 10
_FAR = 300
_MOST_ATTEMPTS = 24
_LONGEST_HEADER = 30


@dataclass(frozen=True, slots=True)
class Repaired:
    """The source that can be parsed, line by line in the same place."""

    source: bytes
    given_up: tuple[int, ...]
    """Lines, counted from 1, that were blanked or cut down to a name."""
    unwrapped: frozenset[int]
    """Lines whose `if` only stands for a header that could not be read."""


def repair(source: bytes) -> Repaired:
    """Find the lines in the way and take them out."""
    effort = min(_LEAST_EFFORT + _EFFORT_PER_BYTE * len(source), _MOST_EFFORT)
    work = _Repair(source.split(b"\n"), effort)
    work.remove_conflict_marks()
    work.mend_block(0, len(work.lines), 0)
    given_up = tuple(sorted(line + 1 for line in work.given_up))
    unwrapped = frozenset(line + 1 for line in work.unwrapped)
    return Repaired(b"\n".join(work.lines), given_up, unwrapped)


def _indent(line: bytes) -> int:
    return len(line.expandtabs(8)) - len(line.expandtabs(8).lstrip())


@dataclass(slots=True)
class _Repair:
    """The lines while they are being mended; line numbers count from 0."""

    lines: list[bytes]
    effort_left: int
    given_up: set[int] = field(default_factory=set)
    unwrapped: set[int] = field(default_factory=set)

    def remove_conflict_marks(self) -> None:
        for line, content in enumerate(self.lines):
            if _CONFLICT.match(content):
                self._give_up(line, b"")

    def mend_block(self, start: int, stop: int, base: int) -> int:
        """Go from statement to statement, mend those that cannot be parsed; tell where it ended."""
        previous = start
        while (start := self._next_statement(start, stop)) < stop and not self._is_outside(start, base):
            end = self._clean_end(start, stop, base)
            if end is None and self.effort_left < 0:
                return stop
            if end is None and self._joins_when_blank(previous, start, self._statement_end(start, stop, base)):
                self._give_up(start, b"")
                start = previous
                continue
            previous, start = start, self._mend_statement(start, stop) if end is None else end
        return start

    def _is_outside(self, line: int, base: int) -> bool:
        content = self.lines[line]
        return _indent(content) < base and not _NO_STATEMENT.match(content)

    def _next_statement(self, start: int, stop: int) -> int:
        lines = (line for line in range(start, stop) if not _EMPTY.match(self.lines[line]))
        return next(lines, stop)

    def _indent_from(self, start: int, stop: int) -> int:
        """The indentation of the first line that may begin a statement."""
        lines = (line for line in self.lines[start:stop] if not _NO_STATEMENT.match(line))
        return _indent(next(lines, b""))

    def _boundaries(self, start: int, stop: int, base: int) -> Iterator[int]:
        """Lines after `start` where the next statement may begin, then the end."""
        for line in range(start + 1, stop):
            content = self.lines[line]
            is_clause = _CLAUSE.match(content) is not None and _indent(content) == base
            if _indent(content) <= base and not is_clause and not _NO_STATEMENT.match(content):
                yield line
        yield stop

    def _statement_end(self, start: int, stop: int, base: int) -> int:
        return next(self._boundaries(start, stop, base))

    def _clean_end(self, start: int, stop: int, base: int) -> int | None:
        """The end of the statement if it can be parsed.

        It does not reach over a later definition: what seems to hold one is likely unclosed.
        """
        is_decorator = self.lines[start].lstrip().startswith(b"@")
        for attempt, end in enumerate(self._boundaries(start, stop, base)):
            if self._is_clean(start, end):
                return end
            is_strong = end < stop and _STRONG.match(self.lines[end]) is not None
            if attempt > _MOST_ATTEMPTS or (is_strong and not is_decorator):
                break
            is_decorator = is_decorator and not (end < stop and _DEFINITION.match(self.lines[end]))
        return self._far_end(start, stop, base)

    def _far_end(self, start: int, stop: int, base: int) -> int | None:
        """The end where tree-sitter sees it: a long string can hold what looks like definitions."""
        stop = min(stop, start + _FAR)
        first = next(iter(self._root(self._joined(start, stop)).named_children), None)
        if first is None or first.has_error:
            return None
        reached = start + first.end_point.row + (0 if first.end_point.column == 0 else 1)
        nearest = self._statement_end(start, stop, base)
        after = self._next_statement(reached, stop)
        has_rest = after < stop and _indent(self.lines[after]) > base
        if has_rest or not self._is_clean(start, reached):
            return None
        is_better = reached <= nearest or self._damage(reached, stop) <= self._damage(nearest, stop)
        return reached if is_better else None

    def _joined(self, start: int, end: int) -> bytes:
        return b"\n".join(self.lines[start:end]) + b"\n"

    def _text(self, start: int, end: int) -> bytes:
        """The lines within a block, where their indentation is no error."""
        head = b"if 1:\n" if _indent(self.lines[start]) else b""
        if _CASE.match(self.lines[start]):
            head = b"match 1:\n"
        return head + self._joined(start, end)

    def _root(self, source: bytes) -> Node:
        root = root_of(source)
        self.effort_left -= len(source) * (_COST_OF_ERRORS if root.has_error else 1)
        return root

    def _parses(self, source: bytes) -> bool:
        return not self._root(source).has_error

    def _is_clean(self, start: int, end: int) -> bool:
        return self._parses(self._text(start, end))

    def _damage(self, start: int, stop: int) -> int:
        root = self._root(self._joined(start, stop))
        return sum(len(child.text or b"") for child in root.children if child.has_error)

    def _joins_when_blank(self, previous: int, start: int, end: int) -> bool:
        """Tell a stray line amid a block from the header of one."""
        content = self.lines[start]
        after = self._next_statement(start + 1, end)
        if previous == start or after == end or _HEADER.match(content) or _DEFINITION.match(content):
            return False
        before = self._text(previous, start) + b"\n"
        ends = range(after + 1, min(end, after + _LONGEST_HEADER) + 1)
        return any(self._parses(before + self._joined(after, last)) for last in ends)

    def _mend_statement(self, start: int, stop: int) -> int:
        """Mend a statement clause by clause, the header first, then `else`, `except`, `finally`."""
        end = self._mend_clause(start, start, stop)
        while (head := self._next_statement(end, stop)) < stop and self._continues(start, head):
            end = self._mend_clause(start, head, stop)
        return end

    def _continues(self, start: int, line: int) -> bool:
        is_clause = _CLAUSE.match(self.lines[line]) is not None
        return is_clause and _indent(self.lines[line]) == _indent(self.lines[start])

    def _mend_clause(self, start: int, head: int, stop: int) -> int:
        body = self._body_start(start, head, stop)
        if body is None:
            inside = self._next_statement(head + 1, stop)
            has_body = inside < stop and _indent(self.lines[inside]) > _indent(self.lines[head])
            if not self._replace_header(head, has_body=has_body):
                return self._give_up_block(head, stop)
            body = head + 1
            if not has_body:
                return body
        first = self._next_statement(body, stop)
        return self.mend_block(first, stop, self._indent_from(first, stop))

    def _body_start(self, start: int, head: int, stop: int) -> int | None:
        """The line after the header, if it is one that can be parsed."""
        for body in range(head + 1, min(stop, head + _LONGEST_HEADER)):
            first = self._next_statement(body, stop)
            inner = self._indent_from(first, stop)
            if b":" not in self.lines[body - 1] or first == stop or inner <= _indent(self.lines[head]):
                continue
            if self._parses(self._text(start, body) + b" " * inner + b"pass\n"):
                return body
        return None

    def _replace_header(self, head: int, *, has_body: bool) -> bool:
        """Keep what can be read of a broken header; tell whether anything can."""
        content = self.lines[head]
        definition = _DEFINITION.match(content)
        if definition is not None:
            brackets = b"" if content.lstrip().startswith(b"class") else b"()"
            self._give_up(head, definition[1] + brackets + b":" + (b"" if has_body else b" pass"))
            return True
        if has_body and _HEADER.match(content):
            self._give_up(head, content[: len(content) - len(content.lstrip())] + b"if 1:")
            self.unwrapped.add(head)
            return True
        return False

    def _give_up_block(self, head: int, stop: int) -> int:
        """Blank a line and the deeper ones below it."""
        depth = _indent(self.lines[head])
        self._give_up(head, b"")
        end = head + 1
        while end < stop and (_EMPTY.match(self.lines[end]) or _indent(self.lines[end]) > depth):
            self._give_up(end, b"")
            end += 1
        return end

    def _give_up(self, line: int, replacement: bytes) -> None:
        if self.lines[line].strip() != replacement.strip():
            self.given_up.add(line)
            self.lines[line] = replacement
