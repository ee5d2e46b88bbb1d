"""Names the test that runs: of unittest by its `run`, of pytest by the plugin."""

from __future__ import annotations

import unittest
from unittest.util import strclass

from anabranch_django.observing.observer import Observer


def install(observer: Observer) -> None:
    """Wrap what runs a test, and what prepares its class; where pytest runs the case, pytest has named it already."""
    _name_tests(observer)
    _name_classes(observer)


def _name_tests(observer: Observer) -> None:
    run = unittest.TestCase.run

    def observed(self: unittest.TestCase, result: unittest.TestResult | None = None) -> unittest.TestResult | None:
        if observer.test:
            return run(self, result)
        observer.begin_test(self.id())
        try:
            return run(self, result)
        finally:
            observer.end_test()

    unittest.TestCase.run = observed  # type: ignore[method-assign]


def _name_classes(observer: Observer) -> None:
    """What `setUpTestData` makes is seen in no test yet: then the class stands for all of its tests."""
    prepare = unittest.TestSuite._handleClassSetUp  # type: ignore[attr-defined]

    def observed(self: unittest.TestSuite, test: unittest.TestCase, result: unittest.TestResult) -> None:
        if observer.test:
            return prepare(self, test, result)  # type: ignore[no-any-return]
        observer.test = strclass(type(test))
        try:
            return prepare(self, test, result)  # type: ignore[no-any-return]
        finally:
            observer.test = ""

    unittest.TestSuite._handleClassSetUp = observed  # type: ignore[attr-defined]
