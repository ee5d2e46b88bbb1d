"""Outbox, events for domains that are away, deferred events with their actions, relays, read models."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from anabranch_django.admin.databases import InDatabase, chosen_alias
from anabranch_django.events import deferred
from anabranch_django.events.models import DeferredEvent, OutboxEvent, ProjectionState, RelayPresence, UnsentEvent
from anabranch_django.events.wakeup import waker

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Any]
else:
    Base = admin.ModelAdmin


class _ReadOnly(Base):
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found: QuerySet[Any] = super().get_queryset(request).using(chosen_alias(request))
        return found

    def get_list_filter(self, request: HttpRequest) -> Any:  # noqa: ANN401  Django's
        return (InDatabase, *super().get_list_filter(request))

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002  Django's signature
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        # Without it the list would have no actions; there is no field that could be changed.
        return obj is None and request.user.has_perm(f"anabranch.change_{self.opts.model_name}")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:  # noqa: ARG002
        return [field.name for field in self.opts.fields]


class OutboxAdmin(_ReadOnly):
    """Events that are not delivered yet."""

    list_display = ("id", "event", "key", "published_at", "shard", "hops")
    list_filter = ("domain", "event")
    search_fields = ("=key", "=event_id")
    ordering = ("id",)
    model: type[OutboxEvent]


class UnsentAdmin(_ReadOnly):
    """Events that wait for a domain."""

    list_display = ("id", "event", "key", "waits_for", "published_at")
    list_filter = ("destination", "event")
    search_fields = ("=key", "=event_id")
    ordering = ("id",)

    @admin.display(description="waits for", ordering="destination")
    def waits_for(self, row: UnsentEvent) -> str:
        """The domain, or why there is none."""
        return row.destination or "a declaration of this event"


class DeferredAdmin(_ReadOnly):
    """Deferred events and dead letters."""

    list_display = ("id", "state", "event", "key", "short_error", "consumer", "attempts", "due_at")
    list_filter = ("state", "consumer", "event")
    search_fields = ("=key", "=event_id", "error")
    ordering = ("id",)
    actions = ("replay", "drop")

    @admin.display(description="error")
    def short_error(self, row: DeferredEvent) -> str:
        """The first line of the error."""
        return row.error.partition("\n")[0][:200]

    @admin.action(description="Replay the chosen dead letters", permissions=["change"])
    def replay(self, request: HttpRequest, rows: QuerySet[DeferredEvent]) -> None:
        """Make them due again."""
        self._act(request, rows, deferred.replay, "are due again; a relay takes them.")

    @admin.action(description="Drop the chosen events for good", permissions=["change"])
    def drop(self, request: HttpRequest, rows: QuerySet[DeferredEvent]) -> None:
        """Give them up."""
        self._act(request, rows, deferred.drop, "were dropped; what waited behind them goes on.")

    def _act(
        self, request: HttpRequest, rows: QuerySet[DeferredEvent], action: Callable[[str, list[int]], int], said: str
    ) -> None:
        count = action(rows.db, list(rows.values_list("id", flat=True)))
        waker(rows.db)()
        self.message_user(request, f"{count} {said}", messages.SUCCESS if count else messages.WARNING)


class RelayAdmin(_ReadOnly):
    """Relays that work, or did until lately."""

    list_display = ("owner", "domain", "until")
    list_filter = ("domain",)
    model: type[RelayPresence]


class ProjectionAdmin(_ReadOnly):
    """Read models."""

    list_display = ("name", "rebuilding", "pages", "rebuilt_at", "reconciled_at")
    model: type[ProjectionState]
