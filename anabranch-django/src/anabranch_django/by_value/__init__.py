"""Values that cross between domains: immutable, declared, and JSON on the way, also inside one process.

Knows msgspec and Django's texts; knows nothing of ports, events, models or transactions.
"""

from anabranch_django.by_value.codec import decode, encode
from anabranch_django.by_value.kinds import check, schema, schema_hash

__all__ = ["check", "decode", "encode", "schema", "schema_hash"]
