"""Records a template that a line asked for, whichever engine finds it."""

from __future__ import annotations

from types import FrameType

from anabranch_django.observing.observer import Observer
from anabranch_django.observing.rows import Symbol


def record_template(observer: Observer, filename: str, frame: FrameType) -> None:
    """Record what a line of another domain renders, extends, includes or imports."""
    place = observer.places.of_template(filename)
    if place is None:
        return
    site = observer.sites.find(frame, (place.domain,))
    if site is not None and observer.crosses(site, place.domain):
        how = "template" if site.code is None and site.file == site.module else "code"
        observer.add("template", site, Symbol(place.domain, place.file), {"by": how}, how)
