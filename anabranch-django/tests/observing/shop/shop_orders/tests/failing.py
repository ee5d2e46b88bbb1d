"""A test that fails; only run when it is named."""

from __future__ import annotations

from django.test import TestCase

from shop_orders import services


class FailingTests(TestCase):
    def test_that_fails(self) -> None:
        self.assertEqual(services.read(), 1)

    def test_that_passes(self) -> None:
        self.assertEqual(services.read(), 0)
