"""The public URLs and the queues of the domains that this process serves."""

from __future__ import annotations

from typing import Any

from django.urls import include, path

from anabranch_django.ports.domains import is_served
from anabranch_django.settings import current


def served_urls() -> list[Any]:
    """URL patterns for ROOT_URLCONF: the `urls` of each domain served here, below its `prefix`."""
    return [
        path(domain.prefix, include(domain.urls))
        for key, domain in current().domains.items()
        if domain.urls is not None and is_served(key)
    ]


def served_queues() -> list[str]:
    """The queues that workers of this process work off."""
    return sorted({queue for key, domain in current().domains.items() if is_served(key) for queue in domain.queues})
