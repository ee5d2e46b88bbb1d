"""Which domain something belongs to, by `ANABRANCH["domains"]`."""

from __future__ import annotations

from functools import lru_cache

from django.apps import apps
from django.core.signals import setting_changed

from anabranch_django.settings import Settings, current


@lru_cache(maxsize=8192)
def domain_of_module(module: str) -> str:
    """The domain whose app holds a module; empty where it is in none."""
    best = None
    for config in apps.get_app_configs():
        inside = module == config.name or module.startswith(f"{config.name}.")
        if inside and (best is None or len(config.name) > len(best.name)):
            best = config
    return domain_of_app(best.label) if best is not None else ""


@lru_cache(maxsize=1024)
def domain_of_app(label: str) -> str:
    """The domain that lists an app; where no domains are listed, each app is its own."""
    domains = current().domains
    if not domains:
        return label
    for key, domain in domains.items():
        if label in domain.apps or (not domain.apps and label == key):
            return key
    return ""


def may_call(*, caller: str, callee: str) -> bool:
    """The declared graph lets `caller` use `callee`. Where no domains are listed, everyone may."""
    settings = current()
    if not settings.domains or caller == callee:
        return True
    domain = settings.domains.get(caller)
    return domain is not None and (callee in domain.uses or settings.domain(callee).role == "base")


@lru_cache(maxsize=1)
def served_keys() -> frozenset[str] | None:
    """The domains that this process serves to others; None for all that are nowhere else."""
    return served_among(current())


def served_among(settings: Settings) -> frozenset[str] | None:
    """`served_keys` of any settings."""
    serve = settings.serve
    return None if serve == "*" else frozenset(key.strip() for key in serve.split(",") if key.strip())


@lru_cache(maxsize=1)
def present_keys() -> frozenset[str] | None:
    """The domains whose code runs here: those served, and those they use here; None for all that are nowhere else."""
    return present_among(current())


def present_among(settings: Settings) -> frozenset[str] | None:
    """`present_keys` of any settings."""
    served = served_among(settings)
    if served is None:
        return None
    base = {key for key, domain in settings.domains.items() if domain.role == "base"}
    found: set[str] = set()
    waiting = [*served, *(key for key in base if settings.port(key).url == "local")]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += [used for used in settings.domain(key).uses if settings.port(used).url == "local"]
    return frozenset(found)


def is_served(key: str) -> bool:
    """The domain is served to others by this process."""
    served = served_keys()
    return _is_local(key) if served is None else key in served


def is_here(key: str) -> bool:
    """The domain's code runs in this process."""
    present = present_keys()
    return _is_local(key) if present is None else key in present


def _is_local(key: str) -> bool:
    """A process that serves all domains serves those that are nowhere else."""
    return current().port(key).url == "local"


def process_name(settings: Settings) -> str:
    """What this process calls itself where no domain's code makes the call."""
    if settings.name or settings.serve == "*":
        return settings.name
    return settings.serve.split(",")[0].strip()


def _forget(*, setting: str, **_rest: object) -> None:
    if setting in {"ANABRANCH", "INSTALLED_APPS"}:
        for cached in (domain_of_module, domain_of_app, served_keys, present_keys):
            cached.cache_clear()


setting_changed.connect(_forget, dispatch_uid="anabranch_django.ports.domains")
