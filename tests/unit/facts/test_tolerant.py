"""What `ast` reads is read the same; what it cannot read is read around."""

import ast
import textwrap

import pytest

from anabranch.facts.tolerant import SyntaxProblem, UnreadableSource, parse_tolerantly

EXPRESSIONS = [
    "a.b.c[d](e).f",
    "(a)(b)(c)",
    "f(a, *b, c=d, **e)",
    "f(**a, b=1)",
    "f(a for a in b)",
    "f(a := 1)",
    "f((yield))",
    "a[1:2, ::3, :]",
    "a[1,]",
    "a[...]",
    "a[*b]",
    "a[*b.c[d], e]",
    "a[b, *c]",
    "a[b:=1]",
    "a if b else c if d else e",
    "a and b or c and not d",
    "a or b or c",
    "a and (b and c)",
    "not a in b",
    "a < b != c is not d not in e",
    "a + b * c ** -d ** e // f",
    "(a) + (b) - c",
    "a ^ b & c | d << e",
    "- - +~a",
    "await a ** b",
    "lambda: 0",
    "lambda a, /, b=1, *, c, d=2, **e: (yield)",
    "lambda *a: a",
    "[x for x, in y if z if w for v in u]",
    "{a for a in b}",
    "{a: b for a, b in c}",
    "(a async for a in b)",
    "[a for b in c]",
    "[*a.b()]",
    "[*a + b + c]",
    "(*a, b)",
    "*a.b(), c",
    "{*a}",
    "{**a, b: c}",
    "()",
    "(a,)",
    "a,",
    "[\n a,  # why\n]",
    "None, True, False, ...",
    "1_000 + 0x_ff + 1e3j + 0o17 + 0b1 + .5",
    "print",
    "print(a), b",
    "print >>a, b",
    "match(type)[case]",
]

STRINGS = [
    "''",
    "b''",
    "f''",
    "'a' \"b\" '''c'''",
    "('a'  # why\n 'b')",
    "'a' \\\n'b'",
    "u'a' 'b'",
    r"'\n\x41\101\u00e9\N{BULLET}\'\"\\ \
x'",
    r"b'\xff\u1234\''",
    r"r'\n\''",
    r"r'\\'",
    r"rb'\\\\'",
    r"rf'{a}\\'",
    "f'a{b}c'",
    "'a' f'{b}' 'c' 'd'",
    "f'{{{a}}}'",
    "f'{a!r:{b}{c!s}x}{d = !r}{e=}{ {1: 2}[1] }'",
    "f'{x:=10}{(y:=1)}'",
    "f'{a, b}{*a, b}{lambda_}'",
    "f'''{\na}\n b'''",
]

STATEMENTS = [
    "x = y = 1,",
    "(a, *b), [c, d] = e",
    "*a, = b",
    "(a) = (b.c) = d[e] = f",
    "x = yield",
    "x += yield a, b",
    "a @= b",
    "x: int",
    "(x): int",
    "x.y: list[int] | str | None = None",
    "x: Callable[[int], str] = f",
    "type(a).b = type(a, b).c[0] = d",
    "type(self).x = 1",
    "type(x for x in y).z = 1",
    "type[a].b = 1",
    "type = match = case = 1",
    "del a, b[c], d.e",
    "del (a, b), (c)",
    "import a.b as c, d",
    "from . import (a as b, c,)",
    "from ...x.y import *",
    "from __future__ import annotations",
    "raise",
    "raise a from b",
    "assert a, b",
    "pass; x; y",
    "def f():\n    global a, b\n    nonlocal c\n    return",
    "def f(a, /, b: int = 1, *c: *d, e, f=2, **g: h) -> i: pass",
    "def f(*, a=(yield)):\n    'doc'\n    # why\n    return 1  # why\n# why",
    "async def f():\n    async with a as b: pass\n    async for c in d: await e\n    else: pass",
    "@a\n@b.c(1)\nasync def f(): pass",
    "@a if b else c\nclass A(B, *D, metaclass=C, **E):\n    x = 1\n\n    def m(self): pass",
    "class A: pass\nclass B(): pass",
    "if a: b; c\nelif d: e\nelif f: g\nelse: h",
    "while a:\n    break\nelse:\n    continue",
    "for x, in y: pass",
    "for (x) in *a, b: pass\nelse: pass",
    "try: pass\nexcept: pass\nelse: pass\nfinally: pass",
    "try: pass\nexcept (A, B): pass\nexcept C as d: pass",
    "try: pass\nexcept* A as b: pass",
    "try: pass\nfinally: pass",
    "with a as b, c as (d, e), f: pass",
    "with (a as b, c,): pass",
    "with (a, b): pass",
    "with (a, b) as c: pass",
    "with (a), (b): pass",
    "with a if b else c as d, lambda: e as f, not g as h: pass",
    "try: pass\nexcept a if b else c as d: pass",
    "with (yield): pass",
    "with (*a, b): pass",
    "with (): pass",
    "match x:\n    case 1 | -2 | a.b | 'c' 'd': pass\n    case None | True: pass",
    "match *a, b:\n    case [*_] | [x, *y] | []: pass\n    case *a,: pass\n    case a, b: pass",
    "match x,:\n    case {1: x, 'b': [a], None: _, -1: q, a.b: r, **rest}: pass\n    case {}: pass",
    "match x:\n    case A() | a.B(c, d=(1 | 2), e=-1): pass\n    case (a): pass\n    case (a,): pass",
    "match x:\n    case -1 + 2j | 1 - 2j: pass\n    case (1 | 2) as b if c: pass\n    case _: pass",
    "if a:\n\tb\n\tc",
    "é = 'é'; ﬁ = é",
    "",
    "# only a comment",
]


@pytest.mark.parametrize("source", EXPRESSIONS + STATEMENTS)
def test_source_that_ast_reads_gives_the_same_tree_in_the_same_places(source: str) -> None:
    parsed = parse_tolerantly(source.encode())

    assert parsed.errors == ()
    assert _placed(parsed.tree) == _placed(ast.parse(source))


@pytest.mark.filterwarnings("ignore")  # an escape that Python does not know
@pytest.mark.parametrize("source", STRINGS)
def test_string_that_ast_reads_has_the_same_value(source: str) -> None:
    parsed = parse_tolerantly(source.encode())

    assert parsed.errors == ()
    assert ast.dump(parsed.tree) == ast.dump(ast.parse(source))


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_other_newlines_are_read_as_newlines(newline: str) -> None:
    source = "x = '''a\nb'''\ny = 1".replace("\n", newline).encode()

    assert _placed(parse_tolerantly(source).tree) == _placed(ast.parse(source))


def test_name_embedded_in_a_string_has_its_place_in_the_file() -> None:
    tree = parse_tolerantly(b"x = (f'a'\n     f'bc{user.name}')").tree

    (user,) = (node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "user")
    assert (user.lineno, user.col_offset) == (2, 10)


def test_type_parameters_are_dropped() -> None:
    source = "class A[T: int, *Ts, **P](B[T]):\n    def f[U](self, u: U) -> T: ..."
    older = "class A(B[T]):\n    def f(self, u: U) -> T: ..."

    parsed = parse_tolerantly(source.encode())

    assert parsed.errors == ()
    assert ast.dump(parsed.tree) == ast.dump(ast.parse(older))


@pytest.mark.parametrize("head", ["X", "X[T]", "X[T: (int, str)]"])
def test_type_alias_binds_its_name(head: str) -> None:
    parsed = parse_tolerantly(f"type {head} = int | list[str]".encode())

    assert ast.dump(parsed.tree) == ast.dump(ast.parse("X = int | list[str]"))


def test_quotes_nested_in_an_f_string_are_read() -> None:
    parsed = parse_tolerantly(b"""f'{a['b']} {f"{c["d"]}"}'""")

    assert parsed.errors == ()
    assert [node.value for node in ast.walk(parsed.tree) if isinstance(node, ast.Constant)] == [" ", "b", "d"]


def test_template_string_is_read_as_an_f_string() -> None:
    assert ast.dump(parse_tolerantly(b"t'a{b}'").tree) == ast.dump(ast.parse("f'a{b}'"))


def test_several_exceptions_without_parentheses_are_a_tuple() -> None:
    parsed = parse_tolerantly(b"try: pass\nexcept A, b.C: pass")

    assert ast.dump(parsed.tree) == ast.dump(ast.parse("try: pass\nexcept (A, b.C): pass"))


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("print 'a', b", "print('a', b)"),
        ("exec 'a' in b", "exec('a', b)"),
        ("a <> b", "a != b"),
        ("x = 0777 + 10L", "x = 0o777 + 10"),
        ("raise A, 'b'", "raise A"),
    ],
)
def test_python_2_is_read_as_what_it_became(older: str, newer: str) -> None:
    parsed = parse_tolerantly(older.encode())

    assert ast.dump(parsed.tree) == ast.dump(ast.parse(newer))


@pytest.mark.parametrize(
    "source",
    [
        "# -*- coding: latin-1 -*-\nx = 'é'".encode("latin-1"),
        "\ufeffx = 'é'".encode(),
        b"# vim: set fileencoding=cp1252 :\nx = '\x80'",
    ],
)
def test_declared_encoding_is_obeyed(source: bytes) -> None:
    assert _placed(parse_tolerantly(source).tree) == _placed(ast.parse(source))


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (b"# coding: no-such-thing\n", "encoding of the file is unclear"),
        (b"# coding: rot13\n", "encoding of the file is unclear"),
        (b"\xef\xbb\xbf# coding: latin-1\n", "encoding of the file is unclear"),
        (b"\n\n\nx = '\xff'\n", "Line 4 is not valid utf-8"),
        (b"\nx = '\0'\n", "Line 2 holds a null byte"),
        (b"(" * 5000 + b")" * 5000, "nested too deeply"),
    ],
)
def test_source_that_is_no_text_is_refused_with_a_reason(source: bytes, why: str) -> None:
    with pytest.raises(UnreadableSource, match=why):
        parse_tolerantly(source)


def test_long_chain_of_operators_does_not_nest_too_deeply() -> None:
    source = "x = " + " + ".join("a" * 5000) + "\nif a: pass" + "\nelif b: pass" * 2000

    assert len(parse_tolerantly(source.encode()).tree.body) == 2


BROKEN_MODULE = """\
import os


class A(B):
    '''It says "def x" here.'''

    def before(self):
        return call(
            1,
        )

    {garbage}

    def after(self):
        if self.x:
            {garbage}
            self.y = 1
        return '''
def not_a_definition(): ...
'''


@decorated
def last():
    return 1
"""

GARBAGE = [
    "x = = 3",
    "x y z",
    ")",
    "}]",
    "foo(1, 2",
    "x = [",
    "'",
    "f'{x",
    "$$$",
    "import",
    "@",
    "a = 1 2",
]


@pytest.mark.parametrize("garbage", GARBAGE)
def test_broken_line_hides_no_other_statement(garbage: str) -> None:
    source = BROKEN_MODULE.replace("{garbage}", garbage)
    without = BROKEN_MODULE.replace("{garbage}", "")

    parsed = parse_tolerantly(source.encode())

    assert _placed(parsed.tree) == _placed(ast.parse(without))
    assert [problem.line for problem in parsed.errors] == [12, 16]


@pytest.mark.parametrize("quotes", ["'''", '"""'])
def test_text_left_open_hides_no_later_definition(quotes: str) -> None:
    closed = BROKEN_MODULE.replace("'''\ndef not_a_definition(): ...\n'''", "1")
    source = closed.replace("{garbage}", quotes, 1).replace("{garbage}", "")

    parsed = parse_tolerantly(source.encode())

    assert sorted(_said(parsed.tree)) == ["A", "after", "before", "last", "os"]


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "=======", ">>>>>>> topic"])
def test_conflict_mark_amid_a_class_is_passed_over(mark: str) -> None:
    parsed = parse_tolerantly(f"class A:\n    x = 1\n{mark}\n    y = 2\n".encode())

    assert ast.dump(parsed.tree) == ast.dump(ast.parse("class A:\n    x = 1\n    y = 2\n"))
    assert [problem.line for problem in parsed.errors] == [3]


@pytest.mark.parametrize(
    ("broken", "read"),
    [
        ("def f(a b:\n    import c\n", "def f():\n    import c\n"),
        ("class A(B:\n    x = 1\n", "class A:\n    x = 1\n"),
        ("if x\n    import c\n", "import c\n"),
        ("try:\n    a\nexcept A B:\n    import c\n", "try:\n    a\nfinally: pass\nimport c\n"),
        ("match x:\n    case 1 2:\n        import c\n    case 3: pass", "import c"),
    ],
)
def test_broken_header_keeps_its_name_or_its_body(broken: str, read: str) -> None:
    parsed = parse_tolerantly(broken.encode())

    assert _said(parsed.tree) == _said(ast.parse(read))
    assert parsed.errors


def test_problem_names_line_column_and_text() -> None:
    long = "é = 1 2" + " " * 10 + "3" * 300

    (problem,) = parse_tolerantly(f"a = 1\nif a:\n    {long}\n".encode()).errors

    assert problem == SyntaxProblem(line=3, column=5, text=long[:200])


def test_statement_that_no_python_reads_is_a_problem() -> None:
    parsed = parse_tolerantly("a = 1\nx = é + 'a' b'c'\nb = 2\n".encode())

    assert [ast.unparse(statement) for statement in parsed.tree.body] == ["a = 1", "b = 2"]
    assert parsed.errors == (SyntaxProblem(line=2, column=9, text="x = é + 'a' b'c'"),)


def test_class_left_without_statements_still_stands() -> None:
    parsed = parse_tolerantly(b"class A:\n    x = = 1\n\nclass B:\n    pass\n")

    assert ast.unparse(parsed.tree) == "class A:\n    pass\n\nclass B:\n    pass"


def test_text_that_is_no_python_ends_in_problems() -> None:
    text = textwrap.dedent("""
        Dear reader, (this is prose
          with "quotes and
        no code at all!
    """)

    assert parse_tolerantly((text * 20).encode()).errors


def _placed(tree: ast.Module) -> str:
    return ast.dump(tree, include_attributes=True)


def _said(tree: ast.Module) -> list[str]:
    """Definitions and imports, wherever they are."""
    wanted = (ast.FunctionDef, ast.ClassDef, ast.alias)
    return [node.name for node in ast.walk(tree) if isinstance(node, wanted)]
