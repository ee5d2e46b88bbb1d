"""Code and the classes that it is a part of: what is inherited runs as a part of the class that inherits it."""

from __future__ import annotations

import inspect
import sys
from types import CodeType

from anabranch_django.observing.places import Places
from anabranch_django.observing.qualnames import qualname_of
from anabranch_django.observing.sites import Site, site_of_code


def is_part_of(code: CodeType | None, module: str, owner: type) -> bool:
    """Whether code of a module is a method of a class or of one of its bases."""
    name = qualname_of(code).rpartition(".")[0] if code is not None else ""
    return bool(name) and any(base.__module__ == module and base.__qualname__ == name for base in owner.__mro__)


def site_of_class(owner: type, places: Places) -> Site | None:
    """The class statement, where it is the team's and no test's."""
    file = getattr(sys.modules.get(owner.__module__), "__file__", None)
    place = places.of(file) if file else None
    if place is None or not place.domain:
        return None
    try:
        line = inspect.getsourcelines(owner)[1]
    except (OSError, TypeError):
        line = 1
    return Site(place.file, line, place.domain, f"{owner.__module__}.{owner.__qualname__}", None)


def site_of_view(view: object, places: Places) -> Site | None:
    """A view by its class, that of its admin, or its function: for what Django's own code does on its behalf."""
    owner = getattr(view, "view_class", None) or getattr(view, "cls", None)
    if owner is None and hasattr(view, "model_admin"):
        owner = type(view.model_admin)
    if isinstance(owner, type):
        return site_of_class(owner, places)
    function = inspect.unwrap(view) if callable(view) else None
    code = getattr(function, "__code__", None)
    place = places.of(code.co_filename) if code is not None else None
    if code is None or place is None or not place.domain:
        return None
    return site_of_code(code, str(getattr(function, "__module__", place.file)), place)
