"""What an SQL statement does to which tables, from its text alone.

A scanner and no parser: it knows where a table's name can stand, which tables stand side by side, and what is
written. A test suite has thousands of texts, and a full parser takes milliseconds for each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any, NamedTuple

# In text a backslash is one like any other, but on MySQL, and where an E stands before the text.
PLAIN_TEXT = r"'(?:[^']|'')*'"
ESCAPED_TEXT = r"'(?:[^'\\]|''|\\.)*'"


def _tokens(text: str) -> re.Pattern[str]:
    return re.compile(
        rf"""--[^\n]*|/\*.*?\*/|\b[eE]{ESCAPED_TEXT}|{text}|\$(?P<tag>\w*)\$.*?\$(?P=tag)\$
        |(?P<quoted>"(?:[^"]|"")+"|`[^`]+`|\[[A-Za-z_][^\]]*\])
        |(?P<word>[A-Za-z_\u0080-\uffff][\w$]*)
        |(?P<mark>[(),.;*])""",
        re.VERBOSE | re.DOTALL,
    )


TOKENS = {False: _tokens(PLAIN_TEXT), True: _tokens(ESCAPED_TEXT)}
# Each begins with a letter of its own: a repetition at the beginning would be tried at every place of a text.
LONG_LIST = re.compile(r"%s(?:,\s*%s)+")
LONG_ROWS = re.compile(r"\((?:%s|\s|,)*\),\s*(?=\()")
LONG = 500

# Words between FROM or INTO and the name of a table, or between DELETE and FROM.
BETWEEN = frozenset({"ONLY", "LATERAL", "TABLE", "IF", "EXISTS", "LOW_PRIORITY", "QUICK", "IGNORE"})
ENDS_TABLES = ("WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "SET", "RETURNING", "WINDOW", "FETCH", "OFFSET", "FOR")
NO_QUERIES = frozenset({"CREATE", "ALTER", "DROP", "PRAGMA", "COMMENT", "GRANT"})
BEGIN_QUERIES = frozenset({"SELECT", "WITH", "VALUES", "DELETE", "INSERT", "UPDATE", "("})


class Table(NamedTuple):
    """A table that a statement names. Tables of one `level` are joined to each other."""

    name: str
    level: int
    written: bool
    locked: bool = False


class Token(NamedTuple):
    """A name or a mark; `word` is it in capitals where it can be a keyword, else ""."""

    text: str
    word: str


NONE = Token("", "")


def text_of(sql: Any, cursor: Any) -> str:
    """A statement's text: as it is, in bytes, or put together by psycopg: 2 asks the driver's `cursor`."""
    if isinstance(sql, str):
        return sql
    if isinstance(sql, bytes):
        return sql.decode(errors="replace")
    return str(sql.as_string(cursor) if hasattr(sql, "as_string") else sql)


def plain_name(db_table: str) -> str:
    """A model's `db_table` as statements name it: `"schema"."table"` is one way to say where it is."""
    return db_table.replace('"', "").rpartition(".")[2]


def read_tables(sql: str, *, escapes: bool = False) -> tuple[Table, ...]:
    """The tables of a statement by their first place, or of several in one text. One that defines tables touches none.

    `escapes`: a backslash in text changes what the next character means, as on MySQL.
    """
    tokens = [token for match in TOKENS[escapes].finditer(sql) if (token := _token(match)) is not NONE]
    if not tokens or tokens[0].word in NO_QUERIES:
        return ()
    return _Scanner(tokens).run()


def shorten(sql: str) -> str:
    """Collapse lists of parameters: they name no table, and make thousands of texts of one."""
    return sql if len(sql) < LONG else LONG_ROWS.sub("", LONG_LIST.sub("%s", sql))


def _token(match: re.Match[str]) -> Token:
    text = match.group()
    if match.lastgroup == "word":
        return Token(text, text.upper())
    if match.lastgroup == "quoted":
        return Token(text[1:-1].replace('""', '"'), "")
    return Token(text, text) if match.lastgroup == "mark" else NONE


@dataclass
class _Scope:
    """Inside one pair of parentheses: a query of its own, or a part of the one around it."""

    level: int
    query: bool
    # How the next name after a comma is taken, where one is a table's.
    listing: str | None = None
    # Between WITH and the query: names of the statement's own.
    commons: bool = False


@dataclass
class _Scanner:
    tokens: list[Token]
    at: int = 0
    levels: int = 0
    # Levels whose rows are locked, and of which tables where they are named.
    locks: list[tuple[int, frozenset[str]]] = field(default_factory=list)
    scopes: list[_Scope] = field(default_factory=lambda: [_Scope(0, query=True)])
    tables: dict[Table, None] = field(default_factory=dict)
    # What tables are called at a level.
    aliases: dict[tuple[int, str], str] = field(default_factory=dict)
    common: set[str] = field(default_factory=set)

    def run(self) -> tuple[Table, ...]:
        while self.at < len(self.tokens):
            act = _ACTS.get(self.tokens[self.at].word)
            self.at += 1
            # What follows a dot is a column, whatever it is called.
            if act is not None and self.back(2).text != ".":
                act(self)
        kept = (table for table in self.tables if table.written or table.name not in self.common)
        return tuple(table._replace(locked=self.is_locked(table)) for table in kept)

    def is_locked(self, table: Table) -> bool:
        return any(level == table.level and (not names or table.name in names) for level, names in self.locks)

    @property
    def scope(self) -> _Scope:
        return self.scopes[-1]

    def peek(self) -> Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else NONE

    def skip(self, words: Collection[str]) -> None:
        while self.peek().word in words:
            self.at += 1

    def back(self, steps: int) -> Token:
        """One step back is the token just read, two the one before it."""
        return self.tokens[self.at - steps] if self.at >= steps else NONE

    def name(self) -> str:
        """Read a name with its schema; the last part counts."""
        name = self.peek().text
        self.at += 1
        while self.peek().text == ".":
            self.at += 1
            name = self.peek().text
            self.at += 1
        return name

    def table(self, how: str) -> None:
        """Read the name of a table, where one comes next, and not a query or a function."""
        self.scope.listing = how
        self.skip(BETWEEN)
        if self.peek().text == "(":
            self.at += 1
            self.scopes.append(_Scope(self.scope.level, query=False))
            if self.peek().word not in BEGIN_QUERIES:
                self.table(how)
            return
        if self.peek().word in BEGIN_QUERIES or self.peek() is NONE:
            return
        level = self.scope.level
        name = self.name()
        if how == "write" or self.peek().text != "(":
            self.tables.setdefault(Table(name, level, how == "write"))
            self.skip({"AS"})
            # Where it has no alias what follows is a word of the language, by which no table is called.
            self.aliases[level, self.peek().text] = name

    def opens(self) -> None:
        self.scopes.append(_Scope(self.scope.level, query=False))

    def closes(self) -> None:
        if len(self.scopes) > 1:
            self.scopes.pop()

    def comma(self) -> None:
        if self.scope.commons:
            self.common.add(self.name())
        elif self.scope.listing:
            self.table(self.scope.listing)

    def semicolon(self) -> None:
        self.levels += 1
        self.scopes = [_Scope(self.levels, query=True)]

    def query(self) -> None:
        """SELECT, INSERT, MERGE: in parentheses a query of its own."""
        if not self.scope.query:
            self.levels += 1
            self.scope.level = self.levels
            self.scope.query = True
        self.scope.listing = None
        self.scope.commons = False

    def deletes(self) -> None:
        of_merge = self.back(2).word == "THEN"
        self.query()
        if not of_merge:
            # On MySQL the tables that lose rows can stand before FROM.
            self.skip(BETWEEN)
            self.skip({"FROM"})
            self.table("write")

    def compound(self) -> None:
        self.levels += 1
        self.scope.level = self.levels
        self.scope.listing = None

    def reads_from(self) -> None:
        # Not FROM of EXTRACT(year FROM …), nor of IS DISTINCT FROM.
        if self.scope.query and self.back(2).word != "DISTINCT":
            self.table("read")

    def joins(self) -> None:
        self.table("read")

    def uses(self) -> None:
        # JOIN … USING (column) is followed by a parenthesis, DELETE … USING by a table.
        if self.peek().text != "(":
            self.table("read")

    def into(self) -> None:
        self.table("write")
        self.scope.listing = None

    def truncates(self) -> None:
        self.table("write")

    def updates(self) -> None:
        if self.back(2).word == "FOR" or (self.back(2).word, self.back(3).word) == ("KEY", "NO"):
            self.lock()
        elif self.back(2).word not in {"DO", "KEY", "THEN"}:
            self.query()
            self.table("write")

    def shares(self) -> None:
        if self.back(2).word == "FOR" or (self.back(2).word, self.back(3).word) == ("KEY", "FOR"):
            self.lock()

    def lock(self) -> None:
        """Of the tables that are named; of all where none is, or where it is not known what is called so."""
        names: set[str] = set()
        while self.peek().word == "OF" or (names and self.peek().text == ","):
            self.at += 1
            names.add(self.name())
        level = self.scope.level
        tables = {self.aliases.get((level, name), name) for name in names}
        here = {table.name for table in self.tables if table.level == level}
        self.locks.append((level, frozenset(tables if tables <= here else ())))

    def ends_tables(self) -> None:
        self.scope.listing = None

    def with_(self) -> None:
        if self.back(2).text in {"", "(", ";"}:
            self.scope.commons = True
            if self.peek().word == "RECURSIVE":
                self.at += 1
            self.common.add(self.name())


_ACTS: dict[str, Callable[[_Scanner], None]] = {
    **dict.fromkeys(("SELECT", "INSERT", "MERGE", "REPLACE"), _Scanner.query),
    **dict.fromkeys(("UNION", "INTERSECT", "EXCEPT"), _Scanner.compound),
    **dict.fromkeys(("JOIN", "STRAIGHT_JOIN"), _Scanner.joins),
    **dict.fromkeys(ENDS_TABLES, _Scanner.ends_tables),
    "DELETE": _Scanner.deletes,
    "FROM": _Scanner.reads_from,
    "USING": _Scanner.uses,
    "UPDATE": _Scanner.updates,
    "SHARE": _Scanner.shares,
    "INTO": _Scanner.into,
    "TRUNCATE": _Scanner.truncates,
    "WITH": _Scanner.with_,
    "(": _Scanner.opens,
    ")": _Scanner.closes,
    ",": _Scanner.comma,
    ";": _Scanner.semicolon,
}
