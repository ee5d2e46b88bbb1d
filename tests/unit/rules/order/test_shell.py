from __future__ import annotations

from tests.fakes.maps import reference
from tests.unit.rules.order.judged import broken

LAYERS = 'layers = ["config", "orders"]\n[roles]\nshell = ["config"]\n'


def test_page_that_extends_a_template_of_the_shell_is_not_reported() -> None:
    assert broken(LAYERS, reference("orders.page", "config.base", kind="template")) == []


def test_shell_that_composes_is_not_reported() -> None:
    assert broken(LAYERS, reference("config.urls", "orders.views.page")) == []


def test_use_of_the_shell_is_reported() -> None:
    assert broken(LAYERS, reference("orders.views.page", "config.settings.LIMIT")) == [("shell", "orders", "config", 1)]
