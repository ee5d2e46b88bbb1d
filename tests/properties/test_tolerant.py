"""Generated modules read like `ast` reads them, and a broken line costs no other definition."""

from __future__ import annotations

import ast
import sys
import warnings
from dataclasses import dataclass

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from anabranch.facts.tolerant import parse_tolerantly

PATIENT = settings(
    deadline=None,
    max_examples=75,
    # A module is many small draws.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

LOAD, STORE = ast.Load(), ast.Store()
NAMES = st.sampled_from(["a", "b", "long_name", "É", "match", "type", "print", "_", "case"])
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(min_value=0),
    st.floats(min_value=0, allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.binary(max_size=8),
    st.just(...),
)
LITERAL_TEXT = st.text("ab{}\n\\'\"é", min_size=1, max_size=4)
BINARY = st.sampled_from([ast.Add, ast.Mult, ast.Pow, ast.BitXor, ast.BitAnd, ast.BitOr, ast.LShift])
UNARY = st.sampled_from([ast.Not, ast.USub, ast.Invert])
COMPARISONS = st.sampled_from([ast.Lt, ast.In, ast.NotIn, ast.Is, ast.IsNot, ast.Eq])
KEYWORDS: list[tuple[str | None, ...]] = [(), ("key",), (None,), ("key", None), (None, "key")]
UP_TO_TWO = st.integers(0, 2)


@dataclass(frozen=True, slots=True)
class Maker:
    """Draws trees of a bounded depth; drawing from one flat strategy a node is what keeps it fast."""

    draw: st.DrawFn
    f_strings: bool

    def expression(self, depth: int) -> ast.expr:
        if depth == 0:
            return self.name() if self.draw(st.booleans()) else ast.Constant(self.draw(VALUES))
        kinds = [
            self.operation,
            self.reference,
            self.call,
            self.display,
            self.comprehension,
            self.lambda_,
            *([self.f_string] if self.f_strings else []),
        ]
        return self.draw(st.sampled_from(kinds))(depth - 1)

    def name(self) -> ast.Name:
        return ast.Name(self.draw(NAMES), LOAD)

    def bound(self) -> ast.Name:
        return ast.Name(self.draw(NAMES), STORE)

    def maybe(self, depth: int) -> ast.expr | None:
        return self.expression(depth) if self.draw(st.booleans()) else None

    def several(self, depth: int) -> list[ast.expr]:
        return [self.expression(depth) for _ in range(self.draw(UP_TO_TWO))]

    def starred(self, depth: int) -> list[ast.expr]:
        return [self.spread(value) if self.draw(st.booleans()) else value for value in self.several(depth)]

    def spread(self, value: ast.expr) -> ast.expr:
        """The grammar knows no `*None` and no `*0` in brackets, which no one writes: each fails at run time."""
        return value if isinstance(value, ast.Constant) else ast.Starred(value, LOAD)

    def annotation(self, depth: int) -> ast.expr:
        """Anything but a slice: the grammar expects type parameters in such brackets."""
        if depth == 0:
            return self.expression(0)
        one, other = self.annotation(depth - 1), self.annotation(depth - 1)
        kinds = [
            ast.BinOp(one, ast.BitOr(), other),
            ast.Attribute(self.name(), self.draw(NAMES), LOAD),
            ast.Subscript(self.name(), ast.Tuple([one, other], LOAD), LOAD),
            ast.Subscript(self.name(), one, LOAD),
            ast.List([one, other], LOAD),
            self.call(0),
        ]
        return self.draw(st.sampled_from(kinds))

    def maybe_annotation(self, depth: int) -> ast.expr | None:
        return self.annotation(depth) if self.draw(st.booleans()) else None

    def operation(self, depth: int) -> ast.expr:
        one, other = self.expression(depth), self.expression(depth)
        return self.draw(
            st.sampled_from(
                [
                    ast.BinOp(one, self.draw(BINARY)(), other),
                    ast.BoolOp(self.draw(st.sampled_from([ast.And(), ast.Or()])), [one, other]),
                    ast.UnaryOp(self.draw(UNARY)(), one),
                    ast.Compare(one, [self.draw(COMPARISONS)()], [other]),
                    ast.IfExp(one, self.expression(depth), other),
                ]
            )
        )

    def reference(self, depth: int) -> ast.expr:
        owner = self.expression(depth)
        slices = ast.Slice(self.maybe(depth), self.maybe(depth), self.maybe(depth))
        index = self.draw(st.sampled_from([self.expression(depth), slices]))
        return self.draw(
            st.sampled_from([ast.Attribute(owner, self.draw(NAMES), LOAD), ast.Subscript(owner, index, LOAD)])
        )

    def call(self, depth: int) -> ast.expr:
        names: tuple[str | None, ...] = self.draw(st.sampled_from(KEYWORDS))
        keywords = [ast.keyword(name, self.expression(depth)) for name in names]
        return ast.Call(self.expression(depth), self.starred(depth), keywords)

    def display(self, depth: int) -> ast.expr:
        elements, values = self.starred(depth), self.several(depth)
        pairs = ast.Dict([self.maybe(depth) for _ in values], values)
        kinds = [ast.List(elements, LOAD), ast.Tuple(elements, LOAD), ast.Set(elements or values), pairs]
        return self.draw(st.sampled_from(kinds))

    def comprehension(self, depth: int) -> ast.expr:
        generators = [ast.comprehension(self.bound(), self.expression(depth), self.several(depth), 0)]
        one, other = self.expression(depth), self.expression(depth)
        kinds = [
            ast.ListComp(one, generators),
            ast.SetComp(one, generators),
            ast.GeneratorExp(one, generators),
            ast.DictComp(one, other, generators),
        ]
        return self.draw(st.sampled_from(kinds))

    def lambda_(self, depth: int) -> ast.expr:
        return ast.Lambda(self.arguments(depth, annotated=False), self.expression(depth))

    def f_string(self, _: int) -> ast.expr:
        value = ast.FormattedValue(self.name(), self.draw(st.sampled_from([-1, ord("r")])), None)
        parts = [ast.Constant(self.draw(LITERAL_TEXT)), value, ast.Constant(self.draw(LITERAL_TEXT))]
        return ast.JoinedStr(parts[self.draw(UP_TO_TWO) :])

    def arguments(self, depth: int, *, annotated: bool) -> ast.arguments:
        made = ast.arguments([], [], None, [], [], None, [])
        names = self.draw(st.lists(NAMES, unique=True, max_size=4))
        kinds = sorted(self.draw(UP_TO_TWO) for _ in names)
        for name, kind in zip(names, kinds, strict=True):
            argument = ast.arg(name, self.maybe_annotation(depth) if annotated else None)
            (made.posonlyargs, made.args, made.kwonlyargs)[kind].append(argument)
        made.kw_defaults = [self.maybe(depth) for _ in made.kwonlyargs]
        made.defaults = self.several(depth)[: len(made.posonlyargs) + len(made.args)]
        made.vararg = self.draw(st.sampled_from([None, ast.arg("rest", None)]))
        made.kwarg = self.draw(st.sampled_from([None, ast.arg("others", None)]))
        return made

    def statement(self, depth: int) -> ast.stmt:
        simple = [self.value_statement, self.binding, self.import_]
        nested = [self.branch, self.guarded, self.definition]
        return self.draw(st.sampled_from([*simple, *(nested if depth else [])]))(depth)

    def body(self, depth: int, least: int = 1) -> list[ast.stmt]:
        return [self.statement(depth - 1) for _ in range(self.draw(st.integers(least, 2)))]

    def value_statement(self, _: int) -> ast.stmt:
        value = self.expression(2)
        kinds = [ast.Expr(value), ast.Return(value), ast.Assert(value, None), ast.Raise(value, self.maybe(1))]
        return self.draw(st.sampled_from([*kinds, ast.Pass()]))

    def binding(self, _: int) -> ast.stmt:
        value, bound = self.expression(2), self.bound()
        kinds = [
            ast.Assign([bound, self.bound()], value),
            ast.Assign([ast.Tuple([bound, ast.Starred(self.bound(), STORE)], STORE)], value),
            ast.AnnAssign(bound, self.annotation(2), value, 1),
            ast.AnnAssign(bound, self.annotation(1), None, 1),
            ast.AugAssign(bound, self.draw(BINARY)(), value),
        ]
        return self.draw(st.sampled_from(kinds))

    def import_(self, _: int) -> ast.stmt:
        aliases = [ast.alias(self.draw(NAMES), self.draw(st.none() | NAMES)) for _ in range(1 + self.draw(UP_TO_TWO))]
        relative = ast.ImportFrom(self.draw(NAMES), aliases, self.draw(UP_TO_TWO))
        return self.draw(st.sampled_from([ast.Import(aliases), relative]))

    def branch(self, depth: int) -> ast.stmt:
        test, body, otherwise = self.expression(1), self.body(depth), self.body(depth, least=0)
        kinds = [
            ast.If(test, body, otherwise),
            ast.While(test, body, otherwise),
            ast.For(self.bound(), test, body, otherwise),
        ]
        return self.draw(st.sampled_from(kinds))

    def guarded(self, depth: int) -> ast.stmt:
        handler = ast.ExceptHandler(self.expression(1), self.draw(st.none() | NAMES), self.body(depth))
        item = ast.withitem(self.expression(1), self.draw(st.sampled_from([None, self.bound()])))
        body, otherwise = self.body(depth), self.body(depth, least=0)
        return self.draw(st.sampled_from([ast.Try(body, [handler], otherwise, []), ast.With([item, item], body)]))

    def definition(self, depth: int) -> ast.stmt:
        name, body, decorators = self.draw(NAMES), self.body(depth), self.several(1)
        args = self.arguments(1, annotated=True)
        kinds: list[ast.FunctionDef | ast.ClassDef] = [
            ast.FunctionDef(name=name, args=args, body=body, decorator_list=decorators),
            ast.ClassDef(name=name, bases=self.several(1), keywords=[], body=body, decorator_list=decorators),
        ]
        made = self.draw(st.sampled_from(kinds))
        if sys.version_info >= (3, 12):
            made.type_params = []
        return made


@st.composite
def modules(draw: st.DrawFn, *, f_strings: bool) -> tuple[str, ast.Module]:
    """Source and how `ast` reads it, which may differ from the tree it was made from."""
    maker = Maker(draw, f_strings)
    body = [maker.statement(2) for _ in range(1 + draw(UP_TO_TWO))]
    try:
        source = ast.unparse(ast.fix_missing_locations(ast.Module(body, [])))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return source, ast.parse(source)
    except (SyntaxError, ValueError):
        # Not every tree can be written down: an f-string of 3.11 holds no backslash.
        assume(False)
        raise


@PATIENT
@given(module=modules(f_strings=False))
def test_generated_module_is_read_like_ast_reads_it(module: tuple[str, ast.Module]) -> None:
    source, expected = module

    parsed = parse_tolerantly(source.encode())

    assert ast.dump(parsed.tree, include_attributes=True) == ast.dump(expected, include_attributes=True)
    assert parsed.errors == ()


@PATIENT
@given(module=modules(f_strings=True))
def test_generated_module_with_f_strings_has_the_same_structure(module: tuple[str, ast.Module]) -> None:
    source, expected = module

    parsed = parse_tolerantly(source.encode())

    assert ast.dump(parsed.tree) == ast.dump(expected)


DEFINED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
DEFINITIONS = [
    """\
def {name}(a, *, b=1):
    '''It says "so".'''
    return call(
        a,
        b,
    )""",
    """\
@decorate(by=1)
async def {name}():
    if a:
        return {{
            'b': [1, 2],
        }}
    else:
        pass""",
    """\
class {name}(Base):
    x = 1

    def method(self):
        try:
            return f'{{self.x}}'
        finally:
            pass""",
    """\
class {name}:
    '''Several

    lines.'''

    class Meta:
        ordering = ('a',)""",
    "def {name}(): return 1",
]
GARBAGE = st.one_of(
    st.sampled_from(
        ["(((", ")", "}", "x = [", "'''", '"""', "'", "f'{", "$", "?", "x = = 1", "import", "class", "a b c"]
    ),
    st.text("([{)]}'\"=+ab:,.#@$ ", min_size=1, max_size=8),
)


@PATIENT
@given(kinds=st.lists(st.sampled_from(DEFINITIONS), min_size=1, max_size=5), garbage=GARBAGE, data=st.data())
def test_definition_is_found_whatever_another_line_holds(kinds: list[str], garbage: str, data: st.DataObject) -> None:
    blocks = [kind.format(name=f"name{number}") for number, kind in enumerate(kinds)]
    broken = data.draw(st.integers(0, len(blocks) - 1))
    lines = blocks[broken].split("\n")
    line = data.draw(st.integers(0, len(lines) - 1))
    indent = lines[line][: len(lines[line]) - len(lines[line].lstrip())]
    lines[line] = indent + garbage.strip()
    source = "\n\n\n".join([*blocks[:broken], "\n".join(lines), *blocks[broken + 1 :]])

    found = {made.name for made in parse_tolerantly(source.encode()).tree.body if isinstance(made, DEFINED)}

    assert found >= {f"name{number}" for number in range(len(blocks)) if number != broken}


@PATIENT
@given(module=modules(f_strings=True), data=st.data())
def test_source_with_a_piece_missing_is_read_without_a_crash(
    module: tuple[str, ast.Module], data: st.DataObject
) -> None:
    source, _ = module
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, min(len(source), start + 20)))

    parsed = parse_tolerantly((source[:start] + source[end:]).encode())

    assert ast.unparse(parsed.tree) is not None
