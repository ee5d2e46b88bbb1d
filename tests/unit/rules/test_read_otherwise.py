from __future__ import annotations

from anabranch.rules.read_otherwise import ReadOtherwise, read_otherwise

NOTHING = ReadOtherwise((), ())


def test_package_whose_folders_are_all_packages_is_read_by_both() -> None:
    paths = {"shop/__init__.py", "shop/a/__init__.py", "shop/a/b.py", "docs/c.py"}
    assert read_otherwise(paths, (), ["shop"]) == NOTHING


def test_test_code_beside_the_package_is_no_matter() -> None:
    assert read_otherwise({"shop/__init__.py", "tests/test_a.py"}, {"tests/test_a.py"}, ["shop"]) == NOTHING


def test_test_code_in_the_package_is_told() -> None:
    paths = {"src/shop/__init__.py", "src/shop/tests/__init__.py"}
    assert read_otherwise(paths, {"src/shop/tests/__init__.py"}, ["shop"]).tests == ("src/shop/tests/__init__.py",)


def test_all_below_a_folder_without_init_file_is_told_once() -> None:
    paths = {"shop/__init__.py", "shop/a/b.py", "shop/a/c/__init__.py", "shop/a/test_b.py"}
    told = read_otherwise(paths, {"shop/a/test_b.py"}, ["shop"])
    assert told == ReadOtherwise((), ("shop/a/b.py", "shop/a/c/__init__.py", "shop/a/test_b.py"))


def test_tests_in_folders_named_as_the_package_are_not_taken_for_it() -> None:
    paths = {"shop/__init__.py", "tests/shop/a/test_a.py"}
    assert read_otherwise(paths, {"tests/shop/a/test_a.py"}, ["shop"]) == NOTHING


def test_scripts_in_a_folder_named_as_the_package_are_not_taken_for_it() -> None:
    paths = {"bin/shop/run.py", "shop/run.py", "src/shop/__init__.py", "src/shop/ns/y.py"}
    assert read_otherwise(paths, (), ["shop"]) == ReadOtherwise((), ("src/shop/ns/y.py",))


def test_package_of_tests_named_as_one_without_init_file_is_not_taken_for_it() -> None:
    paths = {"shop/a.py", "tests/shop/__init__.py"}
    assert read_otherwise(paths, {"tests/shop/__init__.py"}, ["shop"]) == ReadOtherwise((), ("shop/a.py",))


def test_package_that_lies_nowhere_is_no_matter() -> None:
    assert read_otherwise({"shop/__init__.py"}, (), ["gone"]) == NOTHING
