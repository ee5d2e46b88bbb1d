"""All checks of ports and placements, in the order in which a person should read them."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error

from anabranch_django.checks import databases, models, placement, transactions, urls
from anabranch_django.errors import AnabranchError
from anabranch_django.settings import current

_CHECKS = (
    transactions.check_atomic_requests,
    placement.check_domains,
    placement.check_served,
    placement.check_addresses,
    placement.check_callers,
    placement.check_keys,
    transactions.check_joined,
    databases.check_databases,
    models.check_relations,
    urls.check_public_urls,
    transactions.check_kept_connections,
)


def check_ports(app_configs: Any = None, **_options: object) -> list[CheckMessage]:  # noqa: ANN401, ARG001  Django's
    """Django's entry: one function, for Django runs several in any order."""
    try:
        settings = current()
        return [message for check in _CHECKS for message in check(settings)]
    except AnabranchError as error:
        return [Error(error.sentence, id="anabranch.E000")]
