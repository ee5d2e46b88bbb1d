from __future__ import annotations

import pytest

from tests.fakes.projects import find, read_sources

HEAD = """from django.db import models
from django.db.models import CASCADE, ForeignKey
"""
OWN_SETTINGS = """
from django.conf import settings as given
from conf import defaults

class Settings:
    def __getattr__(self, name):
        try:
            return getattr(given, name)
        except AttributeError:
            return getattr(defaults, {asked})

settings = Settings()
"""


@pytest.mark.parametrize(
    ("setting", "asked", "target"),
    [
        ("AUTH_USER_MODEL", "name", "accounts.User"),
        ("SHOP_MODEL", "name", "catalog.Product"),
        ("SHOP_MODEL", "'OTHER'", "catalog.Product"),
        ("LINE_MODEL", "name", "orders.Line"),
    ],
)
def test_own_object_that_hands_names_on_to_the_settings_is_followed(setting: str, asked: str, target: str) -> None:
    body = f"class Line(models.Model):\n    p = ForeignKey(settings.{setting}, CASCADE)\n"
    sources = {
        "conf/__init__.py": OWN_SETTINGS.format(asked=asked),
        "conf/defaults.py": 'LINE_MODEL = "orders.Line"\n',
        "orders/models.py": f"{HEAD}from conf import settings\n\n{body}",
    }
    assert (
        read_sources(sources, settings='SHOP_MODEL = "catalog.Product"\n').relation("orders.Line", "p").target == target
    )


CIRCLE = """
from django.db.models import CASCADE, ForeignKey, Model

class Part(Model):
    whole = ForeignKey("self", CASCADE)

    def __getattr__(self, name):
        return getattr(self.whole, name)

class Shown:
    def __getattr__(self, name):
        return getattr(Held(), name)

class Held:
    part = Part()

    def __getattr__(self, name):
        return getattr(Shown(), name)
"""


def test_objects_that_hand_names_on_to_each_other_find_what_either_has_and_nothing_else() -> None:
    sources = {
        "parts/models.py": CIRCLE,
        "orders/templates/page.html": "{{ part.nothing }}{{ shown.nothing }}",
        "orders/views.py": """
            from django.shortcuts import render
            from parts.models import Part, Shown

            def show(request):
                Shown().»nothing
                shown = Shown().»part
                shown.»whole
                return render(request, "page.html", {"part": Part.objects.get(), "shown": Shown()})
            """,
    }
    found = [imported for _, imported in find("member", sources)]
    assert found == ["parts.models.Shown", "parts.models.Shown", "parts.models.Part"]


def test_name_that_the_class_binds_itself_is_not_handed_on() -> None:
    sources = {
        "conf/__init__.py": (
            "from os import environ\nfrom conf import defaults\n\n"
            "class Settings:\n    LINE_MODEL = made_of(environ)\n"
            "    def __getattr__(self, name):\n        return getattr(defaults, name)\n\nsettings = Settings()\n"
        ),
        "conf/defaults.py": 'LINE_MODEL = "orders.Line"\n',
        "orders/models.py": (
            f"{HEAD}from conf import settings\n\n"
            "class Line(models.Model):\n    p = ForeignKey(settings.LINE_MODEL, CASCADE)\n"
        ),
    }
    assert read_sources(sources).relation("orders.Line", "p").target == ""
