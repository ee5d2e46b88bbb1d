"""The facts of one template, Django's or Jinja's: a pure function of its bytes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator

import msgspec

from anabranch.facts.template_values import TemplateValue, ValueReader


class TemplateTag(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One place where a template names something. Line and column count from 1, in code points."""

    kind: str
    """`extends`, `include`, `import`, `load`, `url`, or `address` for what a team's own `eventurl` may name."""
    argument: str | None
    """The name; None where it is only known at run time."""
    line: int
    column: int
    note: str = ""
    """What stands there instead of a name; the names taken by `load … from`; the tag, where it is an unusual one."""


class TemplateFacts(msgspec.Struct, frozen=True, array_like=True):
    """All that one template says by itself."""

    lines: int
    tags: tuple[TemplateTag, ...]
    values: tuple[TemplateValue, ...] = ()


# What begins like another part does not end this one: where nothing is closed, reading takes time in proportion to the
# text, and no tag below is hidden.
_PART = re.compile(
    r"""
    \{\#(?:[^{\#]++|\{(?!\#)|\#(?!\}))*+\#\}
    | \{%[-+]?\s*(?P<tag>\w+)(?P<rest>(?:[^{%+-]++|\{(?!%)|[-+]?%(?!\})|[-+](?!%))*+)[-+]?%\}
    | \{\{(?P<value>(?:[^{}]++|\{(?!\{)|\}(?!\}))*+)\}\}
    """,
    re.VERBOSE,
)
_UNREAD = frozenset({"comment", "verbatim", "raw"})
"""Tags whose text is left out, or shown as it stands: no tag is found in it."""
_END = re.compile(r"\{%[-+]?\s*end(?P<tag>comment|verbatim|raw)\b(?P<rest>[^%]*?)[-+]?%\}")
_QUOTED = re.compile(r"""(["'])(.*?)\1""", re.DOTALL)
_TEMPLATE_NAME = re.compile(r"""(["'])([^"'\s]+\.(?:html?|txt|xml|jinja2?|j2|svg|mjml|email))\1""")
_YES_OR_NO = re.compile(r"""[\w.]+\|yesno:(?P<quote>["'])(?P<names>[^"']+)(?P=quote)""")
"""`ajax|yesno:"part.html,whole.html"`: one of the templates named."""
_NAME_OF_TWO = re.compile(r"[^,\s]+")
_URL_NAME = re.compile(r"""(?<!\S)(["'])([\w.:-]+)\1(?!\S)""")
_CALLED_URL = re.compile(r"""(?<!\|)(?<!\|\s)\b(?:url|url_for|reverse)\(\s*(?P<name>(["'])[^"']*\2|[^)"']+)""")
"""A filter of that name, as in `topic|url("edit")`, is the project's own: what it is given is no URL name."""
_WORD = re.compile(r"\S+")
_COMPUTED = ("~", "+", "|", "%")
_NO_TEMPLATES = {"static", "trans", "translate", "blocktrans", "blocktranslate", "if", "elif"}

Found = tuple[str, str | None, int, str]
"""Kind, argument, offset in the text, note."""


def read_template(source: bytes) -> TemplateFacts:
    """Facts of a template file. Bytes that are no text are replaced, nothing is ever refused."""
    text = _decode(source)
    ends = [match.start() for match in re.finditer("\n", text)]
    values: list[TemplateValue] = []
    tags = tuple(_place(found, ends) for found in _read_parts(text, ValueReader(lambda at: _at(at, ends)), values))
    return TemplateFacts(lines=len(ends) + 1, tags=tags, values=tuple(values))


def _decode(source: bytes) -> str:
    wide = source.startswith((b"\xff\xfe", b"\xfe\xff"))
    return source.decode("utf-16" if wide else "utf-8-sig", "replace")


def _place(found: Found, ends: list[int]) -> TemplateTag:
    kind, argument, offset, note = found
    return TemplateTag(kind, argument, *_at(offset, ends), note)


def _at(offset: int, ends: list[int]) -> tuple[int, int]:
    """Line and column of an offset."""
    line = bisect_left(ends, offset)
    before = ends[line - 1] if line else -1
    return line + 1, offset - before


def _read_parts(text: str, reader_of_values: ValueReader, values: list[TemplateValue]) -> Iterator[Found]:
    for part in _parts(text):
        tag = part["tag"]
        if tag is not None or part["value"] is not None:
            group = "rest" if tag is not None else "value"
            values += reader_of_values.read(tag or "", part[group], part.start(group))
        if tag is not None:
            reader = _READERS.get(tag)
            if reader is not None:
                yield from reader(tag, part["rest"], part.start("rest"))
            else:
                yield from _read_others(tag, part["rest"], part.start("rest"))
        elif part["value"] is not None:
            yield from _read_others("", part["value"], part.start("value"))


def _parts(text: str) -> Iterator[re.Match[str]]:
    """Tags and values in order, without what lies between an unread tag and its end, where it has one."""
    ends: dict[tuple[str, str], list[tuple[int, int]]] | None = None
    at = 0
    while (part := _PART.search(text, at)) is not None:
        at = part.end()
        if part["tag"] in _UNREAD:
            ends = _ends(text) if ends is None else ends
            own = ends.get(_named(part), [])
            number = bisect_left(own, (at, at))
            if number < len(own):
                at = own[number][1]
                continue
        yield part


def _ends(text: str) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """Where each end of an unread tag starts and stops, by what it ends."""
    found: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for end in _END.finditer(text):
        found[_named(end)].append(end.span())
    return found


def _named(part: re.Match[str]) -> tuple[str, str]:
    """A tag, and the label by which `verbatim` knows its own end."""
    return part["tag"], part["rest"].strip() if part["tag"] == "verbatim" else ""


def _read_inclusion(tag: str, rest: str, start: int) -> Iterator[Found]:
    kind = "import" if tag == "from" else tag
    opening = len(rest) - len(rest.lstrip(" \t\r\n[("))
    first = _QUOTED.match(rest, opening)
    if first is not None and not rest[first.end() :].lstrip().startswith(_COMPUTED):
        yield kind, first[2], start + opening, ""
    elif (chosen := _YES_OR_NO.match(rest, opening)) is not None:
        for name in _NAME_OF_TWO.finditer(rest, *chosen.span("names")):
            yield kind, name[0], start + name.start(), ""
        first = chosen
    else:
        word = _WORD.search(rest)
        yield kind, None, start + (word.start() if word else 0), rest.strip()
    further = first.end() if first is not None else opening
    for name in _TEMPLATE_NAME.finditer(rest, further):
        yield kind, name[2], start + name.start(), ""


def _read_load(_tag: str, rest: str, start: int) -> Iterator[Found]:
    words = list(_WORD.finditer(rest))
    if len(words) > 2 and words[-2][0] == "from":
        taken = " ".join(word[0] for word in words[:-2])
        yield "load", words[-1][0], start + words[-1].start(), taken
        return
    for word in words:
        yield "load", word[0], start + word.start(), ""


def _read_url(_tag: str, rest: str, start: int) -> Iterator[Found]:
    word = _WORD.search(rest)
    if word is None:
        return
    name = _QUOTED.match(rest, word.start())
    if name is None or rest[name.end() : name.end() + 1] == "|":
        yield "url", None, start + word.start(), word[0]
    else:
        yield "url", name[2], start + name.start(), ""


def _read_others(tag: str, rest: str, start: int) -> Iterator[Found]:
    if "(" in rest:
        for called in _CALLED_URL.finditer(rest):
            yield _called_url(called, start)
    if "." in rest and tag not in _NO_TEMPLATES:
        for name in _TEMPLATE_NAME.finditer(rest):
            yield "include", name[2], start + name.start(), tag
    if "url" in tag:
        for name in _URL_NAME.finditer(rest):
            yield "address", name[2], start + name.start(), tag


def _called_url(called: re.Match[str], start: int) -> Found:
    name = called["name"]
    offset = start + called.start("name")
    if called[2] is not None:
        return "url", name[1:-1], offset, ""
    return "url", None, offset, name.strip()


_READERS: dict[str, Callable[[str, str, int], Iterator[Found]]] = {
    "extends": _read_inclusion,
    "include": _read_inclusion,
    "import": _read_inclusion,
    "from": _read_inclusion,
    "load": _read_load,
    "url": _read_url,
}
