"""What expressions denote: one small function an operation, each expression evaluated once."""

from __future__ import annotations

import re
from collections.abc import Callable

from anabranch.facts.values import Flag, Op, ParameterKind
from anabranch.reading.annotations import annotated
from anabranch.reading.calls import call
from anabranch.reading.context_items import is_stored
from anabranch.reading.denotations import (
    ClassValue,
    Cleaned,
    Context,
    Denotation,
    External,
    ExternalCall,
    ExternalInstance,
    FunctionValue,
    Instance,
    Keyed,
    Many,
    ModuleValue,
    QuerySet,
    Record,
    Request,
    Several,
    Text,
    item_of,
    made_text,
    members_of,
    one_of,
)
from anabranch.reading.form_values import cleaned_item
from anabranch.reading.given_beside import given_beside
from anabranch.reading.loaders import how_loaded
from anabranch.reading.named_after import named_after, named_by_key, of_loop
from anabranch.reading.names import find_early, find_member, find_name, follow_import
from anabranch.reading.parameters import parameter
from anabranch.reading.resolver import Resolver
from anabranch.reading.served_context import in_context
from anabranch.reading.world import ASKED, PENDING, ClassInfo, Found, Hop, Mark, ModuleInfo, Outcome
from anabranch.reading.written import is_context, key_taken

Operation = Callable[[Resolver, ModuleInfo, int], Denotation]


def evaluate(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    """What an expression denotes; None where that is not known, or while it is being asked for."""
    memo = module.memo
    known = memo[expression]
    if known.__class__ is not Mark:
        return known  # type: ignore[return-value]
    circles = resolver.circles
    if known is not PENDING:
        circles.meet((module, expression))
        return known.value  # type: ignore[return-value]
    operation = _BY_NUMBER[module.op[expression]]
    if operation is None:
        memo[expression] = None
        return None
    memo[expression] = ASKED
    before, asking, circles.asking = circles.met, circles.asking, module
    try:
        value = operation(resolver, module, expression)
    except RecursionError:  # a chain longer than Python can follow: unknown, like a circle
        circles.met += 1
        value = None
    circles.asking = asking
    if circles.met == before and not circles.open_end:
        memo[expression] = value
    else:
        circles.keep(module, expression, value, before)
    return value


def denotes(resolver: Resolver, found: Found) -> Denotation:
    """What something found denotes."""
    if not found.name:
        return ModuleValue(found.module)
    if found.definition >= 0:
        kind = found.module.definitions[found.definition].kind
        if kind == "class":
            return ClassValue(found.module.class_info(found.definition))
        return FunctionValue(found.module.function_info(found.definition))
    return evaluate(resolver, found.module, found.expression)


def _settle(resolver: Resolver, module: ModuleInfo, expression: int, outcome: Outcome) -> Denotation:
    if isinstance(outcome, Found):
        module.found[expression] = outcome
        return denotes(resolver, outcome)
    return External(outcome) if outcome is not None else None


def _name(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    name = module.texts[module.x[expression]]
    outcome = find_early(resolver, module, name) if module.y[expression] else find_name(resolver, module, name)
    if outcome is None and name not in module.definitions[0].names:
        return External(f"builtins.{name}")
    return _settle(resolver, module, expression, outcome)


def _load(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    bound = module.x[expression]
    op = module.op[bound]
    if op == Op.IMPORT:
        return _settle(resolver, module, expression, follow_import(resolver, module, module.x[bound]))
    if op == Op.UNION:
        return _load_union(resolver, module, expression, bound)
    value = evaluate(resolver, module, bound)
    call = module.x[bound] if op == Op.INDEX else bound
    if module.op[call] == Op.CALL and isinstance(value, ClassValue | FunctionValue):
        info = value.info
        loaded_as = how_loaded(resolver, module, call)
        module.found[expression] = Found(
            info.module, info.definition.qualname, definition=info.number, loaded_as=loaded_as
        )
    elif op in (Op.ATTR, Op.LOAD) and bound in module.found:
        module.found[expression] = module.found[bound]
    return annotated(resolver, module, module.y[expression]) if value is None else value


def _load_union(resolver: Resolver, module: ModuleInfo, expression: int, bound: int) -> Denotation:
    for member in module.members(bound):
        if module.op[member] == Op.IMPORT:
            outcome = follow_import(resolver, module, module.x[member])
            if isinstance(outcome, Found):
                module.found[expression] = outcome
                break
    return evaluate(resolver, module, bound)


def _attribute(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    base_expression = module.x[expression]
    base = evaluate(resolver, module, base_expression)
    name = module.texts[module.y[expression]]
    if isinstance(base, ModuleValue):
        known = module.found.get(base_expression) or Found(base.module)
        outcome = find_member(
            resolver, known if known.module is base.module else known._replace(module=base.module), name
        )
        if outcome is not None:
            module.consumed.add(base_expression)
        return _settle(resolver, module, expression, outcome)
    if base is None:
        return None
    _note_hop(resolver, module, expression, base, name)
    value = resolver.attribute(base, name)
    if value is None and isinstance(base, Instance | Request):
        return named_after(resolver, module, expression, name)
    return value


def _note_hop(resolver: Resolver, module: ModuleInfo, expression: int, base: Denotation, name: str) -> None:
    for member in members_of(base):
        if isinstance(member, ExternalInstance):
            outside = resolver.models.hop_from_outside(member.path, name)
            if outside is not None:
                module.hops[expression] = Hop("reverse-access", outside[1], None)
                return
        if not isinstance(member, Instance) or not resolver.hierarchy.is_model(member.info):
            continue
        hop = resolver.models.hop(member.info, name)
        if hop is not None and isinstance(hop.model, ClassInfo):
            module.hops[expression] = Hop(f"{hop.direction}-access", hop.model, member.info)
            return


def _text(_resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    return Text(module.texts[module.x[expression]])


def _iterate(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    base = evaluate(resolver, module, module.x[expression])
    value = _made_by(resolver, base, "__iter__") if isinstance(base, Instance) else base
    value = item_of(value)
    return value if value is not None else of_loop(resolver, module, expression)


def _made_by(resolver: Resolver, base: Instance, name: str) -> Denotation:
    """What a method that Python calls on an object of a first-party class gives."""
    method = resolver.attribute(base, name)
    return resolver.result(method.info, base) if isinstance(method, FunctionValue) else None


def _index(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    base = evaluate(resolver, module, module.x[expression])
    at = module.y[expression]
    position = module.x[at] if at and module.op[at] == Op.INT else None
    if isinstance(base, Context):
        return _in_context(resolver, base.info, module, expression)
    if isinstance(base, Cleaned):
        return cleaned_item(resolver, base, module, at)
    if isinstance(base, Instance) and (made := _made_by(resolver, base, "__getitem__")) is not None:
        return made
    key = key_taken(module, expression)
    if base is None and key == "request":
        return Request() if is_context(module, module.x[expression]) else None
    value = one_of([_at(member, position) for member in members_of(base)])
    return named_by_key(resolver, module, expression, module.x[expression], key) if value is None and key else value


def _in_context(resolver: Resolver, view: ClassInfo, module: ModuleInfo, expression: int) -> Denotation:
    """What Django puts under a key of the context of a view, where nobody here puts something else."""
    key = evaluate(resolver, module, module.y[expression])
    if not isinstance(key, Text) or is_stored(resolver, view, module, module.scope[expression], key.text):
        return None
    return in_context(resolver, view, key.text)


def _at(value: Denotation, position: int | None) -> Denotation:
    match value:
        case Several():
            if position is None:
                return one_of(list(value.items))
            return value.items[position] if -len(value.items) <= position < len(value.items) else None
        case Record() if position is not None:
            return value.fields[position][1] if -len(value.fields) <= position < len(value.fields) else None
        case Keyed():
            return value.value
        case ClassValue() | External():
            return value  # a generic class with its parameters
    return item_of(value)


def _sequence(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    return Several(tuple(evaluate(resolver, module, member) for member in module.members(expression)))


def _dict(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    values = [evaluate(resolver, module, member) for member in module.members(expression)[1::2]]
    return Keyed(one_of(values))


def _union(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    return one_of([evaluate(resolver, module, member) for member in module.members(expression)])


def _parameter(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    function = module.function_info(module.x[expression])
    value = parameter(resolver, function, module.y[expression])
    declared = function.definition.parameters[module.y[expression]]
    if value is not None or declared.kind not in (ParameterKind.POSITIONAL, ParameterKind.KEYWORD):
        return value
    value = named_after(resolver, module, expression, declared.name)
    if value is None:
        value = given_beside(resolver, function, expression)
    return value


def _definition(_resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    number = module.x[expression]
    if module.definitions[number].kind == "class":
        return ClassValue(module.class_info(number))
    return FunctionValue(module.function_info(number))


def _import(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    outcome = follow_import(resolver, module, module.x[expression])
    return denotes(resolver, outcome) if isinstance(outcome, Found) else External(outcome) if outcome else None


_MOST_ITEMS = 1_000
"""Beyond this a value that grows step by step would cost more than it tells."""


def _concatenation(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    left = evaluate(resolver, module, module.x[expression])
    right = evaluate(resolver, module, module.y[expression])
    if isinstance(left, Text) and isinstance(right, Text):
        return made_text(left.text + right.text)
    if isinstance(left, Several) and isinstance(right, Several):
        return Several(left.items + right.items) if len(left.items) < _MOST_ITEMS else left
    if isinstance(left, Text) or isinstance(right, Text):
        return None
    return right if left is None and isinstance(right, Several | Many | QuerySet) else left


def _format(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    parts = [evaluate(resolver, module, member) for member in module.members(expression)]
    if module.x[expression] == 1:
        return _percent(parts[0], parts[1]) if len(parts) == 2 else None
    texts = [part.text for part in parts if isinstance(part, Text)]
    return made_text("".join(texts)) if len(texts) == len(parts) else None


_PLAIN_PERCENT = re.compile(r"%s|%%")


def _percent(pattern: Denotation, arguments: Denotation) -> Denotation:
    given = arguments.items if isinstance(arguments, Several) else (arguments,)
    texts = [item.text for item in given if isinstance(item, Text)]
    if not isinstance(pattern, Text) or len(texts) != len(given) or "%" in _PLAIN_PERCENT.sub("", pattern.text):
        return None
    try:
        return made_text(pattern.text % tuple(texts))
    except (TypeError, ValueError):
        return None


def _narrowed(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    return annotated(resolver, module, module.x[expression])


def _entered(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    value = evaluate(resolver, module, module.x[expression])
    if isinstance(value, Many):
        return value.item  # a generator function that @contextmanager turns into one
    if isinstance(value, Instance):
        given = _made_by(resolver, value, "__enter__") or _made_by(resolver, value, "__aenter__")
        return given if given is not None else value
    return value if isinstance(value, ExternalCall) else None


def _comprehension(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    return Many(evaluate(resolver, module, module.x[expression]))


def is_annotation(module: ModuleInfo, expression: int) -> bool:
    """Whether an expression stands in an annotation or under `if TYPE_CHECKING:`."""
    return bool(module.flags[expression] & (Flag.ANNOTATION | Flag.TYPE_CHECKING))


OPERATIONS: dict[int, Operation] = {
    Op.NAME: _name,
    Op.LOAD: _load,
    Op.ATTR: _attribute,
    Op.CALL: call,
    Op.STR: _text,
    Op.ITER: _iterate,
    Op.INDEX: _index,
    Op.SEQ: _sequence,
    Op.DICT: _dict,
    Op.UNION: _union,
    Op.PARAM: _parameter,
    Op.DEF: _definition,
    Op.IMPORT: _import,
    Op.CONCAT: _concatenation,
    Op.FORMAT: _format,
    Op.INSTANCE: _narrowed,
    Op.ENTER: _entered,
    Op.COMPREHENSION: _comprehension,
}

_BY_NUMBER = [OPERATIONS.get(number) for number in range(max(OPERATIONS) + 2)]
