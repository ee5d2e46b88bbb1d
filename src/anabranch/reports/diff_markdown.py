"""What a branch changes between domains, as a short comment for a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from anabranch.reports.markdown import code
from anabranch.reports.texts.words import Words
from anabranch.rules.difference import Change

_MOST = 30


def diff_markdown(
    changes: Sequence[Change], *, revision: str, words: Words, unassigned: Sequence[str] = (), file: str = ""
) -> str:
    """One heading with the sums, and a table of what changed; what runs against the order first.

    `unassigned` are the units that no layer of the rule `file` names.
    """
    told = [_about_layers(unassigned, file, words)] if unassigned else []
    came = sum(one.count for one in changes if one.count > 0)
    went = -sum(one.count for one in changes if one.count < 0)
    if not changes:
        return "\n\n".join((words("diff.none", revision=revision), *told)) + "\n"
    lines = [f"**{words('diff.title', came=came, went=went)}**", ""]
    lines += [f"| | {words('diff.from')} | {words('diff.to')} | {words('diff.where')} |", "|---:|---|---|---|"]
    lines += [_row(one, words) for one in changes[:_MOST]]
    if len(changes) > _MOST:
        lines += ["", words("more", number=len(changes) - _MOST)]
    against = sum(one.count for one in changes if one.against_order)
    lines += ["", words("diff.against", number=f"{against:+,}")]
    for remark in told:
        lines += ["", remark]
    return "\n".join(lines) + "\n"


def _row(one: Change, words: Words) -> str:
    mark = f"{one.count:+,}{' ⚠' if one.against_order and one.count > 0 else ''}"
    place = f"{one.example.file}:{one.example.line}"
    tie = words.known(f"class.{one.key.tie_class}", one.key.tie_class)
    return f"| {mark} | {_text(one.key.importer)} | {_text(one.key.imported)} ({tie}) | {_text(place)} |"


def _about_layers(units: Sequence[str], file: str, words: Words) -> str:
    named = ", ".join(map(code, units))
    return words("check.unassigned", file=code(file), units=named, command=code("anabranch init"))


def _text(text: str) -> str:
    """Text of the project as code, which can be copied; a bar would end the cell even there."""
    return code(text).replace("|", "\\|")
