from __future__ import annotations

import pytest

from anabranch.reading.values import Model
from tests.fakes.projects import read_sources

HEAD = """from catalog.models import Product
from django.db import models
from simple_history.models import HistoricalRecords

class Noted(models.Model):
    notes = models.ManyToManyField(Product)
    class Meta:
        abstract = True

class OwnRecords(HistoricalRecords):
    pass
"""
LINE = """
class Line({base}):
    product = models.OneToOneField(Product, models.CASCADE, related_name="line")
    gifts = models.ManyToManyField(Product)
    history = {history}
"""


def pasts(history: str, base: str = "models.Model", below: str = "") -> list[Model]:
    text = HEAD + LINE.format(history=history, base=base) + below
    return [one for one in read_sources({"orders/models.py": text}).map.models if "Historical" in one.label]


def rows(model: Model) -> list[tuple[str, str, str, str | None]]:
    return [(one.field, one.kind, one.target, one.accessor) for one in model.relations]


PRODUCT = ("product", "fk", "catalog.Product", "+")
USER = ("history_user", "fk", "accounts.User", "+")


@pytest.mark.parametrize("history", ["None", "models.TextField()", "OwnRecords"])
def test_model_without_history_has_no_past(history: str) -> None:
    assert pasts(history) == []


@pytest.mark.parametrize("maker", ["HistoricalRecords", "OwnRecords"])
def test_model_with_history_has_a_second_one_without_accessors(maker: str) -> None:
    (past,) = pasts(f"{maker}()")
    assert (past.label, past.table) == ("orders.HistoricalLine", "orders_historicalline")
    assert rows(past) == [PRODUCT, USER]


def test_field_that_is_left_out_has_no_past() -> None:
    (past,) = pasts("HistoricalRecords(excluded_fields=['product'])")
    assert rows(past) == [USER]


def test_bases_and_the_way_back_are_relations_too() -> None:
    (past,) = pasts("HistoricalRecords(bases=[Noted], related_name='versions')")
    assert rows(past) == [
        PRODUCT,
        ("notes", "m2m", "catalog.Product", "historicalline_set"),
        USER,
        ("history_relation", "fk", "orders.Line", "versions"),
    ]


def test_name_and_table_that_are_given_count() -> None:
    (past,) = pasts("HistoricalRecords(custom_model_name='LineHistorical', table_name='old', history_user_id_field=x)")
    assert (past.label, past.table, rows(past)) == ("orders.LineHistorical", "old", [PRODUCT])


def test_class_that_keeps_histories_is_no_model() -> None:
    found = read_sources({"orders/models.py": HEAD}).map.models
    assert "orders.OwnRecords" not in [one.label for one in found]


@pytest.mark.parametrize("says", ["", " -> type[Noted]"])
def test_base_that_a_function_makes_keeps_the_history_of_its_heirs(says: str) -> None:
    made = f"""
def kept(){says}:
    class Base(Noted):
        history = HistoricalRecords(inherit=True)
        class Meta:
            abstract = True
    return Base

class Gift(kept()):
    product = models.ForeignKey(Product, models.CASCADE)
"""
    (past,) = pasts("None", below=made)
    assert (past.label, rows(past)) == ("orders.HistoricalGift", [PRODUCT, USER])


@pytest.mark.parametrize(("arguments", "expected"), [("inherit=True", 2), ("", 1)])
def test_heir_has_a_past_where_history_is_inherited(arguments: str, expected: int) -> None:
    below = "\nclass Gift(Line):\n    pass\n"
    found = pasts(f"HistoricalRecords({arguments})", below=below)
    assert len(found) == expected
    if expected > 1:
        assert rows(found[0]) == [("line_ptr", "fk", "orders.Line", "+"), PRODUCT, USER]


@pytest.mark.parametrize(("user", "target"), [("Product", "catalog.Product"), ("'catalog.product'", "catalog.Product")])
def test_user_who_is_another_model_is_the_one_that_changed_it(user: str, target: str) -> None:
    (past,) = pasts(f"HistoricalRecords(user_model={user}, user_related_name='changes')")
    assert rows(past) == [PRODUCT, ("history_user", "fk", target, "changes")]


def test_model_that_another_module_registers_has_a_past_in_the_app_that_is_given() -> None:
    sources = {
        "orders/models.py": (
            "from catalog.models import Product\nimport simple_history\n"
            "simple_history.register(Product, app='orders', excluded_fields=['brand'])\n"
        )
    }
    past = read_sources(sources).model("orders.HistoricalProduct")
    assert (past.table, past.file, past.line, rows(past)) == ("orders_historicalproduct", "orders/models.py", 3, [USER])
