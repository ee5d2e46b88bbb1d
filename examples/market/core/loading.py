from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string


def get_class(module_path, name):
    """A class of another app, without importing that app at import time."""
    return import_string(f"{module_path}.{name}")


@cache
def load_plugin(path):
    return import_string(path)


def plugin_from(registry, key):
    """The object that a registry in the settings names under the key."""
    return load_plugin(getattr(settings, registry)[key])
