"""Input as it comes: one clear result each, never a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from anabranch.errors import NothingToRead
from anabranch.reading.read import read_map
from anabranch.reading.values import Map
from tests.fakes.projects import BASE, complete, write_sources

CONFIG = "from django.apps import AppConfig\n\n\n"
USE = "from catalog.models import Product\n\nx = Product\n"
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def read_with(folder: Path, name: str, content: bytes) -> Map:
    write_sources(folder, complete(BASE))
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return read_map(folder, cache=False)


def uses(found: Map, file: str = "catalog/extra.py") -> list[str]:
    return [one.imported.symbol for one in found.references if one.file == file]


def failures(found: Map) -> list[tuple[str, int]]:
    return [(one.file, one.line) for one in found.files.failed]


def test_good_project_has_no_failures(tmp_path: Path) -> None:
    found = read_with(tmp_path, "brands/code.py", USE.encode())
    assert (failures(found), uses(found, "brands/code.py")) == ([], ["catalog.models.Product"])


@pytest.mark.parametrize("name", ["gone", "gone/deeper"])
def test_path_that_does_not_exist_is_said_with_its_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(NothingToRead, match="gone"):
        read_map(tmp_path / name, cache=False)


def test_file_in_the_place_of_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "manage.py").write_text("")
    with pytest.raises(NothingToRead, match=r"manage\.py is not a folder"):
        read_map(tmp_path / "manage.py", cache=False)


@pytest.mark.parametrize("name", ["README.md", ".git/hooks/x.py", "venv/lib/site-packages/x.py", "node_modules/x.py"])
def test_folder_without_python_is_said(tmp_path: Path, name: str) -> None:
    write_sources(tmp_path, {name: "x = 1\n", "venv/pyvenv.cfg": ""})
    with pytest.raises(NothingToRead, match="no Python"):
        read_map(tmp_path, cache=False)


def test_empty_project_is_a_map_without_references(tmp_path: Path) -> None:
    write_sources(tmp_path, {"manage.py": "", "settings.py": "INSTALLED_APPS = []\n"})
    found = read_map(tmp_path, cache=False)
    assert (len(found.projects), found.references, found.models) == (1, (), ())


def test_empty_file_is_read(tmp_path: Path) -> None:
    assert failures(read_with(tmp_path, "brands/empty.py", b"")) == []


@pytest.mark.parametrize(
    ("line", "number"),
    [("def f(:\n", 4), ("x = = 1\n", 4), ("class\n", 4), ("'''never closed\n", 4)],
)
def test_broken_syntax_is_said_and_the_rest_is_read(tmp_path: Path, line: str, number: int) -> None:
    found = read_with(tmp_path, "brands/code.py", (USE + line).encode())
    assert [file for file, _ in failures(found)][:1] == ["brands/code.py"]
    assert failures(found)[0][1] in (number, number + 1)
    assert uses(found, "brands/code.py") == ["catalog.models.Product"]


def test_null_byte_is_said_and_the_other_files_are_read(tmp_path: Path) -> None:
    found = read_with(tmp_path, "brands/code.py", USE.encode() + b"y = '\x00'\n")
    assert [(one.file, "Line 4 holds a null byte" in one.text) for one in found.files.failed] == [
        ("brands/code.py", True)
    ]
    assert len(found.models) == 3


@pytest.mark.parametrize("encoding", ["latin-1", "euc-kr", "utf-8-sig", "cp949", "utf-8"])
def test_declared_encoding_is_used_and_columns_are_code_points(tmp_path: Path, encoding: str) -> None:
    word = "é" if encoding == "latin-1" else "상품"
    text = f"# -*- coding: {encoding.removesuffix('-sig')} -*-\nfrom catalog.models import Product\n'{word}', Product\n"
    found = read_with(tmp_path, "brands/code.py", text.encode(encoding))
    places = [(one.line, one.column) for one in found.references if one.file == "brands/code.py"]
    assert (failures(found), places) == ([], [(3, len(word) + 5)])


@pytest.mark.parametrize(
    "content", [b"# coding: nothing\nx = 1\n", b"x = '\xff'\n", "x = 'é'\n".encode("latin-1"), USE.encode("utf-16")]
)
def test_file_of_no_known_encoding_is_said(tmp_path: Path, content: bytes) -> None:
    found = read_with(tmp_path, "brands/code.py", content)
    assert {file for file, _ in failures(found)} == {"brands/code.py"}
    assert found.files.read > 5


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n\f\n"])
def test_any_line_ending_is_read(tmp_path: Path, ending: str) -> None:
    found = read_with(tmp_path, "brands/code.py", USE.replace("\n", ending).encode())
    assert (failures(found), uses(found, "brands/code.py")) == ([], ["catalog.models.Product"])


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_links_in_a_loop_end(tmp_path: Path) -> None:
    write_sources(tmp_path, complete(BASE))
    (tmp_path / "brands" / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "brands" / "self.py").symlink_to("self.py")
    (tmp_path / "brands" / "gone.py").symlink_to("nowhere.py")
    found = read_map(tmp_path, cache=False)
    assert [file for file, _ in failures(found)] == ["brands/gone.py", "brands/self.py"]
    assert len(found.models) == 3


@pytest.mark.skipif(IS_ROOT or os.name == "nt", reason="may open anything")
def test_unreadable_file_is_said_and_the_rest_is_read(tmp_path: Path) -> None:
    write_sources(tmp_path, complete(BASE))
    (tmp_path / "brands" / "models.py").chmod(0)
    found = read_map(tmp_path, cache=False)
    assert failures(found) == [("brands/models.py", 1)]


def test_folder_named_like_a_file_is_said_or_passed_over(tmp_path: Path) -> None:
    (tmp_path / "brands" / "odd.py").mkdir(parents=True)
    found = read_with(tmp_path, "brands/code.py", USE.encode())
    assert uses(found, "brands/code.py") == ["catalog.models.Product"]


def test_twenty_thousand_lines_are_read(tmp_path: Path) -> None:
    text = "from catalog.models import Product\n" + "".join(
        f"def f{number}():\n    return Product\n" for number in range(10_000)
    )
    found = read_with(tmp_path, "brands/code.py", text.encode())
    assert (failures(found), len(uses(found, "brands/code.py"))) == ([], 10_000)


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "(" * 150 + "1" + ")" * 150 + "\n",
        "x = " + "-" * 3_000 + "1\n",
        "x = " + "+".join(["a"] * 3_000) + "\n",
        "x = a" + ".b" * 3_000 + "\n",
        "x = a" + "()" * 3_000 + "\n",
        "x = " + "[" * 5_000 + "]" * 5_000 + "\n",
        "".join(" " * depth + "if x:\n" for depth in range(150)) + " " * 150 + "pass\n",
        "if x:\n    pass\n" + "elif x:\n    pass\n" * 2_000,
        "x = 'a' " + "'b' " * 5_000 + "\n",
        "x = {" + "'a': {" * 800 + "}" * 800 + "}\n",
    ],
    ids=["parentheses", "minus", "sum", "attributes", "calls", "lists", "ifs", "elifs", "strings", "dictionaries"],
)
def test_deep_nesting_is_read_or_said(tmp_path: Path, text: str) -> None:
    found = read_with(tmp_path, "brands/code.py", (USE + text).encode())
    assert {file for file, _ in failures(found)} <= {"brands/code.py"}
    assert failures(found) or uses(found, "brands/code.py") == ["catalog.models.Product"]


LONG = {
    "calls": "".join(f"def f{number}():\n    return f{number + 1}()\n" for number in range(400)),
    "appends": "x = []\n" + "".join(f"x.append('a.b{number}')\n" for number in range(3_000)),
    "texts": "x = " + " + ".join(f"'a{number}'" for number in range(700)) + "\n",
    "chain": "x = a" + ".b()" * 600 + "\n",
    "patterns": "urlpatterns = []\n" + "urlpatterns += [path('', f)]\n" * 3_000,
}


@pytest.mark.parametrize("what", ["appends", "calls", "chain", "patterns", "texts"])
def test_long_chain_that_another_file_asks_for_ends(tmp_path: Path, what: str) -> None:
    write_sources(tmp_path, {"brands/asking.py": "from brands.long import *\n\ny = x + f0()\n"})
    found = read_with(tmp_path, "brands/long.py", (USE + LONG[what]).encode())
    assert "catalog.models.Product" in uses(found, "brands/long.py")


def test_names_that_are_no_identifiers_are_read(tmp_path: Path) -> None:
    write_sources(tmp_path, {"brands/my file.py": USE, "brands/2024-report.py": USE, "주문/상품.py": USE})
    found = read_with(tmp_path, "brands/code.py", USE.encode())
    assert {file for file, _ in failures(found)} == set()
    assert uses(found, "주문/상품.py") == ["catalog.models.Product"]


def test_collector_is_left_as_it_was(tmp_path: Path) -> None:
    import gc

    gc.disable()
    try:
        read_with(tmp_path, "brands/code.py", b"")
        assert not gc.isenabled()
    finally:
        gc.enable()
    read_with(tmp_path, "brands/code.py", b"")
    assert gc.isenabled()


def test_progress_counts_up_to_all_files(tmp_path: Path) -> None:
    write_sources(tmp_path, complete(BASE))
    seen: list[tuple[int, int]] = []
    read_map(tmp_path, cache=False, on_progress=lambda done, whole: seen.append((done, whole)))
    assert seen[-1][0] == seen[-1][1] > 0


def test_template_beside_all_apps_is_in_a_unit_that_is_listed(tmp_path: Path) -> None:
    for path, text in {
        "__init__.py": "",
        "apps.py": f"{CONFIG}class Shop(AppConfig):\n    name = 'shop'\n",
        "catalog/__init__.py": "",
        "catalog/apps.py": f"{CONFIG}class Catalog(AppConfig):\n    name = 'shop.catalog'\n",
        "catalog/models.py": "from django.db import models\n\n\nclass Product(models.Model):\n    pass\n",
        "catalog/templates/catalog/base.html": "",
        "templates/home.html": "{% extends 'catalog/base.html' %}",
    }.items():
        target = tmp_path / "shop" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    found = read_map(tmp_path / "shop", cache=False)
    (project,) = found.projects
    units = {unit for order in found.orders if order.level == "app" for unit in order.units}
    assert "(project)" in units
    assert units <= {app.label for app in project.apps}
