"""Which project a question means that names none."""

from __future__ import annotations

from anabranch.reading.values import Map, Project


def project_meant(project_map: Map) -> Project:
    """The one of most lines, its tests aside; of two as large the later by name."""
    return max(project_map.projects, key=lambda project: (project.lines, project.name))
