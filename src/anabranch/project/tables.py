"""The packed table of one file, opened."""

from __future__ import annotations

from anabranch.facts.values import WIDTH, FileFacts, unpack


class Table:
    """The facts of one file with its table unpacked."""

    def __init__(self, facts: FileFacts) -> None:
        self.facts = facts
        self.rows = unpack(facts.table)
        self.arguments = unpack(facts.arguments)
        self.groups = unpack(facts.groups)

    def row(self, expression: int) -> tuple[int, int, int]:
        """Op, x and y."""
        at = expression * WIDTH
        op, x, y = self.rows[at : at + 3]
        return op, x, y

    def scope(self, expression: int) -> int:
        """The definition in which an expression stands."""
        return self.rows[expression * WIDTH + 5]

    def place(self, expression: int) -> tuple[int, int]:
        """Line and column."""
        at = expression * WIDTH
        return self.rows[at + 3], self.rows[at + 4]

    def members(self, start: int) -> list[int]:
        """The expressions of a group."""
        return self.groups[start + 1 : start + 1 + self.groups[start]]

    def call_arguments(self, start: int) -> tuple[list[int], dict[str, int]]:
        """The positional and the keyword arguments of a call."""
        positional: list[int] = []
        keywords: dict[str, int] = {}
        if start < 0:
            return positional, keywords
        for at in range(start + 1, start + 1 + 4 * self.arguments[start], 4):
            mark, value = self.arguments[at], self.arguments[at + 1]
            if mark >= 0:
                keywords[self.facts.texts[mark]] = value
            elif mark == -1:
                positional.append(value)
        return positional, keywords
