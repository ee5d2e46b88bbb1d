import os

DOMAIN_APPS = ["accounts", "payments"]
INSTALLED_APPS = ["django.contrib.auth"]
INSTALLED_APPS += [f"bank.{name}" for name in DOMAIN_APPS]
if os.environ.get("WITH_AUDIT"):
    INSTALLED_APPS.append("bank.audit")
ROOT_URLCONF = "bank.urls"
AUTH_USER_MODEL = os.environ.get("USER_MODEL", "accounts.Holder")
