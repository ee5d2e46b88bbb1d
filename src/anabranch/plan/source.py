"""What the text of a file says beside its references: `on_delete` of keys, and blocks that run in one transaction."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import NamedTuple

WRITING = frozenset({
    "save", "delete", "create", "update", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "add",
    "remove", "set", "clear", "asave", "adelete", "acreate", "aupdate", "abulk_create", "abulk_update",
    "aget_or_create", "aupdate_or_create",
})  # fmt: skip
"""Methods of models, managers, querysets and related managers that write."""

_CHANGING = frozenset({
    "create", "save", "delete", "update", "set", "add", "remove", "clear", "bulk", "mark", "change", "cancel",
})  # fmt: skip
"""First words of names that teams give to methods which change a model."""
_OF_MODELS = frozenset(name for name in WRITING if name.endswith(("create", "save")) or "bulk_" in name)
"""Of those the ones that nothing else has, so that what is made in their arguments is written with it."""
_OF_LINKS = frozenset({"add", "remove", "set", "clear"})
"""Of those the ones of related managers: `order.tags.add(tag)` writes no tag."""


class Span(NamedTuple):
    """A stretch of the source: lines and columns, both from 1, the end not included."""

    start: tuple[int, int]
    end: tuple[int, int]

    def holds(self, line: int, column: int) -> bool:
        """Whether a place lies in it."""
        return self.start <= (line, column) < self.end


class Block(NamedTuple):
    """Lines that run inside one `atomic`, with what is written there."""

    symbol: str
    line: int
    end: int
    writes: tuple[Span, ...]


def read_tree(text: str) -> ast.Module | None:
    """The syntax of a file, columns in code points as those of references; None where this Python cannot read it."""
    text = text.removeprefix("\ufeff")
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if not text.isascii():
        _count_code_points(tree, text)
    return tree


def _count_code_points(tree: ast.Module, text: str) -> None:
    """`ast` counts columns in UTF-8 bytes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    wide = {number: line.encode() for number, line in enumerate(lines, 1) if not line.isascii()}
    for node in ast.walk(tree):
        if isinstance(node, (ast.stmt, ast.expr)):
            start, end = wide.get(node.lineno), wide.get(node.end_lineno or 0)
            if start is not None:
                node.col_offset = len(start[: node.col_offset].decode(errors="ignore"))
            if end is not None:
                node.end_col_offset = len(end[: node.end_col_offset].decode(errors="ignore"))


def may_be_atomic(text: str) -> bool:
    """Whether a file can hold such a block at all: most do not, and are not worth being parsed for it."""
    return any(name in text for name in _ATOMIC)


def find_atomic(tree: ast.Module) -> tuple[Block, ...]:
    """All `with atomic()` blocks and `@atomic` functions, the outermost of nested ones."""
    return tuple(_blocks(tree.body, ""))


def deletion_rule(tree: ast.AST, line: int) -> str:
    """What `on_delete` says in the smallest call over a line: `CASCADE`, `PROTECT`; empty where nothing does."""
    found = [
        (_span(node), value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and node.lineno <= line <= (node.end_lineno or node.lineno)
        for value in _deletion(node)
    ]
    return min(found)[1] if found else ""


def assigned_name(tree: ast.Module, line: int) -> str:
    """The name to which the smallest assignment over a line binds; empty where there is none."""
    found = [
        ((node.end_lineno or node.lineno) - node.lineno, target.id)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.lineno <= line <= (node.end_lineno or node.lineno)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    ]
    return min(found)[1] if found else ""


def _deletion(call: ast.Call) -> Iterator[str]:
    """What it says by keyword, or second where it makes a foreign key."""
    is_key = ast.unparse(call.func).endswith(("ForeignKey", "OneToOneField"))
    given = [*(call.args[1:2] if is_key else ()), *(one.value for one in call.keywords if one.arg == "on_delete")]
    yield from (ast.unparse(value).rpartition(".")[2] for value in given)


def _blocks(body: list[ast.stmt], symbol: str) -> Iterator[Block]:
    for node in body:
        inner = f"{symbol}.{node.name}".lstrip(".") if isinstance(node, NAMED) else symbol
        if _is_atomic(node):
            yield Block(inner, node.lineno, node.end_lineno or node.lineno, written_spans(node))
            continue
        for part in _bodies(node):
            yield from _blocks(part, inner)


_ATOMIC = ("atomic", "commit_on_success")
NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
"""Statements that define something under a name."""


def _bodies(node: ast.stmt) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        part = getattr(node, name, None)
        if isinstance(part, list):
            yield part
    for handler in getattr(node, "handlers", ()):
        yield handler.body
    for case in getattr(node, "cases", ()):
        yield case.body


def _is_atomic(node: ast.stmt) -> bool:
    if isinstance(node, (ast.With, ast.AsyncWith)):
        return any(_names_atomic(item.context_expr) for item in node.items)
    return isinstance(node, NAMED) and any(map(_names_atomic, node.decorator_list))


def _names_atomic(node: ast.expr) -> bool:
    """`atomic`, `transaction.atomic`, a wrapper of a team's own that says so (`traced_atomic_transaction`), either
    called, or handed to `method_decorator`. What only says `atomic`, such as `atomic_write`, can be about files.
    """
    if isinstance(node, ast.Call):
        return _names_atomic(node.func) or any(map(_names_atomic, node.args))
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    parts = set(name.split("_"))
    return name in _ATOMIC or ({"atomic", "transaction"} <= parts and "non" not in parts)


def _span(node: ast.Call) -> int:
    return (node.end_lineno or node.lineno) - node.lineno


_OUTSIDE = frozenset(
    {"requests", "httpx", "urllib", "smtplib", "boto3", "stripe", "send_mail", "urlopen", "mail_admins"}
)
_QUEUED = frozenset({"delay", "apply_async", "send_task"})


def looped(tree: ast.Module) -> tuple[Span, ...]:
    """What runs again and again: bodies of loops and what `while` tests; of comprehensions all but what the first loop
    goes over.
    """
    return tuple(_span_of(part) for node in ast.walk(tree) for part in _repeated(node))


def written_spans(tree: ast.AST, writes: Callable[[str], bool] = WRITING.__contains__) -> tuple[Span, ...]:
    """What methods that write are called on, and what is made in their arguments: `bulk_create([Line(…)])`."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    made = (part for call in calls for part in _written(call, writes))
    return tuple(span for part in made for span in _way_to(part) if span.start < span.end)


def changed_spans(tree: ast.AST) -> tuple[Span, ...]:
    """The same for a team's own methods too, as far as their names say so: `order.cancel()`, `order.mark_paid()`."""
    return written_spans(tree, lambda name: name in WRITING or name.partition("_")[0] in _CHANGING)


def _written(call: ast.Call, writes: Callable[[str], bool]) -> Iterator[ast.expr]:
    method = call.func
    if not isinstance(method, ast.Attribute) or not writes(method.attr):
        return
    yield method.value.value if method.attr in _OF_LINKS and isinstance(method.value, ast.Attribute) else method
    given = [*call.args, *(each.value for each in call.keywords)] if method.attr in _OF_MODELS else []
    made = (node.func for each in given for node in ast.walk(each) if isinstance(node, ast.Call))
    yield from (each for each in made if _last_name(each)[:1].isupper())


def _way_to(node: ast.expr) -> Iterator[Span]:
    """What leads to a value: `.first` and `B.filter` of `B.filter(c=C.d).first`, `get` and `B` of `get(B, c=C.d)`. What
    else is given on the way only chooses among its rows.
    """
    end = _span_of(node).end
    while isinstance(node, (ast.Attribute, ast.Call, ast.Subscript, ast.Await)):
        inner = node.func if isinstance(node, ast.Call) else node.value
        if not isinstance(node, ast.Attribute):
            yield Span(_span_of(node).end, end)
            end = _span_of(inner).end
        for given in _started_from(node) if isinstance(node, ast.Call) else ():
            yield from _way_to(given)
        node = inner
    yield Span(_span_of(node).start, end)


def _started_from(call: ast.Call) -> list[ast.expr]:
    """The arguments that say what a call gives, not which rows of it."""
    if _last_name(call.func) in ("get_model", "super"):
        return call.args
    is_function = isinstance(call.func, ast.Name) and not call.func.id[:1].isupper()
    return call.args[:1] if is_function else []


def _repeated(node: ast.AST) -> Iterator[ast.stmt | ast.expr]:
    if isinstance(node, (ast.For, ast.AsyncFor, ast.While)):
        yield from node.body
    if isinstance(node, ast.While):
        yield node.test
    if isinstance(node, ast.DictComp):
        yield from (node.key, node.value)
    elif isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp)):
        yield node.elt
    if isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)):
        yield from (one.iter for one in node.generators[1:])
        yield from (condition for one in node.generators for condition in one.ifs)


def guarded(tree: ast.Module) -> tuple[Span, ...]:
    """The bodies of each `try` that catches something."""
    caught = (node for node in ast.walk(tree) if isinstance(node, (ast.Try, ast.TryStar)) and node.handlers)
    return tuple(_span_of(part) for node in caught for part in node.body)


def _span_of(node: ast.stmt | ast.expr) -> Span:
    end = node.end_lineno or node.lineno, (node.end_col_offset or 0) + 1
    return Span((node.lineno, node.col_offset + 1), end)


def outside_effects(tree: ast.Module) -> tuple[tuple[int, str], ...]:
    """Lines inside `atomic` blocks with what calls another system or queues a task there: it is not rolled back. What
    is handed to `on_commit` waits for the end of the transaction.
    """
    blocks = find_atomic(tree)
    calls = [node for node in (ast.walk(tree) if blocks else ()) if isinstance(node, ast.Call)]
    late = {id(inner) for call in calls if _last_name(call.func) == "on_commit" for inner in ast.walk(call)}
    found = {
        node.lineno: ast.unparse(node.func)
        for node in calls
        if _leaves(node) and id(node) not in late and any(one.line <= node.lineno <= one.end for one in blocks)
    }
    return tuple(sorted(found.items()))


def tasks_without_retry(tree: ast.Module) -> tuple[tuple[int, str], ...]:
    """Lines of tasks that name no retry, neither in the decorator nor by asking for one: `self.retry(…)`."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            tasks = [one for one in node.decorator_list if _last_name(one) in ("task", "shared_task", "periodic_task")]
            if tasks and not any(map(_names_retry, tasks)) and not _asks_again(node, is_bound=any(map(_binds, tasks))):
                found.append((node.lineno, node.name))
    return tuple(found)


def imported_packages(tree: ast.Module) -> frozenset[str]:
    """Top packages of the absolute imports."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return frozenset(found)


def _leaves(call: ast.Call) -> bool:
    name = call.func
    if isinstance(name, ast.Attribute) and name.attr in _QUEUED:
        return True
    while isinstance(name, ast.Attribute):
        if name.attr in _OUTSIDE:
            return True
        name = name.value
    return isinstance(name, ast.Name) and name.id in _OUTSIDE


def _last_name(node: ast.expr) -> str:
    while isinstance(node, ast.Call):
        node = node.func
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _asks_again(task: ast.FunctionDef | ast.AsyncFunctionDef, *, is_bound: bool) -> bool:
    """Whether a task calls `retry` of a task: other things have a method of that name too."""
    given = [*task.args.posonlyargs, *task.args.args]
    names = {task.name, "current_task", *(one.arg for one in given[:1] if is_bound)}
    asked = (node.func for node in ast.walk(task) if isinstance(node, ast.Call))
    return any(
        isinstance(one, ast.Attribute) and one.attr == "retry" and ast.unparse(one.value) in names for one in asked
    )


def _binds(node: ast.expr) -> bool:
    """Whether a decorator hands the task itself to its function."""
    given = node.keywords if isinstance(node, ast.Call) else []
    return any(one.arg == "bind" and ast.unparse(one.value) != "False" for one in given)


def _names_retry(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and any("retr" in (one.arg or "") for one in node.keywords)
