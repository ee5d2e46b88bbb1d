"""The team's own Celery app, in the tests: `celery -A tests.celery_app worker`."""

from __future__ import annotations

import os

import django
from celery import Celery

django.setup()
app = Celery("tests", broker=os.environ.get("ANABRANCH_TEST_REDIS", ""))
app.conf.update(broker_connection_retry_on_startup=True, worker_prefetch_multiplier=1)
app.set_default()

import anabranch_django.events.sinks.celery  # noqa: E402  its task belongs to the app above
