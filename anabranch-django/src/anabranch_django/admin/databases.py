"""Which database a page shows, where domains have several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from django.contrib import admin
from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django.http import HttpRequest

from anabranch_django.deployment.routing import aliases_here

if TYPE_CHECKING:
    from django.contrib.admin.views.main import ChangeList

PARAMETER = "database"


def chosen_alias(request: HttpRequest) -> str:
    """The database that the address names, if a domain of this process has it; else the default one, or the first."""
    aliases = sorted(aliases_here())
    # The page of one row has the filters of the list that led to it.
    of_list = parse_qs(request.GET.get("_changelist_filters", "")).get(PARAMETER, [""])[0]
    said = request.GET.get(PARAMETER, of_list)
    if said in aliases:
        return str(said)
    return DEFAULT_DB_ALIAS if DEFAULT_DB_ALIAS in aliases else aliases[0]


class InDatabase(admin.SimpleListFilter):
    """Offers the databases of this process's domains; nothing where there is one."""

    title = "database"
    parameter_name = PARAMETER

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ANN401, ARG002  Django's
        """One choice a database."""
        self._chosen = chosen_alias(request)
        aliases = sorted(aliases_here())
        return [(alias, alias) for alias in aliases] if len(aliases) > 1 else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002  Django's
        """As it is: the page has asked the chosen database from the start."""
        return queryset

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """The choices without "all": a page shows one database."""
        for alias, label in self.lookup_choices:
            yield {
                "selected": alias == self._chosen,
                "query_string": changelist.get_query_string({PARAMETER: alias}),
                "display": label,
            }
