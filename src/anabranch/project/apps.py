"""Apps: what INSTALLED_APPS names, what has an app config, and what holds models or migrations of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import chain, count
from typing import NamedTuple

from anabranch.facts.values import FileFacts, Op
from anabranch.project.configs import Config, find_configs, named_config
from anabranch.project.conventions import is_skeleton
from anabranch.project.dotted import enclosing
from anabranch.project.literals import Literals
from anabranch.project.modules import Names
from anabranch.project.symbols import Defined, Dotted, Symbols
from anabranch.project.values import AppLayout

_MODEL = re.compile(r"^django\.(?:db|contrib)\..*(?:Model|Abstract\w*|User\w*)\Z|\.models\.\w*(?:Model|Abstract\w*)\Z")
_DEEPEST = 20


class Wanted(NamedTuple):
    """A package that is an app, with the label it would like to have."""

    package: str
    label: str


def find_apps(
    literals: Literals, facts: Mapping[str, FileFacts], installed: tuple[str, ...], migrations: frozenset[str]
) -> tuple[AppLayout, ...]:
    """The apps of one project by dotted name. Of two with the same label the one that is installed first keeps it."""
    names = literals.symbols.names
    configs = find_configs(literals, facts, installed)
    order = _installed_packages(literals, installed)
    packages = dict.fromkeys(order)
    evident = {config.package for config in configs} | _packages_with_migrations(names, migrations)
    evident |= _packages_with_models(literals.symbols, facts, evident.union(order))
    packages |= dict.fromkeys(sorted(evident))
    wanted = [Wanted(package, _label(package, order.get(package), configs)) for package in packages]
    labels = unique_labels(wanted, taken=())
    return tuple(
        AppLayout(labels[package], package, names.folders[package], is_app=True) for package in sorted(packages)
    )


def optional_apps(literals: Literals, installed: tuple[str, ...], by_default: tuple[str, ...]) -> tuple[str, ...]:
    """The packages that some branch of the settings installs, and the default ones do not."""
    return tuple(sorted(_installed_packages(literals, installed).keys() - _installed_packages(literals, by_default)))


def unique_labels(wanted: Iterable[Wanted], taken: Iterable[str]) -> dict[str, str]:
    """A label for each package: the wanted one if it is still free, else the dotted name, else that with a number."""
    used = set(taken)
    labels: dict[str, str] = {}
    for package, label in wanted:
        numbered = (f"{package}-{number}" for number in count(2))
        labels[package] = next(name for name in chain((label, package), numbered) if name not in used)
        used.add(labels[package])
    return labels


def _installed_packages(literals: Literals, installed: Iterable[str]) -> dict[str, Config | None]:
    """The project's own packages in INSTALLED_APPS, in order, with the config that an entry names."""
    found: dict[str, Config | None] = {}
    for entry in installed:
        config = named_config(literals, entry)
        if config is not None:
            found.setdefault(config.package, config)
        elif (package := literals.symbols.own_name(entry)) in literals.symbols.names.folders:
            found.setdefault(package, None)
    return found


def _label(package: str, named: Config | None, configs: list[Config]) -> str:
    own = [config for config in configs if config.package == package]
    chosen = named or next((config for config in own if config.is_marked), own[0] if own else None)
    return (chosen.label if chosen is not None else "") or package.rpartition(".")[2]


def _packages_with_migrations(names: Names, migrations: frozenset[str]) -> set[str]:
    packages = {package.rpartition(".")[0] for package in migrations if package.endswith(".migrations")}
    return {package for package in packages if not is_skeleton(names.folders[package] + "/")}


def migration_packages(names: Names, facts: Mapping[str, FileFacts]) -> frozenset[str]:
    """Packages of migrations: with at least one class `Migration` directly inside; others are ordinary code."""
    found = set()
    for place in names.by_path.values():
        if "migrations" in place.path and not place.is_package and place.path in facts:
            package = place.name.rpartition(".")[0]
            if "migrations" in package.rpartition(".")[2] and package not in found and _migrates(facts[place.path]):
                found.add(package)
    return frozenset(found)


def _migrates(facts: FileFacts) -> bool:
    return any(definition.name == "Migration" and definition.parent == 0 for definition in facts.definitions)


def _packages_with_models(symbols: Symbols, facts: Mapping[str, FileFacts], apps: set[str]) -> set[str]:
    """Packages outside all apps with models: inside an app, Django counts models as that app's."""
    found: set[str] = set()
    for place in symbols.names.by_path.values():
        if "models" not in place.path or place.path not in facts or is_skeleton(place.path):
            continue
        package = _owner_of_models(place.name)
        if package and not enclosing(package, apps) and _holds_model(symbols, place.path):
            found.add(package)
    return found


def _owner_of_models(module: str) -> str | None:
    """The package whose `models` module, or a module in its `models` package, this is."""
    parts = module.split(".")
    if "models" not in parts[1:]:
        return None
    return ".".join(parts[: parts.index("models", 1)])


def _holds_model(symbols: Symbols, path: str) -> bool:
    definitions = symbols.table(path).facts.definitions
    abstract = {inner.parent for inner in definitions if inner.name == "Meta" and "abstract" in inner.names}
    return any(
        definition.kind == "class"
        and definition.parent == 0
        and number not in abstract
        and _looks_like_model(symbols, Defined(path, number), 0)
        for number, definition in enumerate(definitions)
    )


def _looks_like_model(symbols: Symbols, found: Defined, depth: int) -> bool:
    definition = symbols.definition(found)
    for base in definition.bases:
        above = symbols.find(found.path, base)
        if isinstance(above, Dotted) and _MODEL.search(above.name):
            return True
        if isinstance(above, Defined) and depth < _DEEPEST and _looks_like_model(symbols, above, depth + 1):
            return True
    return bool(definition.bases) and any(_is_field(symbols, found.path, value) for value in definition.names.values())


def _is_field(symbols: Symbols, path: str, expression: int) -> bool:
    op, function, _ = symbols.table(path).row(expression)
    found = symbols.find(path, function) if op == Op.CALL else None
    return isinstance(found, Dotted) and found.name.startswith("django.db.") and found.name.endswith(("Field", "Key"))
