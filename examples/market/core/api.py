"""What the JSON endpoints of all apps are made of."""

from core.views import JsonView

__all__ = ["JsonView"]
