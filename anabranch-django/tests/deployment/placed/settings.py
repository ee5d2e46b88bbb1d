"""A project that can be placed in more than one way: where its domains are, the environment says, and nothing else."""

from __future__ import annotations

import os
from typing import Any

from anabranch_django.deployment import installed_apps

FOLDER = os.environ["PLACED_FOLDER"]
SERVE = os.environ.get("ANABRANCH_SERVE", "*")
SECRET_KEY = "only-for-tests"
USE_TZ = True
ALLOWED_HOSTS = ["127.0.0.1"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "tests.deployment.placed.urls"
WSGI_APPLICATION = "tests.deployment.placed.wsgi.application"
ANABRANCH: dict[str, Any] = {
    "serve": SERVE,
    "name": "site" if SERVE == "*" else "",
    "keys": {"*": {"k": "s" * 32}},
    "domains": {
        "site": {"role": "shell", "apps": [], "uses": ["sales", "payments"]},
        "sales": {"uses": ["payments"]},
        "payments": {"database": "apart"},
        "parcels": {"database": "apart", "uses": ["sales"]},
    },
    "ports": {
        key: {"url": os.environ[f"{key.upper()}_URL"]}
        for key in ("site", "sales", "payments", "parcels")
        if f"{key.upper()}_URL" in os.environ
    },
    "events": {"poll": 0.1, "lease": 2.0, "backoff": 0.1},
}
INSTALLED_APPS = installed_apps(
    [
        "django.contrib.contenttypes",
        "anabranch_django",
        "tests.shop.payments",
        "tests.trade.sales",
        "tests.deployment.placed.parcels",
    ],
    ANABRANCH,
)
DATABASE_ROUTERS = ["anabranch_django.deployment.Router"]
DATABASES = {
    alias: {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{FOLDER}/{alias}.sqlite3", "OPTIONS": {"timeout": 20}}
    for alias in ("default", "apart")
}
