"""The page's own modules put into one, so that a single script with a known hash is all that may run."""

from __future__ import annotations

import re
from importlib.resources import files

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+)\.js";\n', re.M)
_EXPORT = re.compile(r"^export (?=function|const|class|async)", re.M)
_DECLARED = re.compile(r"^(?:export )?(?:async )?(?:function\*?|const|let|class) (\w+)", re.M)


def read_asset(name: str) -> str:
    """The text of a file of the page."""
    return (files("anabranch.reports.page") / name).read_text(encoding="utf-8")


def join_modules(entry: str) -> str:
    """All modules that `entry` needs, each after those it imports, without their imports and exports. Raises
    `ValueError` for a circle, or a name that two modules declare: they share one scope here.
    """
    texts: dict[str, str] = {}
    _collect(entry, texts, ())
    owner: dict[str, str] = {}
    for module, text in texts.items():
        for name in _DECLARED.findall(text):
            if owner.setdefault(name, module) != module:
                raise ValueError(f"{name} is declared in {owner[name]}.js and in {module}.js")
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", text)) for text in texts.values())


def _collect(module: str, texts: dict[str, str], above: tuple[str, ...]) -> None:
    if module in above:
        raise ValueError(f"{module}.js imports itself through {' → '.join(above)}")
    if module in texts:
        return
    text = read_asset(f"{module}.js")
    for needed in _IMPORT.findall(text):
        _collect(needed, texts, (*above, module))
    texts[module] = text
