"""A placement as a Procfile, and as a compose file."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Sequence

from anabranch_django.deployment.processes import Process

_HEAD = "# Written by `manage.py anabranch_deployment`; write it again rather than change it."


def procfile(processes: Sequence[Process]) -> str:
    """One line a process, for honcho, foreman, or any platform that reads a Procfile."""
    return "\n".join([_HEAD, *map(_line, processes)]) + "\n"


def compose_file(processes: Sequence[Process], *, image: str) -> str:
    """A service a process. Only the public one publishes its port: ports are for the team's own processes.

    Every scalar is quoted as JSON does, which YAML reads as it is.
    """
    lines = [_HEAD, "services:"]
    for process in processes:
        lines += _service(process, image)
    return "\n".join(lines) + "\n"


def _line(process: Process) -> str:
    variables = " ".join(f"{name}={shlex.quote(value)}" for name, value in process.environment)
    return f"{process.name}: env {variables} {process.command}"


def _service(process: Process, image: str) -> Iterable[str]:
    yield f"  {process.name}:"
    yield f"    image: {json.dumps(image)}" if image else '    build: "."'
    yield f"    command: {json.dumps(shlex.split(process.command))}"
    yield "    environment:"
    for name, value in process.environment:
        # A dollar sign would be read as a variable of the shell that runs compose.
        yield f"      {name}: {json.dumps(value.replace('$', '$$'))}"
    if process.listens is not None:
        key = "ports" if process.is_public else "expose"
        value = f"{process.listens}:{process.listens}" if process.is_public else str(process.listens)
        yield f"    {key}: [{json.dumps(value)}]"
    yield '    restart: "unless-stopped"'
