"""Frames outside of which nothing is a cause: those of test runners, of migrations, of request handlers."""

from __future__ import annotations

import unittest
from types import FrameType, FunctionType

from django.core.handlers import exception
from django.core.handlers.base import BaseHandler
from django.core.management import ManagementUtility
from django.db.migrations import Migration
from django.views import View

from anabranch_django.observing.classes import site_of_class, site_of_view
from anabranch_django.observing.frames import values_in
from anabranch_django.observing.imports import when_imported
from anabranch_django.observing.observer import Observer
from anabranch_django.observing.places import Places
from anabranch_django.observing.sites import Site


def install(observer: Observer) -> None:
    """Mark them: `manage.py`, a conftest, a runner of the team's own or a middleware causes no crossing.

    A generic view does everything in Django's code: then its class is what the team wrote, and not the decorator or the
    mixin that lets a user in, whosever that is. A page for an error that nobody caught is Django's own doing.

    Nor does whoever has migrations applied: their operations are Django's, and no line of their own file is on the way.
    """
    sites = observer.sites
    for function in (
        ManagementUtility.execute,
        Migration.apply,
        Migration.unapply,
        unittest.TestCase.run,
        unittest.TestSuite.run,
    ):
        if isinstance(function, FunctionType):
            sites.mark(function.__code__)
    when_imported("_pytest.python", lambda module: sites.mark(module.pytest_pyfunc_call.__code__))
    when_imported("_pytest.fixtures", lambda module: sites.mark(module.call_fixture_func.__code__))
    for name in ("_get_response", "_get_response_async"):
        code = getattr(BaseHandler, name).__code__
        sites.mark(code, _view)
        sites.borders.add(code)
    sites.mark(View.dispatch.__code__, _dispatched)
    sites.mark(exception.response_for_exception.__code__, _nobody)
    sites.borders.add(exception.response_for_exception.__code__)


def _view(frame: FrameType, places: Places) -> Site | None:
    """What answers a request, where no line of the team's is inside of it."""
    return site_of_view(values_in(frame, ("callback",)).get("callback"), places)


def _dispatched(frame: FrameType, places: Places) -> Site | None:
    return site_of_class(type(values_in(frame, ("self",)).get("self")), places)


def _nobody(frame: FrameType, places: Places) -> None:
    """A middleware that passes a request on asks for no page of an error."""
