"""Django's settings for the tests: SQLite, or PostgreSQL where ANABRANCH_TEST_POSTGRES says host:port."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from tests.postgres import Server

# For the processes that tests start; pytest finds the shop of tests/observing by itself.
sys.path.append(str(Path(__file__).parent / "observing" / "shop"))

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
    "tests.trade.sales",
    "tests.trade.shipping",
    # The shop of tests/observing.
    "shop_people",
    "shop_orders",
    "shop_payments",
]
DATABASE_ROUTERS = ["tests.trade.router.Router"]
if not os.environ.get("ANABRANCH_TEST_OBSERVING"):
    DATABASE_ROUTERS.append("tests.observing.router.OnSqlite")
DATABASES: dict[str, Any] = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
if os.environ.get("ANABRANCH_TEST_POSTGRES"):
    host, _, port = os.environ["ANABRANCH_TEST_POSTGRES"].partition(":")
    DATABASES = {"default": Server(host, int(port)).settings(os.environ.get("ANABRANCH_TEST_NAME", "shop"))}
# What a test that starts processes hands to them.
DATABASES.update(json.loads(os.environ.get("ANABRANCH_TEST_DATABASES", "{}")))
ANABRANCH: dict[str, Any] = {
    "name": "tests",
    "domains": {
        "orders": {"uses": ["stock", "payments"]},
        "stock": {"uses": ["payments"]},
        "payments": {},
        "versions": {},
        "tests": {"role": "shell", "uses": ["orders", "stock", "payments", "versions"]},
    },
}
if os.environ.get("ANABRANCH_TEST_SETTING"):
    ANABRANCH = json.loads(os.environ["ANABRANCH_TEST_SETTING"])
if os.environ.get("ANABRANCH_TEST_REDIS"):
    INSTALLED_APPS += ["django_tasks", "django_rq", "django_tasks_rq"]
    TASKS = {"default": {"BACKEND": "django_tasks_rq.RQBackend", "QUEUES": ["default"]}}
    RQ_QUEUES = {"default": {"URL": os.environ["ANABRANCH_TEST_REDIS"]}}
ROOT_URLCONF = "urls"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
