from .base import *

INSTALLED_APPS += ["debug_toolbar"]
ROOT_URLCONF = "bank.urls_dev"
