"""The page: words, data, style and script as one file that may reach nothing outside itself."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from html import escape

from anabranch.reading.values import CERTAINTIES, CLASS_OF_KIND, CLASSES, Map
from anabranch.reports.answers.places import Sources
from anabranch.reports.page.bundle import join_modules, read_asset
from anabranch.reports.page.data import KINDS, ROLES, SIDES, Quoted, project_columns, tie_classes
from anabranch.reports.page.first_words import Judged, say_first, words_html
from anabranch.reports.page.plots_section import Plotted, has_plots, plots_html
from anabranch.reports.page.strings import Strings
from anabranch.reports.remedies import remedy
from anabranch.reports.texts.words import Words, catalogue

_MARK = re.compile(r"<!--(\w+)-->")
_USED_TEXTS = ("page.", "class.", "certainty.", "cut.", "unit.role.", "more")


def page_html(
    project_map: Map,
    words: Words,
    *,
    sources: Sources,
    quoted: Quoted = "upward",
    host: str = "",
    judged: Judged | None = None,
    plotted: Sequence[Plotted] = (),
) -> str:
    """The whole file. Equal maps and sources give equal bytes. `host` is the address of the source on a code host,
    with `{file}` and `{line}` to be filled in, or empty. `plotted` is what is plotted, one a project.
    """
    strings = Strings()
    rules = judged.rules if judged else None
    projects = [
        project_columns(project_map, one, strings, sources=sources, quoted=quoted, rules=rules)
        for one in project_map.projects
    ]
    data = {
        "language": words.language,
        "host": host,
        "texts": _texts(words),
        "remedies": [remedy(kind, words.language) for kind in KINDS],
        "kinds": KINDS,
        "certainties": CERTAINTIES,
        "classes": tie_classes(),
        "classOfKind": [CLASSES.index(CLASS_OF_KIND[kind]) for kind in KINDS],
        "roles": ROLES,
        "sides": SIDES,
        "strings": strings.all(),
        "projects": projects,
        "plotted": [has_plots(one) for one in plotted],
    }
    parts = {"words": _first_words(project_map, words, judged), "plots": plots_html(plotted, words)}
    return _assemble(project_map, words, {**parts, "data": _as_json(data)})


def _assemble(project_map: Map, words: Words, parts: Mapping[str, str]) -> str:
    style, script = read_asset("page.css"), join_modules("main")
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; base-uri 'none'; "
        "form-action 'none'"
    )
    values = {
        "language": words.language,
        "policy": policy,
        "title": escape(_title(project_map)),
        "style": style,
        "noscript": escape(words("page.noscript")),
        "script": script,
        **parts,
    }
    # One pass over the frame: what is put in is never looked at again.
    return _MARK.sub(lambda mark: values[mark[1]], read_asset("page.html"))


def _title(project_map: Map) -> str:
    return ": ".join(
        ["anabranch", *([", ".join(one.name for one in project_map.projects)] if project_map.projects else [])]
    )


def _first_words(project_map: Map, words: Words, judged: Judged | None) -> str:
    if not project_map.projects:
        return f"<p>{escape(words('found.nothing'))}</p>"
    parts = [words_html(say_first(project_map, one, words, judged)) for one in project_map.projects]
    return "".join(f'<section data-project="{number}">{part}</section>' for number, part in enumerate(parts))


def _texts(words: Words) -> dict[str, str]:
    return {key: text for key, text in catalogue(words.language).items() if key.startswith(_USED_TEXTS)}


def _as_json(value: object) -> str:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")
