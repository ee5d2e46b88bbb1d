from __future__ import annotations

from pathlib import Path

from anabranch.reading.values import Map
from anabranch.reports.answers.places import Sources
from anabranch.reports.answers.subjects import find_subject
from anabranch.reports.answers.why import Why, answer_why, hop, with_chain
from anabranch.reports.terminal.page import Look
from anabranch.reports.terminal.why_page import why_text
from anabranch.reports.texts.words import Words
from tests.fakes.maps import reference, shop


def ask(importer: str, imported: str, *, project_map: Map | None = None, folder: Path = Path("/nowhere")) -> Why:
    whole = project_map or shop()
    return answer_why(
        whole,
        importer=find_subject(whole, importer),
        imported=find_subject(whole, imported),
        sources=Sources(folder),
    )


def text(answer: Why, width: int = 100) -> str:
    return why_text(shop(), answer, words=Words("en"), look=Look(width))


def test_parts_that_do_not_refer_to_each_other_have_no_reference() -> None:
    answer = ask("billing", "catalog")
    assert (answer.references, answer.kinds, answer.opposite) == (0, (), 0)
    assert "billing does not refer to catalog directly." in text(answer)
    assert "anabranch why billing catalog --path" in text(answer)


def test_references_are_grouped_by_kind_strongest_class_first() -> None:
    answer = ask("orders", "catalog")
    assert [group.kind for group in answer.kinds] == ["relation", "lookup", "use", "migration"]
    assert (answer.references, answer.ties, answer.opposite) == (4, 2, 1)


def test_every_place_is_printed_with_its_line_of_source(tmp_path: Path) -> None:
    (tmp_path / "orders").mkdir()
    (tmp_path / "orders/models.py").write_text("\n" * 8 + "    product = ForeignKey('catalog.Product')\n")
    printed = text(ask("orders", "catalog", folder=tmp_path))
    assert "orders/models.py:9:5  product = ForeignKey('catalog.Product')" in printed
    assert "orders/services.py:15:5" in printed


def test_the_other_way_is_counted_in_one_line() -> None:
    assert "1 reference runs the other way: anabranch why catalog orders" in text(ask("orders", "catalog"))


def test_a_model_holds_what_is_inside_it() -> None:
    assert ask("catalog.Product", "orders.Order").references == 1


def test_references_inside_both_parts_are_not_between_them() -> None:
    inner = shop(references=(reference("orders.models.Order.save", "orders.models.Order"),))
    assert ask("orders", "orders.models", project_map=inner).references == 0


def test_a_certainty_below_certain_is_said() -> None:
    assert "[inferred]" in text(ask("orders", "catalog"))


def test_a_chain_shows_each_step_with_a_place() -> None:
    steps = tuple(
        hop(
            [one for one in shop().references if (one.importer.app, one.imported.app) == ends],
            importer=ends[0],
            imported=ends[1],
            sources=Sources(Path("/nowhere")),
        )
        for ends in (("billing", "orders"), ("orders", "catalog"))
    )
    printed = text(with_chain(ask("billing", "catalog"), steps))
    assert "The shortest chain has 2 steps:" in printed
    assert "billing → orders  1 reference, for example use" in printed


def test_no_chain_is_said() -> None:
    assert "There is no chain of dependencies" in text(with_chain(ask("catalog", "reports"), ()))


def test_names_and_source_lines_cannot_control_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "evil.py").write_text("x = '\x1b]0;title\x07[red]\u202e'\n", encoding="utf-8")
    evil = shop(references=(reference("orders.a.B", "catalog.c.D", file="evil.py", note="[bold]\x1b[1m"),))
    printed = text(ask("orders", "catalog", project_map=evil, folder=tmp_path))
    assert not set("\x1b\x07\u202e") & set(printed)
    assert "[red]\\u202e" in printed
    assert "[bold]\\x1b[1m" in printed


def test_a_narrow_terminal_puts_the_source_below_its_place(tmp_path: Path) -> None:
    path = "a_rather_long_folder_name/and_another_one/models.py"
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text("product = ForeignKey('catalog.Product')\n")
    found = shop(references=(reference("orders.a.B", "catalog.c.D", file=path),))
    lines = text(ask("orders", "catalog", project_map=found, folder=tmp_path), width=60).splitlines()
    assert lines[-2:] == [f"    {path}:1:5", "        product = ForeignKey('catalog.Product')"]
