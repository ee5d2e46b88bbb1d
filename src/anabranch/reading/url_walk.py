"""Walks from URLconfs through `include` to the URL names they declare, with the namespaces that lead to each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from anabranch.facts.values import Argument, Op
from anabranch.reading.call_sites import CallSite, Place, gapped_text, is_inside, text_at, written_at, written_in
from anabranch.reading.crud_views import GIVES_PATTERNS, named_views
from anabranch.reading.denotations import (
    Denotation,
    External,
    ExternalCall,
    FunctionValue,
    Instance,
    ModuleValue,
    Several,
    Text,
    members_of,
)
from anabranch.reading.resolver import Resolver
from anabranch.reading.routers import Routers
from anabranch.reading.url_spaces import joined
from anabranch.reading.view_symbols import view_symbol
from anabranch.reading.world import Found, ModuleInfo
from anabranch.reading.written import written_name

PATTERNS = frozenset({"path", "re_path", "url"})
"""Functions that make one pattern."""
_WRAPPERS = {
    "i18n_patterns",
    "format_suffix_patterns",
    "patterns",
    "decorator_include",
    "required",
    "staticfiles_urlpatterns",
}
_DEEPEST = 12
"""Steps from a root to a pattern: more is a circle."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a pattern was reached: the namespaces before it, and the calls of the project's functions that gave it."""

    prefix: str = ""
    depth: int = 0
    called: CallSite | None = None
    is_guessed: bool = False
    """Whether one more namespace stands before it, which only a run tells."""

    def deeper(self) -> Way:
        """One step further on."""
        return replace(self, depth=self.depth + 1)

    def into(self, namespace: str) -> Way:
        """Below a further namespace."""
        return replace(self, prefix=joined(self.prefix, namespace))


@dataclass(frozen=True, slots=True)
class Route:
    """One URL name as its module declares it, under the namespaces that lead to it."""

    name: str
    module: ModuleInfo
    view: str
    root: ModuleInfo | None
    """The URLconf that the walk to it began at; None where no walk led to it."""


class UrlWalk:
    """What was found on all walks of one project so far."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._routers = Routers(resolver)
        self.routes: dict[str, Route] = {}
        """By name with its namespaces."""
        self.rivals: dict[str, dict[ModuleInfo, None]] = {}
        """By name without namespaces: modules that declare one which another declares under the same namespaces."""
        self.gapped: dict[tuple[str, str], dict[ModuleInfo, None]] = {}
        """By beginning and end of a name of which the part between is known at run time: modules that declare it."""
        self.opened: dict[str, dict[ModuleInfo, None]] = {}
        """By namespace: URLconfs below it that let another package make some of their patterns."""
        self.unplaced: set[str] = set()
        """Names without namespaces that stand below one which only a run tells."""
        self.spaces: set[str] = set()
        self.reached: set[ModuleInfo] = set()
        self.takes_unknown = False
        """Whether a root takes patterns as they stand, below no namespace, of modules that only a run tells."""
        self._instances: dict[str, tuple[str, ModuleInfo | None]] = {}
        """By application namespace: the one of an instance that stands for it, and the root that it was found from."""
        self._root: ModuleInfo | None = None
        self._seen: set[tuple[ModuleInfo, int, str, CallSite | None, bool]] = set()

    def instance(self, application: str) -> str:
        """The namespace that stands for that of an application; itself where there is none."""
        return self._instances.get(application, (application, None))[0]

    def instances(self) -> list[tuple[str, str]]:
        """All that `instance` answers from."""
        return sorted((application, instance) for application, (instance, _) in self._instances.items())

    def walked(self) -> set[tuple[ModuleInfo, int]]:
        """The expressions that were looked at."""
        return {(module, expression) for module, expression, *_ in self._seen}

    def included_by(self, module: ModuleInfo) -> Iterator[ModuleInfo]:
        """The modules that a module names in calls of `include`."""
        for expression in module.of(Op.CALL):
            if written_name(module, expression) == "include":
                for argument in module.arguments(expression)[:1]:
                    value = self._resolver.value(module, argument.value)
                    target = self._module_of(value)
                    if target is not None:
                        yield target

    def app_name(self, module: ModuleInfo) -> str:
        """The application namespace that a URLconf gives itself, empty for none."""
        expression = module.definitions[0].names.get("app_name", 0)
        value = self._resolver.value(module, expression) if expression else None
        return value.text if isinstance(value, Text) else ""

    def walk_root(self, root: ModuleInfo, way: Way) -> None:
        """Follow all patterns of a URLconf."""
        self._root = root
        self._walk_module(root, way)
        self._root = None

    def _walk_module(self, module: ModuleInfo, way: Way) -> None:
        self.reached.add(module)
        patterns = module.definitions[0].names.get("urlpatterns", 0)
        if patterns:
            self._walk(module, patterns, way)

    def _walk(self, module: ModuleInfo, expression: int, way: Way) -> None:
        place = written_at(self._resolver, Place(module, expression, way.called))
        module, expression, way = place.module, place.expression, replace(way, called=place.called)
        seen = module, expression, way.prefix, way.called, way.is_guessed
        if not expression or way.depth > _DEEPEST or seen in self._seen:
            return
        self._seen.add(seen)
        op = module.op[expression]
        if op in (Op.SEQ, Op.UNION, Op.CONCAT):
            parts = module.members(expression) if op != Op.CONCAT else (module.x[expression], module.y[expression])
            for part in parts:
                self._walk(module, part, way)
                if way.prefix and op != Op.UNION and self._is_made_outside(module, part):
                    self.opened.setdefault(way.prefix, {})[module] = None
        elif (op == Op.LOAD and not self._stands_elsewhere(module, expression)) or op == Op.COMPREHENSION:
            self._walk(module, module.x[expression], way)
        elif op == Op.CALL:
            self.walk_call(module, expression, way)
        elif op in (Op.NAME, Op.ATTR, Op.LOAD):
            self._walk_name(module, expression, way)

    def _is_made_outside(self, module: ModuleInfo, part: int) -> bool:
        known = {*PATTERNS, *_WRAPPERS, "include", "static"}
        is_call = module.op[part] == Op.CALL and _called(self._resolver, module, part) not in known
        return is_call and isinstance(self._resolver.value(module, part), External | ExternalCall)

    def _stands_elsewhere(self, module: ModuleInfo, expression: int) -> bool:
        self._resolver.value(module, expression)
        return expression in module.found

    def _walk_name(self, module: ModuleInfo, expression: int, way: Way) -> None:
        """A list of patterns that stands elsewhere, or `router.urls`."""
        last = module.texts[module.y[expression]] if module.op[expression] == Op.ATTR else ""
        if last in ("urls", "urlpatterns"):
            self._add_router(module, module.x[expression], way)
        value = self._resolver.value(module, expression)
        bound = self._bound(module, expression)
        if bound is not None:
            self._walk(bound.module, bound.expression, way.deeper())
        elif expression not in module.found and value is None and last == "urlpatterns":
            self.takes_unknown = True

    def _bound(self, module: ModuleInfo, expression: int) -> Found | None:
        """The variable of another module that an expression names."""
        self._resolver.value(module, expression)
        found = module.found.get(expression)
        if found is None or not found.name or found.definition >= 0:
            return None
        if found.name == "urlpatterns":
            self.reached.add(found.module)
        return found

    def walk_call(self, module: ModuleInfo, call: int, way: Way) -> None:
        """Follow a call that may make patterns."""
        name = _called(self._resolver, module, call)
        arguments = module.arguments(call)
        if name in PATTERNS:
            self._walk_pattern(module, arguments, way)
        elif name == "include":
            self._walk_include(module, call, way)
        elif name == "register" and len(arguments) > 1:
            return
        elif name == GIVES_PATTERNS:
            self._add_views(module, module.x[module.x[call]], way)
        else:
            for argument in arguments:
                self._walk(module, argument.value, way.deeper())
            value = self._resolver.value(module, module.x[call])
            if isinstance(value, FunctionValue) and name not in _WRAPPERS and not is_inside(way.called, value.info):
                inside = replace(way.deeper(), called=CallSite(value.info, module, call, way.called))
                for returned in value.info.definition.returns:
                    self._walk(value.info.module, returned, inside)

    def _walk_pattern(self, module: ModuleInfo, arguments: list[Argument], way: Way) -> None:
        positional = [argument for argument in arguments if not argument.keyword]
        keywords = {argument.keyword: argument for argument in arguments if argument.keyword}
        view = keywords.get("view") or (positional[1] if len(positional) > 1 else None)
        if view is None:
            return
        target = view.value
        if module.op[target] == Op.CALL and _called(self._resolver, module, target) in ("include", "decorator_include"):
            self._walk_include(module, target, way)
            return
        given = keywords.get("name") or (positional[3] if len(positional) > 3 else None)
        if given is not None:
            self._add_named(module, given.value, target, way)
        else:
            self._walk(module, target, way.deeper())

    def _add_named(self, module: ModuleInfo, given: int, target: int, way: Way) -> None:
        name, view = Place(module, given, way.called), Place(module, target, way.called)
        text = text_at(self._resolver, name)
        if text is not None:
            self._add(way, text, written_in(self._resolver, name), view_symbol(self._resolver, view))
            return
        gap = gapped_text(self._resolver, name)
        if gap is not None:
            modules = self.gapped.setdefault((joined(way.prefix, gap[0]), gap[1]), {})
            modules[written_in(self._resolver, name)] = None

    def _walk_include(self, module: ModuleInfo, call: int, way: Way) -> None:
        arguments = module.arguments(call)
        if not arguments:
            return
        first = next((each for each in arguments if each.keyword in ("", "arg")), arguments[0])
        if _called(self._resolver, module, call) == "decorator_include":
            first = arguments[1] if len(arguments) > 1 else first
        spaces = [self._resolver.value(module, each.value) for each in arguments if each.keyword == "namespace"]
        if not spaces and len(arguments) > 1 and not arguments[1].keyword:
            spaces = [self._resolver.value(module, arguments[1].value)]
        namespace = next((space.text for space in spaces if isinstance(space, Text)), "")
        place = written_at(self._resolver, Place(module, first.value, way.called))
        is_guessed = way.is_guessed or (bool(spaces) and not namespace)
        way = replace(way.deeper(), called=place.called, is_guessed=is_guessed)
        self._include(place.module, place.expression, namespace, way)

    def _include(self, module: ModuleInfo, target: int, namespace: str, way: Way) -> None:
        self.spaces.add(namespace)
        if module.op[target] == Op.SEQ:
            members = module.members(target)
            app_name = self._resolver.value(module, members[1]) if len(members) == 2 else None
            if isinstance(app_name, Text):
                self._stand_for(way.prefix, app_name.text, namespace)
                self._include(module, members[0], namespace or app_name.text, way)
                return
        included = self._module_of(self._resolver.value(module, target))
        bound = self._bound(module, target) if included is None else None
        if bound is not None and way.depth <= _DEEPEST:
            self._include(bound.module, bound.expression, namespace, way.deeper())
            return
        if included is None:
            self._walk(module, target, way.into(namespace))
            return
        declared = self.app_name(included)
        self._stand_for(way.prefix, declared, namespace)
        if way.depth <= _DEEPEST:
            self._walk_module(included, way.into(namespace or declared))

    def _stand_for(self, prefix: str, app_name: str, namespace: str) -> None:
        """Note the namespace of an application that is included under another; where both are one, that one wins.

        Of several others Django takes the last.
        """
        if app_name and namespace:
            application = joined(prefix, app_name)
            known, root = self._instances.get(application, ("", self._root))
            if known != application and root is self._root:
                self._instances[application] = joined(prefix, namespace), root

    def _add_views(self, module: ModuleInfo, holder: int, way: Way) -> None:
        value = self._resolver.value(module, holder)
        if isinstance(value, Instance):
            for name, view in named_views(self._resolver, value.info):
                self._add(way, name, value.info.module, view)

    def _add_router(self, module: ModuleInfo, router: int, way: Way) -> None:
        for declared, name, view in self._routers.urls(module, router):
            self._add(way, name, declared, view)

    def _add(self, way: Way, name: str, module: ModuleInfo, view: str) -> None:
        """Take a name. Below one root the last pattern of a name is the first that Django's `reverse` tries."""
        path = joined(way.prefix, name)
        known = self.routes.get(path)
        if way.is_guessed:
            self.unplaced.add(name)
        if known is None or known.root is self._root is not None:
            self.routes[path] = Route(name, module, view, self._root)
        if known is not None and known.module is not module:
            self.rivals.setdefault(name, {}).update({known.module: None, module: None})

    def add_loose(self) -> None:
        """Take the names of viewsets whose router no URLconf was seen to include."""
        for declared, name, view in self._routers.loose():
            self._add(Way(), name, declared, view)

    def _module_of(self, value: Denotation) -> ModuleInfo | None:
        if isinstance(value, Several) and value.items:
            value = value.items[0]
        for member in members_of(value):
            if isinstance(member, Text):
                return self._resolver.world.module_named(member.text)
            if isinstance(member, ModuleValue):
                return member.module
        return None


def _called(resolver: Resolver, module: ModuleInfo, call: int) -> str:
    """The last part of the name of what is called, aliases resolved."""
    function = module.x[call]
    value = resolver.value(module, function)
    paths = (getattr(member, "path", None) for member in members_of(value))
    path = next((path for path in paths if isinstance(path, str)), None)
    if path is not None:
        return path.rpartition(".")[2]
    if isinstance(value, FunctionValue):
        return value.info.definition.name
    return module.texts[module.y[function]] if module.op[function] == Op.ATTR else ""
