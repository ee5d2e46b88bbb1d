"""Which domains are where, and whether they can talk."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as CheckWarning

from anabranch_django.errors import AnabranchError, Misconfigured
from anabranch_django.ports.domains import domain_of_app, is_here, served_keys
from anabranch_django.ports.registry import declarations, load
from anabranch_django.ports.signing import ANYONE
from anabranch_django.ports.transport import Connections
from anabranch_django.settings import Settings

SHORTEST_SECRET = 32


def check_served(settings: Settings) -> Iterator[CheckMessage]:
    """The domains that a process shall serve exist, and are carried out."""
    known = {*settings.domains, *declarations()}
    if served_keys() == frozenset():
        yield Error(
            f"ANABRANCH['serve'] is {settings.serve!r}: this process would serve nobody and deliver nothing.",
            hint='Is the variable of the environment set, and empty? "*" serves all domains that are nowhere else.',
            id="anabranch.E010",
        )
    for key in sorted(served_keys() or ()):
        if key not in known:
            yield Error(
                f"ANABRANCH['serve'] names {key!r}, and there is no domain and no port of that key.",
                hint=f"There are {', '.join(sorted(known)) or 'none'}; or its app is missing from INSTALLED_APPS.",
                id="anabranch.E010",
            )
    for key, port in declarations().items():
        if port.methods and is_here(key):
            try:
                load(port)
            except AnabranchError as error:
                yield Error(error.sentence, id="anabranch.E011")


def check_addresses(settings: Settings) -> Iterator[CheckMessage]:
    """What is elsewhere has an address."""
    for key, port in settings.ports.items():
        if port.url != "local":
            try:
                Connections(port.url, size=1)
            except Misconfigured as error:
                yield Error(f"ANABRANCH['ports'][{key!r}]: {error}", id="anabranch.E013")


def check_callers(settings: Settings) -> Iterator[CheckMessage]:
    """What is elsewhere is used by someone who says so, or listens to what is published here."""
    if not settings.domains:
        return
    for key, port in settings.ports.items():
        used = any(key in domain.uses for name, domain in settings.domains.items() if is_here(name))
        used = used or any(is_here(name) for name in settings.domain(key).uses)
        if port.url != "local" and not used and not is_here(key):
            yield CheckWarning(
                f"{key!r} is elsewhere, and no domain of this process declares that it uses it: calls are refused.",
                hint=f"Add {key!r} to 'uses' of the domain that calls it, where the hierarchy allows it.",
                id="anabranch.W014",
            )


def check_keys(settings: Settings) -> Iterator[CheckMessage]:
    """Calls that leave the process are signed, and those that come are checked."""
    remote = any(port.url != "local" for port in settings.ports.values())
    apart = remote or settings.serve != "*"
    if apart and not settings.keys:
        yield Error(
            "Domains live in several processes, and ANABRANCH['keys'] is empty: no call can be signed or accepted.",
            hint=f"Set ANABRANCH['keys'] = {{'{ANYONE}': {{'2026-01': secret}}}} in all of them, the secret from the "
            "environment.",
            id="anabranch.E015",
        )
    for caller, keys in settings.keys.items():
        for key_id, secret in keys.items():
            if len(secret) < SHORTEST_SECRET:
                yield CheckWarning(
                    f"The secret {key_id!r} of {caller!r} in ANABRANCH['keys'] has {len(secret)} characters.",
                    hint=f"Use {SHORTEST_SECRET} or more: python -c 'import secrets; print(secrets.token_hex(32))'.",
                    id="anabranch.W016",
                )


def check_domains(settings: Settings) -> Iterator[CheckMessage]:
    """Apps belong to one domain; uses run one way, below what uses them."""
    owners: dict[str, str] = {}
    for key, domain in settings.domains.items():
        for label in domain.apps:
            if label in owners:
                yield Error(
                    f"The app {label!r} is listed by the domains {owners[label]!r} and {key!r}; it belongs to one.",
                    id="anabranch.E017",
                )
            owners.setdefault(label, key)
            if is_here(key) and label not in apps.app_configs:
                yield _not_installed(key, label)
        for used in domain.uses:
            if used not in settings.domains:
                yield Error(
                    f"The domain {key!r} uses {used!r}, which ANABRANCH['domains'] does not list.", id="anabranch.E018"
                )
    for circle in _circles(settings):
        yield Error(
            f"Domains use each other in a circle: {' -> '.join(circle)}.",
            hint="Let the lower one publish an event instead of calling up.",
            id="anabranch.E019",
        )


def _not_installed(key: str, label: str) -> CheckMessage:
    free = sorted(config.label for config in apps.get_app_configs() if not domain_of_app(config.label))
    return Error(
        f"The domain {key!r} lists the app {label!r}, and no installed app has that label.",
        hint="Labels are the last names of the apps' packages, unless their configuration says otherwise. "
        f"In no domain are {', '.join(free) or 'none'}.",
        id="anabranch.E020",
    )


def _circles(settings: Settings) -> Iterator[list[str]]:
    """Each circle once, from its first domain in the order of the setting."""
    done: set[str] = set()
    for start in settings.domains:
        if start not in done:
            path = _way_back(settings, start, done)
            if path:
                done.update(path)
                yield path


def _way_back(settings: Settings, start: str, left_out: set[str]) -> list[str]:
    waiting, seen = [[start]], set(left_out)
    while waiting:
        path = waiting.pop(0)
        for used in settings.domain(path[-1]).uses:
            if used == start:
                return [*path, start]
            if used not in seen:
                seen.add(used)
                waiting.append([*path, used])
    return []
