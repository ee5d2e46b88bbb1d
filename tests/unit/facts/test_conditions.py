"""Conditions of settings, on a machine whose environment sets nothing."""

from __future__ import annotations

import ast

import pytest

from anabranch.facts.conditions import holds_by_default


def holds(condition: str, *, after: str = "") -> bool | None:
    statements = (each for each in ast.parse(after).body if isinstance(each, ast.Assign))
    assigned = {target.id: each.value for each in statements for target in each.targets if isinstance(target, ast.Name)}
    return holds_by_default(ast.parse(condition, mode="eval").body, assigned)


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
    ],
)
def test_what_has_no_default_is_not_known(condition: str) -> None:
    assert holds(condition) is None


def test_name_is_what_it_was_last_assigned_to() -> None:
    assert holds("BUGS and not LITE", after='BUGS = env.bool("BUGS", True)\nLITE = "lite" in sys.argv') is True


def test_name_that_is_made_of_itself_is_not_known() -> None:
    assert holds("LITE", after="LITE = LITE and not LITE or f(LITE)") is None
