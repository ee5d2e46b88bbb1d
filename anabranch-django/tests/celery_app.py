"""The team's own Celery app, in the tests: `celery -A tests.celery_app worker`."""

from __future__ import annotations

import os
from importlib import import_module

import django
from celery import Celery

django.setup()
app = Celery("tests", broker=os.environ.get("ANABRANCH_TEST_REDIS", ""))
app.conf.update(broker_connection_retry_on_startup=True, worker_prefetch_multiplier=1)
app.set_default()
# The sink's task belongs to the app above.
import_module("anabranch_django.events.sinks.celery")
