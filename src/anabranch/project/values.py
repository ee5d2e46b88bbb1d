"""Where things are, as immutable values."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Module(msgspec.Struct, frozen=True, gc=False):
    """One Python module of a project."""

    name: str
    path: str
    is_package: bool
    app: str
    """Label of the app-level unit that it belongs to; `(project)` for modules beside the apps."""
    is_test: bool
    is_migration: bool
    nearer: tuple[tuple[str, str], ...] = ()
    """Names that its imports start with and that mean another module here than elsewhere, with that module's name."""


class AppLayout(msgspec.Struct, frozen=True):
    """A Django app (`is_app`) or another top-level unit. `name` is the dotted package, `path` its folder.

    Label and name of the modules beside the apps are both `(project)`.
    """

    label: str
    name: str
    path: str
    is_app: bool


class Settings(msgspec.Struct, frozen=True):
    """What all settings modules of a project say together, as far as literals go."""

    modules: tuple[str, ...]
    """Dotted names of the modules that assign INSTALLED_APPS, those they star-import, and those that build on them.

    The module that manage.py starts with comes first, test settings last.
    """
    installed_apps: tuple[str, ...]
    strings: Mapping[str, str]
    """Scalar settings, such as AUTH_USER_MODEL, ROOT_URLCONF; the default or `else` branch wins."""
    others: tuple[tuple[str, str], ...]
    """Other values of scalar settings, as (name, value)."""
    optional_apps: tuple[str, ...]
    """Packages of first-party apps that are installed only under a condition which does not hold by default."""
    unknown_apps: tuple[tuple[str, int], ...]
    """File and line of each part of INSTALLED_APPS that only a run tells."""
    template_folders: tuple[str, ...]
    """The outermost folders called `templates` or `jinja2` outside all apps: what TEMPLATES DIRS can mean."""


class ProjectLayout(msgspec.Struct, frozen=True):
    """One Django project or one plain Python package."""

    name: str
    root: str
    """Folder relative to the repository, `.` for the repository itself."""
    source_roots: tuple[str, ...]
    """Folders from which modules are imported, relative to the repository."""
    prefixes: tuple[str, ...]
    """What a longer dotted name starts with where a source root lies in another: `apps.` for `apps.orders`."""
    modules: tuple[Module, ...]
    apps: tuple[AppLayout, ...]
    settings: Settings
    templates: tuple[str, ...]
    """Paths of template files that belong to this project."""
