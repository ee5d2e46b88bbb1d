"""Jinja's templates: each is compiled to code that bears the name of its file, and numbers lines of its own."""

from __future__ import annotations

import functools
from collections.abc import Callable
from types import CodeType, FrameType, ModuleType
from typing import Any

from anabranch_django.observing.imports import when_imported
from anabranch_django.observing.observer import Observer
from anabranch_django.observing.patching import wrap
from anabranch_django.observing.places import Places
from anabranch_django.observing.rendered import record_template
from anabranch_django.observing.sites import Site, frame_at

ENVIRONMENT = "jinja2.environment"


def mark_frames(observer: Observer) -> None:
    """Let sites be lines of these templates too."""
    when_imported(ENVIRONMENT, lambda module: observer.safely("jinja", _mark, observer, module))


def install(observer: Observer) -> None:
    """Wrap how an environment finds templates, for code and for other templates."""
    when_imported(ENVIRONMENT, lambda module: observer.safely("jinja", _wrap, observer, module))


def _mark(observer: Observer, module: ModuleType) -> None:
    original = module.Template.from_code.__func__

    @functools.wraps(original)
    def from_code(cls: type, environment: object, code: CodeType, *args: Any, **kwargs: Any) -> Any:
        observer.safely("jinja", observer.sites.mark_file, code.co_filename, _line)
        return original(cls, environment, code, *args, **kwargs)

    module.Template.from_code = classmethod(from_code)


def _line(frame: FrameType, places: Places) -> Site | None:
    template = frame.f_globals.get("__jinja_template__")
    place = places.of_template(frame.f_code.co_filename)
    if template is None or place is None:
        return None
    return Site(place.file, template.get_corresponding_lineno(frame.f_lineno), place.domain, place.file, None)


def _wrap(observer: Observer, module: ModuleType) -> None:
    for name in ("get_template", "select_template"):
        wrap(module.Environment, name, lambda find: _finding(observer, find))


def _finding(observer: Observer, find: Callable[..., Any]) -> Callable[..., Any]:
    def found(self: object, *args: Any, **kwargs: Any) -> Any:
        template = find(self, *args, **kwargs)
        if observer.gate.is_open():
            observer.safely("template", record_template, observer, template.filename or "", frame_at(1))
        return template

    return found
