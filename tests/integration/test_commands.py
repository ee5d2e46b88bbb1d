from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest

from anabranch.cli.main import main
from anabranch.reading.read import read_map
from tests.fakes.shop_project import write_shop

SCHEMA_FILE = Path(__file__).parents[2] / "docs" / "reference" / "map.schema.json"


class Ran(NamedTuple):
    code: int
    out: str
    err: str


class Runner:
    """Runs commands in a fresh project, in this process."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: str) -> Ran:
        self._monkeypatch.setattr(sys, "argv", ["anabranch", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = self._capsys.readouterr()
        return Ran(int(left.value.code or 0), out, err)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    folder = write_shop(tmp_path / "shop")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ANABRANCH_CACHE", str(tmp_path / "cache"))
    return Runner(folder, monkeypatch, capsys)


def process(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """A shell command, `anabranch` standing for the tool."""
    source = Path(__file__).parents[2] / "src"
    line = command.replace("anabranch", f"'{sys.executable}' -m anabranch")
    environment = {
        **os.environ,
        "PYTHONPATH": str(source),
        "ANABRANCH_CACHE": str(folder / "cache"),
    }
    return subprocess.run(line, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def loaded(text: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(text)
    return value


def test_map_of_this_folder_is_a_first_contact(run: Runner) -> None:
    ran = run("map")
    assert (ran.code, ran.err) == (0, "")
    for label in ("Found", "Not seen", "References", "Tangle", "Can be freed", "Order", "Worst pair", "Next"):
        assert label in ran.out
    assert "3 of 5 units depend on each other in a circle" in " ".join(ran.out.split())


def test_what_map_says_next_can_be_run(run: Runner) -> None:
    lines = run("map").out.partition("Next")[2].splitlines()
    commands = [line.strip().split("  ")[0].split()[1:] for line in lines if "anabranch" in line]
    assert len(commands) == 6
    assert [run(*command).code for command in commands] == [0] * 6


def test_a_folder_can_be_named_as_other_commands_name_it_but_once(run: Runner) -> None:
    assert run("map", "--in", ".").out == run("map", ".").out
    assert "The folder is given twice: orders and --in ." in run("map", "orders", "--in", ".").err


def test_one_unit_alone_is_compared_by_its_modules(run: Runner, tmp_path: Path) -> None:
    package = tmp_path / "alone" / "lib"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "a.py").write_text("from lib.b import g\n\ndef f():\n    return g()\n")
    (package / "b.py").write_text("def g():\n    from lib.a import f\n    return f\n")
    folder = str(package.parent)
    printed = run("map", folder).out
    assert "One unit alone: there is nothing to compare it with." in printed
    assert "Order" not in printed
    assert f"anabranch map {folder} --level module" in printed
    assert "2 of 3 modules depend on each other" in run("map", folder, "--level", "module").out


def test_map_json_satisfies_its_schema(run: Runner) -> None:
    schema = loaded(SCHEMA_FILE.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(loaded(run("map", "--format", "json").out))


def test_map_json_is_the_same_twice(run: Runner) -> None:
    first = run("map", "--format", "json").out
    assert run("map", "--format", "json").out == first
    assert run("map", "--format", "json", "--no-cache").out == first


def test_dependencies_made_for_a_selection_are_those_of_the_map(run: Runner) -> None:
    whole = loaded(run("map", "--format", "json").out)
    classes = [word for name in ("schema", "code", "composition", "typing", "history") for word in ("--class", name)]
    assert loaded(run("map", "--format", "json", *classes).out)["dependencies"] == whole["dependencies"]


def test_filters_apply_to_references_and_dependencies(run: Runner) -> None:
    data = loaded(run("map", "--format", "json", "--class", "schema", "--level", "app").out)
    assert {one["class"] for one in data["references"]} == {"schema"}
    assert [(one["importer"], one["imported"]) for one in data["dependencies"]] == [("orders", "catalog")]


def test_csv_has_a_row_for_each_reference(run: Runner) -> None:
    rows = list(csv.DictReader(io.StringIO(run("map", "--format", "csv").out)))
    assert len(rows) == len(read_map(run.folder).references)


@pytest.mark.parametrize(("form", "first"), [("dot", "digraph anabranch {"), ("mermaid", "flowchart TB")])
def test_pictures_are_drawn(run: Runner, form: str, first: str) -> None:
    assert run("map", "--format", form).out.splitlines()[0] == first


def test_a_result_can_be_written_to_a_file(run: Runner) -> None:
    ran = run("map", "--format", "json", "-o", "map.json")
    assert ran == Ran(0, "", "")
    assert loaded((run.folder / "map.json").read_text(encoding="utf-8"))["schema"] == 1


def test_why_shows_the_line_of_source(run: Runner) -> None:
    out = run("why", "orders", "catalog").out
    assert 'orders/models.py:5:33  product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE)' in out
    assert "1 reference runs the other way: anabranch why catalog orders" in out


def test_why_from_another_folder_finds_the_same_lines(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(run.folder.parent)
    out = run("why", "orders", "catalog", "--in", "shop").out
    assert "product = models.ForeignKey(" in out
    assert "anabranch why catalog orders --in shop" in out


def test_why_path_follows_others_where_nothing_is_direct(run: Runner) -> None:
    out = run("why", "billing", "catalog", "--path").out
    assert "billing does not refer to catalog directly." in out
    assert "billing → orders" in out
    assert "orders → catalog" in out


def test_free_shows_ties_with_lines_and_remedy(run: Runner) -> None:
    out = run("free", "catalog").out
    assert "To free catalog: cut 1 tie" in out
    assert "catalog/models.py:8:21" in out
    assert "reverse-access (code): " in out


def test_free_and_map_json_agree(run: Runner) -> None:
    cuts = {one["unit"]: one for one in loaded(run("map", "--format", "json").out)["free"] if one["level"] == "app"}
    answer = loaded(run("free", "orders", "--format", "json").out)
    assert answer["schema_ties"] + answer["code_ties"] == len(cuts["orders"]["ties"])
    assert answer["side"] == cuts["orders"]["side"]


def test_a_package_is_freed_as_one(run: Runner) -> None:
    sources = {
        "orders/api/one.py": "from billing.services import charge\n\n\ndef one():\n    return charge(1), two()\n",
        "orders/api/two.py": "from orders.api.one import one\n\n\ndef two():\n    return one()\n",
        "billing/services.py": "from orders.api.two import two\n\n\ndef charge(product):\n    return two()\n",
    }
    for path, text in sources.items():
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")
    assert "orders.api is a package: its 2 modules with references are taken together." in run("free", "orders.api").out
    answer = loaded(run("free", "orders.api", "--format", "json").out)
    assert (answer["unit"], answer["modules"]) == ("orders.api", 2)
    assert {name for arrow in answer["arrows"] for name in (arrow["importer"], arrow["imported"])} == {
        "orders.api",
        "billing.services",
    }


def test_unit_shows_the_figures_of_a_model(run: Runner) -> None:
    out = run("unit", "Product").out
    assert "catalog.Product  model" in out
    assert "fields 1, methods 1, properties 0" in out
    assert "relations in: orders 1" in out


def test_unseen_lists_what_was_not_resolved(run: Runner) -> None:
    assert "billing/services.py:12" in run("unseen").out


@pytest.mark.parametrize("command", [("map",), ("why", "orders", "catalog"), ("free", "orders"), ("unit", "orders")])
def test_every_command_speaks_korean(run: Runner, command: tuple[str, ...]) -> None:
    ran = run(*command, "--lang", "ko")
    assert ran.code == 0
    assert any("가" <= letter <= "힣" for letter in ran.out)


def test_the_locale_chooses_the_language(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)  # decides where it is set
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    assert "읽은 것" in run("map").out


def test_a_result_is_the_same_in_both_languages(run: Runner) -> None:
    assert run("map", "--format", "json", "--lang", "ko").out == run("map", "--format", "json").out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("map", "no/such/folder"), "no/such/folder"),
        (("why", "orders", "katalog"), "Did you mean catalog"),
        (("why", "orders", "orders"), "one and the same"),
        (("free", "Product"), "anabranch free catalog"),
        (("unit", "models"), "can mean several things"),
        (("map", "-o", "no/such/file"), "Cannot write no/such/file: No such file or directory."),
        (("map", "-o", "."), "Cannot write .: Is a directory."),
        (("map", "--level", "galaxy"), "Try: anabranch map --help"),
        (("frobnicate",), "Try: anabranch --help"),
        (("why", "orders"), "B is missing"),
    ],
)
def test_bad_input_is_one_sentence_and_code_2(run: Runner, arguments: tuple[str, ...], sentence: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("anabranch: ")
    assert ran.err.count("\n") == 1
    assert sentence in ran.err


def test_part_of_a_project_is_told_where_the_whole_is(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(run.folder / "orders")
    told = "This folder is a part of the project in ..; what lies beside it was not read: anabranch map .."
    assert told in " ".join(run("map").out.split())
    assert "is a part of the project" not in run("map", "..").out


def test_without_a_command_there_is_the_help_and_code_2(run: Runner) -> None:
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Usage: anabranch ")
    assert "anabranch unseen" in ran.err


def test_slip_in_a_command_or_an_option_is_answered_with_what_is_written_alike(run: Runner) -> None:
    assert "No such command 'mapp'. Did you mean map? Try: anabranch --help" in run("mapp").err
    assert "Did you mean" not in run("zzzz").err
    assert run("map", "--formt", "json").err.endswith("Did you mean --format? Try: anabranch map --help\n")


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("m.json", "{"), ("m.csv", "project,"), ("m.svg", "<svg"), ("m.dot", "digraph"), ("m.mmd", "flowchart"),
        ("M.JSON", "{"), ("m.txt", "shop"), ("m", "shop"), ("m.sarif", "shop"),
    ],
)  # fmt: skip
def test_ending_of_the_file_chooses_the_format(run: Runner, name: str, begins: str) -> None:
    assert run("map", "-o", name).code == 0
    assert (run.folder / name).read_text("utf-8").startswith(begins)


def test_format_that_is_asked_for_goes_before_the_ending_of_the_file(run: Runner) -> None:
    run("map", "--format", "csv", "-o", "m.json")
    assert (run.folder / "m.json").read_text("utf-8").startswith("project,")


def test_folder_without_rules_is_named_whole(run: Runner) -> None:
    assert f"There is no anabranch.toml in {run.folder}" in run("check").err


def test_names_on_the_command_line_cannot_control_the_terminal(run: Runner) -> None:
    assert "\x1b" not in run("unit", "x\x1b]0;title\x07").err


def test_a_folder_without_python_is_one_sentence(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = run("map", str(tmp_path / "empty"))
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


def test_a_broken_file_is_named_and_the_rest_is_read(run: Runner) -> None:
    (run.folder / "orders" / "broken.py").write_text("def (:\n")
    ran = run("map")
    assert ran.code == 0
    assert "orders/broken.py" in ran.out


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    ran = process(write_shop(tmp_path), "anabranch map --format json | true")
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    ran = process(write_shop(tmp_path), "anabranch map > /dev/full")
    assert (ran.returncode, ran.stderr) == (2, "anabranch: Cannot write stdout: No space left on device.\n")


def test_a_terminal_without_unicode_gets_ascii(tmp_path: Path) -> None:
    ran = process(write_shop(tmp_path), "PYTHONIOENCODING=ascii anabranch why orders catalog")
    assert ran.returncode == 0
    assert "orders -> catalog" in ran.stdout


@pytest.mark.parametrize("command", ["map", "plan", "page -o -"])
def test_a_closed_standard_error_is_no_reason_to_fail(tmp_path: Path, command: str) -> None:
    ran = process(write_shop(tmp_path), f"anabranch {command} 2>&-")
    assert ran.returncode == 0
    assert ran.stdout


def test_a_remark_is_made_on_a_terminal_without_unicode_too(tmp_path: Path) -> None:
    ran = process(write_shop(tmp_path), "PYTHONIOENCODING=ascii anabranch page --lang ko")
    assert (ran.returncode, ran.stdout) == (0, "")
    assert ran.stderr.endswith(": anabranch.html\n")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_for_every_shell(tmp_path: Path, shell: str) -> None:
    ran = process(tmp_path, f"_ANABRANCH_COMPLETE={shell}_source anabranch")
    assert ran.returncode == 0
    assert "_ANABRANCH_COMPLETE" in ran.stdout


def test_completion_names_commands_and_what_they_are_for(tmp_path: Path) -> None:
    ran = process(tmp_path, "COMP_WORDS='tool un' COMP_CWORD=1 _ANABRANCH_COMPLETE=zsh_complete anabranch")
    offered = ran.stdout.splitlines()
    assert offered[1::3] == ["unit", "unseen"]
    assert offered[5] == "what could not be resolved, by reason"


def test_completion_knows_the_values_of_an_option(tmp_path: Path) -> None:
    words = "COMP_WORDS='tool map --level ' COMP_CWORD=3 _ANABRANCH_COMPLETE=bash_complete anabranch"
    assert process(tmp_path, words).stdout.split() == ["plain,app", "plain,domain", "plain,module"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("map ", "dir,"),
        ("unit orders --in ", "dir,"),
        ("map -o b", "file,b"),
        ("map --observed ", "file,"),
        ("what-if order o", "file,o"),
        ("rehearse orders -- p", "file,p"),
    ],
)
def test_completion_leaves_files_and_folders_to_the_shell(tmp_path: Path, typed: str, offered: str) -> None:
    number = len(typed.split(" "))
    words = f"COMP_WORDS='tool {typed}' COMP_CWORD={number} _ANABRANCH_COMPLETE=bash_complete anabranch"
    assert process(tmp_path, words).stdout.split() == [offered]


def test_help_shows_examples_of_every_command(run: Runner) -> None:
    assert "anabranch why orders catalog" in run("--help").out
    for command in ("map", "why", "free", "unit", "unseen"):
        assert f"  anabranch {command}" in run(command, "--help").out


def test_version_names_the_tool(run: Runner) -> None:
    assert run("--version").out.startswith("anabranch ")


def test_start_up_imports_no_graph_and_no_drawing(tmp_path: Path) -> None:
    heavy = ("rich", "networkx", "highspy", "scipy", "rustworkx")
    code = f"import sys, anabranch.cli.main; print([one for one in {heavy} if one in sys.modules])"
    source = Path(__file__).parents[2] / "src"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(source)}, capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    assert ran.stdout.strip() == "[]"
