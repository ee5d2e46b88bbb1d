"""What holds for every source tree, however strange."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from anabranch.project.file_list import FileList, SourceFile
from anabranch.project.layout import lay_out
from tests.fakes.source_tree import MIGRATION, MODEL, lay_out_sources

WORDS = st.sampled_from(["shop", "users", "src", "models", "migrations", "tests", "apps", "config"])
FILES = st.sampled_from(["__init__.py", "manage.py", "settings.py", "models.py", "apps.py", "users.py", "a-b.py"])
PATHS = st.builds(lambda folders, file: "/".join([*folders, file]), st.lists(WORDS, max_size=4), FILES)
NAMES = st.builds(".".join, st.lists(WORDS, min_size=1, max_size=3))
TEXTS = st.one_of(
    st.sampled_from(["", MODEL, MIGRATION, "from . import *\n", "INSTALLED_APPS += X\n"]),
    st.builds("import {0}\nfrom {0} import *\n".format, NAMES),
    st.builds("INSTALLED_APPS = ['{}']\n".format, NAMES),
    st.builds("from django.apps import AppConfig\nclass A(AppConfig):\n    name = '{}'\n".format, NAMES),
)
TREES = st.dictionaries(PATHS, TEXTS, min_size=1, max_size=12)


@given(TREES, st.sampled_from(["/srv/x-1", "/srv/shop", "/shop/users"]))
def test_every_file_is_a_module_of_some_project(sources: dict[str, str], root: str) -> None:
    projects = lay_out_sources(sources, root=root)
    assert {module.path for project in projects for module in project.modules} == set(sources)
    assert len({project.name for project in projects}) == len(projects)


@given(TREES, st.sampled_from(["/srv/x-1", "/srv/shop", "/shop/users"]))
def test_names_and_labels_are_unique_and_known(sources: dict[str, str], root: str) -> None:
    for project in lay_out_sources(sources, root=root):
        labels = [unit.label for unit in project.apps]
        assert len(set(labels)) == len(labels)
        assert len({module.name for module in project.modules}) == len(project.modules)
        assert len({module.path for module in project.modules}) == len(project.modules)
        assert {module.app for module in project.modules} <= set(labels)


@given(TREES)
def test_layout_does_not_depend_on_order(sources: dict[str, str]) -> None:
    assert lay_out_sources(sources) == lay_out_sources(dict(reversed(sources.items())))


@given(TREES)
def test_files_that_could_not_be_read_are_still_modules(sources: dict[str, str]) -> None:
    python = tuple(SourceFile(path, 0, 0) for path in sorted(sources))
    projects = lay_out(FileList("/srv/x-1", python, (), (), (), ()), {})
    assert {module.path for project in projects for module in project.modules} == set(sources)
