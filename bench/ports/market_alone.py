"""Settings of the ported market that leave the apps of domains elsewhere out; with payments alone nearly all of them.

Read from the folder of the shop: what belongs to no domain there belongs to one here.
"""

from anabranch_django.deployment import installed_apps
from config.settings import *  # type: ignore[import-not-found]  # noqa: F403  found in the folder of the shop
from config.settings import ANABRANCH, INSTALLED_APPS

_REST = {app.rpartition(".")[2] for app in INSTALLED_APPS if app.startswith("django.")}
ANABRANCH["domains"] |= {"rest": {"role": "shell", "apps": sorted({"accounts", "products", "promotions", *_REST})}}
INSTALLED_APPS = installed_apps(INSTALLED_APPS, ANABRANCH)
