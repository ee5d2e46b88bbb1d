"""What one call of a command finds out about its folder, once, and what it has going meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anabranch.project.file_list import FileList
    from anabranch.reading.answers_kept import Listed
    from anabranch.rules.values import Rules


class Session:
    """One folder in one state: files are listed and rules parsed once, so that all that is told is of the same."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.listed: list[Listed] = []
        """The files that were read, so that an answer is kept as one about these and no later ones."""
        self.beside: list[Callable[[], None]] = []
        """What waits for the processes that write the cache meanwhile."""
        self._files: dict[bool, FileList] = {}

    def files(self, *, tests: bool) -> FileList:
        """The files of the folder, with or without the tests."""
        from anabranch.project.files import list_files

        if tests not in self._files:
            self._files[tests] = list_files(Path(self.folder), include_tests=tests)
        return self._files[tests]

    @cached_property
    def rules(self) -> Rules | None:
        """What the rule file of the folder says, if there is one."""
        home = Path(self.folder)
        if not any((home / name).is_file() for name in ("anabranch.toml", "pyproject.toml")):
            return None
        from anabranch.cli.rule_files import find_rules

        found = find_rules(home)
        return found[1] if found is not None else None

    def end(self) -> None:
        """Wait for what is going on beside."""
        while self.beside:
            self.beside.pop()()
