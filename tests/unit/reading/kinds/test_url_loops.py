from __future__ import annotations

import pytest

from tests.fakes.projects import read_sources
from tests.fakes.url_names import URLS, go, in_orders

CRUD = """
    from django.urls import path

    class Crud:
        @classmethod
        def get_urls(cls, url_name):
            return [path("", cls, name=f"{url_name}.{action}") for action in actions()]
    """


@pytest.mark.parametrize(
    ("name", "declared"),
    [("catalog:product.list", ["inferred"]), ("catalog:product.", []), ("catalog:products", []), ("product.list", [])],
)
def test_name_of_which_a_loop_knows_a_part_is_declared_where_the_rest_is_written(
    name: str, declared: list[str]
) -> None:
    leaf = """
        from core.views import Crud

        app_name = "catalog"
        urlpatterns = [*Crud.get_urls(url_name="product")]
        """
    found = read_sources({**go(f'reverse("{name}")'), "core/views.py": CRUD, "catalog/urls.py": leaf})
    rows = [one for one in found.references("url") if one.file == "orders/views.py"]
    assert [one.certainty for one in rows] == declared
    assert {one.imported.symbol for one in rows} <= {"catalog.urls"}


@pytest.mark.parametrize(
    ("written", "name", "found"),
    [
        ("'courier.%s' % kind.code", "courier.post", True),
        ("'%s-page' % kind.code", "post-page", False),
        ("'courier.%s.%d' % (kind.code, 1)", "courier.post.1", False),
        ("'courier.%s' % kind.code", "carrier.post", False),
    ],
)
def test_name_that_a_format_gives_its_end_is_declared_where_the_format_stands(
    written: str, name: str, *, found: bool
) -> None:
    leaf = f"""
        from django.urls import path

        urlpatterns = []
        for kind in kinds():
            urlpatterns.append(path("", None, name={written}))
        """
    rows = read_sources({**go(f'reverse("{name}")'), "catalog/urls.py": leaf}).references("url")
    certainties = [(one.imported.symbol, one.certainty) for one in rows if one.file == "orders/views.py"]
    assert certainties == ([("catalog.urls", "inferred")] if found else [])


@pytest.mark.parametrize(("others", "found"), [("view-{k}", ["catalog.urls"]), ("page-{k}", [])], ids=["one", "two"])
def test_name_that_a_loop_may_declare_in_two_modules_is_none_of_either(others: str, found: list[str]) -> None:
    loop = "from django.urls import path\nurlpatterns = [path(k, None, name=f'{name}') for k in range(9)]\n"
    orders, catalog = (loop.replace("{name}", name) for name in (others, "page-{k}"))
    sources = {**go('reverse("page-3")'), "orders/urls.py": orders, "catalog/urls.py": catalog}
    sources["config/urls.py"] = sources["config/urls.py"].replace(', namespace="shop"', "")
    rows = [one for one in read_sources(sources).references("url") if one.file == "orders/views.py"]
    assert [one.imported.symbol for one in rows] == found


def test_word_that_a_loose_pattern_bears_too_is_no_url_name() -> None:
    loose = CRUD.replace('f"{url_name}.{action}"', '"edit"')
    text = 'class Go:\n    view_name = "edit"\n'
    assert in_orders("url", {**URLS, "core/views.py": loose, "orders/views.py": text}) == []
