"""Django's settings of the bench; the database is that of the run."""

import json
import os
from typing import Any

SECRET_KEY = "only-for-the-bench"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["anabranch_django", "bench.events.trade"]
DATABASES: dict[str, Any] = {"default": json.loads(os.environ["BENCH_DATABASE"])}
ANABRANCH: dict[str, Any] = json.loads(os.environ.get("BENCH_SETTING", "{}"))
# Handlers that fail on purpose would say so a thousand times.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "loggers": {"anabranch.events": {"level": "ERROR" if "BENCH_FRAGILE" in os.environ else "WARNING"}},
}
