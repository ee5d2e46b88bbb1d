from __future__ import annotations

import pytest

from anabranch.project.conventions import is_left_out, is_skeleton, is_source, is_template, is_test, names_in
from anabranch.project.conventions import test_code as code_of_tests


@pytest.mark.parametrize(
    "path",
    [
        "tests/a.py",
        "shop/test/a.py",
        "shop/tests.py",
        "test.py",
        "a/test_b.py",
        "a/tests_b.py",
        "a/b_test.py",
        "a/b_tests.py",
        "conftest.py",
        "shop/test_utils/project/users/models.py",
        "shop/test_helpers/a.py",
    ],
)
def test_path_by_test_conventions_is_test(path: str) -> None:
    assert is_test(path)


@pytest.mark.parametrize(
    "path",
    ["testimonials/models.py", "test_results/a.py", "contest/a.py", "a/testing/b.py", "latest.py", "rtd_tests/a.py"],
)
def test_path_that_only_sounds_like_tests_is_no_test(path: str) -> None:
    assert not is_test(path)


def test_folder_of_tests_with_models_is_test_code() -> None:
    suite = ["lib/tests/models.py", "lib/tests/urls.py", "lib/tests/test_fields.py", "lib/views.py"]
    assert [*filter(code_of_tests(suite), suite)] == suite[:3]


def test_app_called_test_is_product_code() -> None:
    app = ["lab/test/models.py", "lab/test/views.py", "lab/test/api/urls.py", "lab/tests/test_urls.py"]
    assert [*filter(code_of_tests(app), app)] == ["lab/tests/test_urls.py"]


def test_folder_of_tests_of_a_kind_is_test_code() -> None:
    suite = ["a/tests_e2e/helpers.py", "a/tests_e2e/e2e_test_tags.py", "a/tests_of_blood/models.py", "a/views.py"]
    assert [*filter(code_of_tests(suite), suite)] == suite[:2]


def test_models_that_only_serve_tests_are_test_code() -> None:
    suite = ["lib/tests/models.py", "lib/tests/admin.py", "lib/tests/migrations/__init__.py", "lib/api/tests.py"]
    assert [*filter(code_of_tests(suite), suite)] == suite


def test_project_of_a_suite_without_models_beside_an_app_is_test_code() -> None:
    suite = ["lib/test/settings.py", "lib/test/urls.py", "lib/test/testapp/models.py", "lib/test/testapp/views.py"]
    assert [*filter(code_of_tests(suite), suite)] == suite


def test_folder_named_after_what_its_tests_test_is_test_code() -> None:
    suite = ["shop_tests/orders/test_pay.py", "shop_tests/orders/fakes.py", "shop_tests/utils.py", "shop/urls.py"]
    assert [*filter(code_of_tests(suite), suite)] == suite[:3]


@pytest.mark.parametrize(
    "of_app", ["models.py", "models/blood.py", "apps.py", "migrations/0001_initial.py", "urls.py", "middleware.py"]
)
def test_app_of_laboratory_tests_is_product_code(of_app: str) -> None:
    app = [f"lab/blood_tests/{of_app}", "lab/blood_tests/views.py", "lab/blood_tests/test_views.py"]
    assert [*filter(code_of_tests(app), app)] == app[2:]


def test_folder_named_tests_that_only_has_tests_of_its_own_is_product_code() -> None:
    app = ["lab/ab_tests/choose.py", "lab/ab_tests/tests.py"]
    assert [*filter(code_of_tests(app), app)] == app[1:]


def test_app_called_test_inside_a_suite_is_test_code() -> None:
    suite = ["tests/test/models.py", "tests/test/views.py", "tests/test_views.py"]
    assert [*filter(code_of_tests(suite), suite)] == suite


@pytest.mark.parametrize(
    "folder", [".venv/", "a/node_modules/b/", "lib/site-packages/", "a/__pycache__/", "build/lib/a/"]
)
def test_folder_made_by_tools_is_left_out(folder: str) -> None:
    assert is_left_out(folder)


@pytest.mark.parametrize("folder", ["build/", "build/models/", "dist/", "library/", "a.b/"])
def test_folder_that_may_be_an_app_is_kept(folder: str) -> None:
    assert not is_left_out(folder)


@pytest.mark.parametrize("path", ["a/b.pyi", "a/b_pb2.py", "a/b_pb2_grpc.py", "a/b.txt"])
def test_stub_generated_or_other_file_is_no_source(path: str) -> None:
    assert not is_source(path)


@pytest.mark.parametrize(
    "path",
    ["templates/a.html", "shop/templates/mail/a.txt", "shop/jinja2/a.j2", "templates/a/b.svg", "templates/mail/a.tpl"],
)
def test_file_below_template_folder_is_template(path: str) -> None:
    assert is_template(path)


@pytest.mark.parametrize("path", ["a/b.txt", "my_templates/a.txt", "templates/a.png", "templates.html"])
def test_other_file_is_no_template(path: str) -> None:
    assert not is_template(path)


def test_folder_that_new_projects_are_made_from_is_skeleton() -> None:
    assert is_skeleton("conf/project_template/home/models.py")
    assert is_skeleton("{{cookiecutter.slug}}/models.py")
    assert not is_skeleton("shop/templates/models.py")


@pytest.mark.parametrize(
    ("root", "separator"), [("/home/kim/shop/", "/"), (r"\\home\kim\shop", "\\"), (r"home\kim/shop", "\\")]
)
def test_absolute_path_is_taken_apart_as_its_system_writes_it(root: str, separator: str) -> None:
    assert names_in(root, separator) == ["home", "kim", "shop"]


def test_backslash_is_part_of_a_name_where_it_separates_nothing() -> None:
    assert names_in(r"/home/a\b", "/") == ["home", r"a\b"]


def test_file_named_as_a_test_that_is_itself_tested_is_product_code() -> None:
    paths = ["lab/results/tests.py", "lab/orders/tests.py", "test/results/test_tests.py", "test/results/tests.py"]
    assert [*filter(code_of_tests(paths), paths)] == paths[1:]
