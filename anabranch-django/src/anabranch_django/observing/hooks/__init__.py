"""One module a hook into Django: it wraps one thing, finds what crosses, and tells the observer.

Each knows the observer and Django's inside, and neither the watch file nor the record. Of another hook, statements know
how transactions take what is written, and calls how a thread knows who awaits it.
"""

from __future__ import annotations

from collections.abc import Callable

from anabranch_django.observing.hooks import (
    asynchronous,
    calls,
    cascades,
    constraints,
    hops,
    jinja,
    queries,
    runners,
    signals,
    sql,
    tasks,
    templates,
    transactions,
    urls,
)
from anabranch_django.observing.observer import Observer

HOOKS: tuple[tuple[str, Callable[[Observer], None]], ...] = (
    ("", runners.install),
    ("", asynchronous.install),
    ("", templates.mark_frames),
    ("", jinja.mark_frames),
    ("sql", queries.install),
    ("sql", sql.install),
    ("transaction", transactions.install),
    ("hop", hops.install),
    ("cascade", cascades.install),
    ("signal", signals.install),
    ("task", tasks.install),
    ("template", templates.install),
    ("template", jinja.install),
    ("url", urls.install),
    ("lock", constraints.install),
    ("call", calls.install),
)


def install(observer: Observer) -> None:
    """Install what is asked for. A hook that this Django does not take is noted in the record, the others work."""
    for detector, hook in HOOKS:
        if not detector or detector in observer.record.detect:
            observer.safely(f"{detector or hook.__module__} off", hook, observer)
