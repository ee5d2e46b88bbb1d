"""Whether a folder is only a part of a project: asked before anything large is imported."""

from __future__ import annotations

import os


def project_around(folder: str) -> str:
    """The folder of the manage.py above an absolute one, within the same repository; empty where it is no part of one.

    A folder that has a manage.py of its own is a project itself.
    """
    while not any(os.path.exists(os.path.join(folder, name)) for name in (".git", "manage.py")):
        above = os.path.dirname(folder)
        if above == folder:
            return ""
        if os.path.isfile(os.path.join(above, "manage.py")):
            return above
        folder = above
    return ""
