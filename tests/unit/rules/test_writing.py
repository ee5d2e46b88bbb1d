from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from anabranch.reading.values import Map
from anabranch.rules.judging import judge
from anabranch.rules.rule_file import read_rules
from anabranch.rules.values import Rules
from anabranch.rules.writing import first_layers, format_rules, with_counts, without_absorbed
from tests.fakes.maps import app, dependency, order, project, reference, shop


def rules_of(text: str) -> Rules:
    rules = read_rules(text, "anabranch.toml")
    assert rules is not None
    return rules


def counted(project_map: Map, text: str) -> str:
    findings = judge(project_map, rules_of(text), {}, today=date(2026, 11, 25)).findings
    return with_counts(text, rules_of(text), findings)


def test_first_file_can_be_read_and_holds_every_unit_once() -> None:
    rules = rules_of(format_rules(shop()))
    placed = [domain for layer in rules.layers for domain in layer.domains]
    assert sorted(placed) == sorted(one.label for one in shop().projects[0].apps)


def test_shell_stands_above_all() -> None:
    apps = (app("orders"), app("config", role="shell"), app("catalog"))
    assert first_layers(shop(projects=(project(apps=apps),), orders=()))[0] == ["config"]


def test_count_stands_beside_the_layer_and_is_corrected() -> None:
    text = 'layers = [\n    "orders",\n    "catalog",\n]\n'
    one = reference("catalog.models.Product.sold", "orders.models.Order")
    first = counted(shop(references=(one,)), text)
    assert '    "catalog",  # 1 reference runs up from here\n' in first
    assert counted(shop(references=()), first) == text


def test_head_says_where_all_that_is_against_it_stands() -> None:
    text = '# Against it, debt included: 7\nlayers = [\n    "orders",\n    "catalog",\n    "tags",\n]\n'
    text += 'undecided = ["tags | orders"]\n[roles]\nbase = ["tags"]\n'
    up = reference("catalog.models.Product.sold", "orders.models.Order")
    undecided = reference("tags.models.Tag.used", "orders.models.Order")
    found = counted(shop(references=(up, undecided)), text).split("\n")[0]
    assert found == "# Against it, debt included: 2 references (1 up from layers, 1 between undecided pairs)."
    assert counted(shop(references=()), text).startswith("# Against it, debt included: 0 references.\n")


def test_counts_beside_layers_are_those_that_run_up_alone() -> None:
    text = 'layers = [\n    "orders",\n    "catalog",\n]\n[roles]\nbase = ["orders"]\n'
    one = reference("orders.models.Order", "catalog.models.Product")
    assert counted(shop(references=(one,)), text) == text


def test_undecided_pair_says_which_way_its_ties_run() -> None:
    both = order(level="domain", undecided=(("billing", "orders"),))
    rows = (replace(dependency("billing", "orders", code=1), level="domain"),)
    text = format_rules(shop(dependencies=rows, orders=(both,)))
    assert '"billing | orders",  # billing → orders 1 tie, orders → billing none' in text


def test_what_a_person_wrote_beside_a_layer_stays() -> None:
    text = 'layers = [\n    "orders",\n    "catalog",  # frozen until spring\n]\n'
    one = reference("catalog.models.Product.sold", "orders.models.Order")
    assert counted(shop(references=(one,)), text) == text


def test_layers_are_those_of_the_order_of_domains() -> None:
    apps = (app("orders", domain="sales"), app("baskets", domain="sales"), app("catalog"))
    of_domains = order(level="domain", units=("sales", "catalog"), layers=(("sales",), ("catalog",)))
    seen = shop(projects=(project(apps=apps),), orders=(order(layers=(("catalog",), ("orders",))), of_domains))
    assert first_layers(seen) == [["sales"], ["catalog"]]


def test_layer_of_an_app_that_a_domain_took_over_is_gone_and_all_else_stays() -> None:
    text = 'layers = [\n    "orders | tags",  # ours\n    "carts",\n    "catalog",\n]\n'
    rules = rules_of(f'{text}[domains]\nsales = ["orders", "carts"]\n')
    assert without_absorbed(text, rules) == 'layers = [\n    "tags",  # ours\n    "catalog",\n]\n'


def test_names_that_toml_would_not_hold_as_they_are_are_written_so_that_it_does() -> None:
    names = ('say"hi', "red\x1b[31m", "back\\slash")
    apps = tuple(app(name, role="base" if "hi" in name else "domain") for name in names)
    layers = tuple((name,) for name in names)
    found = order(level="domain", units=names, layers=layers, undecided=(names[:2],))
    rules = rules_of(format_rules(shop(projects=(project(apps=apps),), orders=(found,))))
    assert [layer.domains for layer in rules.layers] == list(layers)
    assert [pair[:2] for pair in rules.undecided] == [names[:2]]
