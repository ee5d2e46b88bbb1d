"""What a path alone tells, by the conventions of Python, Django and pytest."""

from __future__ import annotations

import re
from collections.abc import Iterator

TEMPLATE_FOLDERS = ("templates", "jinja2")
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
)
PACKAGING = ("pyproject.toml", "setup.py", "setup.cfg", "manage.py")

_LEFT_OUT = re.compile(
    r"(?:^|/)(?:\.[^/]+|node_modules|bower_components|site-packages|dist-packages|__pypackages__|__pycache__|[^/]+\.egg-info|[^/]+\.dist-info"
    r"|build/lib|build/bdist[^/]*)/"
)
_TEST = re.compile(r"(?:^|/)(?:tests?/|(?:tests?|conftest|test_[^/]*|[^/]*_tests?)\.py\Z)")
_SKELETON = re.compile(r"(?:^|/)(?:project_template|app_template|\{\{[^/]*\}\}[^/]*)/")
_GENERATED = ("_pb2.py", "_pb2_grpc.py")
_IN_TEMPLATES = re.compile(r"(?:^|/)(?:templates|jinja2)/")


def is_left_out(path: str) -> bool:
    """Whether a folder, given with a final `/`, is or lies in one that is not the team's own source."""
    return _LEFT_OUT.search(path) is not None


def is_test(path: str) -> bool:
    """Whether a file is test code by Django's or pytest's conventions."""
    return "test" in path and _TEST.search(path) is not None


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


def folder_of(path: str) -> str:
    """The folder that holds a file or folder; empty for the outermost."""
    return path.rpartition("/")[0]


def folders_above(path: str) -> Iterator[str]:
    """The folders around a file, innermost first, without the outermost."""
    folder = folder_of(path)
    while folder:
        yield folder
        folder = folder_of(folder)
