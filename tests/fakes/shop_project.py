"""A Django project of three apps in a circle, written to a folder."""

from __future__ import annotations

from pathlib import Path

from tests.fakes.projects import write_sources

_FILES = {
    "manage.py": (
        "import os\n"
        "import sys\n"
        'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")\n'
        "from django.core.management import execute_from_command_line\n"
        "execute_from_command_line(sys.argv)\n"
    ),
    "config/__init__.py": "",
    "config/settings.py": 'INSTALLED_APPS = ["catalog", "orders", "billing"]\nROOT_URLCONF = "config.urls"\n',
    "config/urls.py": "urlpatterns = []\n",
    "catalog/__init__.py": "",
    "catalog/models.py": (
        "from django.db import models\n"
        "\n"
        "\n"
        "class Product(models.Model):\n"
        "    name = models.CharField(max_length=20)\n"
        "\n"
        "    def is_sold(self):\n"
        "        return self.order_set.exists()\n"
    ),
    "orders/__init__.py": "",
    "orders/models.py": (
        "from django.db import models\n"
        "\n"
        "\n"
        "class Order(models.Model):\n"
        '    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE)\n'
    ),
    "orders/services.py": (
        "from billing.services import charge\n"
        "from catalog.models import Product\n"
        "\n"
        "\n"
        "def place(name):\n"
        "    product = Product.objects.get(name=name)\n"
        "    return charge(product)\n"
    ),
    "billing/__init__.py": "",
    "billing/models.py": "",
    "billing/services.py": (
        "import os\n"
        "\n"
        "from django.apps import apps\n"
        "\n"
        "\n"
        "def charge(product):\n"
        '    Order = apps.get_model("orders", "Order")\n'
        "    return Order.objects.count()\n"
        "\n"
        "\n"
        "def load():\n"
        '    return apps.get_model(os.environ["MODEL"])\n'
    ),
}


def write_shop(folder: Path) -> Path:
    """Writes the project and gives its folder."""
    write_sources(folder, _FILES)
    return folder
