"""Sites of what Django's own code does on behalf of a class or a function of the team's: where that is written."""

from __future__ import annotations

import inspect
import sys

from anabranch_django.observing.places import Places
from anabranch_django.observing.sites import Site, site_of_code


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
