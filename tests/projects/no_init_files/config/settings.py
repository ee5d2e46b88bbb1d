from pathlib import Path

BASE_DIR = Path(__file__).parent.parent
INSTALLED_APPS = ["farm.animals", "farm.fields.crops"]
ROOT_URLCONF = "config.urls"
TEMPLATES = [{"DIRS": [BASE_DIR / "templates"]}]
