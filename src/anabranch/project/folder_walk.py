"""The files below a folder that no git repository describes."""

from __future__ import annotations

import os

from anabranch.project.conventions import is_left_out
from anabranch.project.git_listing import Listing


def walk_folder(folder: str) -> Listing:
    """All files below a folder, but for virtual environments and what tools leave behind. Follows no linked folder."""
    listing = Listing([], [])
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            waiting += _read_folder(folder, prefix, listing)
        except OSError as error:
            listing.unreadable.append((prefix.rstrip("/") or ".", error.strerror or str(error)))
    return listing


def _read_folder(folder: str, prefix: str, listing: Listing) -> list[str]:
    files: list[str] = []
    folders: list[str] = []
    with os.scandir(os.path.join(folder, prefix)) as entries:
        for entry in entries:
            path = prefix + entry.name
            if not entry.is_dir(follow_symlinks=False):
                files.append(path)
            elif not is_left_out(path + "/"):
                folders.append(path + "/")
    if prefix and f"{prefix}pyvenv.cfg" in files:
        return []
    listing.paths.extend(files)
    return folders
