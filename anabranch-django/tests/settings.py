"""Django's settings for the tests: SQLite, and PostgreSQL where the server's fixture has put its address."""

from __future__ import annotations

import json
import os
from typing import Any

SECRET_KEY = "only-for-tests"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "anabranch_django",
    "tests.trade.orders",
    "tests.trade.shipping",
]
DATABASES: dict[str, Any] = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
# What a test that starts processes hands to them.
DATABASES.update(json.loads(os.environ.get("ANABRANCH_TEST_DATABASES", "{}")))
ANABRANCH: dict[str, Any] = json.loads(os.environ.get("ANABRANCH_TEST_SETTING", "{}"))
