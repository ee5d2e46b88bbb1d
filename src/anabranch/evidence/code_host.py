"""Where a code host shows the lines of a checkout."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from anabranch.evidence.git import GitFailed, describe_checkout

# Whatever stands before the host's name may be a password.
_REMOTE = re.compile(
    r"^(?:(?:https?|ssh|git)://)?(?:[^@/]*@)?(?P<host>[\w.-]+)(?::\d+)?[:/](?P<path>[\w./~-]+?)(?:\.git)?/?$"
)
_LAYOUTS = {
    "github": "https://{host}/{path}/blob/{commit}/{prefix}{{file}}#L{{line}}",
    "gitlab": "https://{host}/{path}/-/blob/{commit}/{prefix}{{file}}#L{{line}}",
    "bitbucket": "https://{host}/{path}/src/{commit}/{prefix}{{file}}#lines-{{line}}",
    "codeberg": "https://{host}/{path}/src/commit/{commit}/{prefix}{{file}}#L{{line}}",
}


def source_address(folder: Path) -> str:
    """The address of a line, with `{file}` and `{line}` to be filled in; empty where git or the host is unknown."""
    try:
        remote, commit, prefix = describe_checkout(folder)
    except (GitFailed, ValueError):
        return ""
    return line_address(remote, commit=commit, prefix=prefix)


def line_address(remote: str, *, commit: str, prefix: str) -> str:
    """The same for a remote as git names it; hosts are known by their name, whatever company runs them."""
    found = _REMOTE.match(remote)
    layout = next((text for name, text in _LAYOUTS.items() if found and name in found["host"]), "")
    if not found or not layout:
        return ""
    path = found["path"].strip("/")
    return layout.format(host=found["host"], path=path, commit=commit, prefix=quote(prefix))
