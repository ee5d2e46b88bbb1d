"""What the import statements of a file write; nothing is followed."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.facts.values import FileFacts


def imported_names(facts: FileFacts, module: str, *, is_package: bool) -> Iterator[str]:
    """Dotted names of what a module imports, and of where from, relative ones resolved."""
    for one in facts.imports:
        parts = module.split(".")
        base = parts[: len(parts) - one.level + is_package] if one.level else []
        source = ".".join([*base, *([one.module] if one.module else [])])
        yield source
        if one.name and one.name != "*":
            yield f"{source}.{one.name}"
