"""Where Django looks for models; each is defined beside the code that knows it."""

from anabranch_django.events.models import (
    DeferredEvent,
    InboxEntry,
    OutboxEvent,
    ProjectionState,
    RelayPresence,
    ShardLease,
    TouchedKey,
    UnsentEvent,
)
from anabranch_django.ports.models import Receipt

__all__ = [
    "DeferredEvent",
    "InboxEntry",
    "OutboxEvent",
    "ProjectionState",
    "Receipt",
    "RelayPresence",
    "ShardLease",
    "TouchedKey",
    "UnsentEvent",
]
