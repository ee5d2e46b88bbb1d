"""What a path alone tells, by the conventions of Python, Django and pytest."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator

TEMPLATE_FOLDERS = ("templates", "jinja2")
TEMPLATE_TAGS = "templatetags"
"""The package of an app in which Django looks for what `{% load %}` names."""
TEMPLATE_ENDINGS = (
    ".html",
    ".htm",
    ".txt",
    ".xml",
    ".jinja",
    ".jinja2",
    ".j2",
    ".email",
    ".mjml",
    ".svg",
    ".json",
    ".js",
    ".md",
    ".tpl",
    ".tmpl",
    ".template",
    ".html-fragment",
    ".eml",
    ".tex",
    ".csv",
    ".ics",
    ".vcf",
    ".rst",
)
"""Django takes a file of any ending for a template; these are the endings that projects give them."""
PACKAGING = ("pyproject.toml", "setup.py", "setup.cfg", "manage.py")

_LEFT_OUT = re.compile(
    r"(?:^|/)(?:\.[^/]+|node_modules|bower_components|site-packages|dist-packages|__pypackages__|__pycache__|[^/]+\.egg-info|[^/]+\.dist-info"
    r"|build/lib|build/bdist[^/]*)/"
)
_TEST_FILE = r"(?:tests?|conftest|tests?_[^/]*|[^/]*_tests?)\.py\Z"
_TEST_FOLDER_NAME = r"tests?|test_(?:utils|helpers|support)"
"""A package of helpers is what a `test_utils.py` has grown into; an app can be called `test_results`."""
_TEST = re.compile(rf"(?:^|/)(?:(?:{_TEST_FOLDER_NAME})/|{_TEST_FILE})")
_BELOW_TESTS = re.compile(rf"(?:^|/)(?:{_TEST_FOLDER_NAME})/")
_NAMED_AS_TEST = re.compile(rf"(?:^|/){_TEST_FILE}")
_TEST_FOLDER = re.compile(r"(?:.*?/)??tests?(?=/)")
_SUITE_FOLDER = re.compile(r"(?:.*?/)??(?:[^/]+_tests|tests_[^/]+)(?=/)")
_TESTING = re.compile(r"(?:^|/)tests?/(?:[^/]+/)*?([^/]+)/test_([^/]*test[^/]*\.py)\Z")
_IN_A_SUITE = re.compile(r"(?:^|/)(?:conftest|(?:[^/]*_)?test_[^/]*|[^/]*_test)\.py\Z")
_OF_AN_APP = re.compile(r"(?:(?:apps|models|views|urls|admin|middleware)\.py|(?:models|migrations)/[^/]*\.py)\Z")
_MODELS = frozenset({"models.py", "models/__init__.py"})
_VIEWS = frozenset({"views.py", "views/__init__.py"})
_SKELETON = re.compile(r"(?:^|/)(?:project_template|app_template|\{\{[^/]*\}\}[^/]*)/")
_GENERATED = ("_pb2.py", "_pb2_grpc.py")
_IN_TEMPLATES = re.compile(r"(?:^|/)(?:templates|jinja2)/")


def is_left_out(path: str) -> bool:
    """Whether a folder, given with a final `/`, is or lies in one that is not the team's own source."""
    return _LEFT_OUT.search(path) is not None


def is_test(path: str) -> bool:
    """Whether a file is test code by Django's or pytest's conventions."""
    return "test" in path and _TEST.search(path) is not None


def test_code(paths: Collection[str]) -> Callable[[str], bool]:
    """Which of a repository's files are test code: those by convention, but for the apps that are called test.

    Exams, laboratories and scanners have models of tests. Such a folder holds models and views, and nothing below it is
    named as a test: so `dojo/test` of DefectDojo, but not `ralph/tests`, whose models serve the tests of other apps.
    A folder such as `shop_tests` or `tests_e2e` is test code where it holds tests and nothing that an app is made of:
    an app of A/B tests has its own `tests.py`. What is itself tested is none: `results/tests.py` where there is a
    `test/results/test_tests.py`.
    """
    tested = {f"{match[1]}/{match[2]}" for path in paths if "test" in path and (match := _TESTING.search(path))}
    apps = tuple(f"{folder}/" for folder in _apps_called_test(paths))
    suites = tuple(f"{folder}/" for folder in _suites(paths))

    def is_test_code(path: str) -> bool:
        if not is_test(path):
            return path.startswith(suites)
        if tested and "/".join(path.split("/")[-2:]) in tested and not _BELOW_TESTS.search(path):
            return False
        return not path.startswith(apps) or _NAMED_AS_TEST.search(path) is not None

    return is_test_code


def _apps_called_test(paths: Iterable[str]) -> list[str]:
    return [
        folder
        for folder, files in _held(paths, _TEST_FOLDER).items()
        if files & _MODELS and files & _VIEWS and not any(map(_NAMED_AS_TEST.search, files))
    ]


def _suites(paths: Iterable[str]) -> list[str]:
    return [
        folder
        for folder, files in _held(paths, _SUITE_FOLDER).items()
        if any(map(_IN_A_SUITE.search, files)) and not any(map(_OF_AN_APP.match, files))
    ]


def _held(paths: Iterable[str], folder: re.Pattern[str]) -> dict[str, set[str]]:
    """The Python files below each folder of such a name, the outermost of them, by their path in it."""
    holds: dict[str, set[str]] = {}
    for path in paths:
        match = folder.match(path) if path.endswith(".py") and "test" in path else None
        if match:
            holds.setdefault(match.group(), set()).add(path[match.end() + 1 :])
    return holds


def is_skeleton(path: str) -> bool:
    """Whether a file is a pattern from which new projects are made, so that nobody can import it where it lies."""
    return ("_template" in path or "{{" in path) and _SKELETON.search(path) is not None


def is_source(path: str) -> bool:
    """Whether a file is Python that people write."""
    return path.endswith(".py") and not path.endswith(_GENERATED)


def is_template(path: str) -> bool:
    """Whether a file lies in a folder of templates."""
    return path.endswith(TEMPLATE_ENDINGS) and _IN_TEMPLATES.search(path) is not None


def is_packaging(path: str) -> bool:
    """Whether a file says what a folder is: a package, or a Django project."""
    return path.rpartition("/")[2] in PACKAGING


def names_in(root: str, separator: str = os.sep) -> list[str]:
    """The names of an absolute path, outermost first, as the system writes it; all other paths are written with `/`."""
    return [name for name in root.replace(separator, "/").split("/") if name]


def folder_of(path: str) -> str:
    """The folder that holds a file or folder; empty for the outermost."""
    return path.rpartition("/")[0]


def folders_above(path: str) -> Iterator[str]:
    """The folders around a file, innermost first, without the outermost."""
    folder = folder_of(path)
    while folder:
        yield folder
        folder = folder_of(folder)
