"""Reads `settings.ANABRANCH` into one frozen value.

Knows the shape of the setting and its defaults; knows nothing of what is done with it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any, Literal

import msgspec
from django.conf import settings as django_settings
from django.core.signals import setting_changed

from anabranch_django.errors import Misconfigured

Mode = Literal["off", "log", "raise"]
Number = Annotated[int, msgspec.Meta(ge=1)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Seconds = Annotated[float, msgspec.Meta(gt=0)]
Pause = Annotated[float, msgspec.Meta(ge=0)]
"""Seconds that may be none at all."""


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of the setting: what is not known is refused, so that a typing error is no silent default."""


class DomainSettings(Section, frozen=True):
    """One domain: what belongs to it, and whom it uses."""

    apps: tuple[str, ...] = ()
    """Labels of its Django apps."""
    database: str = "default"
    """The alias that holds its tables, its receipts and its outbox."""
    uses: tuple[str, ...] = ()
    """The domains below that it calls or listens to."""
    role: Literal["plain", "base", "aggregator", "shell"] = "plain"
    urls: str | None = None
    """Its public URLconf, included where the domain is served."""
    prefix: str = ""
    """Where these URLs begin, such as "orders/"."""
    queues: tuple[str, ...] = ()
    """Queues of the team's own workers that carry its tasks."""


class PortSettings(Section, frozen=True):
    """Where a port is, seen from this process."""

    url: str = "local"
    """"local", or the peer's address such as "http://payments:8001"."""
    pool: Number = 16
    """Connections that are kept, and calls that may be under way at once."""
    failures: Number = 5
    """Failures in a row that open the breaker."""
    rest: Pause = 1.0
    """Seconds for which an open breaker leaves the peer alone."""


class Limits(Section, frozen=True):
    """Sizes in bytes, times in seconds, shares of one."""

    warn_size: Number = 256 * 1024
    max_size: Number = 4 * 1024 * 1024
    clock_skew: Seconds = 30.0
    """A signature is valid for so long before and after its time."""
    retry_share: Share = 0.1
    """Retries per call, at most."""
    loop: Number = 3
    """Calls of one method from one line within a request that are reported as a loop."""
    hops: Number = 8
    """Calls within calls before a circle is assumed."""


class DeploymentSettings(Section, frozen=True):
    """What `anabranch_deployment` writes."""

    site: str = "gunicorn {application} --bind {host}:{port}"
    """Serves the public pages; {application} is WSGI_APPLICATION as module:name."""
    ports: str = "gunicorn anabranch_django.wsgi --worker-class gthread --threads 8 --bind {host}:{port}"
    """Serves the ports, for the team's own processes only: in a Procfile {host} is this machine's own address."""
    relay: str = "python manage.py anabranch_relay"
    """Delivers events."""
    worker: str = ""
    """Works queues off, such as "celery -A config worker -Q {queues}"; empty where a team has none."""
    url_variable: str = "{KEY}_URL"
    """The variable of the environment from which the settings take where a port is; {KEY} in upper case."""
    environment: dict[str, dict[str, str]] = {}
    """Further variables, by domain, such as that of its database."""
    image: str = ""
    """The image in the compose file; empty builds one from the folder."""


class EventSettings(Section, frozen=True):
    """Outbox, relay, consumers. Times in seconds."""

    relay: Literal["process", "thread"] = "process"
    """"process": `manage.py anabranch_relay` delivers. "thread": a thread of every process does, for development."""
    outside_atomic: Literal["raise", "own"] = "raise"
    """What `publish` does where no transaction is open: refuse, or open one of its own."""
    sink: str = "embedded"
    """Where consumers run: "embedded", "celery", "django.tasks", or the dotted path of a sink."""
    sinks: dict[str, str] = {}
    """The same for single domains: domain, then sink."""
    poll: Seconds = 0.5
    """The outbox is looked at so often even when nobody wakes the relay."""
    lease: Seconds = 15.0
    """A relay that died keeps its shards for so long."""
    batch: Number = 256
    """Events that are read, and sent to another process, at once."""
    slice: Pause = 0.02
    """A transaction of several handlers is committed after so long."""
    attempts: Number = 10
    """How often a handler may fail before its event is a dead letter and its key is parked."""
    backoff: Pause = 1.0
    """The wait after the first failure; it doubles with each, up to `backoff_limit`."""
    backoff_limit: Pause = 300.0
    hops: Number = 16
    """Events that may lead to one another before a circle is assumed."""
    send_timeout: Seconds = 5.0
    """How long another process may take to take a batch."""
    inbox_days: Number = 30
    """For so long an event that comes again is known to have been handled."""


class Settings(Section, frozen=True):
    """The whole of `ANABRANCH`."""

    serve: str = "*"
    """"*" for all domains, or their keys with commas between: which domains this process serves."""
    name: str = ""
    """What this process calls itself when it calls others; by default the first domain it serves."""
    domains: dict[str, DomainSettings] = {}
    ports: dict[str, PortSettings] = {}
    keys: dict[str, dict[str, str]] = {}
    """Signing secrets: caller, then key id, then secret. The last key of a caller signs, all of them are accepted."""
    guards: Mode = "off"
    """What happens where a model of another domain is queried."""
    lock: str = "ports.lock.json"
    """The file that describes every port and event."""
    limits: Limits = Limits()
    events: EventSettings = EventSettings()
    deployment: DeploymentSettings = DeploymentSettings()

    def domain(self, key: str) -> DomainSettings:
        """What is known of a domain; a domain that is not listed has the defaults."""
        return self.domains.get(key, _UNLISTED)

    def port(self, key: str) -> PortSettings:
        """Where a port is; one that is not listed is local."""
        return self.ports.get(key, _LOCAL)


_UNLISTED = DomainSettings()
_LOCAL = PortSettings()


def current() -> Settings:
    """The setting as it is now. Raises `Misconfigured`, with the place in it, where it cannot be read."""
    return _read()


@lru_cache(maxsize=1)
def _read() -> Settings:
    return read(getattr(django_settings, "ANABRANCH", {}))


def read(raw: Any) -> Settings:  # noqa: ANN401  whatever a settings module says
    """The value of a setting. Raises `Misconfigured`, with the place in it, where it cannot be read."""
    try:
        return msgspec.convert(raw, Settings, str_keys=True)
    except msgspec.ValidationError as error:
        raise Misconfigured(f"The setting ANABRANCH cannot be read: {error}. ($ is the setting itself.)") from error


def _forget(*, setting: str, **_rest: object) -> None:
    if setting == "ANABRANCH":
        _read.cache_clear()


setting_changed.connect(_forget, dispatch_uid="anabranch_django.settings")
