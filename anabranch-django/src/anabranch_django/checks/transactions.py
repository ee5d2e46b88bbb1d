"""What opens transactions around calls."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.checks import CheckMessage, Error, Info
from django.core.checks import Warning as CheckWarning
from django.db import connections

from anabranch_django.ports.domains import is_here
from anabranch_django.ports.registry import declarations
from anabranch_django.settings import Settings


def check_atomic_requests(_settings: Settings) -> Iterator[CheckMessage]:
    """Reported first, for it refuses every command of every view."""
    for alias in connections:
        if connections[alias].settings_dict.get("ATOMIC_REQUESTS"):
            yield CheckWarning(
                f"ATOMIC_REQUESTS is True for the database {alias!r}: every view runs in a transaction, in which "
                "commands of ports are refused.",
                hint="Set it to False and write transaction.atomic() where it is needed, or mark the views that call "
                "commands with @transaction.non_atomic_requests.",
                id="anabranch.W001",
            )


def check_joined(settings: Settings) -> Iterator[CheckMessage]:
    """A command that joins its caller's transaction pins both domains together."""
    for key, port in declarations().items():
        joined = [method.label for method in port.methods.values() if method.joins]
        if not joined:
            continue
        if not settings.domains and settings.port(key).url != "local":
            yield _joined_apart(joined, f"{key!r} is in another process")
        for caller, domain in settings.domains.items():
            if key not in domain.uses:
                continue
            if is_here(caller) != is_here(key):
                yield _joined_apart(joined, f"{caller!r} and {key!r} are in different processes")
            elif domain.database != settings.domain(key).database:
                yield _joined_apart(joined, f"{caller!r} and {key!r} have different databases")


def _joined_apart(joined: list[str], why: str) -> CheckMessage:
    return Error(
        f"{', '.join(joined)} joins its caller's transaction (transaction='join'), and {why}.",
        hint="Keep both domains together, or give the command a transaction of its own and handle its failure.",
        id="anabranch.E002",
    )


def check_kept_connections(settings: Settings) -> Iterator[CheckMessage]:
    """A call that opens a connection to its database first takes ten times as long."""
    if not settings.ports and settings.serve == "*":
        return
    for alias in connections:
        said = connections[alias].settings_dict
        pooled = isinstance(said.get("OPTIONS"), dict) and "pool" in said["OPTIONS"]
        if connections[alias].vendor != "sqlite" and said.get("CONN_MAX_AGE") == 0 and not pooled:
            yield Info(
                f"CONN_MAX_AGE is 0 for {alias!r}: every call from another process opens a connection to the database.",
                hint="Set CONN_MAX_AGE to some seconds, or None.",
                id="anabranch.I003",
            )
