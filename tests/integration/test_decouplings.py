"""What the past decoupled, and what is left out of it."""

from __future__ import annotations

import pytest

from anabranch.evidence.changed_lines import changed_lines, python_diffs
from anabranch.evidence.changes import SINGLE_COMMITS, list_changes, parse_age
from anabranch.evidence.decouplings import find_cuts, find_decouplings
from tests.fakes.past import Past, drop_key, write_key

PACKAGES = {name: name for name in ("billing", "catalog", "orders")}


@pytest.mark.parametrize("migration", ["", 'migrations.DeleteModel(name="Product")\n'])
@pytest.mark.parametrize("target", ['"catalog.Product"', '\n        "catalog.Product"', "to=Product"])
def test_a_key_whose_target_was_deleted_was_not_cut(past: Past, target: str, migration: str) -> None:
    write_key(past, target)
    drop_key(past)
    past.write("catalog/models.py", "")
    past.write("catalog/migrations/0002_gone.py", migration)
    past.commit("Delete the app")
    assert find_decouplings(past.folder, since=parse_age("2y"), most=9) == []


def test_a_key_whose_target_was_renamed_was_cut(past: Past) -> None:
    write_key(past, '"catalog.Product"')
    drop_key(past)
    past.write("catalog/models.py", "from django.db import models\n\n\nclass Item(models.Model):\n    pass\n")
    past.write("catalog/migrations/0002_item.py", 'migrations.RenameModel(old_name="Product", new_name="Item")\n')
    past.commit("Cut the key, rename the product")
    (found,) = find_decouplings(past.folder, since=parse_age("2y"), most=9)
    assert (found.kind, found.owner, found.name, found.field) == ("key", "orders", "order", "product")


def cut_catalog(past: Past, folder: str = "", package: str = "") -> str:
    """A commit after which billing imports nothing of catalog."""
    lines = f"from {package}catalog.models import Product\nfrom {package}catalog import names\n"
    past.write(f"{folder}catalog/names.py", "A = 1\n")
    past.write(f"{folder}billing/one.py", f"{lines}A = Product, names\n")
    past.write(f"{folder}billing/two.py", "import orders\n")
    past.commit("begin to use")
    past.write(f"{folder}billing/one.py", "A = 1\n")
    past.write(f"{folder}billing/two.py", "import orders, catalogue\n")
    return past.commit("Cut")


def test_a_folder_that_lost_its_imports_of_a_package_is_found(past: Past) -> None:
    cut = cut_catalog(past)
    found = find_cuts(past.folder, since=parse_age("2y"), most=9, packages=PACKAGES)
    assert [(one.owner, one.name, one.change.commit) for one in found] == [("billing", "catalog", cut)]


def test_a_cut_is_found_where_the_packages_lie_in_another_folder_than_their_names_say(past: Past) -> None:
    cut = cut_catalog(past, "src/shop/", "shop.")
    packages = {f"shop.{name}": f"src/shop/{name}" for name in PACKAGES}
    found = find_cuts(past.folder, since=parse_age("2y"), most=9, packages=packages)
    assert [(one.owner, one.name, one.change.commit) for one in found] == [("src/shop/billing", "shop.catalog", cut)]


@pytest.mark.parametrize(
    "setting", ["diff.noprefix=true", "diff.mnemonicPrefix=true", "diff.srcPrefix=x/", "diff.external=false",
                "color.ui=always", "log.showSignature=true"],
)  # fmt: skip
def test_how_a_person_likes_git_to_talk_changes_nothing(past: Past, setting: str) -> None:
    write_key(past, '"catalog.Product"')
    drop_key(past)
    past.commit("Cut the key")
    cut = cut_catalog(past)
    past.git("config", *setting.split("="))
    two_years, packages = parse_age("2y"), PACKAGES
    (key,) = find_decouplings(past.folder, since=two_years, most=9)
    (lost,) = find_cuts(past.folder, since=two_years, most=9, packages=packages)
    assert (key.field, lost.change.commit) == ("product", cut)
    assert changed_lines(past.folder, lost.change, lost.change.files)["billing/one.py"].new == "A = 1"


GIVEN_UP = ["migrations/__init__.py", "migrations/0001_initial.py", "apps.py", "models.py"]


@pytest.mark.parametrize("kept", GIVEN_UP)
def test_an_app_of_which_little_is_left_was_given_up_and_not_cut_off(past: Past, kept: str) -> None:
    past.write("catalog/views.py", "A = 1\n")
    past.write("catalog/forms.py", "A = 1\n")
    past.write(f"catalog/{kept}", "A = 1\n")
    cut_catalog(past)
    past.git("reset", "--quiet", "--hard", "HEAD~1")
    past.delete("catalog")
    past.write(f"catalog/{kept}", "A = 1\n")
    past.write("billing/one.py", "A = 1\n")
    past.commit("Give catalog up")
    assert find_cuts(past.folder, since=parse_age("2y"), most=9, packages=PACKAGES) == []


def test_diffs_of_many_changes_are_those_of_each(past: Past) -> None:
    cut = cut_catalog(past)
    changes = [change for change in list_changes(past.folder, which=SINGLE_COMMITS) if change.parents]
    told = {change.commit: diff for change, diff in python_diffs(past.folder, changes, matching="^from")}
    assert list(told) == [changes[0].commit, changes[1].commit]
    assert told[cut].strip() == past.git("diff", "-U0", f"{cut}~1", cut, "--", "billing/one.py")


def test_lines_of_a_file_are_told_under_its_path_whatever_it_is_called(past: Past) -> None:
    paths = ["catalog/a b/c d.py", "catalog/b/x b/y.py"]
    for text in ("A = 1\n", "A = 2\n"):
        for path in paths:
            past.write(path, text)
        past.commit()
    lines = changed_lines(past.folder, list_changes(past.folder)[0], paths)
    assert {path: tuple(one) for path, one in lines.items()} == dict.fromkeys(paths, ("A = 1", "A = 2"))


def test_a_change_that_a_clone_lacks_hides_no_other(past: Past) -> None:
    past.write("catalog/notes.py", "from a import b\n")
    past.commit()
    past.change_and_lose("HEAD:catalog/notes.py")
    cut = cut_catalog(past)
    changes = [change for change in list_changes(past.folder, which=SINGLE_COMMITS) if change.parents]
    assert [change.commit for change, _ in python_diffs(past.folder, changes, matching="^from")] == [
        cut,
        changes[1].commit,
    ]
