from __future__ import annotations

import pytest

from tests.fakes.projects import read_sources

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
