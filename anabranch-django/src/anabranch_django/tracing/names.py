"""Every name of a span's attribute and of a measure, in one place."""

from __future__ import annotations

from typing import Final

SYSTEM: Final = "rpc.system"
SERVICE: Final = "rpc.service"
METHOD: Final = "rpc.method"
PLACEMENT: Final = "anabranch.placement"
CALLER: Final = "anabranch.caller"
STATUS: Final = "anabranch.status"
HOP: Final = "anabranch.hop"
ERROR_ID: Final = "anabranch.error_id"

CALLS: Final = "anabranch.port.calls"
"""Counter: calls, by method, placement and status."""
DURATION: Final = "anabranch.port.duration"
"""Histogram, seconds: a call as its caller sees it, by method and placement."""
PER_REQUEST: Final = "anabranch.port.calls_per_request"
"""Histogram: calls within one request."""
RETRIES: Final = "anabranch.port.retries"
"""Counter: calls sent again, by method."""
SKEW: Final = "anabranch.port.skew"
"""Counter: calls between two versions of a method's schema, by method."""
FOREIGN: Final = "anabranch.guard.foreign"
"""Counter: models of another domain that were queried, by both domains."""
