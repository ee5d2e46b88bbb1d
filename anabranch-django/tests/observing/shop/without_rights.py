"""The shop on a PostgreSQL where it may make no database."""

from __future__ import annotations

import os

from settings import *  # noqa: F403 (all but the database)

_host, _, _port = os.environ["SHOP_POSTGRES"].partition(":")
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "postgres",
        "USER": "reader",
        "HOST": _host,
        "PORT": _port,
    }
}
