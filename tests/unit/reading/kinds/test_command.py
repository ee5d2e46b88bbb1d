from __future__ import annotations

import pytest

from tests.fakes.projects import find

COMMAND = (
    "from django.core.management.base import BaseCommand\n\nclass Command(BaseCommand):\n"
    "    def handle(self, *args, **options):\n        pass\n"
)
FOLDER = "catalog/management/commands"
CALLED = [("orders.services.renew", f"{FOLDER.replace('/', '.')}.reindex.Command")]


def renew(statement: str, head: str = "from django.core.management import call_command", **more: str) -> dict[str, str]:
    service = f"{head}\n\ndef renew(name):\n    {statement}\n"
    return {f"{FOLDER}/reindex.py": COMMAND, **more, "orders/services.py": service}


@pytest.mark.parametrize(
    ("statement", "head"),
    [
        ('call_command(»"reindex", verbosity=0)', "from django.core.management import call_command"),
        ('management.call_command(»"reindex")', "from django.core import management"),
        ("call_command(»NAME)", 'from django.core.management import call_command\nNAME = "reindex"'),
    ],
)
def test_command_called_by_name(statement: str, head: str) -> None:
    assert find("path", renew(statement, head)) == CALLED


@pytest.mark.parametrize(
    "statement", ['call_command("migrate")', "call_command(name)", "call_command()", 'print("reindex")']
)
def test_call_of_no_command_of_the_project_is_no_path(statement: str) -> None:
    assert find("path", renew(statement)) == []


def test_function_of_the_project_that_bears_the_name_takes_something_else() -> None:
    assert find("path", renew('call_command("reindex")', "def call_command(name):\n    return name")) == []


def test_name_that_two_commands_have_leads_to_neither() -> None:
    sources = renew('call_command("reindex")') | {"brands/management/commands/reindex.py": COMMAND}
    assert find("path", sources) == []


def test_helper_of_another_package_that_bears_the_name_takes_something_else() -> None:
    assert find("path", renew('call_command("reindex")', "from invoke import call_command")) == []


def test_command_that_is_defined_elsewhere_is_what_its_module_imports() -> None:
    sources = renew('call_command(»"reindex")', **{f"{FOLDER}/reindex.py": "from brands.tools import Command\n"})
    assert find("path", sources | {"brands/tools.py": COMMAND}) == [("orders.services.renew", "brands.tools.Command")]


def test_module_without_a_command_beside_them_is_none() -> None:
    assert find("path", renew('call_command("tools")', **{f"{FOLDER}/tools.py": "def count():\n    pass\n"})) == []
