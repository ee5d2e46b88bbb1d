"""`lookup`: paths over relations in querysets, expressions and class attributes that hold paths."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.facts.values import Argument, Op
from anabranch.reading.collector import Collector
from anabranch.reading.denotations import (
    ClassValue,
    External,
    FunctionValue,
    QuerySet,
    QuerySetMethod,
    Text,
    members_of,
)
from anabranch.reading.kinds.held_paths import LISTED, paths_held
from anabranch.reading.kinds.lookup_paths import Holding, Path, paths_in
from anabranch.reading.kinds.outer_paths import outer_references
from anabranch.reading.knowledge import LOOKUP_KEYWORDS, LOOKUP_STRINGS
from anabranch.reading.outside import label_of
from anabranch.reading.resolver import Resolver, paths_outside
from anabranch.reading.served import served_model
from anabranch.reading.world import ClassInfo, ModuleInfo
from anabranch.reading.written import written_name


def collect(collector: Collector, module: ModuleInfo) -> None:
    """Lookup paths in the calls and class bodies of a module."""
    for call in module.of(Op.CALL):
        if module.y[call] >= 0:
            _collect_call(collector, module, call)
    for number, definition in enumerate(module.definitions):
        if definition.kind == "class":
            _collect_class(collector, module, module.class_info(number))


def _collect_call(collector: Collector, module: ModuleInfo, call: int) -> None:
    model, name = _queried(collector.resolver, module, call)
    if model is None:
        return
    for argument in module.arguments(call):
        for path in _paths_of_argument(collector.resolver, module, argument, name):
            refer(collector, module, module.scope[call], model, path)
        for reference in outer_references(module, argument.value):
            for path in paths_in(collector.resolver, module, reference, Holding.STRINGS):
                refer(collector, module, module.scope[call], model, path)


def _queried(resolver: Resolver, module: ModuleInfo, call: int) -> tuple[ClassInfo | External | None, str]:
    """The model that a call queries, and the name of the queryset method it is like."""
    for function in members_of(module.memo[module.x[call]]):  # type: ignore[arg-type]
        match function:
            case QuerySetMethod() if function.name in LOOKUP_KEYWORDS or function.name in LOOKUP_STRINGS:
                return function.queryset.model, function.name
            case FunctionValue(owner=QuerySet() as queryset):
                name = function.info.definition.name
                return (queryset.model, name) if name in LOOKUP_KEYWORDS else (None, "")
            case External() if function.path.endswith(("get_object_or_404", "get_list_or_404")):
                return _first_model(resolver, module, call), "filter"
            case External():
                outside, manager, name = function.path.partition(".objects.")
                if manager and (name in LOOKUP_KEYWORDS or name in LOOKUP_STRINGS):
                    return External(outside), name
    return None, ""


def _first_model(resolver: Resolver, module: ModuleInfo, call: int) -> ClassInfo | External | None:
    for argument in module.arguments(call)[:1]:
        for value in members_of(resolver.value(module, argument.value)):
            if isinstance(value, External):
                return value
            if isinstance(value, ClassValue) and resolver.hierarchy.is_model(value.info):
                return value.info
            if isinstance(value, QuerySet):
                return value.model
    return None


def _paths_of_argument(resolver: Resolver, module: ModuleInfo, argument: Argument, method: str) -> Iterator[Path]:
    keyword = argument.keyword
    is_path = bool(keyword) and keyword not in _NO_PATHS and method not in _NAMING
    if is_path:
        yield Path(keyword, argument.line, argument.column, 0)
    if keyword not in _NO_LOOKUPS:
        yield from paths_in(resolver, module, argument.value, _holding(method, keyword))


def _holding(method: str, keyword: str) -> Holding:
    """What of an argument is a path."""
    if keyword == "**":
        return Holding.VALUES if method in _NAMING else Holding.KEYS
    if method == "complex_filter":
        return Holding.KEYS
    is_listed = keyword in ("", "*") or (keyword in _LISTING and method not in LOOKUP_KEYWORDS)
    return Holding.STRINGS if is_listed and method in LOOKUP_STRINGS else Holding.OBJECTS


_NAMING = frozenset({"annotate", "aggregate", "alias", "values", "values_list"})
"""Queryset methods whose keywords are names for what they are given."""
_NO_LOOKUPS = frozenset({"defaults", "create_defaults"})
_LISTING = frozenset({"fields", "field_name"})
_NO_PATHS = frozenset({"*", "**", "flat", "named", *_LISTING, *_NO_LOOKUPS})


def _collect_class(collector: Collector, module: ModuleInfo, info: ClassInfo) -> None:
    resolver = collector.resolver
    if not info.definition.names:
        return
    if info.definition.name == "Meta":
        _collect_meta(collector, module, info)
        return
    holding = [*paths_held(resolver, info)]
    model = served_model(resolver, info) or resolver.models.registered(info, by_heirs=True) if holding else None
    for held in holding if model is not None else ():
        for path in _listed(resolver, module, held.expression, held.holdings):
            refer(collector, module, held.scope, model, path)  # type: ignore[arg-type]
    _collect_sources(collector, module, info)
    if resolver.hierarchy.is_model(info):
        _collect_limits(collector, module, info)


def _collect_meta(collector: Collector, module: ModuleInfo, meta: ClassInfo) -> None:
    """`ordering`, and the `fields` of a filterset or serializer."""
    parent = module.class_info(meta.definition.parent)
    resolver = collector.resolver
    model = parent if resolver.hierarchy.is_model(parent) else served_model(resolver, parent)
    if model is None:
        return
    for name in ("ordering", "fields", "filter_fields", "filter_overrides"):
        expression = meta.definition.names.get(name, 0)
        for path in _listed(resolver, module, expression):
            if _is_of_model(resolver, parent, path.text):
                refer(collector, module, meta.number, model, path)
    for name in ("constraints", "indexes"):
        for path in paths_in(resolver, module, meta.definition.names.get(name, 0), Holding.OBJECTS):
            refer(collector, module, meta.number, model, path)


def _is_of_model(resolver: Resolver, info: ClassInfo, field: str) -> bool:
    """Whether a field is the model's of that name: none that the class declares, unless that says nothing else.

    A method of that name declares none.
    """
    found = resolver.hierarchy.attribute(info, field) if not resolver.hierarchy.is_model(info) else None
    if found is None:
        return True
    module, declared = found[0].module, found[1]
    if module.op[declared] != Op.CALL or written_name(module, declared).endswith("MethodField"):
        return module.op[declared] == Op.DEF
    given = module.arguments(declared)
    is_named = any(not each.keyword and isinstance(resolver.value(module, each.value), Text) for each in given)
    return not is_named and _FROM_ELSEWHERE.isdisjoint(each.keyword for each in given)


_FROM_ELSEWHERE = frozenset({"source", "field_name", "method"})
"""Arguments by which a field of a serializer or filter says that it is not the one of its name; text alone says so."""


def _listed(
    resolver: Resolver, module: ModuleInfo, expression: int, holdings: tuple[Holding, ...] = LISTED
) -> Iterator[Path]:
    """Paths in a list, or the keys of a dictionary: `filterset_fields = {"brand__name": ["exact"]}`."""
    for holding in holdings:
        yield from paths_in(resolver, module, expression, holding)


def _collect_sources(collector: Collector, module: ModuleInfo, info: ClassInfo) -> None:
    """`source="product.brand"` of serializer fields, `field_name="product__brand"` of filters."""
    resolver = collector.resolver
    for expression in info.definition.names.values():
        arguments = module.arguments(expression) if expression and module.op[expression] == Op.CALL else ()
        for at, argument in enumerate(arguments):
            serving = info if argument.keyword in _SOURCES else None
            if argument.keyword == "fields" or (not at and not argument.keyword and _is_filter(module, expression)):
                serving = _choosing_from(resolver, module, expression, info)
            model = served_model(resolver, serving) if serving is not None else None
            for path in _listed(resolver, module, argument.value) if model is not None else ():
                text = path.text.replace(".", "__")
                refer(collector, module, info.number, model, path._replace(text=text))  # type: ignore[arg-type]


_SOURCES = frozenset({"source", "field_name", "accessor", "order_by"})


def _is_filter(module: ModuleInfo, call: int) -> bool:
    """Whether a call is written like that of a filter, whose first argument is the path that it compares."""
    return written_name(module, call).endswith("Filter")


def _choosing_from(resolver: Resolver, module: ModuleInfo, call: int, info: ClassInfo) -> ClassInfo | None:
    """The class whose `fields` a call in another's body names: a filter's are around it, a serializer's its own."""
    called = resolver.value(module, module.x[call])
    if any(path.endswith("Filter") for path in paths_outside(resolver, called)):
        return info
    return called.info if isinstance(called, ClassValue) else None


def _collect_limits(collector: Collector, module: ModuleInfo, info: ClassInfo) -> None:
    """`limit_choices_to={"brand__name": …}`: paths from the model that the relation leads to."""
    for name, expression in info.definition.names.items():
        if not expression or module.op[expression] != Op.CALL:
            continue
        for argument in module.arguments(expression):
            hop = collector.resolver.models.path_hop(info, name) if argument.keyword == "limit_choices_to" else None
            for path in paths_in(collector.resolver, module, argument.value, Holding.KEYS) if hop and hop.model else ():
                refer(collector, module, info.number, hop.model, path)  # type: ignore[union-attr, arg-type]


def refer(collector: Collector, module: ModuleInfo, scope: int, model: ClassInfo | External, path: Path) -> None:
    """One reference for each hop of a path that lands in an app other than the code's and the previous hop's."""
    if path.expression:
        module.roles[path.expression] = "lookup"
    here = model
    for segment in path.text.lstrip(_MARKS).split("__"):
        hop = collector.resolver.models.path_hop(here, segment)
        if hop is None or hop.model is None:
            return
        landed = hop.model
        if isinstance(landed, ClassInfo) and landed.app not in (collector.unit_at(module, scope), _app_of(here)):
            note = f"{_label_of(collector, here)}.{segment}"
            collector.add_class(module, scope, (path.line, path.column), "lookup", landed, note=note)
        here = landed


_MARKS = "-+?^=@$"
"""What stands before a path: the direction of an order, the way in which `search_fields` compares."""


def _app_of(model: ClassInfo | External) -> str:
    return model.app if isinstance(model, ClassInfo) else ""


def _label_of(collector: Collector, model: ClassInfo | External) -> str:
    return collector.resolver.models.label(model) if isinstance(model, ClassInfo) else label_of(model)
