"""Brings events to a domain, wherever it is: by a call here, or over the ports' transport."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from anabranch_django import settings
from anabranch_django.errors import Away
from anabranch_django.events.accepting import accept
from anabranch_django.events.envelope import Envelope
from anabranch_django.events.handling import nothing


def send(domain: str, envelopes: Sequence[Envelope], *, pulse: Callable[[], None] = nothing) -> None:
    """Give the events to a domain; when it returns they are safe there. Raises `Away` or `DatabaseError`."""
    if serves(domain):
        accept(domain, envelopes, pulse=pulse)
        return
    url = settings.current().port(domain).url
    if url == "local":
        raise Away(
            f"This process does not serve {domain}, and ANABRANCH['ports']['{domain}']['url'] does not say who does."
        )
    raise Away(f"{domain} at {url} cannot be reached.")


def serves(domain: str) -> bool:
    """Whether this process serves the domain."""
    served = settings.current().serve
    return served.strip() == "*" or domain in {part.strip() for part in served.split(",")}
