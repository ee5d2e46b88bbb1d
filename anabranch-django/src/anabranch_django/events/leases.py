"""Shares the shards of a domain among its relays. A relay that died loses its own after a while.

All times are those of the database, so that the clocks of machines do not matter; that a lease still holds is judged
by this process's own steady clock, from before it was asked for.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import timedelta

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from anabranch_django.events.databases import later, tables_of
from anabranch_django.events.envelope import SHARDS
from anabranch_django.events.models import RelayPresence, ShardLease

_MARGIN = 0.2
"""Share of a lease that is given up, for what lies between looking at the clock and acting."""

_TIMES = 8
"""How often a lease is looked after within its time, where it is often."""


class Leases:
    """The shards of one domain that one relay holds."""

    def __init__(self, *, alias: str, domain: str, owner: str, seconds: float) -> None:
        self._alias, self._domain, self._owner, self._seconds = alias, domain, owner, seconds
        self._lease = timedelta(seconds=seconds)
        self._shards: tuple[int, ...] = ()
        self._renew_at = self._extend_at = self._valid_until = float("-inf")

    @property
    def shards(self) -> tuple[int, ...]:
        """The shards that are held; none when the lease ran out meanwhile."""
        return self._shards if time.monotonic() < self._valid_until else ()

    @property
    def ran_out(self) -> bool:
        """Shards were taken, and their time was over before they could be used."""
        return bool(self._shards) and not self.shards

    def keep(self, *, now: bool = False) -> tuple[int, ...]:
        """Renew what is held if it is time, take what is free, give up what is more than the fair share."""
        if now or time.monotonic() >= self._renew_at:
            with tables_of(self._alias):
                self._renew()
        return self.shards

    def extend(self) -> None:
        """Renew what is held if it is time, and nothing else: for the middle of a batch."""
        asked = time.monotonic()
        if self.shards and asked >= self._extend_at:
            held = self._rows().filter(owner=self._owner, shard__in=self._shards)
            if held.update(until=later(self._lease)) == len(self._shards):
                self._valid_until = asked + self._seconds * (1 - _MARGIN)
                self._extend_at = asked + self._seconds / _TIMES

    def release(self) -> None:
        """Give all shards back, so that another relay need not wait."""
        self._rows().filter(owner=self._owner).update(owner="", until=Now())
        RelayPresence.objects.using(self._alias).filter(presence=self._presence).delete()
        self._shards, self._renew_at = (), float("-inf")

    @property
    def _presence(self) -> str:
        return f"{self._domain}|{self._owner}"

    def _rows(self) -> models.QuerySet[ShardLease]:
        rows: models.QuerySet[ShardLease] = ShardLease.objects.using(self._alias).filter(domain=self._domain)
        return rows

    def _renew(self) -> None:
        asked = time.monotonic()
        relays = self._announce()
        with transaction.atomic(using=self._alias):
            self._claim(most=-(-SHARDS // relays))
        self._shards = tuple(self._rows().filter(owner=self._owner).order_by("shard").values_list("shard", flat=True))
        self._valid_until = asked + self._seconds * (1 - _MARGIN)
        # Sooner while something is missing, so that shards of a relay that went do not wait for long.
        share = 4 if len(self._shards) == -(-SHARDS // relays) else _TIMES
        self._renew_at = self._extend_at = asked + self._seconds / share

    def _announce(self) -> int:
        """Say that this relay lives; how many do."""
        rows = RelayPresence.objects.using(self._alias)
        mine = {"domain": self._domain, "owner": self._owner, "until": later(self._lease)}
        if not rows.filter(presence=self._presence).update(until=later(self._lease)):
            rows.bulk_create([RelayPresence(presence=self._presence, **mine)], ignore_conflicts=True)
            rows.filter(until__lt=Now() - timedelta(days=1)).delete()
            self._lay_out()
        return max(1, int(rows.filter(domain=self._domain, until__gt=Now()).count()))

    def _lay_out(self) -> None:
        lanes: Iterable[ShardLease] = (
            ShardLease(lane=f"{self._domain}/{shard}", domain=self._domain, shard=shard, until=timezone.now())
            for shard in range(SHARDS)
        )
        ShardLease.objects.using(self._alias).bulk_create(lanes, ignore_conflicts=True)

    def _claim(self, *, most: int) -> None:
        held = list(self._rows().filter(owner=self._owner).order_by("shard").values_list("shard", flat=True))
        keep, leave = held[:most], held[most:]
        if leave:
            self._rows().filter(owner=self._owner, shard__in=leave).update(owner="", until=Now())
        if keep:
            self._rows().filter(owner=self._owner, shard__in=keep).update(until=later(self._lease))
        if len(keep) < most:
            free = self._rows().filter(Q(owner="") | Q(until__lt=Now()))
            wanted = list(free.order_by("shard").values_list("shard", flat=True)[: most - len(keep)])
            free.filter(shard__in=wanted).update(owner=self._owner, until=later(self._lease))
