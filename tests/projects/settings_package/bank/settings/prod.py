from bank.settings.base import *

for name in ("bank.fraud",):
    INSTALLED_APPS.append(name)
