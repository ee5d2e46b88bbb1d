"""What was resolved before, and how much of it still holds.

What a module refers to follows from its own facts, from the shape of the project, and from what it can see of the files
that it asks, and they ask. So where a change cannot be seen from outside its file, that file alone is resolved anew;
else also all that ask it, or ask one that does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from anabranch.reading.asked import asked_of, remember
from anabranch.reading.interface import added_names, request_attributes
from anabranch.reading.resolved import Earlier, Part, Resolved, Templates
from anabranch.reading.run import Run
from anabranch.reading.shape import classes_of, shape_of
from anabranch.reading.telling_methods import ONLY_CLASS
from anabranch.reading.values import Map
from anabranch.reading.world import ModuleInfo

TEMPLATES = ""
"""Stands for all templates among the paths of modules."""


def kept_parts(earlier: Earlier | None, run: Run) -> Mapping[str, Part]:
    """What still holds of an earlier resolution, by path, and of all templates; the modules of `run` remember what they
    asked, and `run` what its templates did.
    """
    name = run.resolution.world.layout.name
    resolved = earlier.resolved.get(name) if earlier is not None else None
    if earlier is None or earlier.map is None or resolved is None:
        return {}
    if resolved.keys.keys() != {module.path for module in run.modules}:
        return {}
    changed = [module for module in run.modules if earlier.keys.get(module.path) != resolved.keys[module.path]]
    if shape_of(run) != resolved.shape or any(_serves_requests_anew(earlier, resolved, module) for module in changed):
        return {}
    classes = classes_of(run)
    odd = {path for path in classes.keys() | resolved.classes if classes.get(path) != resolved.classes.get(path)}
    if not odd <= {module.path for module in changed}:
        return {}
    remember(run.resolution.world, resolved.asked)
    seen = [each for each in changed if each.path in odd or _is_seen(earlier, resolved, each)]
    seen += _above(run, odd)
    stale = {each.path for each in changed} | _reached_by(run, seen)
    hold = _templates_hold(earlier, resolved, run, stale)
    if hold:
        run.asked.update(module for module in run.modules if module.path in resolved.templates.asked)
    return _parts(earlier.map, resolved, name, stale, resolved.templates.keys if hold else {})


def _templates_hold(earlier: Earlier, resolved: Resolved, run: Run, stale: set[str]) -> bool:
    """Whether what all templates refer to is as it was: none has changed, and no file that they look into."""
    before, now = resolved.templates, _template_keys(run, earlier.keys)
    if now != before.keys or b"" in now.values() or not stale.isdisjoint(before.asked):
        return False
    return not any(run.serves_templates(module) for module in run.modules if module.path in stale)


def _template_keys(run: Run, keys: Mapping[str, bytes]) -> dict[str, bytes]:
    return {each.path: keys.get(each.path, b"") for each in run.index.templates if each.path in run.template_facts}


def _serves_requests_anew(earlier: Earlier, resolved: Resolved, module: ModuleInfo) -> bool:
    """Whether a module assigns to other attributes of requests than before, which anybody may have looked for."""
    before = earlier.facts(resolved.keys[module.path])
    return before is None or request_attributes(before) != request_attributes(module.facts)


def _above(run: Run, paths: set[str]) -> list[ModuleInfo]:
    """Modules of the classes that those of some files descend from: they may ask what their heirs do."""
    hierarchy = run.resolution.hierarchy
    heirs = (info for info in run.resolution.models.classes if info.module.path in paths)
    return list(dict.fromkeys(above.module for info in heirs for above in hierarchy.ancestors(info)))


def _is_seen(earlier: Earlier, resolved: Resolved, module: ModuleInfo) -> bool:
    """Whether the change of a module can be seen by another: it takes more than names that nobody looked for."""
    before = earlier.facts(resolved.keys[module.path])
    added = added_names(before, module.facts) if before is not None else None
    return added is None or not added.isdisjoint(module.missed)


def _reached_by(run: Run, modules: Iterable[ModuleInfo]) -> set[str]:
    """Paths of all modules that asked one of these, or one that did."""
    askers: dict[ModuleInfo, list[ModuleInfo]] = {}
    for module in run.modules:
        for each in module.asked:
            askers.setdefault(each, []).append(module)
    found = dict.fromkeys(modules)
    waiting = list(found)
    for module in waiting:  # grows on the way
        for asker in askers.get(module, ()):
            if asker not in found:
                found[asker] = None
                waiting.append(asker)
    return {module.path for module in found}


def _parts(
    earlier: Map, resolved: Resolved, project: str, stale: set[str], templates: Iterable[str]
) -> dict[str, Part]:
    parts = {
        path: Part(
            [], resolved.receivers.get(path, []), [], resolved.bases.get(path, []), resolved.left_open.get(path, [])
        )
        for path in resolved.keys
        if path not in stale
    }
    if templates:
        parts[TEMPLATES] = Part([], [], [], [], [])
        parts |= dict.fromkeys(templates, parts[TEMPLATES])
    for reference in earlier.references:
        part = parts.get(reference.file) if reference.project == project and reference.note != ONLY_CLASS else None
        if part is not None:
            part.references.append(reference)
    for unseen in earlier.unseen:
        part = parts.get(unseen.file) if unseen.project == project else None
        if part is not None:
            part.unseen.append(unseen)
    return parts


def resolved_of(run: Run, parts: Mapping[str, Part], keys: Mapping[str, bytes]) -> Resolved | None:
    """What is to be kept of a resolution; None where some file has no known content."""
    if any(path not in keys for path in parts):
        return None
    return Resolved(
        shape_of(run),
        classes_of(run),
        {path: keys[path] for path in parts},
        {path: part.receivers for path, part in parts.items() if part.receivers},
        {path: part.bases for path, part in parts.items() if part.bases},
        {path: part.left_open for path, part in parts.items() if part.left_open},
        asked_of(run.resolution.world),
        Templates(_template_keys(run, keys), sorted(module.path for module in run.asked)),
    )
