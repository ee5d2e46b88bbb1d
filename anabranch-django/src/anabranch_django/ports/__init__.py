"""Calls between domains: declared once, carried out the same way in one process and in several.

Knows values, settings and Django's transactions; knows nothing of events, deployment sets or how tests are run.
"""

from anabranch_django.ports.batching import Answer, batch
from anabranch_django.ports.context import CallContext, UserClaim, acting_as, current_call, deadline_in
from anabranch_django.ports.declared import PortError
from anabranch_django.ports.declaring import Port, command, query

__all__ = [
    "Answer",
    "CallContext",
    "Port",
    "PortError",
    "UserClaim",
    "acting_as",
    "batch",
    "command",
    "current_call",
    "deadline_in",
    "query",
]
