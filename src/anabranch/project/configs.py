"""App configs: the classes by which apps give themselves a name and a label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from anabranch.facts.values import FileFacts, Op
from anabranch.project.conventions import is_skeleton
from anabranch.project.literal_values import texts_in
from anabranch.project.literals import Literals
from anabranch.project.symbols import Defined, Dotted

_DEEPEST = 20


class Config(NamedTuple):
    """An AppConfig subclass that names a package of the project."""

    package: str
    label: str
    """Empty where the package's own name is the label."""
    found: Defined
    is_marked: bool
    """Whether it says that it is the default of several."""


def find_configs(literals: Literals, facts: Mapping[str, FileFacts], installed: Iterable[str]) -> list[Config]:
    """All app configs in apps.py and `__init__.py` files, and wherever INSTALLED_APPS names one."""
    found = [named for entry in installed if (named := named_config(literals, entry)) is not None]
    for path in literals.symbols.names.by_path:
        if path in facts and path.rpartition("/")[2] in ("apps.py", "__init__.py") and not is_skeleton(path):
            found += _configs_in(literals, facts[path], path)
    return list(dict.fromkeys(found))


def named_config(literals: Literals, entry: str) -> Config | None:
    """The app config that an entry of INSTALLED_APPS names."""
    module, _, name = entry.rpartition(".")
    if not module or literals.symbols.path_of(module) is None:
        return None
    found = literals.symbols.member(module, name)
    return _read_config(literals, found) if isinstance(found, Defined) else None


def _configs_in(literals: Literals, facts: FileFacts, path: str) -> list[Config]:
    classes = [
        Defined(path, number)
        for number, definition in enumerate(facts.definitions)
        if definition.kind == "class" and definition.parent == 0 and definition.bases
    ]
    configs = [_read_config(literals, found) for found in classes if _is_config(literals, found, 0)]
    return [config for config in configs if config is not None]


def _is_config(literals: Literals, found: Defined, depth: int) -> bool:
    for base in literals.symbols.definition(found).bases:
        above = literals.symbols.find(found.path, base)
        if isinstance(above, Dotted) and above.name.endswith("Config"):
            return True
        if isinstance(above, Defined) and depth < _DEEPEST and _is_config(literals, above, depth + 1):
            return True
    return False


def _read_config(literals: Literals, found: Defined) -> Config | None:
    package = _package(literals, found)
    if package is None:
        return None
    labels = list(texts_in(literals.class_name(found, "label")))
    return Config(package, labels[-1] if labels else "", found, _is_marked(literals, found))


def _is_marked(literals: Literals, found: Defined) -> bool:
    default = literals.symbols.definition(found).names.get("default", 0)
    return literals.symbols.table(found.path).row(default)[:2] == (Op.INT, 1)


def _package(literals: Literals, found: Defined) -> str | None:
    """The package that a config names; that of its own file where the name is computed or lacks its beginning."""
    names = literals.symbols.names
    own = names.by_path[found.path]
    beside = own.name if own.is_package else own.name.rpartition(".")[0]
    said = list(texts_in(literals.class_name(found, "name")))
    if said and said[-1] in names.folders:
        return said[-1]
    if said:
        return beside if beside.endswith(f".{said[-1]}") else None
    return beside if "name" in literals.symbols.definition(found).names and beside in names.folders else None
