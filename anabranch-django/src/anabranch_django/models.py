"""Where Django looks for models; each is defined beside the code that knows it."""

from anabranch_django.ports.models import Receipt

__all__ = ["Receipt"]
