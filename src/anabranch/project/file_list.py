"""The files of a folder as values that need no library: whether an answer still holds is asked before one is loaded."""

from __future__ import annotations

from typing import NamedTuple


class SourceFile(NamedTuple):
    """A file to read: its path relative to the repository with `/`, and what tells whether it changed."""

    path: str
    size: int
    modified: int
    """Nanoseconds."""
    changed: int = 0
    """When the file's own record changed last, in nanoseconds: whoever sets a file's times back changes this."""

    @property
    def stamp(self) -> bytes:
        """Changes whenever the file does."""
        return f"{self.size}:{self.modified}:{self.changed}".encode()


class FileList(NamedTuple):
    """All files below a folder that belong to the team."""

    root: str
    """Absolute path of the folder that was read."""
    python: tuple[SourceFile, ...]
    templates: tuple[SourceFile, ...]
    notebooks: tuple[str, ...]
    packaging: tuple[str, ...]
    """`pyproject.toml`, `setup.py`, `setup.cfg` and `manage.py` files."""
    unreadable: tuple[tuple[str, str], ...]
    """Paths that could not be read, with the reason."""
    with_tests: bool = True
    """Whether test code is among them; without, a file that is named as a test is none."""
