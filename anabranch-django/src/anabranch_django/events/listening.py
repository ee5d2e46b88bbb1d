"""Who listens to a domain's events, as far as this process can know."""

from __future__ import annotations

from django.apps import apps

from anabranch_django import settings
from anabranch_django.ports.domains import may_call


def has_consumers_of(domain: str) -> bool:
    """The domain's apps are installed here, so that its consumers are declared here, wherever it runs."""
    labels = settings.current().domain(domain).apps or (domain,)
    return all(label in apps.app_configs for label in labels)


def unseen_listeners(publisher: str) -> set[str]:
    """Domains elsewhere that may listen to the publisher, and of which only their own process knows whether they do.

    Where apps of other domains are left out, their consumers are not seen; without these their events would be lost.
    """
    here = settings.current()
    return {
        domain
        for domain in here.domains
        if here.port(domain).url != "local"
        and domain != publisher
        and may_call(caller=domain, callee=publisher)
        and not has_consumers_of(domain)
    }
