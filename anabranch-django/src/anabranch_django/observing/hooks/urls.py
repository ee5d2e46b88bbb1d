from __future__ import annotations
from anabranch_django.observing.observer import Observer


def install(observer: Observer) -> None:
    del observer
