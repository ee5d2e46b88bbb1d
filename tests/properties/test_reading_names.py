"""Names lead where Python itself finds them: small packages are made up, imported for real and compared."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anabranch.facts.python import read_python
from anabranch.reading.resolution import Resolution
from anabranch.reading.world import Found
from anabranch.reading.world_building import build_world
from tests.fakes.projects import write_sources
from tests.fakes.source_tree import only_project

NAMES = ("A", "B", "f", "g", "_p", "K")
MODULES = ("{root}", "{root}.one", "{root}.two", "{root}.sub", "{root}.sub.deep", "{root}.last")
"""Each imports only from those after it, but for the package, whose `__init__` runs first."""

WORKER = """
import importlib, json, sys
for line in sys.stdin:
    folder, modules, names = json.loads(line)
    sys.path.insert(0, folder)
    importlib.invalidate_caches()
    found = {}
    for module in modules:
        try:
            loaded = importlib.import_module(module)
        except Exception:
            continue
        for name in dir(loaded):
            value = getattr(loaded, name)
            if name in names:
                origin = "~" + value if isinstance(value, str) else "" if value is None else (
                    f"{value.__module__}.{value.__qualname__}" if hasattr(value, "__qualname__") else value.__name__)
                found[f"{module}:{name}"] = origin
    sys.path.pop(0)
    print(json.dumps(found), flush=True)
"""


class Python:
    """A Python process that imports what it is told to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()
        self._process = subprocess.Popen(
            [sys.executable, "-c", WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def next_root(self) -> str:
        return f"pack{next(self._numbers)}"

    def import_all(self, sources: Mapping[str, str], modules: list[str]) -> dict[str, str]:
        """Where each name of each module really comes from; modules that cannot be imported have none."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        write_sources(self._folder, sources)
        self._process.stdin.write(json.dumps([str(self._folder), modules, [*NAMES, *ALIASES]]) + "\n")
        self._process.stdin.flush()
        found: dict[str, str] = json.loads(self._process.stdout.readline())
        return found

    def stop(self) -> None:
        self._process.communicate()


ALIASES = ("A2", "m")
"""Names given to what is imported. What importing a submodule leaves in its package is another matter."""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Python]:
    started = Python(tmp_path_factory.mktemp("packages"))
    yield started
    started.stop()


def path_of(module: str) -> str:
    is_package = "." not in module or module.endswith(".sub")
    return module.replace(".", "/") + ("/__init__.py" if is_package else ".py")


def relative(importer: str, imported: str) -> str:
    """The module as a relative import names it."""
    parts = importer.split(".") if path_of(importer).endswith("__init__.py") else importer.split(".")[:-1]
    wanted = imported.split(".")
    shared = next((n for n in range(len(parts), 0, -1) if parts[:n] == wanted[:n]), 0)
    return "." * (len(parts) - shared + 1) + ".".join(wanted[shared:])


@st.composite
def imports(draw: st.DrawFn, importer: str, later: list[str]) -> str:
    imported = draw(st.sampled_from(later))
    where = draw(st.sampled_from([imported, relative(importer, imported)]))
    package, _, last = imported.rpartition(".")
    name = draw(st.sampled_from(NAMES))
    return draw(
        st.sampled_from(
            [
                f"from {where} import *",
                f"from {where} import {name}",
                f"from {where} import {name} as A2",
                f"import {imported}",
                f"import {imported} as m",
                f"import {imported} as m\n{name} = m.{name}",
                f"from {package} import {last}",
                f"try:\n    from {where} import {name}\nexcept ImportError:\n    {name} = None",
                f"try:\n    from gone import {name}\nexcept ImportError:\n    from {where} import {name}",
            ]
        )
    )


@st.composite
def definitions(draw: st.DrawFn, module: str) -> str:
    name = draw(st.sampled_from(NAMES))
    return draw(
        st.sampled_from(
            [
                f"class {name}:\n    pass",
                f"def {name}():\n    pass",
                f'{name} = "{module}.{name}"',
            ]
        )
    )


@st.composite
def packages(draw: st.DrawFn, root: str) -> dict[str, str]:
    modules = [module.format(root=root) for module in MODULES]
    sources = {}
    for position, module in enumerate(modules):
        later = modules[position + 1 :]
        first = draw(st.lists(imports(module, later), max_size=3)) if later else []
        rest = draw(st.lists(definitions(module), max_size=3))
        listed = draw(st.none() | st.lists(st.sampled_from(NAMES), unique=True, max_size=3))
        defined = [name for name in listed or [] if any(name in line for line in rest)]
        shown = [f"__all__ = {defined}"] if defined else []
        first.sort(key=lambda line: not line.endswith("*"))  # a later star import: see tests/unit/reading/test_names.py
        sources[path_of(module)] = "\n".join([*first, *rest, *shown]) + "\n"
    return sources


def resolve(sources: Mapping[str, str]) -> Resolution:
    layout = only_project(sources)
    facts = {path: read_python(text.encode()) for path, text in sources.items()}
    return Resolution(build_world(layout, facts, {}))


def told(sources: Mapping[str, str]) -> str:
    return "\n".join(f"# {path}\n{text}" for path, text in sources.items())


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_names_lead_where_python_finds_them(data: st.DataObject, python: Python) -> None:
    root = python.next_root()
    sources = data.draw(packages(root))
    modules = [module.format(root=root) for module in MODULES]
    truth = python.import_all(sources, modules)
    resolution = resolve(sources)
    for place, origin in truth.items():
        module, _, name = place.partition(":")
        if not origin or (origin.startswith("~") and f" = m.{name}" in told(sources)):
            continue  # None, because an import failed, or a text, which does not say through which names it went
        found = resolution.find(resolution.world.modules[module], name)
        assert isinstance(found, Found), f"{place} is {origin}, found {found!r}\n{told(sources)}"
        assert found.symbol == origin.removeprefix("~"), f"{place} is {origin}, found {found.symbol}\n{told(sources)}"


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_names_that_python_does_not_have_lead_to_no_definition(data: st.DataObject, python: Python) -> None:
    root = python.next_root()
    sources = data.draw(packages(root))
    modules = [module.format(root=root) for module in MODULES]
    truth = python.import_all(sources, modules)
    resolution = resolve(sources)
    for module in {place.partition(":")[0] for place in truth}:
        for name in NAMES:
            if f"{module}:{name}" not in truth:
                found = resolution.find(resolution.world.modules[module], name)
                assert found is None, f"{module}:{name} is not there, found {found!r}\n{told(sources)}"
