"""Lists, replays and drops dead letters."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from anabranch_django import settings
from anabranch_django.errors import AnabranchError
from anabranch_django.events import deferred
from anabranch_django.events.databases import tables_of
from anabranch_django.events.relay import domains_to_relay
from anabranch_django.events.wakeup import waker


class Command(BaseCommand):
    """`manage.py anabranch_deadletters`."""

    help = "List, replay or drop events that a consumer could not handle."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and with which."""
        parser.add_argument("action", nargs="?", choices=["list", "replay", "drop"], default="list")
        parser.add_argument("ids", nargs="*", type=int, metavar="ID")
        parser.add_argument("--consumer", default="", help="those of this consumer")
        parser.add_argument("--database", default="", help="those in the database with this alias")
        parser.add_argument("--all", action="store_true", help="all dead letters")

    def handle(self, *, action: str, ids: Sequence[int], consumer: str, database: str, **options: Any) -> None:  # noqa: ANN401  Django's signature
        """Do it in every database that this process relays for."""
        if action != "list" and not (ids or consumer or options["all"]):
            raise CommandError("Say which: their numbers, --consumer NAME, or --all.", returncode=2)
        count = 0
        try:
            aliases = _aliases(database)
            if ids and len(aliases) > 1:
                raise CommandError(f"Numbers need --database, one of: {', '.join(aliases)}.", returncode=2)
            for alias in aliases:
                with tables_of(alias):
                    count += self._act(action, alias, ids, consumer)
        except AnabranchError as error:
            raise CommandError(error.sentence, returncode=2) from error
        done = {"list": "dead letters", "replay": "replayed; a relay takes them", "drop": "dropped"}[action]
        self.stdout.write(f"{count} {done}.")

    def _act(self, action: str, alias: str, ids: Sequence[int], consumer: str) -> int:
        letters = deferred.dead_letters(alias, ids=ids or None, consumer=consumer)
        missing = sorted(set(ids) - {letter.id for letter in letters})
        if missing:
            said = ", ".join(map(str, missing))
            raise CommandError(f"Nothing was done: no dead letter has the number {said}.", returncode=2)
        if action == "list":
            for letter in letters:
                self.stdout.write(
                    f"{alias} {letter.id}  {letter.event} key {letter.key} for {letter.consumer}, "
                    f"{letter.attempts} attempts, published {letter.published_at:%Y-%m-%d %H:%M:%S}\n    {letter.error}"
                )
            return len(letters)
        chosen = [letter.id for letter in letters]
        done = deferred.replay(alias, chosen) if action == "replay" else deferred.drop(alias, chosen)
        waker(alias)()
        return done


def _aliases(database: str) -> list[str]:
    if not database:
        return sorted({settings.current().domain(domain).database for domain in domains_to_relay()})
    if database not in connections:
        raise CommandError(f"No database is called {database}. There is: {', '.join(connections)}.", returncode=2)
    return [database]
