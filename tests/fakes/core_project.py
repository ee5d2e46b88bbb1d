"""A Django project whose one app holds everything: two models files' worth of accounts and orders in one module."""

from __future__ import annotations

from pathlib import Path

from tests.fakes.projects import write_sources

FILES = {
    "manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")\n',
    "config/__init__.py": "",
    "config/settings.py": 'INSTALLED_APPS = ["core"]\n',
    "core/__init__.py": "",
    "core/models.py": (
        "from django.db import models\n\n\n"
        "class User(models.Model):\n"
        "    name = models.CharField(max_length=20)\n\n\n"
        "class Profile(models.Model):\n"
        "    user = models.OneToOneField(User, on_delete=models.CASCADE)\n\n\n"
        "class Order(models.Model):\n"
        '    buyer = models.ForeignKey("User", on_delete=models.CASCADE)\n\n\n'
        "class Line(models.Model):\n"
        "    order = models.ForeignKey(Order, on_delete=models.CASCADE)\n\n"
        "    def is_first(self):\n"
        "        return Order.objects.filter(line=self).exists()\n"
    ),
    "core/signing.py": (
        "from core.models import Profile, User\n\n\n"
        "def sign(name):\n"
        "    return Profile.objects.get(user=User.objects.get(name=name))\n"
    ),
    "core/buying.py": (
        "from core.models import Line, Order\n\n\n"
        "def buy(user):\n"
        "    order = Order.objects.create(buyer=user)\n"
        "    return Line.objects.create(order=order), order.buyer.name\n"
    ),
}


def write_core(folder: Path) -> Path:
    """Writes the project and gives its folder."""
    write_sources(folder, FILES)
    return folder
