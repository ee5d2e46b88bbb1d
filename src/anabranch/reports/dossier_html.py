"""The dossier as one HTML file: no script, no link to anywhere, plots inside, in the reader's light or dark scheme."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from anabranch.plan.dossier import Dossier
from anabranch.plan.history import History
from anabranch.plan.values import Line, Staircase
from anabranch.reports.dossier_text import counter_text, numbers_text, parts_of, shown_rows, verdict_text
from anabranch.reports.plots import all_plots
from anabranch.reports.texts.words import Words
from anabranch.reports.visible import in_html

_STYLE = """
  :root { color-scheme: light dark }
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
  table { border-collapse: collapse } td, th { border-bottom: 1px solid #8884; padding: .4rem .6rem; text-align: left;
  vertical-align: top } .verdict { font-size: 1.3rem; font-weight: 600 } .quiet { opacity: .7; font-size: .9em }
  svg { max-width: 100%; height: auto } :lang(ko) { word-break: keep-all }
  @media print { :root { color-scheme: light } body { margin: 0; max-width: none; font-size: 10pt }
  tr, svg, li { break-inside: avoid } thead { display: table-header-group } details { display: none }
  h2 { break-after: avoid } }
"""

_LINES = 20


def dossier_html(dossier: Dossier, staircase: Staircase, history: History | None, *, words: Words) -> str:
    """The whole page; each row opens to what it was counted from."""
    verdict = dossier.verdict
    body = [
        f"<h1>{in_html(words('dossier.title', project=dossier.project))}</h1>",
        f"<h2>{in_html(words('dossier.verdict'))}</h2>",
        f'<p class="verdict">{in_html(verdict_text(verdict, words))}</p>',
        f"<p>{in_html(numbers_text(verdict, words))}</p>",
        f'<p class="quiet">{in_html(words("dossier.rule"))}</p>',
        f"<h2>{in_html(words('dossier.counter'))}</h2>",
        f"<p>{in_html(counter_text(verdict, words))}</p>",
        f"<p>{in_html(words('dossier.about', domain=dossier.domain))}</p>",
        *_table(dossier, words),
        f"<h2>{in_html(words('dossier.gaps'))}</h2>",
        "<ul>",
        *(f"<li>{in_html(words(gap))}</li>" for gap in (*dossier.gaps, "gap.ci")),
        "</ul>",
        f"<h2>{in_html(words('dossier.plots'))}</h2>",
        *all_plots(staircase, history, words=words, styled=True),
    ]
    title = in_html(words("dossier.title", project=dossier.project))
    head = f'<!doctype html>\n<html lang="{words.language}">\n<meta charset="utf-8">\n<title>{title}</title>'
    return "\n".join([head, f"<style>{_STYLE}</style>", *body, "</html>"]) + "\n"


def _table(dossier: Dossier, words: Words) -> Iterable[str]:
    heads = "".join(f"<th>{in_html(words(f'dossier.{name}'))}</th>" for name in ("row", "measured", "source"))
    yield f"<table><thead><tr>{heads}</tr></thead><tbody>"
    for row, shown in zip(dossier.rows, shown_rows(dossier, words), strict=True):
        formula = f'<div class="quiet">{in_html(shown.formula)}</div>'
        label = in_html(words("dossier.opened", number=len(row.lines)))
        parts = "".join(_part(*part, words) for part in parts_of(row, dossier.domain, words))
        opened = f"<details><summary>{label}</summary>{parts}</details>" if parts else ""
        yield (
            f'<tr id="{in_html(row.name)}"><td>{in_html(shown.title)}</td>'
            f"<td>{in_html(shown.value)}{formula}{opened}</td>"
            f"<td>{in_html(shown.source)}</td></tr>"
        )
    yield "</tbody></table>"


def _part(title: str, lines: Sequence[Line], words: Words) -> str:
    listed = "".join(f"<li><code>{in_html(line.where)}</code> {in_html(line.what)}</li>" for line in lines[:_LINES])
    rest = f"<li>{in_html(words('more', number=len(lines) - _LINES))}</li>" if len(lines) > _LINES else ""
    return f"<p>{in_html(title)}</p><ul>{listed}{rest}</ul>"
