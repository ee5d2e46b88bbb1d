"""The tables of events. Each lies in the database of the domain that it serves, and nothing refers to it."""

from __future__ import annotations

from django.db import models

from anabranch_django.events.envelope import OUTBOX


class Carried(models.Model):
    """An event as it lies in a table: columns that the outbox and what comes after it have in common.

    Its small numbers are never negative; no constraint says so, for PostgreSQL would read each anew in every statement.
    """

    id = models.BigAutoField(primary_key=True)
    event_id = models.UUIDField()
    domain = models.CharField(max_length=100)
    shard = models.SmallIntegerField()
    event = models.CharField(max_length=200)
    version = models.SmallIntegerField()
    key = models.CharField(max_length=200)
    data = models.TextField()
    hops = models.SmallIntegerField()
    trace = models.CharField(max_length=60, blank=True)
    published_at = models.DateTimeField()

    class Meta:
        abstract = True


class OutboxEvent(Carried):
    """Published, and not yet taken by everyone who listens. `domain` is the one that published it."""

    class Meta:
        app_label = "anabranch"
        db_table = OUTBOX
        verbose_name = "event in the outbox"
        verbose_name_plural = "outbox"
        # It is paid in the business transaction: on PostgreSQL a migration makes one of it and the key.
        indexes = [models.Index(fields=["domain", "id"], name="anabranch_outbox_domain")]

    def __str__(self) -> str:
        return f"{self.event} {self.key}"


class UnsentEvent(Carried):
    """Waits for a domain that could not take it; `domain` is the one that published it."""

    destination = models.CharField(max_length=100)

    class Meta:
        app_label = "anabranch"
        db_table = "anabranch_unsent"
        verbose_name = "event for a domain that is away"
        verbose_name_plural = "events for domains that are away"
        indexes = [models.Index(fields=["domain", "destination", "id"], name="anabranch_unsent_destination")]

    def __str__(self) -> str:
        return f"{self.event} {self.key} for {self.destination}"


class DeferredEvent(Carried):
    """Taken for a consumer, and not handled yet: failed, waiting behind one that failed, or left to a worker.

    `domain` is the consumer's. Of one consumer and key only the first, the head, is due or dead; the others are
    behind it, so that order holds and a key that is parked costs nothing.
    """

    DUE, BEHIND, DEAD = "due", "behind", "dead"

    consumer = models.CharField(max_length=200)
    state = models.CharField(max_length=6, choices=[(DUE, "due"), (BEHIND, "behind"), (DEAD, "dead")], default=DUE)
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()
    nudged_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        app_label = "anabranch"
        db_table = "anabranch_deferred"
        verbose_name = "deferred event"
        verbose_name_plural = "deferred events and dead letters"
        indexes = [
            models.Index(fields=["consumer", "key", "id"], name="anabranch_deferred_key"),
            models.Index(fields=["domain", "state", "due_at"], name="anabranch_deferred_due"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.key} for {self.consumer} ({self.state})"


class InboxEntry(models.Model):
    """A consumer has taken an event. One column and one index, written in the transaction of the effect.

    The entry begins with the event's id, which begins with its time: entries are appended, and old ones are a range.
    """

    entry = models.CharField(max_length=240, primary_key=True)
    token = models.BigIntegerField()

    class Meta:
        app_label = "anabranch"
        db_table = "anabranch_inbox"
        verbose_name_plural = "inbox"

    def __str__(self) -> str:
        return self.entry


class ShardLease(models.Model):
    """Which relay may deliver a shard of a domain, and until when, by the clock of the database."""

    lane = models.CharField(max_length=110, primary_key=True)
    domain = models.CharField(max_length=100)
    shard = models.PositiveSmallIntegerField()
    owner = models.CharField(max_length=100, blank=True)
    until = models.DateTimeField()

    class Meta:
        app_label = "anabranch"
        db_table = "anabranch_lease"
        indexes = [models.Index(fields=["domain", "owner"], name="anabranch_lease_domain")]

    def __str__(self) -> str:
        return f"{self.lane} {self.owner}"


class RelayPresence(models.Model):
    """A relay that works for a domain, so that relays can share its shards and people can see them."""

    presence = models.CharField(max_length=201, primary_key=True)
    domain = models.CharField(max_length=100)
    owner = models.CharField(max_length=100)
    until = models.DateTimeField()

    class Meta:
        app_label = "anabranch"
        db_table = "anabranch_relay"
        verbose_name_plural = "relays"

    def __str__(self) -> str:
        return f"{self.owner} for {self.domain}"


class ProjectionState(models.Model):
    """How far a read model is: locked by whoever writes it."""

    name = models.CharField(max_length=200, primary_key=True)
    rebuilding = models.BooleanField(default=False)
    run = models.BigIntegerField(default=0)
    cursor = models.TextField(blank=True)
    pages = models.PositiveIntegerField(default=0)
    rebuilt_at = models.DateTimeField(null=True)
    reconciled_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "anabranch"
        db_table = "anabranch_projection"

    def __str__(self) -> str:
        return self.name


class TouchedKey(models.Model):
    """A row of a read model that an event wrote while a page of its rebuild was on its way."""

    id = models.BigAutoField(primary_key=True)
    projection = models.CharField(max_length=200)
    key = models.CharField(max_length=200)

    class Meta:
        app_label = "anabranch"
        db_table = "anabranch_touched"
        indexes = [models.Index(fields=["projection", "key"], name="anabranch_touched_key")]

    def __str__(self) -> str:
        return f"{self.projection} {self.key}"
