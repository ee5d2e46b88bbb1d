"""What longer names of modules start with where a source root lies in another: `apps.users` for `users`.

The folder alone is no evidence: one can be called like a library, whose names then start in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from anabranch.facts.values import FileFacts
from anabranch.project.conventions import is_test
from anabranch.project.modules import Names, source_roots

_NEARLY_ALL = 0.8


def prefixes(names: Names, facts: Mapping[str, FileFacts]) -> tuple[str, ...]:
    """The beginnings that another source root, around their own, gives the names of modules.

    Nearly all imports that start so, and strings of settings, lead into the project.
    """
    possible = _possible(names)
    return tuple(prefix for prefix in possible if _leads_inside(names, facts, prefix))


def _possible(names: Names) -> list[str]:
    roots = source_roots(names)
    inside = [(root, outer) for root in roots for outer in roots if root.startswith(_below(outer)) and root != outer]
    found = (root.removeprefix(_below(outer)).replace("/", ".") + "." for root, outer in inside)
    return sorted({prefix for prefix in found if prefix[:-1].replace(".", "").isidentifier()})


def _below(folder: str) -> str:
    return "" if folder == "." else f"{folder}/"


def _leads_inside(names: Names, facts: Mapping[str, FileFacts], prefix: str) -> bool:
    said = list(_outcomes(names, facts, prefix))
    return sum(said) > 0 and sum(said) >= _NEARLY_ALL * len(said)


def _outcomes(names: Names, facts: Mapping[str, FileFacts], prefix: str) -> Iterator[bool]:
    """Whether the shorter name leads to something, for each that is not the project's own as it stands."""
    for module, name in _starting_with(names, facts, prefix):
        if _holds(names, facts, module, name):
            continue
        is_held = _holds(names, facts, f"{module}.".removeprefix(prefix).rstrip("."), name)
        if is_held or not (_is_module(names, module) or is_test(f"{module.replace('.', '/')}/")):
            yield is_held


def _starting_with(names: Names, facts: Mapping[str, FileFacts], prefix: str) -> Iterator[tuple[str, str]]:
    """Modules and what is taken of them, `*` and nothing included; of a string of settings its last name is taken."""
    package = prefix[:-1]
    for file in (facts[path] for path in names.by_path if path in facts):
        for item in file.imports:
            if not item.level and (item.module.startswith(prefix) or item.module == package):
                yield item.module, item.name or ""
        if "INSTALLED_APPS" in file.definitions[0].names:
            texts = (text for text in file.texts if text.startswith(prefix))
            yield from (text.rpartition(".")[::2] for text in texts if text.replace(".", "").isidentifier())


def _holds(names: Names, facts: Mapping[str, FileFacts], module: str, name: str) -> bool:
    """Whether the project has what is imported: a file in it can be called like one of the library."""
    if name and _is_module(names, f"{module}.{name}".lstrip(".")):
        return True
    place = names.places.get(module)
    if place is None or place.path not in facts or name in ("", "*"):
        return name in ("", "*") and _is_module(names, module)
    top = facts[place.path].definitions[0]
    return name in top.names or bool(top.stars)


def _is_module(names: Names, dotted: str) -> bool:
    return dotted in names.places or dotted in names.folders
