"""Settings of the measured project; where its database is, the environment says."""

import os

SECRET_KEY = "only-for-measuring"
USE_TZ = True
ALLOWED_HOSTS = ["127.0.0.1"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "rest_framework",
    "anabranch_django",
    "bench.ports.shop",
]
ROOT_URLCONF = "bench.ports.shop.urls"
# What `startproject` writes, as a team's public URLs have it.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "postgres",
        "USER": "postgres",
        "HOST": os.environ.get("BENCH_POSTGRES_HOST", ""),
        "PORT": os.environ.get("BENCH_POSTGRES_PORT", ""),
        "CONN_MAX_AGE": None,
    }
}
REST_FRAMEWORK: dict[str, object] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
}
LOGGING_CONFIG = None
ANABRANCH = {
    "ports": {"bench": {"url": os.environ.get("BENCH_PORT_URL", "local")}},
    "keys": {"*": {"bench": "0123456789abcdef0123456789abcdef"}},
}
