"""Events: written with the transaction that they tell of, delivered at least once, in order per key, handled once.

Knows outbox, relay, inbox, consumers, sinks and read models; knows nothing of commands of `manage.py`, or of the
admin.
"""

from anabranch_django.events.consumers import consumer
from anabranch_django.events.current import current_event, current_event_id
from anabranch_django.events.declaration import Event
from anabranch_django.events.projections import Gone, Projection, on

__all__ = ["Event", "Gone", "Projection", "consumer", "current_event", "current_event_id", "on"]
