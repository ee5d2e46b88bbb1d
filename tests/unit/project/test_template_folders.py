from __future__ import annotations

from tests.fakes.source_tree import MODEL, lay_out_sources, only_project


def test_project_without_templates_has_no_folder_of_them() -> None:
    project = only_project({"shop/models.py": MODEL})
    assert (project.templates, project.settings.template_folders) == ((), ())


def test_folder_of_an_app_is_not_shared() -> None:
    sources = {"shop/models.py": MODEL, "shop/templates/shop/a.html": "", "templates/base.html": ""}
    project = only_project(sources)
    assert project.templates == ("shop/templates/shop/a.html", "templates/base.html")
    assert project.settings.template_folders == ("templates",)


def test_outermost_of_nested_folders_is_the_shared_one() -> None:
    project = only_project({"manage.py": "", "site/templates/mail/templates/a.html": "", "site/jinja2/b.html": ""})
    assert project.settings.template_folders == ("site/jinja2", "site/templates")


def test_folder_inside_the_app_that_was_given_is_not_shared() -> None:
    sources = {"__init__.py": "", "models.py": MODEL, "a.py": "import shop.models\n", "templates/shop/a.html": ""}
    assert only_project(sources, root="/srv/shop").settings.template_folders == ()


def test_templates_belong_to_the_project_around_them() -> None:
    sources = {
        "one/manage.py": "",
        "two/manage.py": "",
        "one/templates/a.html": "",
        "two/b.html": "",
        "templates/c.html": "",
    }
    one, two = lay_out_sources(sources)
    assert one.templates == ("one/templates/a.html", "templates/c.html")
    assert two.templates == ("templates/c.html", "two/b.html")
