"""Django's settings for the tests: SQLite, or PostgreSQL where ANABRANCH_TEST_POSTGRES says host:port."""

import os

from tests.postgres import Server

SECRET_KEY = "only-for-tests"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "anabranch_django",
    "tests.shop.orders",
    "tests.shop.stock",
    "tests.shop.payments",
]
DATABASES: dict[str, object] = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
if os.environ.get("ANABRANCH_TEST_POSTGRES"):
    host, _, port = os.environ["ANABRANCH_TEST_POSTGRES"].partition(":")
    DATABASES = {"default": Server(host, int(port)).settings(os.environ.get("ANABRANCH_TEST_NAME", "shop"))}
ANABRANCH = {
    "name": "tests",
    "domains": {
        "orders": {"uses": ["stock", "payments"]},
        "stock": {"uses": ["payments"]},
        "payments": {},
        "tests": {"role": "shell", "uses": ["orders", "stock", "payments", "versions"]},
    },
}
