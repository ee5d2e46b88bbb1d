"""Templates: those that code or other templates of another domain render, extend, include, or load tags from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from django.template import Engine, Node, defaulttags, engines
from django.template.defaulttags import ForNode
from django.template.loader_tags import BlockNode, ExtendsNode
from django.template.response import SimpleTemplateResponse

from anabranch_django.observing.classes import site_of_class
from anabranch_django.observing.frames import values_in
from anabranch_django.observing.observer import Observer
from anabranch_django.observing.patching import wrap
from anabranch_django.observing.places import Places
from anabranch_django.observing.rendered import record_template
from anabranch_django.observing.rows import Symbol
from anabranch_django.observing.sites import Site, frame_at


def install(observer: Observer) -> None:
    """Wrap how engines find templates and how templates find tags."""
    wrap(Engine, "find_template", lambda find: _finding(observer, find))
    wrap(defaulttags, "find_library", lambda find: _finding_library(observer, find))


def _finding(observer: Observer, find: Callable[..., Any]) -> Callable[..., Any]:
    def found(self: Engine, *args: Any, **kwargs: Any) -> Any:
        result = find(self, *args, **kwargs)
        if observer.gate.is_open():
            name = getattr(result[1], "name", "") or ""
            observer.safely("template", record_template, observer, name, frame_at(1))
        return result

    return found


def _finding_library(observer: Observer, find: Callable[..., Any]) -> Callable[..., Any]:
    def found(parser: Any, name: str) -> Any:
        library = find(parser, name)
        if observer.gate.is_open():
            observer.safely("template", _record_library, observer, parser, name, library)
        return library

    return found


def mark_frames(observer: Observer) -> None:
    """Let sites be lines of templates, and of the view that made a response which is rendered after it returned."""
    observer.sites.mark(Node.render_annotated.__code__, _node)
    observer.sites.mark(vars(ExtendsNode)["get_parent"].__code__, _extending)
    observer.sites.mark_loop(ForNode.render.__code__, _node)
    rendered: Any = vars(SimpleTemplateResponse)["rendered_content"]
    observer.sites.mark(rendered.fget.__code__, _response)


def _node(frame: FrameType, places: Places) -> Site | None:
    node = values_in(frame, ("self",)).get("self")
    # What is rendered inside of these is any template's: a page of Django's own admin may extend one of the team's.
    return None if isinstance(node, (BlockNode, ExtendsNode)) else _site_of_node(node, places)


def _extending(frame: FrameType, places: Places) -> Site | None:
    return _site_of_node(values_in(frame, ("self",)).get("self"), places)


def _site_of_node(node: Any, places: Places) -> Site | None:
    origin = getattr(node, "origin", None)
    place = places.of_template(origin.name) if origin is not None else None
    if place is None:
        return None
    return Site(place.file, node.token.lineno or 1, place.domain, place.file, None)


def _response(frame: FrameType, places: Places) -> Site | None:
    data = getattr(values_in(frame, ("self",)).get("self"), "context_data", None)
    view = data.get("view") if isinstance(data, dict) else None
    if view is None:
        return None
    return site_of_class(type(view), places)


def _record_library(observer: Observer, parser: Any, name: str, library: Any) -> None:
    origin = getattr(parser, "origin", None)
    place = observer.places.of_template(origin.name) if origin is not None else None
    module = _module_of_library(library, name)
    domain = observer.domains.of_module(module)
    if origin is not None and place is not None and observer.apart(place.domain, domain):
        line = _line_of_load(origin.name, name)
        site = Site(place.file, line, place.domain, place.file, None)
        observer.add("template", site, Symbol(domain, module), {"by": "load"}, "load")


def _module_of_library(library: Any, name: str) -> str:
    """The module that a template loads; the tags that are registered there may be defined in others."""
    loaded = (getattr(backend, "engine", None) for backend in engines.all())
    found = (one for one in loaded if one is not None and one.template_libraries.get(name) is library)
    return next((str(one.libraries[name]) for one in found), "")


def _line_of_load(filename: str, name: str) -> int:
    try:
        lines = Path(filename).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return 1
    return next((number for number, line in enumerate(lines, 1) if "load" in line and name in line), 1)
