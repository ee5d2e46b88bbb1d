from __future__ import annotations

import ast
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from anabranch.plan.border import tree_reader
from anabranch.plan.domain import plan_domain
from anabranch.plan.facade import inward, movable_symbols, propose_facade, propose_hooks, used_symbols
from anabranch.plan.steps import MOST_FILES, make_steps
from anabranch.plan.values import DomainPlan
from anabranch.reading.values import Map, Reference
from anabranch.rules.domains import with_domains
from anabranch.rules.values import Rules
from tests.fakes.maps import only_scope, project, reference, references, shop


def plan(project_map: Map, domain: str) -> DomainPlan:
    return plan_domain(project_map, only_scope(project_map), domain, lambda _file: "")


def more(*added: Reference) -> Map:
    return shop(references=(*references(), *added))


def written(path: str, text: str) -> Callable[[str], ast.Module | None]:
    return tree_reader(lambda file: text if file == path else "")


def test_steps_end_with_the_domain_free() -> None:
    found = plan(shop(), "catalog")
    assert found.side == "base"
    assert found.in_tangle == 3
    assert "catalog" in {unit for step in found.steps for unit in step.frees}
    assert [step.number for step in found.steps] == list(range(1, len(found.steps) + 1))


def test_likely_references_over_the_edge_are_counted_and_get_no_step() -> None:
    found = plan(
        more(
            reference("billing.tasks.charge", "catalog.models.Product.price", kind="member", certainty="likely"),
            reference("catalog.views.show", "billing.tasks.charge", kind="member", certainty="likely"),
            reference("billing.tasks.charge", "orders.models.Order.total", kind="member", certainty="likely"),
            reference("catalog.views.show", "catalog.models.Product.price", kind="member", certainty="likely"),
        ),
        "catalog",
    )
    assert found.likely == 2
    assert replace(found, likely=0) == plan(shop(), "catalog")


def test_every_tie_to_cut_is_in_one_step() -> None:
    found = plan(shop(), "orders")
    ties = [(tie.importer, tie.imported) for step in found.steps for tie in step.ties]
    assert len(ties) == len(set(ties))
    assert ("billing.tasks.charge", "orders.models.Order") in ties


def test_keys_go_after_the_code_that_follows_them() -> None:
    found = plan(shop(), "catalog")
    schema = [step.number for step in found.steps if step.facts.schema]
    code = [step.number for step in found.steps if not step.facts.schema and step.purpose == "facade"]
    assert not schema or not code or min(schema) > max(code)


def test_a_widely_used_symbol_is_replaced_in_steps_of_a_few_files() -> None:
    many = [reference(f"orders.m{n}.f", "catalog.prices.net", file=f"orders/m{n}.py") for n in range(20)]
    scope = only_scope(more(*many))
    steps = make_steps(scope, many, purpose="facade")
    assert [step.facts.files for step in steps] == [4, 8, 8]
    assert all(len(step.files) <= MOST_FILES for step in steps)
    assert {spot.file for step in steps for spot in step.spots} == {one.file for one in many}


def test_a_use_through_a_module_for_others_needs_no_step() -> None:
    use = reference("reports.views.sales", "billing.services.total")
    assert "billing.services.total" not in str(plan(more(use), "billing").steps)
    found = plan(more(use), "billing")
    assert found.facade_modules == ("billing.services",)
    assert "billing.services.total" not in {each for entry in found.facade for each in entry.replaces}


@pytest.mark.parametrize("name", ["services", "shop.services.billing"])
def test_what_an_app_or_the_package_around_it_is_called_makes_no_facade_of_it(name: str) -> None:
    use = reference("reports.views.sales", f"{name}.models.Bill")
    use = replace(use, imported=replace(use.imported, module=f"{name}.models", app="billing"))
    apps = tuple(replace(one, name=name) if one.label == "billing" else one for one in project().apps)
    found = plan(shop(projects=(project(apps=apps),), references=(*references(), use)), "billing")
    assert f"{name}.models.Bill" in str(found.steps)
    assert found.facade_modules == ()


def test_a_free_domain_that_nobody_uses_needs_no_step() -> None:
    found = plan(shop(), "reports")
    assert found.steps == ()
    assert found.side == "free"


def test_one_entry_serves_all_callers_of_a_model() -> None:
    callers = [reference(f"reports.a{n}.f", "catalog.models.Product.name", kind="member") for n in range(3)]
    scope = only_scope(more(*callers))
    entries = propose_facade(scope, "catalog", callers)
    assert [(entry.name, entry.offer, entry.ties) for entry in entries] == [("catalog.facade.find_product", "query", 3)]


def test_one_entry_serves_a_caller_of_many_symbols() -> None:
    used = [reference("reports.a.f", f"catalog.prices.p{n}") for n in range(3)]
    entries = propose_facade(only_scope(more(*used)), "catalog", used)
    assert [(entry.name, entry.callers) for entry in entries] == [("catalog.facade.for_a_f", ("reports.a.f",))]
    assert len(entries[0].replaces) == 3


def test_signals_become_events() -> None:
    used = [reference("reports.a.heard", "catalog.signals.sold", kind="signal")]
    assert [entry.offer for entry in propose_facade(only_scope(more(*used)), "catalog", used)] == ["event"]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("x = Product.objects.create()\n", "change_product"),
        ("p = product.cancel_sale()\n", "change_product"),
        ("p = product.cancellations()\n", "find_product"),
        ("x = Product.objects.get()\n", "find_product"),
    ],
)
def test_a_model_that_is_changed_needs_a_command(text: str, entry: str) -> None:
    used = [reference(f"billing.a.f{number}", "catalog.models.Product") for number in range(2)]
    project_map = more(*used)
    found = plan_domain(project_map, only_scope(project_map), "catalog", lambda _file: text)
    assert f"catalog.facade.{entry}" in {each.name for each in found.facade}


def test_uses_that_have_to_go_become_hooks_of_those_who_call() -> None:
    used = [reference(f"orders.a.f{number}", "catalog.models.Product.name", kind="member") for number in range(2)]
    used.append(reference("billing.a.f", "catalog.prices.Net", kind="inherit"))
    entries = propose_hooks(only_scope(more(*used)), "catalog", used)
    assert [(entry.name, entry.offer) for entry in entries] == [
        ("orders.hooks.find_product", "hook"),
        ("catalog.prices.Net", "base"),
    ]


def test_what_uses_nothing_of_its_domain_moves_below_who_uses_it_and_is_no_hook() -> None:
    used = [
        reference("billing.a.f", "catalog.widgets.Plain"),
        reference("orders.a.f", "catalog.widgets.Plain"),
        reference("orders.a.f", "catalog.widgets.Rooted"),
        reference("orders.a.f", "catalog.widgets.Wide"),
        reference("orders.a.f", "catalog.models.Product"),
    ]
    own = [
        reference("catalog.widgets.Rooted.render", "catalog.prices.net"),
        reference("catalog.widgets.Wide.render", "reports.views.sales"),
    ]
    trees = written("catalog/widgets.py", "class Plain: ...\nclass Rooted: ...\nclass Wide: ...\n")
    project_map = more(*used, *own)
    scope = only_scope(project_map)
    movable = movable_symbols(project_map.references, scope, used, trees)
    assert movable == {"catalog.widgets.Plain"}
    entries = propose_hooks(scope, "catalog", used, movable)
    (move,) = [entry for entry in entries if entry.offer == "move"]
    assert (move.name, move.callers, move.ties) == ("catalog.widgets.Plain", ("billing.a.f", "orders.a.f"), 2)


def test_what_names_its_domain_within_one_module_does_not_move() -> None:
    text = """
class Card(Model): ...
RATE = 3
def newest(user): return Card.objects.filter(user=user).first()
def _count(): return Card.objects.count()
def counted(): return _count()
def loaded(): return get_model("catalog.Card")
def fee(amount): return amount * RATE
def cast(value: "Optional[Card]"): return value
while not settled(): LIMIT = 4
with opened() as handle: pass
def limited(amount): return min(amount, LIMIT)
def held(): return handle
def rounded(amount):
    "Rounds the amount of a Card."
    return round(amount, 2)
"""
    names = ("newest", "counted", "loaded", "fee", "cast", "limited", "held", "rounded", "made_at_run_time")
    used = [reference("orders.a.f", f"catalog.tools.{name}") for name in names]
    found = movable_symbols(used, only_scope(more(*used)), used, written("catalog/tools.py", text))
    assert found == {"catalog.tools.rounded"}


def test_what_cannot_be_read_does_not_move() -> None:
    used = [reference("orders.a.f", "catalog.tools.rounded")]
    assert not movable_symbols(used, only_scope(more(*used)), used, written("catalog/tools.py", "def f(:"))


def test_a_step_is_about_two_units_or_about_one_module() -> None:
    used = [reference(f"orders.a.f{number}", f"catalog.{name}") for number in range(4) for name in
            ("widgets.Plain", "forms.Fancy", "rules.may_see", "rules.may_buy", "prices.net")]  # fmt: skip
    used += [reference("billing.a.f", f"catalog.{name}") for name in ("rules.may_see", "rules.may_buy", "prices.net")]
    steps = make_steps(only_scope(more(*used)), used, purpose="facade")
    assert sorted(step.touched for step in steps) == [
        ("catalog.forms.Fancy", "catalog.widgets.Plain"),
        ("catalog.prices.net",),
        ("catalog.rules.may_buy", "catalog.rules.may_see"),
    ]


def test_who_may_not_use_a_domain_is_not_sent_to_its_facade() -> None:
    found = plan(shop(), "orders")
    gone = {tie.importer for step in found.steps if step.purpose == "free" for tie in step.ties}
    facade = {caller for entry in found.facade if entry.offer in ("query", "command") for caller in entry.callers}
    assert gone
    assert found.facade
    assert not gone & facade


def test_what_most_units_use_comes_first() -> None:
    scope = only_scope(shop())
    assert used_symbols(scope, inward(scope, "orders"))[0].symbol == "orders.models.Order"


def test_domains_of_the_team_are_planned_as_one() -> None:
    joined = with_domains(shop(), Rules("anabranch.toml", (), {"sales": ("orders", "billing")}))
    found = plan(joined, "sales")
    assert found.lines == 1600
    assert all("billing" not in tie.importer_unit for step in found.steps for tie in step.ties)
