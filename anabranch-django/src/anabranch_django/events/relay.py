"""Delivers the outboxes of the domains that this process serves."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from django.db import DatabaseError, InterfaceError, connections, transaction

from anabranch_django import settings
from anabranch_django.errors import AnabranchError, Away, Misconfigured, NotMigrated
from anabranch_django.events import deferred, inbox, measures, outbox
from anabranch_django.events.consumers import consumers_of, declared_consumer, declared_consumers
from anabranch_django.events.databases import close_unusable, tables_of
from anabranch_django.events.declaration import declared_events, event_named
from anabranch_django.events.deferred import UNKNOWN
from anabranch_django.events.envelope import Envelope
from anabranch_django.events.handling import work_off
from anabranch_django.events.leases import Leases
from anabranch_django.events.listening import unseen_listeners
from anabranch_django.events.outbox import Row
from anabranch_django.events.sending import send
from anabranch_django.events.sinks import sink_of
from anabranch_django.events.wakeup import ATTENTIVE, GLANCE, Sleeper
from anabranch_django.ports.domains import is_served

NOBODY = ""
"""The destination of events that no declaration of this process knows."""
_HEAL_EVERY = 10.0
_PRUNE_EVERY = 3600.0
_WAKE_AGAIN = 60.0
_AWAY_FIRST, _AWAY_LIMIT = 0.2, 30.0
_EXPECTED = (Away, NotMigrated, DatabaseError, InterfaceError)
"""Whose sentence says enough."""

_log = logging.getLogger("anabranch_django.events")


class LeaseLost(Exception):
    """The relay was slower than its lease; another one goes on."""


class DomainRelay:
    """Delivers the outbox of one domain, and works off what its consumers deferred."""

    def __init__(self, domain: str, *, owner: str) -> None:
        self.domain = domain
        self.alias = settings.current().domain(domain).database
        self.leases = Leases(alias=self.alias, domain=domain, owner=owner, seconds=settings.current().events.lease)
        self._away: dict[str, tuple[float, float]] = {}
        self._heal_at = self._prune_at = float("-inf")
        self.was_late = False
        """Slower than its lease since this was last set back: nothing done does not mean that nothing is left."""

    def deliver(self) -> int:
        """Bring what is in the outbox now to whoever listens; how many events left the outbox."""
        return self._guarded(self._deliver)

    def look_after(self) -> int:
        """Everything else: what waits for domains that were away, what is deferred, what is old; how much was done."""
        return self._guarded(lambda shards: self._send_unsent(shards) + self._work_off(shards) + self._tidy(shards))

    def _guarded(self, work: Callable[[Sequence[int]], int]) -> int:
        with tables_of(self.alias):
            shards = self.leases.keep()
            self.was_late |= self.leases.ran_out
            try:
                return work(shards) if shards else 0
            except LeaseLost:
                self.was_late = True
                _log.warning("A relay of %s was slower than its lease; what it began is delivered again.", self.domain)
                return 0

    def _pulse(self) -> None:
        self.leases.extend()
        if not self.leases.shards:
            raise LeaseLost

    def _deliver(self, shards: Sequence[int]) -> int:
        limit = settings.current().events.batch
        rows = outbox.read(self.alias, self.domain, shards, limit=limit)
        if not rows:
            return 0
        waiting = outbox.waiting_destinations(self.alias, self.domain)
        unsent = {
            destination: envelopes
            for destination, envelopes in _by_destination(rows).items()
            if destination in waiting or not self._send(destination, envelopes)
        }
        self._pulse()
        with transaction.atomic(using=self.alias):
            for destination, envelopes in unsent.items():
                outbox.keep_unsent(self.alias, self.domain, destination, envelopes)
            outbox.delete(self.alias, self.domain, [row.id for row in rows])
        return len(rows)

    def _send(self, destination: str, envelopes: Sequence[Envelope]) -> bool:
        if destination == NOBODY or time.monotonic() < self._away.get(destination, (0.0, 0.0))[0]:
            return False
        self._pulse()
        try:
            send(destination, envelopes, pulse=self._pulse)
        except LeaseLost:
            raise
        except Exception as error:  # noqa: BLE001  a sink is anybody's code, and others wait behind it
            self._note_away(destination, error)
            return False
        self._away.pop(destination, None)
        return True

    def _note_away(self, destination: str, error: Exception) -> None:
        wait = min(2 * self._away.get(destination, (0.0, _AWAY_FIRST / 2))[1], _AWAY_LIMIT)
        self._away[destination] = (time.monotonic() + wait, wait)
        said = "%s cannot take events of %s: %s They wait in the outbox's database."
        _log.warning(said, destination, self.domain, error, exc_info=None if isinstance(error, _EXPECTED) else error)
        close_unusable()

    def _send_unsent(self, shards: Sequence[int]) -> int:
        count = 0
        limit = settings.current().events.batch
        for destination in sorted(outbox.waiting_destinations(self.alias, self.domain)):
            if destination == NOBODY:
                count += self._route_again(shards)
                continue
            rows = outbox.read_unsent(self.alias, self.domain, destination, shards, limit=limit)
            if rows and self._send(destination, [row.envelope for row in rows]):
                self._pulse()
                outbox.delete_unsent(self.alias, [row.id for row in rows])
                count += len(rows)
        return count

    def _route_again(self, shards: Sequence[int]) -> int:
        """Events whose declaration was unknown: those that are known now go where they belong."""
        names = outbox.waiting_events(self.alias, self.domain, NOBODY)
        events = [name for name in names if destinations_of(name) != [NOBODY]]
        limit = settings.current().events.batch
        known = outbox.read_unsent(self.alias, self.domain, NOBODY, shards, limit=limit, events=events)
        if not known:
            return 0
        with transaction.atomic(using=self.alias):
            for destination, envelopes in _by_destination(known).items():
                outbox.keep_unsent(self.alias, self.domain, destination, envelopes)
            outbox.delete_unsent(self.alias, [row.id for row in known])
        return len(known)

    def _work_off(self, shards: Sequence[int]) -> int:
        limit = settings.current().events.batch
        count = 0
        pairs = deferred.due_pairs(self.alias, self.domain, shards, limit=limit)
        here = [pair for pair in pairs if runs_here(pair[0])]
        for consumer, key in here:
            count += work_off(self.alias, consumer, key, pulse=self._pulse)
        elsewhere = [pair for pair in pairs if pair not in here]
        for name, key in deferred.nudge_pairs(self.alias, self.domain, elsewhere, again=_WAKE_AGAIN):
            self._wake(name, key)
        return count

    def _wake(self, name: str, key: str) -> None:
        consumer = declared_consumer(name)
        try:
            if consumer is not None:
                sink_of(consumer).wake(name, self.alias, key)
        except Exception as error:  # noqa: BLE001  see `Sink.wake`
            _log.warning("%s could not be told of its work; it is repeated.", name, exc_info=error)

    def _tidy(self, shards: Sequence[int]) -> int:
        now = time.monotonic()
        healed = 0
        if now >= self._heal_at:
            self._heal_at = now + _HEAL_EVERY
            healed = deferred.heal(self.alias, self.domain, shards)
        if now >= self._prune_at:
            self._prune_at = now + _PRUNE_EVERY
            inbox.prune(self.alias, days=settings.current().events.inbox_days)
        return healed


class Relay:
    """Delivers for several domains, in one thread."""

    def __init__(self, domains: Iterable[str], *, owner: str = "") -> None:
        self.owner = owner or f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._parts = [DomainRelay(domain, owner=self.owner) for domain in domains]
        self._stopping = threading.Event()
        self._sleeper: Sleeper | None = None

    def run(self) -> None:
        """Until `stop`: deliver, then sleep until something is committed or it is time to look."""
        measures.watch(part.domain for part in self._parts)
        try:
            with Sleeper({part.alias for part in self._parts}) as self._sleeper:
                self._until_stopped(self._sleeper)
        finally:
            self.release()

    def _until_stopped(self, sleeper: Sleeper) -> None:
        attentive_until = 0.0
        while not self._stopping.is_set():
            # From before the look: a relay that was held up in it may have looked too early.
            looked = time.monotonic()
            if self.step():
                attentive_until = time.monotonic() + ATTENTIVE
            elif looked < attentive_until:
                self._stopping.wait(GLANCE)
            elif sleeper.sleep(self._poll()):
                attentive_until = time.monotonic() + ATTENTIVE

    def stop(self) -> None:
        """Finish the batch and give the shards back; may be called from another thread or a signal handler."""
        self._stopping.set()
        if self._sleeper is not None:
            self._sleeper.wake()

    def step(self) -> int:
        """One round over all domains. A database that fails is left alone until the next round."""
        for part in self._parts:
            part.was_late = False
        # All outboxes first: someone may be waiting for what was just committed.
        return sum(self._try(part, part.deliver) for part in self._parts) + sum(
            self._try(part, part.look_after) for part in self._parts
        )

    def run_until_idle(self) -> int:
        """Deliver until there is nothing left that is due; how much was done."""
        total = 0
        while (done := self.step()) or any(part.was_late for part in self._parts):
            total += done
        return total

    def renew(self) -> None:
        """Take its share of the shards, before there is anything to deliver. Raises `NotMigrated`.

        A database that is locked or away is asked again in the next round, as ever.
        """
        for part in self._parts:
            _renew(part)

    def shards(self, domain: str) -> tuple[int, ...]:
        """The shards of a domain that it holds now."""
        return tuple(shard for part in self._parts if part.domain == domain for shard in part.leases.shards)

    def release(self) -> None:
        """Give all shards back."""
        for part in self._parts:
            _release(part)

    def _try(self, part: DomainRelay, work: Callable[[], int]) -> int:
        try:
            return work()
        except (DatabaseError, InterfaceError, AnabranchError) as error:
            _wait(part, error)
            return 0

    def _poll(self) -> float:
        poll = settings.current().events.poll
        # Where nobody can notify from another process, looking is all there is.
        blind = any(connections[part.alias].vendor != "postgresql" for part in self._parts)
        return min(poll, 0.1) if blind else poll


def destinations_of(event: str) -> list[str]:
    """The domains that listen to an event of that name, or may; `NOBODY` alone where no port here declares it."""
    try:
        publisher = event_named(event).domain
    except AnabranchError:
        return [NOBODY]
    return sorted({consumer.domain for consumer in consumers_of(event)} | unseen_listeners(publisher))


def runs_here(consumer: str) -> bool:
    """Whether the relay itself handles what that consumer deferred."""
    known = declared_consumer(consumer)
    return consumer == UNKNOWN or known is None or known.sink == "embedded"


def _by_destination(rows: Sequence[Row]) -> dict[str, list[Envelope]]:
    result: dict[str, list[Envelope]] = defaultdict(list)
    destinations = {event: destinations_of(event) for event in {row.envelope.event for row in rows}}
    for row in rows:
        for destination in destinations[row.envelope.event]:
            result[destination].append(row.envelope)
    return result


def _renew(part: DomainRelay) -> None:
    try:
        part.leases.keep(now=True)
    except (DatabaseError, InterfaceError) as error:
        _wait(part, error)


def _wait(part: DomainRelay, error: Exception) -> None:
    _log.error("Events of %s wait: %s", part.domain, error)
    close_unusable()


def _release(part: DomainRelay) -> None:
    try:
        part.leases.release()
    except (DatabaseError, InterfaceError) as error:
        _log.warning("The shards of %s are free when their lease ends: %s", part.domain, error)


def domains_to_relay(only: Sequence[str] = ()) -> list[str]:
    """The domains that publish or consume and that this process serves. Raises `Misconfigured` for others."""
    known = {event.domain for event in declared_events()} | {consumer.domain for consumer in declared_consumers()}
    served = {domain for domain in known if is_served(domain)}
    for domain in only:
        if domain not in served:
            said = "publishes and consumes nothing" if domain not in known else "is not served by this process"
            raise Misconfigured(f"{domain} {said}. There is a relay for: {', '.join(sorted(served)) or 'no domain'}.")
    return sorted(set(only) or served)
