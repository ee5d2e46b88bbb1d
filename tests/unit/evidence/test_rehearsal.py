from __future__ import annotations

from anabranch.evidence.domains import domains_of
from anabranch.evidence.edge import edge_lines, edge_references
from anabranch.evidence.rehearsal import Rehearsal, make_rehearsal
from anabranch.evidence.values import Row, Seen, Side
from anabranch.reading.values import Map
from tests.fakes.maps import app, project, shop
from tests.fakes.records import row

CHARGE = row("call", "orders.services.place", "billing.tasks.charge", line=22)


def rehearse(*rows: Row, domain: str = "billing", project_map: Map | None = None) -> Rehearsal:
    whole = project_map or shop()
    return make_rehearsal(Seen(rows, ()), whole, domains_of(whole), domain)


def with_role(label: str, role: str) -> Map:
    apps = tuple(app(each.label, role=role if each.label == label else "domain") for each in project().apps)
    return shop(projects=(project(apps=apps),))


def test_nothing_seen_is_zero_with_an_edge() -> None:
    found = rehearse()
    assert (found.sites, found.kinds) == (0, ())
    assert (found.edge.references, found.edge.reached) == (2, 0)


def test_other_domains_crossings_do_not_count() -> None:
    assert rehearse(row("hop", "orders.services.place", "catalog.models.Product")).sites == 0


def test_crossings_count_in_both_directions() -> None:
    found = rehearse(CHARGE, row("read", "billing.tasks.charge", "orders.models.Order", line=7))
    assert [(one.kind, one.sites) for one in found.kinds] == [("read", 1), ("call", 1)]
    assert found.edge.reached == 2


def test_test_code_is_told_and_does_not_count() -> None:
    in_test = Row("join", "tests/test_x.py", 3, Side("", "tests.test_x.test"), Side("billing", "billing.models.Bill"))
    found = rehearse(in_test)
    assert (found.sites, found.in_tests) == (0, 1)


def test_calls_with_plain_values_alone_are_ready() -> None:
    plain = row("call", "orders.services.place", "billing.tasks.charge", line=22,
                detail={"arguments": ["plain"], "result": ["plain"]})  # fmt: skip
    found = rehearse(plain)
    assert (found.sites, len(found.ready), found.edge.reached) == (0, 1, 1)


def test_call_that_gives_an_instance_or_says_nothing_counts() -> None:
    gives = row("call", "orders.services.place", "billing.tasks.charge",
                detail={"arguments": ["plain"], "result": ["instance", "plain"]})  # fmt: skip
    assert rehearse(gives, row("call", "orders.x.y", "billing.z.w")).sites == 2


def test_code_of_a_base_goes_along_but_its_tables_do_not() -> None:
    uses = row("call", "billing.tasks.charge", "catalog.money.cents")
    joins = row("join", "billing.tasks.charge", "catalog.models.Product")
    found = rehearse(uses, joins, project_map=with_role("catalog", "base"))
    assert (found.sites, found.in_base, found.kinds[0].kind) == (1, 1, "join")


def test_shell_that_includes_urls_does_not_count_but_its_templates_do() -> None:
    includes = row("url", "reports.urls", "billing.urls", file="reports/urls.py")
    links = row("url", "templates/base.html", "billing.urls", file="reports/templates/base.html")
    links = Row("url", links.file, 1, Side("reports", links.file), links.imported)
    found = rehearse(includes, links, project_map=with_role("reports", "shell"))
    assert (found.sites, found.in_base) == (1, 1)


def test_lines_that_ran_measure_the_edge_where_they_are_known() -> None:
    ran = Row("reached", "billing/tasks.py", 7, Side("", ""), Side("", ""))
    edge = rehearse(ran).edge
    assert (edge.references, edge.reached, edge.by_lines) == (2, 1, True)
    assert [one.line for one in edge.unreached] == [22]


def test_edge_has_sure_references_of_both_directions() -> None:
    found = edge_references(shop(), domains_of(shop()), "billing")
    assert edge_lines(found) == {"billing/tasks.py": [7], "orders/services.py": [22]}


def test_kind_of_a_newer_library_is_counted_as_it_is_called() -> None:
    assert [one.kind for one in rehearse(row("wormhole", "orders.a.b", "billing.c.d")).kinds] == ["wormhole"]
