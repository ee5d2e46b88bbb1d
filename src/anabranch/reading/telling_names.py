"""Which names of attributes do not tell whose they are."""

from __future__ import annotations

EVERYDAY_NAMES = frozenset(
    (
        "value", "values", "items", "keys", "get", "name", "names", "parent", "page", "build", "provider", "client",
        "category", "group", "groups", "type", "status", "user", "users", "request", "response", "data", "result",
        "results", "node", "nodes", "child", "children", "key", "id", "index", "text", "title", "error", "errors",
        "warning", "warnings", "file", "files", "version", "versions", "uuid",
    )
)  # fmt: skip
"""Names that too many other things have for an attribute of that name to say what it is of."""

EVERYDAY_ATTRIBUTES = EVERYDAY_NAMES | frozenset(
    (
        "message", "messages", "instance", "choices", "label", "labels", "field", "fields", "template", "source",
        "config", "image", "path", "url", "size", "color", "start", "stop", "step",
    )
)  # fmt: skip
"""The same, of those that slices have, and the forms, files, exceptions and templates of Django; a variable may still
be named so after what it holds.
"""

GIVEN_NAMES = frozenset(("instance", "object", "obj", "value", "model"))
"""What Django calls whatever it hands over: a variable of that name is short for no model's."""

MODEL_MEMBERS = frozenset(
    (
        "pk", "id", "objects", "save", "delete", "asave", "adelete", "refresh_from_db", "arefresh_from_db",
        "full_clean", "clean", "clean_fields", "validate_unique", "validate_constraints", "get_absolute_url",
        "get_deferred_fields", "serializable_value", "_meta", "_state", "__class__", "__dict__", "DoesNotExist",
        "MultipleObjectsReturned",
    )
)  # fmt: skip
"""What every model's objects have."""
