"""How events are doing: what waits, for how long, for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min
from django.db.models.functions import Now
from django.utils import timezone

from anabranch_django import settings
from anabranch_django.events.databases import tables_of
from anabranch_django.events.models import DeferredEvent, OutboxEvent, RelayPresence, UnsentEvent


@dataclass(frozen=True)
class Depth:
    """What waits in one domain. Ages in seconds, 0 where nothing waits."""

    domain: str
    outbox: int
    age: float
    unsent: dict[str, int]
    deferred: int
    dead: int
    relays: tuple[str, ...]

    @property
    def is_stuck(self) -> bool:
        """Something waits, and no relay works for it."""
        return bool(self.outbox or self.unsent or self.deferred) and not self.relays


def look_at(domain: str) -> Depth:
    """Count what waits in the domain's database. Raises `NotMigrated`."""
    alias = settings.current().domain(domain).database
    with tables_of(alias):
        outbox = OutboxEvent.objects.using(alias).filter(domain=domain)
        oldest: datetime | None = outbox.aggregate(oldest=Min("published_at"))["oldest"]
        unsent = UnsentEvent.objects.using(alias).filter(domain=domain).values_list("destination")
        deferred = DeferredEvent.objects.using(alias).filter(domain=domain)
        relays = RelayPresence.objects.using(alias).filter(domain=domain, until__gt=Now()).order_by("owner")
        return Depth(
            domain=domain,
            outbox=outbox.count(),
            age=max(0.0, (timezone.now() - oldest).total_seconds()) if oldest else 0.0,
            unsent=dict(unsent.annotate(Count("id")).order_by("destination")),
            deferred=deferred.exclude(state=DeferredEvent.DEAD).count(),
            dead=deferred.filter(state=DeferredEvent.DEAD).count(),
            relays=tuple(relays.values_list("owner", flat=True)),
        )
