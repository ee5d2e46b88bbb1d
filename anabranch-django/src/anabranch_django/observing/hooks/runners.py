"""Frames outside of which nothing is a cause: the test runners', and the command line's."""

from __future__ import annotations

import unittest
from types import FunctionType

from django.core.management import ManagementUtility

from anabranch_django.observing.imports import when_imported
from anabranch_django.observing.observer import Observer


def install(observer: Observer) -> None:
    """Mark them as ends: `manage.py`, a conftest or a runner of the team's own causes no crossing."""
    for function in (ManagementUtility.execute, unittest.TestCase.run, unittest.TestSuite.run):
        if isinstance(function, FunctionType):
            observer.sites.mark(function.__code__)
    when_imported("_pytest.python", lambda module: observer.sites.mark(module.pytest_pyfunc_call.__code__))
    when_imported("_pytest.fixtures", lambda module: observer.sites.mark(module.call_fixture_func.__code__))
