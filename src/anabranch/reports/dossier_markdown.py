"""The dossier as Markdown."""

from __future__ import annotations

from anabranch.plan.dossier import Dossier, Row
from anabranch.reports.dossier_text import counter_text, numbers_text, parts_of, shown_rows, verdict_text
from anabranch.reports.markdown import code, escaped
from anabranch.reports.texts.words import Words


def dossier_markdown(dossier: Dossier, *, words: Words) -> str:
    """Verdict, rule and counter-argument first, then the rows and the gaps."""
    lines = [f"# {escaped(words('dossier.title', project=dossier.project))}", ""]
    lines += [f"## {words('dossier.verdict')}", "", f"**{escaped(verdict_text(dossier.verdict, words))}**", ""]
    lines += [escaped(numbers_text(dossier.verdict, words)), "", escaped(words("dossier.rule")), ""]
    lines += [f"## {words('dossier.counter')}", "", escaped(counter_text(dossier.verdict, words)), ""]
    lines += [escaped(words("dossier.about", domain=dossier.domain)), ""]
    heads = [words(f"dossier.{name}") for name in ("row", "measured", "formula", "source")]
    lines += [f"| | {' | '.join(heads)} |", "|---|---|---|---|---|"]
    for row in shown_rows(dossier, words):
        cells = [code(row.name), *map(escaped, (row.title, row.value, row.formula, row.source))]
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", f"## {words('dossier.gaps')}", ""]
    lines += [f"- {escaped(words(gap))}" for gap in (*dossier.gaps, "gap.ci")]
    lines += ["", words("dossier.explain", command=code("anabranch dossier --explain ROW"))]
    return "\n".join(lines) + "\n"


def explained_markdown(row: Row, domain: str, *, words: Words) -> str:
    """What one row was counted from, a line each, by the number that it was counted for."""
    title = words(f"row.{row.name}")
    if not row.lines:
        return escaped(words("dossier.explained.none", row=title)) + "\n"
    lines = [f"## {escaped(words('dossier.explained', row=title))}", ""]
    for name, part in parts_of(row, domain, words):
        lines += [f"### {escaped(name)}", "", *(f"- {code(line.where)} {escaped(line.what)}" for line in part), ""]
    return "\n".join(lines[:-1]) + "\n"
