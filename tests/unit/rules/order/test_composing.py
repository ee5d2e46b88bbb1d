from __future__ import annotations

from tests.fakes.maps import reference
from tests.unit.rules.order.judged import broken

LAYERS = 'layers = ["surveys", "site"]\n'
ROOT = reference("site.settings", "site.urls", kind="setting")


def test_settings_and_the_root_urlconf_may_name_what_stands_above_their_package() -> None:
    composing = (
        reference("site.settings", "surveys", kind="setting"),
        reference("site.urls", "surveys.urls", kind="url"),
    )
    assert broken(LAYERS, ROOT, *composing) == []


def test_other_modules_of_their_package_may_not() -> None:
    other = reference("site.menus.links", "surveys.urls", kind="url")
    assert broken(LAYERS, ROOT, other) == [("direction", "site", "surveys", 1)]


def test_tasks_that_settings_name_and_code_that_names_settings_may_not() -> None:
    named = reference("site.settings", "site.tasks", kind="setting")
    naming = reference("site.report", "site.settings", kind="setting")
    upward = [reference(f"site.{one}.f", "surveys.urls", kind="url") for one in ("tasks", "report")]
    assert broken(LAYERS, ROOT, named, naming, *upward) == [("direction", "site", "surveys", 1)] * 2


def test_import_in_the_root_urlconf_is_judged_as_any_other() -> None:
    assert broken(LAYERS, ROOT, reference("site.urls", "surveys.views.page")) == [("direction", "site", "surveys", 1)]
