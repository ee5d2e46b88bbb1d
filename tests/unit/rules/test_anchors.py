from __future__ import annotations

from pathlib import Path

import pytest

from anabranch.reading.read import read_map
from anabranch.reading.values import Map
from anabranch.rules.anchors import AnchorUnknown, group_around
from tests.fakes.core_project import write_core
from tests.fakes.projects import write_sources
from tests.fakes.shop_project import write_shop


@pytest.fixture(scope="module")
def core(tmp_path_factory: pytest.TempPathFactory) -> Map:
    return read_map(write_core(tmp_path_factory.mktemp("core")), cache=False, free_modules=False)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Map:
    return read_map(write_shop(tmp_path_factory.mktemp("shop")), cache=False, free_modules=False)


def test_app_that_leans_to_two_domains_alike_stays_alone(shop: Map) -> None:
    found = group_around(shop, {"goods": ["catalog"], "sales": ["orders"]}, {})
    assert found.domains == {"goods": ("catalog",), "sales": ("billing", "orders")}


def test_models_of_one_module_go_to_the_domains_around_them(core: Map) -> None:
    found = group_around(core, {"identity": ["core.User"], "sales": ["core.Order"]}, {})
    assert found.domains["identity"] == ("core.models.Profile", "core.models.User", "core.signing")
    assert found.domains["sales"] == ("core.buying", "core.models.Line", "core.models.Order")


def test_domain_that_a_person_wrote_stays_and_is_an_anchor_itself(core: Map) -> None:
    found = group_around(core, {"sales": ["core.Order"]}, {"identity": ("core.models.User", "core.buying")})
    assert found.domains == {"sales": ("core.models.Line", "core.models.Order")}


def test_anchors_of_one_domain_do_not_open_an_app(shop: Map) -> None:
    found = group_around(shop, {"goods": ["catalog.Product"]}, {})
    assert "catalog" in found.domains["goods"]


def test_what_templates_load_stays_with_them_in_the_app_unless_a_person_names_it(tmp_path: Path) -> None:
    folder = write_core(tmp_path)
    write_sources(folder, {"core/templatetags/users.py": "from core.models import User\n\nALL = User.objects\n"})
    read = read_map(folder, cache=False, free_modules=False)
    anchors = {"identity": ["core.User"], "sales": ["core.Order"]}
    assert "core.templatetags" not in group_around(read, anchors, {}).domains["identity"]
    asked = {**anchors, "identity": ["core.User", "core.templatetags.users"]}
    assert "core.templatetags" in group_around(read, asked, {}).domains["identity"]


def test_name_of_nothing_is_refused_with_what_looks_like_it(core: Map) -> None:
    with pytest.raises(AnchorUnknown) as refused:
        group_around(core, {"identity": ["core.Usr"]}, {})
    assert "core.User" in refused.value.close
