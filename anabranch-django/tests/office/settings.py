"""A project whose office looks after the events of two domains, each with a database of its own."""

from __future__ import annotations

from typing import Any

SECRET_KEY = "only-for-tests"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "anabranch_django",
    "tests.trade.sales",
    "tests.trade.shipping",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
ROOT_URLCONF = "tests.office.urls"
DATABASES: dict[str, Any] = {
    alias: {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"} for alias in ("default", "shipping")
}
DATABASE_ROUTERS = ["anabranch_django.deployment.Router"]
ANABRANCH: dict[str, Any] = {"domains": {"sales": {}, "shipping": {"uses": ["sales"], "database": "shipping"}}}
