"""What is said in English of what was typed."""

from __future__ import annotations

USAGE = {
    "usage.try": "Try: {command}",
    "usage.empty": "{name} is empty: is a variable not set? Leave it out, or say what is meant.",
    "usage.idle.without": "{name} has no effect without {other}: add that, or leave it out.",
    "usage.idle.beside": "{name} has no effect beside {other}: leave one of them out.",
    "usage.twice": "The folder is given twice: {one} and --in {other}.",
    "usage.no_command": "A command is missing.",
    "usage.command": "No such command {name!r}.",
    "usage.close": "Did you mean {close}?",
    "usage.option": "No such option {name!r}.",
    "usage.missing": "{name} is missing.",
    "usage.value": "{name}: a value is missing, or there is one where none belongs.",
    "usage.extra": "Unexpected: {names}.",
    "usage.choice": "{name} is one of: {values}.",
    "usage.number": "{name} is a whole number.",
    "usage.least": "{name} is a whole number, {least} or more.",
    # what the system says of files
    "os.No such file or directory": "No such file or directory",
    "os.Permission denied": "Permission denied",
    "os.File exists": "File exists",
    "os.Is a directory": "Is a directory",
    "os.Not a directory": "Not a directory",
    "os.No space left on device": "No space left on device",
    "os.Read-only file system": "Read-only file system",
    "os.Bad file descriptor": "Bad file descriptor",
}
