"""Names the test that runs: of unittest by its `run`, of pytest by the plugin."""

from __future__ import annotations

import unittest

from anabranch_django.observing.observer import Observer


def install(observer: Observer) -> None:
    """Wrap `unittest.TestCase.run`; where pytest runs the case, pytest has named it already."""
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
