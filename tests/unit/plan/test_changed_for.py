"""Files that a commit changed for what it decoupled, told from those that it changed besides."""

from __future__ import annotations

import pytest

from anabranch.evidence.changed_lines import ChangedLines
from anabranch.plan.changed_for import Thing, changed_for

MOVED = Thing(
    frozenset({"role"}), frozenset({"devicerole"}), "Role", r"(?<![a-z0-9])ipam[.:/_-]+(\w+_)?role", arrives="extras"
)
KEY = Thing(frozenset({"orderline", "orderlineid"}))


def went(text: str, *, path: str = "shop/views.py", new: str = "x = 1") -> dict[str, ChangedLines]:
    return {path: ChangedLines(text, new)}


@pytest.mark.parametrize(
    "text", ["row.order_line.name", "'order-line'", "OrderLineForm()", "order_lines = ()", "filter(order_line__id=1)"]
)
def test_a_key_is_named_in_every_spelling(text: str) -> None:
    assert changed_for([KEY], went(text)) == {"shop/views.py"}


@pytest.mark.parametrize("text", ["reorder_line()", "order.line", "orderliness", "borderline", ""])
def test_what_only_looks_like_the_name_is_not_it(text: str) -> None:
    assert changed_for([KEY], went(text)) == set()


@pytest.mark.parametrize("text", ["Role.objects", "class RoleForm:", "'ipam.role'", "reverse('ipam:role_list')"])
def test_a_model_is_named_by_its_class_or_behind_its_app(text: str) -> None:
    assert changed_for([MOVED], went(text)) == {"shop/views.py"}


@pytest.mark.parametrize("text", ["user.role", "DeviceRole.objects", "'dcim.role'", "Roleplay"])
def test_a_field_or_another_model_of_that_name_is_not_the_model(text: str) -> None:
    assert changed_for([MOVED], went(text)) == set()


def test_a_line_that_came_counts_where_the_model_arrives() -> None:
    assert changed_for([MOVED], went("", path="extras/forms.py", new="class RoleForm:")) == {"extras/forms.py"}
    assert changed_for([MOVED], went("", path="dcim/forms.py", new="class RoleForm:")) == set()


def test_a_file_that_went_whole_is_told_by_its_name() -> None:
    assert changed_for([KEY], went("<p>", path="shop/order_line.html", new="")) == {"shop/order_line.html"}
    assert changed_for([KEY], went("<p>", path="shop/order_line.html")) == set()


def test_a_cut_is_about_its_folder_alone() -> None:
    cut = Thing(frozenset(), words=frozenset({"pay"}), folder="shop/")
    assert changed_for([cut], went("    pay(order)")) == {"shop/views.py"}
    assert changed_for([cut], went("    pay(order)", path="shops/views.py")) == set()
    assert changed_for([cut], went("    repay(order)")) == set()
