from __future__ import annotations

from anabranch.reading.project_meant import project_meant
from tests.fakes.projects import map_of

SMALL = {f"small/{path}": text for path, text in {
    "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings')\n",
    "config/settings.py": "INSTALLED_APPS = ['one', 'two', 'three']\n",
    **{f"{app}/models.py": "from django.db import models\n" for app in ("one", "two", "three")},
}.items()}  # fmt: skip
LARGE = {
    "large/manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site.settings')\n",
    "large/site/settings.py": "INSTALLED_APPS = ['whole']\n",
    "large/whole/models.py": "A = 1\n" * 50,
}


def test_project_of_most_lines_is_meant_however_few_its_units_are() -> None:
    found = map_of({**SMALL, **LARGE})
    assert {one.name: len(one.apps) for one in found.projects} == {"small": 5, "large": 3}
    assert project_meant(found).name == "large"
