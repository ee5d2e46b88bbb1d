"""`signal`: senders of receivers, as classes or strings, and the list of receivers."""

from __future__ import annotations

from anabranch.facts.values import Argument, Op
from anabranch.reading.collector import Collector, enclosing_name
from anabranch.reading.connections import connected
from anabranch.reading.denotations import (
    ClassValue,
    Denotation,
    External,
    ExternalCall,
    FunctionValue,
    Instance,
    Several,
    Text,
    members_of,
)
from anabranch.reading.parameters import models_named
from anabranch.reading.resolver import Resolver
from anabranch.reading.values import Receiver
from anabranch.reading.world import ModuleInfo
from anabranch.reading.written import is_load

_CONNECTORS = {"connect", "disconnect", "connect_via"}
_SENDERS = {"send", "send_robust", "asend", "asend_robust"}


def collect(collector: Collector, module: ModuleInfo) -> list[Receiver]:
    """Mark senders and foreign signals of a module; its receivers."""
    receivers = []
    for number, definition in enumerate(module.definitions):
        for decorator in definition.decorators:
            receivers += _decorated(collector, module, number, decorator)
    if not _CONNECTORS.union(_SENDERS).intersection(module.texts):
        return receivers
    for call in module.of(Op.CALL):
        function = module.x[call]
        if module.op[function] != Op.ATTR:
            continue
        name = module.texts[module.y[function]]
        if name in _CONNECTORS:
            receivers += _connected(collector, module, call, function)
        elif name in _SENDERS:
            _mark_sender(collector, module, call, function)
    return receivers


def _decorated(collector: Collector, module: ModuleInfo, number: int, decorator: int) -> list[Receiver]:
    if module.op[decorator] != Op.CALL:
        return []
    called = collector.resolver.value(module, module.x[decorator])
    if not isinstance(called, External) or called.path.rpartition(".")[2] != "receiver":
        return []
    arguments = module.arguments(decorator)
    senders = _mark_senders(collector, module, next((each for each in arguments if each.keyword == "sender"), None))
    given = [each.value for each in arguments[:1]]
    signals = [name for each in given for name in _signal_names(collector, module, each, is_surely_one=True)]
    function = f"{module.name}.{module.definitions[number].qualname}"
    return [Receiver(signal, function, sender) for signal in signals for sender in senders]


def _connected(collector: Collector, module: ModuleInfo, call: int, function: int) -> list[Receiver]:
    signals = _signal_names(collector, module, module.x[function])
    receiver, sent_by = connected(module.arguments(call))
    if not signals or (receiver is None and sent_by is None):
        return []
    senders = _mark_senders(collector, module, sent_by)
    if module.texts[module.y[function]] != "connect":
        return []
    if receiver is None:
        return []  # used as a decorator, by signals that allow it
    handlers = members_of(collector.resolver.value(module, receiver.value))
    names = [name for handler in handlers for name in _receiving(collector, handler)]
    if not names and not (handlers and all(isinstance(handler, External) for handler in handlers)):
        where = enclosing_name(module.definitions, module.scope[call])
        collector.add_unseen(module, module.line[call], "receiver is not known until run time", where or module.name)
    return [Receiver(signal, name, sender) for signal in signals for name in names for sender in senders]


def _receiving(collector: Collector, handler: Denotation) -> list[str]:
    """The function that a signal calls: of an object its `__call__`."""
    if isinstance(handler, FunctionValue):
        return [handler.info.symbol]
    found = collector.resolver.hierarchy.attribute(handler.info, "__call__") if isinstance(handler, Instance) else None
    return [f"{found[0].symbol}.__call__"] if found is not None else []


def _mark_senders(collector: Collector, module: ModuleInfo, argument: Argument | None) -> list[str]:
    """Give the sender its kind; the labels of all that it can be, `*` where there is none, `?` where it is no model."""
    if argument is None:
        return ["*"]
    sender = argument.value
    module.roles[sender] = "signal"
    value = collector.resolver.value(module, sender)
    models = models_named(collector.resolver, value)
    _mark_owner(module, sender)
    if not models:
        return ["*" if value is None and module.op[sender] == Op.UNKNOWN else "?"]
    if sender not in module.found and not is_load(module, sender) and module.op[sender] not in _NAMED_ELSEWHERE:
        at = module.line[sender], module.column[sender]
        for model in models:
            collector.add_class(module, module.scope[sender], at, "signal", model)
    return [collector.resolver.models.label(model) for model in models]


_NAMED_ELSEWHERE = frozenset({Op.ITER, Op.PARAM})
"""Variables without a place of their own: what they stand for is a reference where it is named."""


def _mark_owner(module: ModuleInfo, expression: int) -> None:
    """`sender=Order.products.through` stands where the model is named whose link table it is."""
    while module.op[expression] == Op.ATTR and expression not in module.found:
        expression = module.x[expression]
    if expression in module.found:
        module.roles.setdefault(expression, "signal")


def _mark_sender(collector: Collector, module: ModuleInfo, call: int, function: int) -> None:
    if not _signal_names(collector, module, module.x[function]):
        return
    for place, argument in enumerate(module.arguments(call)):
        if argument.keyword == "sender" or (place == 0 and not argument.keyword):
            module.roles[argument.value] = "signal"


def _signal_names(
    collector: Collector, module: ModuleInfo, expression: int, *, is_surely_one: bool = False
) -> list[str]:
    """Names of the signals that an expression denotes: one, or a list of them."""
    if module.op[expression] == Op.SEQ:
        members = module.members(expression)
        return [
            name for each in members for name in _signal_names(collector, module, each, is_surely_one=is_surely_one)
        ]
    value = collector.resolver.value(module, expression)
    if _is_held(collector, module, expression):
        return [module.texts[module.y[expression]]]
    if isinstance(value, External):
        return [value.path.rpartition(".")[2]] if is_surely_one or _is_signal_path(value.path) else []
    if isinstance(value, ClassValue | FunctionValue | Text) or not (is_surely_one or _may_be_signal(value)):
        return []
    name = _name_of(module, expression)
    return [name] if name else []


def _name_of(module: ModuleInfo, expression: int) -> str:
    """The name that a signal is bound to: in a module, or in the body of a class (`Order.paid`)."""
    found = module.found.get(expression)
    if found is not None and found.name:
        return found.name.rpartition(".")[2]
    if module.op[expression] == Op.LOAD:
        bound = module.x[expression]
        own = (name for name, value in module.definitions[0].names.items() if value == bound)
        return next(own, "") or _name_of(module, bound)
    return module.texts[module.y[expression]] if module.op[expression] == Op.ATTR else ""


def is_signal(resolver: Resolver, value: Denotation) -> bool:
    """Whether a value is a signal that the project makes, of Django's class or of one of its own."""
    if isinstance(value, Instance):
        return any(path.endswith("Signal") for path in resolver.hierarchy.externals(value.info))
    return isinstance(value, ExternalCall) and value.path.endswith("Signal")


def _is_held(collector: Collector, module: ModuleInfo, expression: int) -> bool:
    """Whether a class holds the signal, as in `@receiver(Order.paid)` and `order.paid.send()`.

    Then what names the class, or takes the signal from an object of it, is of this kind.
    """
    if module.op[expression] != Op.ATTR:
        return False
    base, name = module.x[expression], module.texts[module.y[expression]]
    holder = collector.resolver.value(module, base)
    if not isinstance(holder, ClassValue | Instance):
        return False
    found = collector.resolver.hierarchy.attribute(holder.info, name)
    if found is None or not is_signal(collector.resolver, collector.resolver.value(found[0].module, found[1])):
        return False
    module.roles.setdefault(base if isinstance(holder, ClassValue) else expression, "signal")
    return True


def _is_signal_path(path: str) -> bool:
    return ".signals." in path or ".signal" in path.rpartition(".")[0] or path.rpartition(".")[2] in _WELL_KNOWN


def _may_be_signal(value: Denotation) -> bool:
    path = getattr(value, "path", None)
    info = getattr(value, "info", None)
    name = path.rpartition(".")[2] if isinstance(path, str) else info.definition.name if info is not None else ""
    return name.endswith("Signal") and not isinstance(value, Several)


_WELL_KNOWN = {
    "pre_save",
    "post_save",
    "pre_delete",
    "post_delete",
    "m2m_changed",
    "pre_init",
    "post_init",
    "class_prepared",
    "pre_migrate",
    "post_migrate",
    "request_started",
    "request_finished",
    "got_request_exception",
    "setting_changed",
    "user_logged_in",
    "user_logged_out",
    "user_login_failed",
}
