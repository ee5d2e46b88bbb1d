"""Read models: a domain's own copy of what it needs from another one, kept by events.

Knows how a copy is written, rebuilt and compared; knows nothing of outboxes, relays and transports.
"""

from anabranch_django.events.projections.declaration import (
    Projection,
    declared_projections,
    on,
    projection_named,
)
from anabranch_django.events.projections.values import Gone

__all__ = ["Gone", "Projection", "declared_projections", "on", "projection_named"]
