"""The tool on released packages, against what these are when they run. `make corpus` downloads them."""

from __future__ import annotations

import os

import pytest

from bench.comparison import Comparison
from bench.corpus import Package, is_ready, pinned_packages
from bench.packages import PackageComparison, compare_package

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module", params=pinned_packages(), ids=lambda package: package.key)
def compared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> PackageComparison:
    package: Package = request.param
    if not is_ready(package) and "CI" not in os.environ:
        pytest.skip("make corpus downloads it")
    return compare_package(package, tmp_path_factory.mktemp(package.key))


def only(compared: PackageComparison, what: str) -> Comparison:
    (found,) = [comparison for comparison in compared.values if comparison.what == what]
    return found


def test_relations_are_found_and_are_right(compared: PackageComparison) -> None:
    relations = only(compared, "relation")
    assert relations.recall >= 0.99, relations.missed
    assert relations.precision >= 0.99, relations.extra


@pytest.mark.parametrize("what", ["relation", "accessor", "through"])
def test_each_missed_relation_is_explained(compared: PackageComparison, what: str) -> None:
    assert only(compared, what).unexplained == ()


@pytest.mark.parametrize("what", ["url", "receiver", "task"])
def test_wiring_is_found(compared: PackageComparison, what: str) -> None:
    wiring = only(compared, what)
    assert wiring.recall >= 0.95, wiring.missed


def test_every_import_that_grimp_finds_is_found_or_explained(compared: PackageComparison) -> None:
    assert only(compared, "import").unexplained == ()


def test_every_explanation_is_needed(compared: PackageComparison) -> None:
    assert {row.what: row.stale for row in compared.values if row.stale} == {}
