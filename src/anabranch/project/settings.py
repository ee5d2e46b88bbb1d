"""Settings: the modules that assign INSTALLED_APPS, and what they say together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from anabranch.facts.values import WIDTH, FileFacts, Op
from anabranch.project.conventions import folder_of, is_skeleton, is_test
from anabranch.project.inclusions import may_include
from anabranch.project.literal_values import Values, texts_in, unite
from anabranch.project.literals import Literals
from anabranch.project.symbols import Bound, Defined, Symbols
from anabranch.project.unknown_apps import unknown_apps
from anabranch.project.values import Settings

_APPS = "INSTALLED_APPS"
_SECRET = re.compile(r"(SECRET|PASSWORD|TOKEN|KEY|DSN)(?!\w*_MODEL$)")
_STARTERS = ("manage.py", "wsgi.py", "asgi.py", "celery.py", "__main__.py")
_NO_SCALARS = (Op.UNKNOWN, Op.SEQ, Op.DICT, Op.DEF, Op.INT, Op.COMPREHENSION)
_GROWERS = ("append", "extend", "insert", "update", "add")


def settings_files(facts: Mapping[str, FileFacts], paths: Iterable[str]) -> list[str]:
    """The files that assign INSTALLED_APPS, in the module or in a class, and are settings of somebody."""
    found = []
    for path in paths:
        file = facts.get(path)
        if file is None:
            continue
        for definition in file.definitions:
            if _APPS in definition.names:
                found.append(path)
                break
    return [path for path in found if not is_skeleton(path)]


def read_settings(literals: Literals, facts: Mapping[str, FileFacts], assigning: Iterable[str]) -> Settings:
    """What the files that assign INSTALLED_APPS say, united with those that they build on and that build on them.

    Template folders are left to whoever knows the templates.
    """
    own = literals.symbols.names.by_path
    known = [path for path in own if path in facts]
    family = _family(literals.symbols, facts, known, {path for path in assigning if path in own})
    ordered = _order(literals.symbols, family, facts, known)
    said = [_said_by(literals, path) for path in ordered]
    installed = unite(values[_APPS] for values in said if _APPS in values)
    strings, others = _unite_strings(said)
    return Settings(
        modules=tuple(literals.symbols.names.by_path[path].name for path in ordered),
        installed_apps=tuple(dict.fromkeys(text for text in texts_in(installed) if text)),
        strings=strings,
        others=others,
        optional_apps=(),
        unknown_apps=unknown_apps(literals, ordered, (each for path in ordered for each in _growing(literals, path))),
        template_folders=(),
    )


def _family(symbols: Symbols, facts: Mapping[str, FileFacts], paths: list[str], assigning: set[str]) -> set[str]:
    """The files that assign INSTALLED_APPS, those they star-import, and those that star-import one of them."""
    if not assigning:
        return assigning
    family = assigning | _heirs(symbols, facts, assigning, paths)
    starring = [path for path in paths if facts[path].definitions[0].stars or may_include(path, facts[path])]
    stars = {path: set(symbols.stars(path)) for path in starring}
    size = 0
    while size != len(family):
        size = len(family)
        family |= {path for path, others in stars.items() if others & family and not is_skeleton(path)}
    waiting = list(family)
    while waiting:
        below = stars.get(waiting.pop(), set()) - family
        family |= below
        waiting += below
    return family


def _heirs(symbols: Symbols, facts: Mapping[str, FileFacts], family: set[str], paths: list[str]) -> set[str]:
    """Files beside class-based settings, or below, whose classes inherit from them."""
    based = {path for path in family if _APPS not in facts[path].definitions[0].names}
    folders = tuple({f"{folder_of(path)}/".lstrip("/") for path in based})
    beside = [path for path in paths if path not in family and path.startswith(folders)]
    return {path for path in beside if any(_settings_classes(symbols, path))}


def _settings_classes(symbols: Symbols, path: str) -> Iterator[Defined]:
    """The classes of a file that hold or inherit INSTALLED_APPS."""
    for number, definition in enumerate(symbols.table(path).facts.definitions):
        if definition.kind == "class" and definition.parent == 0 and _holds_apps(symbols, Defined(path, number), 0):
            yield Defined(path, number)


def _holds_apps(symbols: Symbols, found: Defined, depth: int) -> bool:
    definition = symbols.definition(found)
    if _APPS in definition.names or depth > 20:
        return _APPS in definition.names
    bases = [symbols.find(found.path, base) for base in definition.bases]
    return any(isinstance(base, Defined) and _holds_apps(symbols, base, depth + 1) for base in bases)


def _order(symbols: Symbols, family: set[str], facts: Mapping[str, FileFacts], paths: list[str]) -> list[str]:
    """The module that manage.py starts with first, then those that others build on; test settings last."""
    named = {text for path in paths if path.endswith(_STARTERS) and not is_test(path) for text in facts[path].texts}
    built_on = {path: sum(path in symbols.stars(other) for other in family) for path in family}

    def key(path: str) -> tuple[bool, bool, int, str]:
        name = symbols.names.by_path[path].name
        return is_test(path), name not in named, -built_on[path], name

    return sorted(family, key=key)


def _said_by(literals: Literals, path: str) -> dict[str, Values]:
    """The values of all settings that one module assigns."""
    bound = literals.symbols.table(path).facts.definitions[0].names.items()
    scalars = [name for name, value in bound if name.isupper() and _may_be_scalar(literals.symbols, path, value)]
    said = {name: literals.name(path, name) for name in scalars}
    said[_APPS] = unite([literals.name(path, _APPS), *_grown(literals, path)])
    for found in _settings_classes(literals.symbols, path):
        for name in literals.symbols.definition(found).names:
            if name.isupper():
                said[name] = unite([said.get(name, ()), literals.class_name(found, name)])
    return said


def _may_be_scalar(symbols: Symbols, path: str, value: int) -> bool:
    """Lists of other names can be long, and nothing asks for them."""
    if symbols.table(path).row(value)[0] == Op.UNION:
        return True
    found = symbols.find(path, value)
    return isinstance(found, Bound) and symbols.table(found.path).row(found.expression)[0] not in _NO_SCALARS


def _grown(literals: Literals, path: str) -> Iterator[Values]:
    """What is added to a list that itself comes from a star import."""
    for _, argument in _growing(literals, path):
        yield unite([literals.value(path, argument)])


def _growing(literals: Literals, path: str) -> Iterator[tuple[str, int]]:
    """The arguments of `INSTALLED_APPS.append("x")`, each with its file."""
    table = literals.symbols.table(path)
    if _APPS not in table.facts.texts:
        return
    for expression in range(1, len(table.rows) // WIDTH):
        op, function, start = table.row(expression)
        if op == Op.CALL and _grows_apps(literals, path, function):
            for argument in table.call_arguments(start)[0]:
                yield path, argument


def _grows_apps(literals: Literals, path: str, function: int) -> bool:
    table = literals.symbols.table(path)
    op, base, name = table.row(function)
    if op != Op.ATTR or table.facts.texts[name] not in _GROWERS:
        return False
    op, text, _ = table.row(base)
    return op == Op.NAME and table.facts.texts[text] == _APPS


def _unite_strings(said: list[dict[str, Values]]) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Of each scalar setting the default of the first module that has one, and all its other values."""
    strings: dict[str, str] = {}
    others: dict[tuple[str, str], None] = {}
    for values in said:
        for name, found in values.items():
            texts = [value for value in found if isinstance(value, str) and value]
            if not texts or len(texts) != len(found) or _SECRET.search(name):
                continue
            strings.setdefault(name, texts[-1])
            others.update(dict.fromkeys((name, text) for text in texts))
    return strings, tuple((name, text) for name, text in others if strings[name] != text)
