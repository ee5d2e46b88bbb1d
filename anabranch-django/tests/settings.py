"""Django's settings for the tests: SQLite, or the PostgreSQL server that ANABRANCH_TEST_POSTGRES names by host:port."""

import os

SECRET_KEY = "only-for-tests"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    # The shop of tests/observing.
    "shop_people",
    "shop_orders",
    "shop_payments",
]
DATABASES: dict[str, dict[str, object]] = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
if os.environ.get("ANABRANCH_TEST_POSTGRES"):
    host, _, port = os.environ["ANABRANCH_TEST_POSTGRES"].partition(":")
    DATABASES["default"] = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop",
        "USER": "postgres",
        "HOST": host,
        "PORT": port,
    }
ROOT_URLCONF = "urls"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
