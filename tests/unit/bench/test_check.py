from __future__ import annotations

from pathlib import Path

import pytest

from bench.check import kept_layers
from bench.speed import Tree


def tree(tmp_path: Path, name: str, *imports: tuple[str, str]) -> Tree:
    """A package with two packages, one module each, and imports between them."""
    for package in ("", "a", "b"):
        (tmp_path / name / package).mkdir(parents=True)
        (tmp_path / name / package / "__init__.py").write_text("", encoding="utf-8")
    for package in ("a", "b"):
        lines = [f"import {name}.{imported}.one\n" for importer, imported in imports if importer == package]
        (tmp_path / name / package / "one.py").write_text("".join(lines), encoding="utf-8")
    return Tree(name, tmp_path, name, tmp_path)


def test_the_lower_of_two_layers_does_not_import_the_higher(tmp_path: Path) -> None:
    assert kept_layers(tree(tmp_path, "bench_shop_line", ("a", "b"))) == ("bench_shop_line.a", "bench_shop_line.b")


def test_tree_whose_packages_all_import_each_other_ends_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="of no two packages of bench_shop_circle is one free of the other"):
        kept_layers(tree(tmp_path, "bench_shop_circle", ("a", "b"), ("b", "a")))
