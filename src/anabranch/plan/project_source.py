"""What a project refers to, together with what its files write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from anabranch.facts.values import FileFacts
from anabranch.plan.written import TemplateNames, names_written, template_names
from anabranch.project.values import ProjectLayout
from anabranch.reading.values import Model, Reference


@dataclass(frozen=True)
class ProjectSource:
    """One project, now or at a commit. Paths are relative to the folder that was read."""

    references: tuple[Reference, ...]
    models: tuple[Model, ...]
    modules: Mapping[str, str]
    """Dotted names of modules by path, migrations aside."""
    units: Mapping[str, str]
    """Units of the app level, by dotted name of the module."""
    python: Mapping[str, FileFacts]
    templates: Mapping[str, TemplateNames]
    """What each template writes, by path."""
    _written: dict[str, Mapping[str, set[str]]] = field(default_factory=dict, repr=False, compare=False)

    def names_in(self, path: str) -> Mapping[str, set[str]]:
        """The names that a Python file writes, by definition; found once, for a plan asks for many keys."""
        if path not in self._written:
            self._written[path] = names_written(self.python[path])
        return self._written[path]


def source_of(
    layout: ProjectLayout,
    units: Mapping[str, str],
    python: Mapping[str, FileFacts],
    templates: Iterable[tuple[str, str]],
    *,
    references: Iterable[Reference],
    models: Iterable[Model],
) -> ProjectSource:
    """The project of a layout; `templates` are paths with their texts."""
    return ProjectSource(
        references=tuple(references),
        models=tuple(models),
        modules={one.path: one.name for one in layout.modules if not one.is_migration},
        units=units,
        python=python,
        templates={path: template_names(text) for path, text in templates},
    )
