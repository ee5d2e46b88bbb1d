from __future__ import annotations

from bench.corpus import pinned_packages
from bench.truth import all_explanations, true_relations, true_wiring


def test_each_pinned_package_has_its_truth() -> None:
    packages = pinned_packages()
    assert {package.name for package in packages} == {"django-oscar", "pretix", "wagtail"}
    for package in packages:
        assert true_relations(package.key).relations
        assert true_wiring(package.key).receivers


def test_each_explanation_names_a_pinned_package() -> None:
    assert {row.package for row in all_explanations()} <= {package.key for package in pinned_packages()}


def test_wheel_and_folder_are_named_by_the_release() -> None:
    oscar = next(package for package in pinned_packages() if package.name == "django-oscar")
    assert (oscar.folder.name, oscar.wheel.name) == ("django-oscar-4.2.1", "django_oscar-4.2.1-py3-none-any.whl")
