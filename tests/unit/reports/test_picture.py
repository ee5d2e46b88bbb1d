from __future__ import annotations

import msgspec
import pytest

from anabranch.reading.values import Level, Map
from anabranch.reports.answers.picture import Rows, draw_project
from tests.fakes.maps import app, dependency, order, project, shop

LAYERS = (("reports",), ("orders",), ("catalog",), ("config", "core"))


def rows(level: Level = "app", **changes: object) -> Rows:
    drawn = with_shells(**changes)
    return draw_project(drawn, drawn.projects[0], level=level).rows


def with_shells(**changes: object) -> Map:
    """Two shells, of which one uses the other alone and neither has a tie to anything else."""
    apps = (app("core", role="shell"), app("config", role="shell"), app("catalog"), app("orders"), app("reports"))
    arrows = (dependency("config", "core", code=1), dependency("orders", "catalog", code=1))
    made = shop(
        projects=(project(apps=apps),),
        orders=(order(units=sum(LAYERS, ()), layers=LAYERS),),
        dependencies=arrows,
    )
    return msgspec.structs.replace(made, **changes)


def test_a_map_without_shells_is_drawn_by_its_layers() -> None:
    drawn = shop()
    assert draw_project(drawn, drawn.projects[0], level="app").rows == order().layers


def test_shells_stand_on_top_the_one_that_uses_another_above_it() -> None:
    assert rows() == (("config",), ("core",), ("reports",), ("orders",), ("catalog",))


def test_shells_that_do_not_use_each_other_stand_beside_each_other() -> None:
    assert rows(dependencies=())[0] == ("config", "core")


def test_a_shell_that_is_used_all_the_same_stays_and_so_does_what_it_uses() -> None:
    used = (*with_shells().dependencies, dependency("reports", "config", code=1))
    assert rows(dependencies=used) == LAYERS


def test_putting_parts_together_is_no_use() -> None:
    composed = (*with_shells().dependencies, dependency("reports", "config", composition=1))
    assert rows(dependencies=composed)[0] == ("config",)


@pytest.mark.parametrize(("domain", "top"), [("config", ("config", "core")), ("orders", ("core",))])
def test_a_domain_of_shells_alone_is_one(domain: str, top: tuple[str, ...]) -> None:
    apps = [app("core", role="shell"), app("config", role="shell", domain=domain), app("orders")]
    layers = (("orders",), ("config", "core") if domain == "config" else ("core",))
    by_domain = order(level="domain", layers=layers)
    assert rows("domain", projects=(project(apps=tuple(apps)),), orders=(by_domain,), dependencies=())[0] == top


def test_a_module_that_is_called_as_a_shell_stays() -> None:
    assert rows("module", orders=(order(level="module", layers=LAYERS),), dependencies=()) == LAYERS
