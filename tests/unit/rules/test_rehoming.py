from __future__ import annotations

from anabranch.rules.rehoming import rehomed, unjudged
from anabranch.rules.rule_file import read_rules
from anabranch.rules.values import Key, Rules


def rules(text: str) -> Rules:
    found = read_rules(text, "anabranch.toml")
    assert found is not None
    return found


UP = Key("code", "boxes:Box", "users:User")


def test_debt_of_an_app_moves_to_the_domain_that_it_joined() -> None:
    joined = rules('layers = ["content", "users"]\n[domains]\ncontent = ["boxes"]\n')
    assert rehomed({"boxes": {UP: 2}}, joined, {"boxes", "users"}) == {"content": {UP: 2}}


def test_debt_of_packages_moves_to_the_app_that_is_whole_again() -> None:
    of_packages = {Key("code", f"shop.{package}:Box", "users:User"): 1 for package in ("carts", "stock")}
    assert rehomed({"shop.carts": of_packages}, rules('layers = ["shop", "users"]'), {"shop", "users"}) == {
        "shop": {Key("code", "shop:Box", "users:User"): 2}
    }


def test_debt_of_a_package_moves_to_the_domain_that_it_is_a_part_of() -> None:
    part = rules('layers = ["sales", "users"]\n[domains]\nsales = ["shop.carts"]\n')
    entry = Key("code", "shop.carts:Cart", "users:User")
    assert rehomed({"shop.carts": {entry: 1}}, part, {"shop", "sales", "users"}) == {
        "sales": {Key("code", "sales:Cart", "users:User"): 1}
    }


def test_debt_of_what_is_no_more_keeps_its_name() -> None:
    assert rehomed({"gone": {UP._replace(importer="gone:Box"): 1}}, rules('layers = ["users"]'), {"users"}) == {
        "gone": {UP._replace(importer="gone:Box"): 1}
    }


def test_entry_of_which_an_end_stands_in_no_layer_was_not_judged() -> None:
    debt = {"boxes": {UP: 1, UP._replace(imported="cms:Page"): 1}}
    placed = rules('layers = ["boxes"]')
    assert unjudged(debt, placed, ["users"]) == {"boxes": {UP: 1}}
    assert unjudged(debt, placed, ["boxes"]) == debt
    assert unjudged(debt, placed, []) == {}


def test_entry_between_what_a_pin_decides_was_judged() -> None:
    pinned = rules('layers = ["boxes"]\npins = ["users above boxes"]\n')
    assert unjudged({"boxes": {UP: 1}}, pinned, ["users"]) == {}
