"""The frame of a SARIF 2.1.0 log (OASIS): what every report in it has alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import msgspec

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif_log(
    *, name: str, version: str, rules: Sequence[dict[str, Any]], results: Sequence[dict[str, Any]],
    invocation: dict[str, Any], **run: Any,  # noqa: ANN401
) -> str:  # fmt: skip
    """One log of one run of one tool, with what else is told of the `run`."""
    driver = {"name": name, "version": version, "rules": rules}
    told = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": results,
        **run,
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [told]}
    return msgspec.json.format(msgspec.json.encode(log), indent=1).decode() + "\n"


def sarif_place(file: str, *, line: int = 0, column: int = 0) -> dict[str, Any]:
    """A location by its path in the repository; a line or column of 0 is left out.

    Bytes of a file name that are no text stand in the address as they are on the disk.
    """
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(file.encode("utf-8", "surrogateescape"))}}
    region = {name: number for name, number in (("startLine", line), ("startColumn", column)) if number}
    return {"physicalLocation": {**place, "region": region} if region else place}
