"""What one file says by itself, whatever stands in the others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from anabranch.facts.python import read_python
from anabranch.facts.values import WIDTH, Definition, FileFacts, Flag, Op, unpack


def read(text: str) -> FileFacts:
    return read_python(text.encode())


def definition(text: str, qualname: str) -> Definition:
    return next(one for one in read(text).definitions if one.qualname == qualname)


def places(text: str, op: int) -> Iterator[tuple[int, int]]:
    table = unpack(read(text).table)
    for at in range(0, len(table), WIDTH):
        if table[at] == op:
            yield table[at + 3], table[at + 4]


def test_empty_file_has_a_module_and_nothing_else() -> None:
    facts = read("")
    assert [one.kind for one in facts.definitions] == ["module"]
    assert (facts.lines, facts.imports, facts.texts, facts.problems) == (0, [], [], [])


def test_definitions_know_their_qualified_names_and_parents() -> None:
    facts = read("class A:\n    class B:\n        def f(self):\n            def g(): ...\n")
    assert [one.qualname for one in facts.definitions] == ["", "A", "A.B", "A.B.f", "A.B.f.g"]
    assert [one.parent for one in facts.definitions] == [0, 0, 1, 2, 3]


def test_definition_begins_at_its_statement_and_not_at_its_decorator() -> None:
    found = definition("@deco\n@other()\nclass A(B):\n    x = 1\n\n    y = 2\n", "A")
    assert (found.line, found.column, found.end_line, len(found.decorators)) == (3, 1, 6, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import a.b", ("a.b", 0, None, "a")),
        ("import a.b as c", ("a.b", 0, None, "c")),
        ("from a import b", ("a", 0, "b", "b")),
        ("from a import b as c", ("a", 0, "b", "c")),
        ("from . import b", ("", 1, "b", "b")),
        ("from ..a import *", ("a", 2, "*", "*")),
    ],
)
def test_import_says_what_it_names_and_binds(text: str, expected: tuple[object, ...]) -> None:
    (found,) = read(text).imports
    assert (found.module, found.level, found.name, found.bound) == expected


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("def f():\n    import a", Flag.LOCAL),
        ("if TYPE_CHECKING:\n    import a", Flag.TYPE_CHECKING | Flag.OPTIONAL),
        ("if not TYPE_CHECKING:\n    b = 1\nelse:\n    import a", Flag.TYPE_CHECKING | Flag.OPTIONAL),
        ("if not typing.TYPE_CHECKING:\n    import a", Flag.OPTIONAL),
        ("try:\n    import a\nexcept ImportError:\n    pass", Flag.OPTIONAL),
        ("try:\n    class A:\n        for x in y: pass\n    import a\nexcept ImportError:\n    pass", Flag.OPTIONAL),
        ("if x:\n    import a", Flag.OPTIONAL),
        ("import a", 0),
        ("class A:\n    import a", 0),
    ],
)
def test_import_says_where_it_stands(text: str, flag: int) -> None:
    assert read(text).imports[0].flags & (Flag.LOCAL | Flag.TYPE_CHECKING | Flag.OPTIONAL) == flag


@pytest.mark.parametrize(
    ("text", "op", "place"),
    [
        ("\n  (a)", Op.NAME, (2, 4)),
        ("'상품', a", Op.NAME, (1, 7)),
        ("'상품', a.b", Op.ATTR, (1, 9)),
        ("'상품', a.값", Op.ATTR, (1, 9)),
        ("a.\\\n  b", Op.ATTR, (2, 3)),
        ("'👩‍🚀', a", Op.NAME, (1, 8)),
        ("\ufeffa", Op.NAME, (1, 1)),
        ("\ufeff'상', a", Op.NAME, (1, 6)),
    ],
)
def test_expression_stands_at_its_name_in_code_points(text: str, op: int, place: tuple[int, int]) -> None:
    indented = "if x:\n" + text.lstrip("\n") if text.startswith("\n") else text
    assert place in list(places(indented, op))


@pytest.mark.parametrize("encoding", ["euc-kr", "utf-8", "cp949"])
def test_columns_are_code_points_in_any_encoding(encoding: str) -> None:
    facts = read_python(f"# coding: {encoding}\n'상품', a\n".encode(encoding))
    table = unpack(facts.table)
    assert (2, 7) in [(table[at + 3], table[at + 4]) for at in range(0, len(table), WIDTH) if table[at] == Op.NAME]


def test_keyword_of_a_call_stands_in_code_points() -> None:
    arguments = unpack(read("f('상품', key=1)").arguments)
    assert arguments[0] == 2
    assert arguments[5:9][3] == 9


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a = 1\nb: int = 2\nc += 1", {"a", "b", "c"}),
        ("for a, (b, c) in x: pass", {"a", "b", "c"}),
        ("with x as a, y as (b, *c): pass", {"a", "b", "c"}),
        ("import a, b.c, d as c", {"a", "b", "c"}),
        ("(a := 1)\n[b for c in x]", {"a"}),
        ("def a(): b = 1\nclass b: c = 1", {"a", "b"}),
        ("a = b = 1\ndel b", {"a"}),
        ("[(a := b) for b in c for d in e]", {"a"}),
        ("type A = int\ntype B[T] = list[T]", {"A", "B"}),
        ("match x:\n    case [a, *b] | {'k': a, **b}: pass\n    case C(d, e=f) as g: pass", set("abdfg")),
    ],
)
def test_names_of_a_module_are_what_its_top_level_binds(text: str, names: set[str]) -> None:
    assert set(read(text).definitions[0].names) == names


def test_first_iterable_of_a_comprehension_is_what_the_class_around_binds() -> None:
    in_class = "a = 1\nclass A:\n    a = x()\n    b = [c for c in {}]\n"
    assert list(places(in_class.format("a"), Op.LOAD)) == [(4, 21)]
    assert list(places(in_class.format("d if a"), Op.LOAD)) == []


def test_self_attributes_belong_to_the_class() -> None:
    found = definition("class A:\n    def f(me, x: B):\n        me.x = x\n        me.y: C = x\n        x.z = 1\n", "A")
    assert set(found.attributes) == {"x", "y"}


@pytest.mark.parametrize(
    ("text", "is_async", "is_generator"),
    [
        ("def f(): return 1", False, False),
        ("async def f(): return 1", True, False),
        ("def f(): yield 1", False, True),
        ("def f(): yield from x", False, True),
        ("def f():\n    def g(): yield 1", False, False),
    ],
)
def test_function_says_how_it_runs(text: str, is_async: bool, is_generator: bool) -> None:
    found = definition(text, "f")
    assert (found.is_async, found.is_generator) == (is_async, is_generator)


def test_parameters_keep_their_order_and_kind() -> None:
    found = definition("def f(a, /, b: int, *c, d=1, **e): ...", "f")
    assert [(one.name, one.kind) for one in found.parameters] == [("a", 0), ("b", 0), ("c", 2), ("d", 1), ("e", 3)]


@pytest.mark.parametrize("text", ["word", "a.b", "SELECT x FROM y", "x" * 300])
def test_telling_text_is_kept(text: str) -> None:
    assert text in read(f"x = {text!r}").texts


@pytest.mark.parametrize("text", ["two words", "x" * 301, ""])
def test_text_that_can_name_nothing_is_not_kept(text: str) -> None:
    assert text not in read(f"x = {text!r}").texts


def test_docstrings_are_not_kept() -> None:
    assert read('"""docstring"""\n\ndef f():\n    """a.b.c"""\n').texts == []


def test_syntax_newer_than_this_python_is_read() -> None:
    text = "from a import b\n\ntype Pair[T] = tuple[T, T]\n\ndef first[T](x: list[T]) -> T:\n    return b(x)\n"
    assert read(text).problems == []
    assert "first" in read(text).definitions[0].names


def test_quotes_inside_an_f_string_of_newer_python_are_read() -> None:
    facts = read("from a import b\n\nx = f'{b['key']}'\n")
    assert (facts.problems, len(facts.imports)) == ([], 1)


def test_recursion_limit_is_left_as_it_was() -> None:
    import sys

    before = sys.getrecursionlimit()
    read("x = " + "-" * 5_000 + "1")
    assert sys.getrecursionlimit() == before


def test_warnings_of_the_source_are_not_shown(recwarn: pytest.WarningsRecorder) -> None:
    read("x = '\\d'\ny = 1 is 1\n")
    read("def f(x: like('1if 2 else 3')): ...")
    assert len(recwarn) == 0
