"""The URL names of a project: URLconfs followed from their roots through `include`, with namespaces."""

from __future__ import annotations

import re

from anabranch.facts.values import Op
from anabranch.reading.admin_pages import pages_of_admin
from anabranch.reading.denotations import Text
from anabranch.reading.resolver import Resolver
from anabranch.reading.url_sets import Declared, admin_classes, class_around, find_spaces
from anabranch.reading.url_spaces import is_named_after, joined, named_spaces
from anabranch.reading.url_walk import PATTERNS, UrlWalk, Way
from anabranch.reading.values import Url
from anabranch.reading.world import ClassInfo, ModuleInfo
from anabranch.reading.written import written_name


class UrlNames:
    """URL names of one project, from the roots of its URLconfs."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._walk = UrlWalk(resolver)
        self._declared: Declared = {}
        self._admins = admin_classes(resolver)
        roots = self._roots()
        for root in roots:
            self._walk.walk_root(root, Way())
        reached = set(self._walk.routes)
        self._urlconfs = self._declaring()
        for module in self._urlconfs:
            if module not in self._walk.reached:  # whoever includes it at run time puts it under its own namespace
                self._walk.walk_root(module, Way("" if self._walk.takes_unknown else self._walk.app_name(module)))
        fixed = set(self._walk.routes)
        self._unreached = fixed - reached if roots else set()  # without settings, nobody says where it starts
        self._placed = {name.rpartition(":")[2] for name in reached or fixed if ":" in name} - self._walk.unplaced
        self._walk_loose()
        self._loose = self._walk.routes.keys() - fixed
        self._spaces = {part for name in self._walk.routes for part in name.split(":")[:-1]} | named_spaces(resolver)
        self._spaces |= self._walk.spaces
        self._sets = find_spaces(resolver, self._declared, self._admins)
        self._pages = pages_of_admin(resolver, self._admins)
        self._by_last = {name: dict(modules) for name, modules in self._walk.rivals.items()}
        for name, route in self._walk.routes.items():
            self._by_last.setdefault(name.rpartition(":")[2], {})[route.module] = None
        for name in self._only_of_admin():
            self._by_last.pop(name, None)

    def listed(self) -> list[Url]:
        """The URL names for the map."""
        return [Url(name, route.module.name, route.view) for name, route in self._walk.routes.items()]

    def described(self) -> tuple[object, ...]:
        """All that `declared_by` answers from, by names; and the URLconfs, which strings name as such."""
        last = [(name, [module.name for module in modules]) for name, modules in self._by_last.items()]
        gapped = [
            (told, [module.name for module in modules])
            for told, modules in (*self._walk.gapped.items(), *self._walk.opened.items())
        ]
        sets = [
            (space, sorted((last, module and module.name) for last, module in names.items()))
            for space, names in sorted(self._sets.items())
        ]
        spaces = sorted(self._spaces), self._walk.instances(), sets
        urlconfs = [module.name for module in self._urlconfs]
        pages = sorted((name, module and module.name) for name, module in self._pages.items())
        known = sorted(self._loose), sorted(self._unreached), sorted(self._placed)
        return self.listed(), last, gapped, known, spaces, urlconfs, pages

    def is_declared(self, name: str) -> bool:
        """Whether a text is a URL name with all its namespaces."""
        return (name in self._walk.routes and name not in self._loose) or self._pages.get(name) is not None

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
        exact = self._walk.routes.get(self._listed_as(name))
        if exact is not None:
            return exact.module, self._listed_as(name) not in self._loose
        page = self._pages.get(name)
        if page is not None:
            return page, True
        space, _, last = name.rpartition(":")
        made = self._sets.get(space, {}).get(last)
        if made is not None:
            return made, False
        if name in self._pages:  # a page of Django's own
            return None, False
        if space and space.partition(":")[0] not in self._spaces:
            return None, False
        modules = list(self._by_last.get(last, ()))
        if space and (len(modules) > 1 or last in self._placed):
            # A namespace made at run time mostly bears the name of its package; of what a root places under another
            # one, nothing else tells that it is meant.
            modules = [module for module in modules if is_named_after(space, module)]
        return (modules[0] if len(modules) == 1 else self._made_in_a_loop(name) or self._made_outside(space), False)

    def _made_outside(self, space: str) -> ModuleInfo | None:
        """The only URLconf below a namespace that lets another package make some of its patterns."""
        opened = self._walk.opened.get(space, ())
        return next(iter(opened)) if len(opened) == 1 else None

    def _made_in_a_loop(self, name: str) -> ModuleInfo | None:
        """The only module that declares names of which one part is known at run time, and this fits."""
        fitting = {
            module: None
            for (before, after), modules in self._walk.gapped.items()
            for module in modules
            if name.startswith(before)
            and name.endswith(after)
            and _GAP.fullmatch(name, len(before), len(name) - len(after))
        }
        return next(iter(fitting)) if len(fitting) == 1 else None

    def _listed_as(self, name: str) -> str:
        """The name, or with each application's namespace replaced by that of one instance, as `reverse` does."""
        if name in self._walk.routes:
            return name
        *spaces, last = name.split(":")
        prefix = ""
        for space in spaces:
            prefix = self._walk.instance(joined(prefix, space))
        return joined(prefix, last)

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
        included = {target for module in declaring for target in self._walk.included_by(module)}
        return sorted(declaring, key=lambda module: (module in included, module.name.count("."), module.name))

    def _walk_loose(self) -> None:
        """Patterns that functions return, or that are only put together at run time."""
        walked = self._walk.walked()
        for module in self._resolver.world.modules.values():
            if PATTERNS.isdisjoint((*module.texts, *(each.name for each in module.imports))):
                continue
            for call in module.of(Op.CALL):
                if written_name(module, call) in PATTERNS and (module, call) not in walked:
                    owner = class_around(module, call)
                    self._walk.walk_call(module, call, Way("admin" if owner in self._admins else ""))
                    if owner is not None:
                        self._note_declared(owner, module, call)
        self._walk.add_loose()

    def _note_declared(self, owner: ClassInfo, module: ModuleInfo, call: int) -> None:
        given = next((each.value for each in module.arguments(call) if each.keyword == "name"), 0)
        name = self._resolver.value(module, given) if given else None
        if isinstance(name, Text):
            self._declared.setdefault(owner, {})[name.text] = module

    def _only_of_admin(self) -> set[str]:
        """Names that Django finds below the namespace of an admin site alone."""
        owners = (owner for owner in self._declared if owner in self._admins)
        named = {name for owner in owners for name in self._declared[owner]}
        return named - {name.rpartition(":")[2] for name in self._walk.routes if not name.startswith("admin:")}


_GAP = re.compile(r"[\w-]+")
