from __future__ import annotations

from pathlib import Path

from anabranch.reading.values import Map, Relation
from anabranch.reports.answers.places import Sources
from anabranch.reports.answers.subjects import find_subject
from anabranch.reports.answers.unit import Unit, answer_unit
from anabranch.reports.terminal.page import Look
from anabranch.reports.terminal.unit_page import unit_text
from anabranch.reports.texts.words import Words
from tests.fakes.maps import model, reference, shop


def ask(name: str, project_map: Map | None = None) -> Unit:
    whole = project_map or shop()
    return answer_unit(whole, find_subject(whole, name), sources=Sources(Path("/nowhere")))


def text(answer: Unit, width: int = 100) -> str:
    return unit_text(shop(), answer, words=Words("en"), look=Look(width))


def test_a_unit_that_nothing_uses_says_so() -> None:
    assert ask("reports").facade == ()
    assert "Nothing outside uses it." in text(ask("reports"))


def test_a_unit_that_uses_nothing_says_so() -> None:
    lonely = shop(references=(reference("orders.models.Order", "catalog.models.Product"),))
    assert "It uses nothing outside." in text(ask("catalog", lonely))


def test_likely_references_are_told_of_and_count_nowhere() -> None:
    own = (reference("orders.models.Order", "catalog.models.Product"),)
    guesses = [
        reference("billing.tasks.charge", "catalog.models.Product.price", kind="member", certainty="likely"),
        reference("catalog.views.show", "billing.tasks.charge", kind="member", certainty="likely", line=4),
        reference("orders.views.show", "billing.tasks.charge", kind="member", certainty="likely"),
        reference("billing.migrations.0001", "catalog.models.Product", kind="migration", certainty="likely"),
    ]
    sure, guessed = (ask("catalog", shop(references=(*own, *more))) for more in ((), guesses))
    assert (sure.likely, guessed.likely) == (0, 2)
    assert (guessed.used_by, guessed.uses, guessed.facade) == (sure.used_by, sure.uses, sure.facade)
    assert "likely" not in text(sure)
    assert "2 more references are only likely" in text(guessed)
    assert "anabranch map --certainty likely --format csv" in text(guessed)


def test_the_facade_is_what_others_use_of_it() -> None:
    (used,) = ask("orders").facade
    assert (used.symbol, used.ties, used.units) == ("orders.models.Order", 3, ("billing", "catalog", "reports"))


def test_what_it_uses_is_listed_by_unit_without_history() -> None:
    assert [(one.unit, one.ties) for one in ask("orders").uses] == [("catalog", 2), ("billing", 1)]


def test_definitions_of_an_app_are_those_of_its_modules() -> None:
    billing = ask("billing")
    assert (billing.tasks, billing.receivers) == (
        ("billing.tasks.charge",),
        (("post_save", "billing.signals.saved"),),
    )
    assert ask("catalog").urls == ("catalog:detail",)


def test_a_model_shows_how_fat_it_is() -> None:
    fat = model(
        "catalog.Product",
        methods=("a", "b"),
        properties=("c",),
        fields=("d", "e", "f"),
        mixins=("orders.models.Stamped",),
    )
    (figures,) = ask("catalog.Product", shop(models=(shop().models[0], fat))).models
    assert (figures.fields, figures.methods, figures.properties) == (3, 2, 1)
    assert figures.mixins == (("orders.models.Stamped", "orders"),)
    assert (figures.relations_out, figures.relations_in) == ((), (("orders", 1),))


def test_a_relation_to_a_model_that_was_not_read_counts_for_its_label() -> None:
    only = shop(models=(shop().models[0],))
    assert ask("orders.Order", only).models[0].relations_out == (("catalog", 1),)


def test_an_app_shows_its_models_in_rows() -> None:
    assert "orders.Order" in text(ask("orders")).split("Models")[1].splitlines()[2]


def test_a_module_is_joined_to_the_rest_of_its_own_app_too() -> None:
    inner = shop(references=(reference("orders.services.place", "orders.models.Order"),))
    assert [one.unit for one in ask("orders.services", inner).uses] == ["orders"]


def test_relations_of_many_units_stand_below_their_model_and_no_line_is_empty() -> None:
    units = [f"a_unit_with_a_long_name_{number}" for number in range(4)]
    fields = tuple(
        Relation(f"f{number}", "fk", f"{unit}.Thing", "", None, False, None) for number, unit in enumerate(units)
    )
    answer = ask("orders", shop(models=(model("orders.Order", relations=fields), model("orders.Line"))))
    table = text(answer).partition("Models\n")[2].partition("\n\n")[0].splitlines()
    assert [line.split()[0] for line in table[1:]] == ["orders.Line", "orders.Order", units[0], units[3]]


def test_a_symbol_stays_with_its_number_where_the_line_ends() -> None:
    uses = reference("billing.tasks.charge_all_that_is_owed_since_the_first_of_the_month", "catalog.models.Product")
    printed = text(ask("catalog.Product", shop(references=(uses,))), width=75)
    assert "charge_all_that_is_owed_since_the_first_of_the_month 1\n" in printed
