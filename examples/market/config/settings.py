import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name, default=""):
    return os.environ.get(f"MARKET_{name}", default)


def env_bool(name, default="0"):
    return env(name, default).lower() in {"1", "true", "yes", "on"}


SECRET_KEY = env("SECRET_KEY", "only-for-development-and-tests")
DEBUG = env_bool("DEBUG", "1")
ALLOWED_HOSTS = env("ALLOWED_HOSTS", "localhost,127.0.0.1,testserver").split(",")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "core.apps.CoreConfig",
    "accounts.apps.AccountsConfig",
    "products",
    "inventory.apps.InventoryConfig",
    "promotions.apps.PromotionsConfig",
    "orders.apps.OrdersConfig",
    "payments",
    "shipping.apps.ShippingConfig",
    "reviews.apps.ReviewsConfig",
    "notifications",
    "reporting.apps.ReportingConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "core.middleware.RequestIdMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.LastSeenMiddleware",
    "promotions.middleware.CouponFromLinkMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context_processors.shop",
                "orders.context_processors.cart",
                "notifications.context_processors.unread",
            ],
            "builtins": ["core.templatetags.core_tags"],
        },
    },
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": env("DATABASE", str(BASE_DIR / "db.sqlite3")),
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "accounts.backends.EmailBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/accounts/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    env("PASSWORD_HASHER", "django.contrib.auth.hashers.PBKDF2PasswordHasher"),
]

LANGUAGE_CODE = "en"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]

EMAIL_BACKEND = env("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
DEFAULT_FROM_EMAIL = "The Market <shop@market.example>"

CELERY_BROKER_URL = env("BROKER_URL", "memory://")
CELERY_RESULT_BACKEND = env("RESULT_BACKEND", "cache+memory://")
CELERY_TASK_ALWAYS_EAGER = env_bool("TASKS_EAGER", "1")
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_BEAT_SCHEDULE = {
    "daily-sales": {"task": "reporting.tasks.snapshot_day", "schedule": 24 * 3600},
    "stale-reservations": {"task": "inventory.tasks.expire_reservations", "schedule": 300},
    "follow-parcels": {"task": "shipping.poll-carriers", "schedule": 1800},
}

# The finance team may swap gateways without a release of the shop.
MARKET_GATEWAYS = {
    "card": "payments.gateways.CardGateway",
    "invoice": "payments.gateways.InvoiceGateway",
    "giftcard": "promotions.gateways.GiftCardGateway",
}
MARKET_RATE_CALCULATOR = env("RATES", "shipping.rates.by_weight_and_value")
MARKET_NAME = env("NAME", "The Market")
MARKET_RESERVATION_MINUTES = 30
MARKET_FREE_SHIPPING_FROM = 75
