"""Conditions of settings, on a machine whose environment sets nothing."""

from __future__ import annotations

import ast

import pytest

from anabranch.facts.conditions import holds_by_default
from anabranch.facts.python import read_python
from anabranch.facts.values import WIDTH, unpack


def holds(condition: str) -> bool | None:
    return holds_by_default(ast.parse(condition, mode="eval").body, {})


def installs(source: str) -> bool:
    """Whether what the last statement, an `if`, binds is the default."""
    facts = read_python(f"APPS = 'less'\n{source}    APPS = 'more'\n".encode())
    table, groups = unpack(facts.table), unpack(facts.groups)
    definition = facts.definitions[-1] if "class " in source else facts.definitions[0]
    first = groups[table[definition.names["APPS"] * WIDTH + 2] + 1]
    return facts.texts[table[first * WIDTH + 1]] == "more"


@pytest.mark.parametrize(
    "condition",
    [
        'os.environ.get("NO_BUGS") is None',
        'not os.getenv("NO_BUGS")',
        '"NO_BUGS" not in os.environ',
        'os.environ.get("BUGS", "True").lower() in ("true", "1")',
        'int(os.environ.get("BUGS", 1))',
        'strtobool(os.getenv("BUGS", "yes"))',
        'env.bool("BUGS", default=True)',
        'env("BUGS", cast=bool, default="on")',
        'config("BUGS", cast=int, default="2") and not config("NO_BUGS", cast=bool, default="no")',
        'config.get("BUGS", default=True)',
        'environ.get("BUGS", "") or "more" == "more"',
        'config("BUGS", "1", cast=bool) and not config("NO_BUGS", default=False)',
        'unknown() or os.getenv("BUGS", "1") == "1"',
    ],
)
def test_holds_where_the_default_says_so(condition: str) -> None:
    assert holds(condition) is True
    assert holds(f"not ({condition})") is False


@pytest.mark.parametrize(
    "condition",
    [
        "unknown()",
        'os.environ["BUGS"] == "1"',
        'env.bool("BUGS")',
        "sys.argv[1] == 'test'",
        'cache.get("BUGS", True)',
        'unknown() and os.getenv("BUGS", "1")',
        'int(os.environ.get("BUGS", "many"))',
        'os.environ.get("BUGS") < 3',
        "1 < X < 3",
        '(unknown() or "more") == "more"',
        'config.get("BUGS", "option")',
        'config.getboolean("BUGS", "option")',
        'env.bool("BUGS", default="False")',
        'config("BUGS", default="a", cast=Csv())',
    ],
)
def test_what_has_no_default_is_not_known(condition: str) -> None:
    assert holds(condition) is None


@pytest.mark.parametrize(
    "source",
    [
        'BUGS = env.bool("BUGS", True)\nLITE = "lite" in sys.argv\nif BUGS and not LITE:\n',
        'LITE = os.environ.get("LITE")\nKEPT = LITE\nLITE = "1"\nif not KEPT:\n',
        'USED = ["bugs"]\nif "lite" not in USED:\n',
        "BUGS = True\nclass Base:\n    APPS = 'less'\n    if BUGS:\n    ",
    ],
)
def test_name_is_what_it_was_last_assigned_to(source: str) -> None:
    assert installs(source)


@pytest.mark.parametrize(
    "source",
    [
        "LITE = LITE and not LITE or f(LITE)\nif LITE:\n",
        "BUGS = True\nfrom local import *\nif BUGS:\n",
        "BUGS = True\nif unknown():\n    BUGS = False\nif BUGS:\n",
        "BUGS = True\nBUGS = unknown()\nif BUGS:\n",
        'USED = ["bugs"]\nUSED.remove("bugs")\nif "bugs" in USED:\n',
        "BUGS = True\nclass Base:\n    APPS = 'less'\n    BUGS = unknown()\n    if BUGS:\n    ",
    ],
)
def test_name_that_may_have_become_something_else_is_not_known(source: str) -> None:
    assert not installs(source)
