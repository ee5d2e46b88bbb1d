"""The URL names of a project: URLconfs followed from their roots through `include`, with namespaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from anabranch.facts.values import Argument, Op
from anabranch.reading.admin_pages import OF_EVERY_SITE, pages_of_admin
from anabranch.reading.call_sites import CallSite, Place, gapped_text, is_inside, text_at, written_at, written_in
from anabranch.reading.denotations import (
    Denotation,
    External,
    ExternalCall,
    FunctionValue,
    ModuleValue,
    Several,
    Text,
    members_of,
)
from anabranch.reading.resolver import Resolver
from anabranch.reading.routers import Routers
from anabranch.reading.url_sets import Declared, admin_classes, class_around, find_spaces
from anabranch.reading.url_spaces import is_named_after, named_spaces
from anabranch.reading.values import Url
from anabranch.reading.view_symbols import view_symbol
from anabranch.reading.world import ClassInfo, ModuleInfo
from anabranch.reading.written import written_name

_PATTERNS = {"path", "re_path", "url"}
_WRAPPERS = {
    "i18n_patterns",
    "format_suffix_patterns",
    "patterns",
    "decorator_include",
    "required",
    "staticfiles_urlpatterns",
}
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Way:
    """How a pattern was reached: the namespaces before it, and the calls of the project's functions that gave it."""

    prefix: str = ""
    depth: int = 0
    called: CallSite | None = None

    def deeper(self) -> Way:
        """One step further on."""
        return replace(self, depth=self.depth + 1)

    def into(self, namespace: str) -> Way:
        """Below a further namespace."""
        return replace(self, prefix=_joined(self.prefix, namespace))


@dataclass(frozen=True, slots=True)
class Route:
    """One URL name as its module declares it, under the namespaces that lead to it."""

    name: str
    module: ModuleInfo
    view: str


class UrlNames:
    """URL names of one project, from the roots of its URLconfs."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._routers = Routers(resolver)
        self._routes: dict[str, Route] = {}
        self._by_last: dict[str, dict[ModuleInfo, None]] = {}
        self._gapped: dict[tuple[str, str], dict[ModuleInfo, None]] = {}
        self._opened: dict[str, dict[ModuleInfo, None]] = {}
        self._spaces: set[str] = set()
        self._instances: dict[str, str] = {}
        self._seen: set[tuple[ModuleInfo, int, str, CallSite | None]] = set()
        self._reached: set[ModuleInfo] = set()
        self._declared: Declared = {}
        self._admins = admin_classes(resolver)
        roots = self._roots()
        for root in roots:
            self._walk_module(root, Way())
        reached = set(self._routes)
        self._urlconfs = self._declaring()
        for module in self._urlconfs:
            if module not in self._reached:  # whoever includes it at run time puts it under its own namespace
                self._walk_module(module, Way(self._app_name(module)))
        fixed = set(self._routes)
        self._unreached = fixed - reached if roots else set()  # without settings, nobody says where it starts
        self._walk_loose()
        self._loose = self._routes.keys() - fixed
        self._spaces |= {part for name in self._routes for part in name.split(":")[:-1]} | named_spaces(resolver)
        self._sets = find_spaces(resolver, self._declared, self._admins)
        self._pages = pages_of_admin(resolver, self._admins)
        for name, route in self._routes.items():
            self._by_last.setdefault(name.rpartition(":")[2], {})[route.module] = None
        for name in self._only_of_admin():
            self._by_last.pop(name, None)

    def listed(self) -> list[Url]:
        """The URL names for the map."""
        return [Url(name, route.module.name, route.view) for name, route in self._routes.items()]

    def described(self) -> tuple[object, ...]:
        """All that `declared_by` answers from, by names; and the URLconfs, which strings name as such."""
        last = [(name, [module.name for module in modules]) for name, modules in self._by_last.items()]
        gapped = [
            (told, [module.name for module in modules])
            for told, modules in (*self._gapped.items(), *self._opened.items())
        ]
        sets = [
            (space, sorted((last, module and module.name) for last, module in names.items()))
            for space, names in sorted(self._sets.items())
        ]
        spaces = sorted(self._spaces), sorted(self._instances.items()), sets
        urlconfs = [module.name for module in self._urlconfs]
        pages = sorted((name, module.name) for name, module in self._pages.items())
        return self.listed(), last, gapped, sorted(self._loose), sorted(self._unreached), spaces, urlconfs, pages

    def is_declared(self, name: str) -> bool:
        """Whether a text is a URL name with all its namespaces."""
        return (name in self._routes and name not in self._loose) or name in self._pages

    def is_unreached(self, name: str) -> bool:
        """Whether no root is seen to lead to the URLconf that declares a name, though roots are known."""
        return self._listed_as(name) in self._unreached

    def is_below_its_app(self, name: str, owner: ModuleInfo) -> bool:
        """Whether no root is seen to include the URLconf of a name, whose namespace is called like the app."""
        space, _, last = name.rpartition(":")
        return last in self._unreached and is_named_after(space, owner)

    def declared_by(self, name: str) -> tuple[ModuleInfo | None, bool]:
        """The module that declares a URL name, and whether a URLconf lists it by just this name."""
        if "" in name.split(":"):  # Django finds nothing there either
            return None, False
        exact = self._routes.get(self._listed_as(name))
        if exact is not None:
            return exact.module, self._listed_as(name) not in self._loose
        if name in OF_EVERY_SITE:
            return None, False
        if name in self._pages:
            return self._pages[name], True
        space, _, last = name.rpartition(":")
        made = self._sets.get(space, {}).get(last)
        if made is not None:
            return made, False
        if space and space.partition(":")[0] not in self._spaces:
            return None, False
        modules = list(self._by_last.get(last, ()))
        if space and len(modules) > 1:  # a namespace made at run time mostly bears the name of its package
            modules = [module for module in modules if is_named_after(space, module)]
        return (modules[0] if len(modules) == 1 else self._made_in_a_loop(name) or self._made_outside(space), False)

    def _made_outside(self, space: str) -> ModuleInfo | None:
        """The only URLconf below a namespace that lets another package make some of its patterns."""
        opened = self._opened.get(space, ())
        return next(iter(opened)) if len(opened) == 1 else None

    def _made_in_a_loop(self, name: str) -> ModuleInfo | None:
        """The only module that declares names of which one part is known at run time, and this fits."""
        fitting = {
            module: None
            for (before, after), modules in self._gapped.items()
            for module in modules
            if name.startswith(before)
            and name.endswith(after)
            and _GAP.fullmatch(name, len(before), len(name) - len(after))
        }
        return next(iter(fitting)) if len(fitting) == 1 else None

    def _listed_as(self, name: str) -> str:
        """The name, or with each application's namespace replaced by that of its first instance, as `reverse` does."""
        if name in self._routes:
            return name
        *spaces, last = name.split(":")
        prefix = ""
        for space in spaces:
            prefix = _joined(prefix, space)
            prefix = self._instances.get(prefix, prefix)
        return _joined(prefix, last)

    def _roots(self) -> list[ModuleInfo]:
        settings = self._resolver.world.layout.settings
        named = [settings.strings.get("ROOT_URLCONF", "")]
        named += [value for name, value in settings.others if name.endswith("URLCONF")]
        named += [value for name, value in settings.strings.items() if name.endswith("URLCONF")]
        modules = (self._resolver.world.module_named(name) for name in named)
        return [module for module in dict.fromkeys(modules) if module is not None]

    def _declaring(self) -> list[ModuleInfo]:
        """Modules with `urlpatterns`, those that nothing includes first."""
        declaring = [m for m in self._resolver.world.modules.values() if "urlpatterns" in m.definitions[0].names]
        included = {target for module in declaring for target in self._included_by(module)}
        return sorted(declaring, key=lambda module: (module in included, module.name.count("."), module.name))

    def _included_by(self, module: ModuleInfo) -> Iterator[ModuleInfo]:
        for expression in module.of(Op.CALL):
            if written_name(module, expression) == "include":
                for argument in module.arguments(expression)[:1]:
                    value = self._resolver.value(module, argument.value)
                    target = self._module_of(value)
                    if target is not None:
                        yield target

    def _walk_loose(self) -> None:
        """Patterns that functions return, or that are only put together at run time."""
        walked = {(module, expression) for module, expression, *_ in self._seen}
        for module in self._resolver.world.modules.values():
            if _PATTERNS.isdisjoint((*module.texts, *(each.name for each in module.imports))):
                continue
            for call in module.of(Op.CALL):
                if written_name(module, call) in _PATTERNS and (module, call) not in walked:
                    owner = class_around(module, call)
                    self._walk_call(module, call, Way("admin" if owner in self._admins else ""))
                    if owner is not None:
                        self._note_declared(owner, module, call)
        for declared, name, view in self._routers.loose():
            self._add("", name, declared, view)

    def _note_declared(self, owner: ClassInfo, module: ModuleInfo, call: int) -> None:
        given = next((each.value for each in module.arguments(call) if each.keyword == "name"), 0)
        name = self._resolver.value(module, given) if given else None
        if isinstance(name, Text):
            self._declared.setdefault(owner, {})[name.text] = module

    def _only_of_admin(self) -> set[str]:
        """Names that Django finds below the namespace of an admin site alone."""
        owners = (owner for owner in self._declared if owner in self._admins)
        named = {name for owner in owners for name in self._declared[owner]}
        return named - {name.rpartition(":")[2] for name in self._routes if not name.startswith("admin:")}

    def _module_of(self, value: Denotation) -> ModuleInfo | None:
        if isinstance(value, Several) and value.items:
            value = value.items[0]
        for member in members_of(value):
            if isinstance(member, Text):
                return self._resolver.world.module_named(member.text)
            if isinstance(member, ModuleValue):
                return member.module
        return None

    def _walk_module(self, module: ModuleInfo, way: Way) -> None:
        self._reached.add(module)
        patterns = module.definitions[0].names.get("urlpatterns", 0)
        if patterns:
            self._walk(module, patterns, way)

    def _walk(self, module: ModuleInfo, expression: int, way: Way) -> None:
        place = written_at(self._resolver, Place(module, expression, way.called))
        module, expression, way = place.module, place.expression, replace(way, called=place.called)
        if not expression or way.depth > _DEEPEST or (module, expression, way.prefix, way.called) in self._seen:
            return
        self._seen.add((module, expression, way.prefix, way.called))
        op = module.op[expression]
        if op in (Op.SEQ, Op.UNION, Op.CONCAT):
            parts = module.members(expression) if op != Op.CONCAT else (module.x[expression], module.y[expression])
            for part in parts:
                self._walk(module, part, way)
                if way.prefix and op != Op.UNION and self._is_made_outside(module, part):
                    self._opened.setdefault(way.prefix, {})[module] = None
        elif (op == Op.LOAD and not self._stands_elsewhere(module, expression)) or op == Op.COMPREHENSION:
            self._walk(module, module.x[expression], way)
        elif op == Op.CALL:
            self._walk_call(module, expression, way)
        elif op in (Op.NAME, Op.ATTR, Op.LOAD):
            self._walk_name(module, expression, way)

    def _is_made_outside(self, module: ModuleInfo, part: int) -> bool:
        known = {*_PATTERNS, *_WRAPPERS, "include", "static"}
        is_call = module.op[part] == Op.CALL and _called(self._resolver, module, part) not in known
        return is_call and isinstance(self._resolver.value(module, part), External | ExternalCall)

    def _stands_elsewhere(self, module: ModuleInfo, expression: int) -> bool:
        self._resolver.value(module, expression)
        return expression in module.found

    def _walk_name(self, module: ModuleInfo, expression: int, way: Way) -> None:
        """A list of patterns that stands elsewhere, or `router.urls`."""
        if module.op[expression] == Op.ATTR and module.texts[module.y[expression]] in ("urls", "urlpatterns"):
            self._add_router(module, module.x[expression], way.prefix)
        self._resolver.value(module, expression)
        found = module.found.get(expression)
        if found is not None and found.name and found.definition < 0:
            if found.name == "urlpatterns":
                self._reached.add(found.module)
            self._walk(found.module, found.expression, way.deeper())

    def _walk_call(self, module: ModuleInfo, call: int, way: Way) -> None:
        name = _called(self._resolver, module, call)
        arguments = module.arguments(call)
        if name in _PATTERNS:
            self._walk_pattern(module, arguments, way)
        elif name == "include":
            self._walk_include(module, call, way)
        elif name == "register" and len(arguments) > 1:
            return
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
            self._add_named(Place(module, given.value, way.called), Place(module, target, way.called), way.prefix)
        else:
            self._walk(module, target, way.deeper())

    def _add_named(self, name: Place, view: Place, prefix: str) -> None:
        text = text_at(self._resolver, name)
        if text is not None:
            self._add(prefix, text, written_in(self._resolver, name), view_symbol(self._resolver, view))
            return
        gap = gapped_text(self._resolver, name)
        if gap is not None:
            modules = self._gapped.setdefault((_joined(prefix, gap[0]), gap[1]), {})
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
        self._include(place.module, place.expression, namespace, replace(way.deeper(), called=place.called))

    def _include(self, module: ModuleInfo, target: int, namespace: str, way: Way) -> None:
        self._spaces.add(namespace)
        if module.op[target] == Op.SEQ:
            members = module.members(target)
            app_name = self._resolver.value(module, members[1]) if len(members) == 2 else None
            if isinstance(app_name, Text):
                self._stand_for(way.prefix, app_name.text, namespace)
                self._include(module, members[0], namespace or app_name.text, way)
                return
        included = self._module_of(self._resolver.value(module, target))
        if included is None:
            self._walk(module, target, way.into(namespace))
            return
        declared = self._app_name(included)
        self._stand_for(way.prefix, declared, namespace)
        if way.depth <= _DEEPEST:
            self._walk_module(included, way.into(namespace or declared))

    def _stand_for(self, prefix: str, app_name: str, namespace: str) -> None:
        """Note the namespace of an application that is included under another; where both are one, that one wins."""
        if app_name and namespace:
            self._instances.setdefault(_joined(prefix, app_name), _joined(prefix, namespace))

    def _app_name(self, module: ModuleInfo) -> str:
        expression = module.definitions[0].names.get("app_name", 0)
        value = self._resolver.value(module, expression) if expression else None
        return value.text if isinstance(value, Text) else ""

    def _add_router(self, module: ModuleInfo, router: int, prefix: str) -> None:
        for declared, name, view in self._routers.urls(module, router):
            self._add(prefix, name, declared, view)

    def _add(self, prefix: str, name: str, module: ModuleInfo, view: str) -> None:
        known = self._routes.setdefault(_joined(prefix, name), Route(name, module, view))
        if known.module is not module:
            self._by_last.setdefault(name, {})[module] = None


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


def _joined(prefix: str, name: str) -> str:
    return f"{prefix}:{name}" if prefix and name else prefix or name


_GAP = re.compile(r"[\w-]+")
