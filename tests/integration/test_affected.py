"""What a change reaches, in a project whose apps do not all depend on each other."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from anabranch.cli.main import main
from tests.fakes.repository import Repository

MODEL = "from django.db import models\n\n\nclass {name}(models.Model):\n    {field}\n"
FILES = {
    "manage.py": "",
    "README.md": "",
    "data.csv": "",
    "config/__init__.py": "",
    "config/settings.py": (
        'INSTALLED_APPS = ["catalog", "orders", "blog", "stock"]\nROOT_URLCONF = "config.urls"\n'
        'MIDDLEWARE = ["blog.middleware.Count"]\n'
    ),
    "config/urls.py": (
        "from django.urls import path\nfrom catalog import views\n\n"
        'urlpatterns = [path("product/", views.product, name="product")]\n'
    ),
    "catalog/__init__.py": "",
    "catalog/models.py": MODEL.format(name="Product", field="name = models.TextField()"),
    "catalog/views.py": (
        "from django.shortcuts import render\nfrom catalog import prices\n\n\n"
        'def product(request):\n    return render(request, "catalog/product.html", {"price": prices.find()})\n'
    ),
    "catalog/prices.py": "def find():\n    return 1\n",
    "catalog/templates/catalog/product.html": "x",
    "catalog/tests/__init__.py": "",
    "catalog/tests/test_models.py": "from catalog.models import Product\n\n\ndef test_it():\n    Product()\n",
    "catalog/tests/test_pages.py": 'def test_it(client):\n    client.get("/product/")\n',
    "orders/__init__.py": "",
    "orders/models.py": MODEL.format(
        name="Order", field='product = models.ForeignKey("catalog.Product", models.CASCADE)'
    ),
    "orders/conftest.py": "from blog.models import Post\n\n\ndef post():\n    return Post()\n",
    "orders/tests/__init__.py": "",
    "orders/tests/test_orders.py": "from orders.models import Order\n\n\ndef test_it():\n    Order()\n",
    "blog/__init__.py": "",
    "blog/models.py": MODEL.format(name="Post", field="text = models.TextField()"),
    "blog/middleware.py": "class Count:\n    pass\n",
    "blog/migrations/__init__.py": "",
    "blog/migrations/0001_initial.py": "",
    "blog/management/__init__.py": "",
    "blog/management/commands/__init__.py": "",
    "blog/management/commands/tidy.py": "",
    "blog/tests.py": "from blog.models import Post\n\n\ndef test_it():\n    Post()\n",
    "stock/__init__.py": "",
    "stock/models.py": "",
    "stock/receivers.py": (
        "from django.db.models.signals import post_save\nfrom django.dispatch import receiver\n\n\n"
        '@receiver(post_save, sender="blog.Post")\ndef saved(sender, **kwargs): ...\n'
    ),
}
BLOG, MODELS, PAGES = "blog/tests.py", "catalog/tests/test_models.py", "catalog/tests/test_pages.py"
ORDERS = "orders/tests/test_orders.py"
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository(tmp_path / "shop")
    for path, text in FILES.items():
        made.write(path, text)
    monkeypatch.setenv("ANABRANCH_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(made.folder)
    made.git("init", "-q", "-b", "main")
    made.commit()
    return made


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["anabranch", "affected", "--since", "main", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capfd.readouterr()
        return int(left.value.code or 0), out + err

    return run


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "docs/new.rst",
        "anabranch.toml",
        "anabranch.html",
        "anabranch.debt/orders.txt",
        "anabranch.debt/rehearsal/orders.txt",
    ],
)
def test_change_of_a_document_or_of_our_own_files_reaches_nothing(repository: Repository, run: Run, path: str) -> None:
    repository.add("blog/models.py", "\n\nfrom importlib import import_module\nimport sys\n\n\ndef load():\n"
                   "    return import_module(sys.argv[1])\n")  # fmt: skip
    repository.commit()
    repository.git("checkout", "-q", "-b", "work")
    repository.write(path, "# changed\nlayers = []\n")
    code, out = run("--tests", "--", "no-such-program")
    assert code == 0
    assert "0 of 4 test files" in out


@pytest.mark.parametrize(
    ("path", "tests"),
    [
        ("orders/models.py", [MODELS, ORDERS]),  # deleting a product deletes its orders
        ("catalog/prices.py", [PAGES]),  # behind a URL that is asked for by its path
        ("catalog/templates/catalog/product.html", [PAGES]),
        ("blog/middleware.py", [PAGES]),  # runs in each request
        ("blog/models.py", [BLOG, ORDERS]),  # a conftest.py around the tests uses it
        ("stock/receivers.py", [BLOG, ORDERS]),  # runs whenever a post is saved
        (BLOG, [BLOG]),
    ],
)
def test_change_reaches_the_tests_of_what_depends_on_it(
    repository: Repository, run: Run, path: str, tests: list[str]
) -> None:
    repository.add(path, "\n# changed\n")
    answer = json.loads(run("--format", "json")[1])
    assert sorted(answer["tests"]) == sorted(tests)
    assert answer["everything"] == ""


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("config/settings.py", "settings"),
        ("orders/conftest.py", "fixtures"),
        ("blog/templates/blog/lonely.html", "nothing refers to it"),
        ("manage.py", "packaging"),
        ("blog/migrations/0001_initial.py", "migration"),
        ("blog/management/commands/tidy.py", "a command"),
        ("data.csv", "not Python"),
        ("stock/lonely.py", "nothing refers to it"),
        ("wire_pb2.py", "nothing refers to it"),  # generated, and not read
    ],
)
def test_change_that_may_reach_anything_runs_everything_and_says_why(
    repository: Repository, run: Run, path: str, reason: str
) -> None:
    repository.add(path, "\n# changed\n")
    code, out = run()
    assert code == 0
    assert f"{path}: {reason}" in out
    assert "4 of 4 test files" in out


def test_app_in_a_folder_called_docs_is_no_documentation(repository: Repository, run: Run) -> None:
    settings = FILES["config/settings.py"].replace('"blog"', '"blog", "docs"')
    repository.write("config/settings.py", settings)
    repository.write("docs/models.py", MODEL.format(name="Page", field="text = models.TextField()"))
    repository.write("docs/migrations/0001_initial.py", "")
    repository.commit()
    repository.git("checkout", "-q", "-b", "work")
    repository.add("docs/migrations/0001_initial.py", "# changed\n")
    assert "docs/migrations/0001_initial.py: migration" in run()[1]


def test_deleted_file_runs_everything(repository: Repository, run: Run) -> None:
    (repository.folder / "catalog/prices.py").unlink()
    assert "catalog/prices.py: deleted" in run()[1]


def test_place_that_could_not_be_resolved_depends_on_every_change(repository: Repository, run: Run) -> None:
    repository.write("blog/models.py", FILES["blog/models.py"] + "\n\nfrom importlib import import_module\n"
                     "import sys\n\n\ndef load():\n    return import_module(sys.argv[1])\n")  # fmt: skip
    repository.commit()
    repository.git("checkout", "-q", "-b", "work")
    repository.add("catalog/prices.py", "\n# changed\n")
    assert set(json.loads(run("--format", "json")[1])["tests"]) == {BLOG, ORDERS, PAGES}


@pytest.mark.parametrize(
    ("path", "tests"),
    [("catalog/templates/catalog/product.html", {BLOG, ORDERS, PAGES}), ("catalog/prices.py", {PAGES})],
)
def test_template_chosen_at_run_time_depends_on_every_template_and_on_nothing_else(
    repository: Repository, run: Run, path: str, tests: set[str]
) -> None:
    chosen = "\n\nfrom django.template import loader\n\n\ndef show(name):\n    return loader.get_template(name)\n"
    repository.write("blog/models.py", FILES["blog/models.py"] + chosen)
    repository.commit()
    repository.git("checkout", "-q", "-b", "work")
    repository.add(path, "\n# changed\n")
    assert set(json.loads(run("--format", "json")[1])["tests"]) == tests


@pytest.mark.parametrize(
    ("path", "tests"), [("config/urls.py", {BLOG, ORDERS, PAGES}), ("orders/models.py", {MODELS, ORDERS})]
)
def test_url_named_at_run_time_depends_on_what_declares_urls_and_on_nothing_else(
    repository: Repository, run: Run, path: str, tests: set[str]
) -> None:
    named = "\n\nfrom django.urls import reverse\n\n\ndef where(name):\n    return reverse(name)\n"
    repository.write("blog/models.py", FILES["blog/models.py"] + named)
    repository.commit()
    repository.git("checkout", "-q", "-b", "work")
    repository.add(path, "\n# changed\n")
    assert set(json.loads(run("--format", "json")[1])["tests"]) == tests


def test_command_runs_with_the_files_and_its_exit_code_is_ours(repository: Repository, run: Run) -> None:
    repository.add("catalog/prices.py", "\n# changed\n")
    code, out = run("--tests", "--", sys.executable, "-c", "import sys; print(sys.argv[1:]); sys.exit(3)")
    assert code == 3
    assert f"['{PAGES}']" in out


def test_what_the_tests_print_does_not_get_into_an_answer_for_programs(repository: Repository) -> None:
    repository.add("catalog/prices.py", "\n# changed\n")
    (repository.folder / "say.sh").write_text("#!/bin/sh\necho tests ran in $PWD\n")
    (repository.folder / "say.sh").chmod(0o755)
    asked = ["--since", "main", "--tests", "--format", "json", "--in", repository.folder.name, "--", "./say.sh"]
    ran = subprocess.run(
        [sys.executable, "-m", "anabranch", "affected", *asked],
        cwd=repository.folder.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, json.loads(ran.stdout)["question"]) == (0, "affected")
    assert ran.stderr == f"tests ran in {repository.folder}\n"


def test_what_the_tests_print_does_not_get_into_it_where_standard_error_is_closed_either(
    repository: Repository,
) -> None:
    repository.add("catalog/prices.py", "\n# changed\n")
    asked = [sys.executable, "-m", "anabranch", "affected", "--since", "main", "--tests", "--format", "json"]
    line = f"{shlex.join([*asked, '--', 'echo', 'tests ran'])} 2>&-"
    ran = subprocess.run(line, shell=True, cwd=repository.folder, capture_output=True, text=True, check=False)
    assert (ran.returncode, json.loads(ran.stdout)["question"]) == (0, "affected")


def test_command_is_needed_to_run_tests(repository: Repository, run: Run) -> None:
    assert repository.folder.is_dir()
    code, out = run("--tests")
    assert code == 2
    assert "needs a command" in out
