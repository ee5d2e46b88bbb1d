"""`manage.py anabranch_ports lock`, `check` and `list`."""

from __future__ import annotations

import subprocess
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError

from anabranch_django.errors import AnabranchError
from anabranch_django.ports.lock import Change, Lock, compare_locks, describe_ports, read_lock, write_lock
from anabranch_django.ports.registry import declarations
from anabranch_django.settings import current


class Command(BaseCommand):
    """Describe all ports in a file, and compare it with what is deployed."""

    help = (
        "lock writes the file that describes every port and event; check says whether it is up to date and, with "
        "--deployed, whether processes of both versions can talk to each other; list prints the methods. "
        "Exit codes: 0 all is well, 1 something breaks or is out of date, 2 something cannot be read or written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("action", choices=["lock", "check", "list"])
        parser.add_argument(
            "--deployed", metavar="FILE|REF", help="the lock file of what is deployed, or its git commit"
        )
        parser.add_argument(
            "--allow", action="append", default=[], metavar="WHERE", help="a breaking change made in two deploys"
        )

    def handle(self, *_args: object, action: str, deployed: str | None, allow: list[str], **_options: Any) -> None:  # noqa: ANN401
        """Run one of the actions."""
        path = Path(current().lock)
        lock = describe_ports()
        if action == "list":
            self._list()
        elif action == "lock":
            _write(path, lock)
            self.stdout.write(f"Written: {path}")
        else:
            self._check(lock, path, deployed, set(allow))

    def _list(self) -> None:
        for port in declarations().values():
            for method in port.methods.values():
                kind = "command" if method.is_command else "query"
                self.stdout.write(f"{method.label:40} {kind:8} {method.timeout:g} s  {method.schema_hash}")

    def _check(self, lock: Lock, path: Path, deployed: str | None, allow: set[str]) -> None:
        if not path.is_file() or path.read_bytes() != write_lock(lock):
            raise CommandError(f"{path} does not describe the ports of this code. Run: manage.py anabranch_ports lock")
        self.stdout.write(f"{path} is up to date.")
        if deployed is None:
            return
        changes = compare_locks(deployed=_read_deployed(deployed, path), current=lock)
        for change in changes:
            self.stdout.write(_line(change, allowed=change.where in allow))
        breaking = [change for change in changes if change.breaks and change.where not in allow]
        if breaking:
            raise CommandError(f"{len(breaking)} of {len(changes)} changes break what is deployed as {deployed}.")
        self.stdout.write(f"{len(changes)} changes, none breaks what is deployed as {deployed}.")


def _write(path: Path, lock: Lock) -> None:
    try:
        path.write_bytes(write_lock(lock))
    except OSError as error:
        _refuse(f"{path} cannot be written: {error.strerror}. It is the setting ANABRANCH['lock'].")


def _line(change: Change, *, allowed: bool) -> str:
    word = "allowed" if allowed else "BREAKS" if change.breaks else "fine"
    line = f"{word:8} {change.where} {change.what}."
    return line if allowed or not change.breaks else f"{line}\n         {change.advice}"


def _read_deployed(named: str, path: Path) -> Lock:
    data = Path(named).read_bytes() if Path(named).is_file() else _of_commit(named, path)
    try:
        return read_lock(data, name=named)
    except AnabranchError as error:
        _refuse(error.sentence)


def _of_commit(ref: str, path: Path) -> bytes:
    command = ["git", "-C", str(path.resolve().parent), "show", "--end-of-options", f"{ref}:./{path.name}"]
    try:
        return subprocess.run(command, check=True, capture_output=True).stdout
    except FileNotFoundError:
        _refuse(f"There is no file {ref}, and no git to look for a commit of that name.")
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()
        _refuse(f"{ref} is no file, and git has no {path.name} there: {said}")


def _refuse(sentence: str) -> NoReturn:
    raise CommandError(sentence, returncode=2)
