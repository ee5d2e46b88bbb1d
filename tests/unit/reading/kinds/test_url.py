from __future__ import annotations

import pytest

from tests.fakes.projects import find, read_sources
from tests.fakes.url_names import PLAIN, URLS, go, in_orders

DETAIL = [("orders.views.go", "catalog.urls")]


@pytest.mark.parametrize(
    "expression",
    ['redirect("/catalog/1/")', 'redirect("https://example.org/")', 'reverse("shop:cart")[1:]', "redirect(name)"],
)
def test_address_or_unknown_name_is_no_url_name(expression: str) -> None:
    assert [pair for pair in read_sources(go(expression)).pairs("url") if pair[1] == "catalog.urls"][1:] == []


@pytest.mark.parametrize(
    "expression",
    [
        'reverse(»"catalog:detail", args=[1])',
        'reverse_lazy(»"catalog:detail")',
        'redirect(»"catalog:detail", pk=1)',
        'resolve_url(»"catalog:detail")',
        'reverse(viewname=»"catalog:detail")',
        'reverse(»f"{APP}:detail")',
        'reverse(»APP + ":detail")',
        '"값" + reverse(»"catalog:detail")',
    ],
)
def test_url_name_stands_at_the_string(expression: str) -> None:
    assert in_orders("url", go(expression)) == DETAIL


@pytest.mark.parametrize("expression", ['redirect(permanent=True, to=»"detail")', 'redirect("/", to="detail")'])
def test_url_name_given_by_keyword_is_found_wherever_it_stands(expression: str) -> None:
    sources = {**go(expression), **PLAIN}
    assert in_orders("url", sources) == DETAIL * expression.count("»")


def test_name_in_a_namespace_that_nobody_here_writes_is_of_another_package() -> None:
    found = read_sources(go('reverse("other:detail")'))
    assert [one for one in found.references("url") if one.file == "orders/views.py"] == []


@pytest.mark.parametrize("attribute", ["success_url", "login_url", "pattern_name"])
def test_url_name_of_a_view_attribute_is_found(attribute: str) -> None:
    text = (
        f"from django.views.generic import RedirectView\n\n"
        f'class Go(RedirectView):\n    {attribute} = »"catalog:detail"\n'
    )
    assert in_orders("url", {**URLS, "orders/views.py": text}) == [("orders.views.Go", "catalog.urls")]


def test_view_name_of_a_serializer_field_is_found() -> None:
    text = """
        from rest_framework import serializers

        class Shown(serializers.Serializer):
            url = serializers.HyperlinkedIdentityField(view_name=»"catalog:detail")
        """
    assert in_orders("url", {**URLS, "orders/api.py": text}) == [("orders.api.Shown", "catalog.urls")]


def test_login_url_of_the_settings_is_a_url_name() -> None:
    found = read_sources(URLS, settings='LOGIN_URL = "catalog:detail"\n')
    (reference,) = [one for one in found.map.references if one.file == "config/settings.py" and one.kind == "url"]
    assert reference.imported.symbol == "catalog.urls"


@pytest.mark.parametrize(
    "include",
    [
        'include(»"catalog.urls")',
        'include((»"catalog.urls", "catalog"), namespace="c")',
        "include(»catalog_urls)",
        "include(catalog.»urls)",
        'include(»f"{APP}.urls")',
    ],
)
def test_included_urls_are_composition(include: str) -> None:
    text = "from django.urls import include, path\nimport catalog\nfrom catalog import urls as catalog_urls\n"
    text += f'\nAPP = "catalog"\nurlpatterns = [path("", {include})]\n'
    assert ("config.urls", "catalog.urls") in find(
        "url", {"config/urls.py": text, "catalog/extra.py": ""} | _only_urls()
    )


def _only_urls() -> dict[str, str]:
    return {"catalog/urls.py": "from django.urls import path\n\nurlpatterns = []\n"}


def test_url_tag_of_a_template_stands_at_its_name() -> None:
    text = "<p>값</p>\n<a href=\"값{% url »'catalog:detail' pk=1 %}\">x</a>\n"
    found = read_sources({**URLS, "orders/templates/orders/cart.html": text})
    rows = [one for one in found.references("url") if one.file.endswith(".html")]
    assert [(one.file, one.line, one.column) for one in rows] == found.marks
    assert [(one.importer.symbol, one.importer.app) for one in rows] == [("orders/cart.html", "orders")]


@pytest.mark.parametrize("found", [True, False])
def test_name_below_another_namespace_than_an_include_puts_it_is_not_meant(*, found: bool) -> None:
    included = 'include(("catalog.urls", "goods"))' if not found else 'include("catalog.urls")'
    root = URLS["config/urls.py"].replace('include("catalog.urls")', included)
    named = URLS["catalog/urls.py"].replace('app_name = "catalog"', 'class Shelf:\n            app_name = "shelf"')
    sources = {**go('redirect("shelf:detail")'), "catalog/urls.py": named, "config/urls.py": root}
    rows = [one for one in read_sources(sources).references("url") if one.file == "orders/views.py"]
    assert bool(rows) == found


def test_name_below_a_namespace_made_at_run_time_inside_another_is_inferred() -> None:
    inner = 'include([path("", include("catalog.urls", namespace=made()))], namespace="v1")'
    root = URLS["config/urls.py"].replace('include("catalog.urls")', inner)
    named = URLS["catalog/urls.py"].replace("app_name", "name")
    sources = {**go('redirect("v1:shelf:detail")'), "catalog/urls.py": named, "config/urls.py": root}
    rows = [one for one in read_sources(sources).references("url") if one.file == "orders/views.py"]
    assert [(one.imported.symbol, one.certainty) for one in rows] == [("catalog.urls", "inferred")]


def test_redirect_to_a_name_whose_namespace_is_made_at_run_time_is_inferred() -> None:
    named = URLS["catalog/urls.py"].replace('app_name = "catalog"', 'class Shelf:\n            app_name = "shelf"')
    sources = {**URLS, **go('redirect("shelf:detail")'), "catalog/urls.py": named}
    rows = [one for one in read_sources(sources).references("url") if one.file == "orders/views.py"]
    assert [(one.imported.symbol, one.certainty) for one in rows] == [("catalog.urls", "inferred")]


@pytest.mark.parametrize("call", ["reverse(name)", "reverse(args=[1], viewname=name)"])
def test_url_name_only_known_at_run_time_is_said(call: str) -> None:
    assert ("URL name is not known until run time", "orders/views.py", 6) in read_sources(go(call)).unseen()


def test_url_name_that_nobody_declares_is_said() -> None:
    assert ("URL name is not declared here", "orders/views.py", 6) in read_sources(go('reverse("gone")')).unseen()


def test_view_of_another_app_in_a_urlconf_is_a_use() -> None:
    text = (
        "from django.urls import path\nfrom catalog import views\n\nurlpatterns = [path('', views.»detail, name='d')]\n"
    )
    assert in_orders("use", {**URLS, "orders/urls.py": text}) == [("orders.urls", "catalog.views.detail")]


def test_url_method_of_a_model_in_another_app_is_no_url_name() -> None:
    assert in_orders("url", go("name.get_absolute_url()")) == []


def test_url_of_an_application_under_another_namespace_is_found_by_its_app_name() -> None:
    root = "from django.urls import include, path\n\nurlpatterns = [path('', include('catalog.urls', 'shop'))]\n"
    text = go('reverse("catalog:detail"), reverse("shop:detail"), reverse("nobody:detail")')
    found = read_sources({**text, "config/urls.py": root})
    rows = found.references("url")
    assert [(one.imported.symbol, one.note) for one in rows if one.importer.app == "orders"] == [
        ("catalog.urls", "catalog:detail"),
        ("catalog.urls", "shop:detail"),
    ]


def test_url_name_of_a_team_s_own_view_attribute_is_found() -> None:
    text = 'class Go:\n    shop_redirect_pattern_name = »"detail"\n    page_name = "detail"\n'
    assert in_orders("url", {**URLS, **PLAIN, "orders/views.py": text}) == [("orders.views.Go", "catalog.urls")]


@pytest.mark.parametrize("attribute", ["review_name", "preview_name", "interview_name", "curl_name", "relogin_url"])
def test_attribute_whose_last_word_only_ends_alike_is_no_url_name(attribute: str) -> None:
    text = f'class Go:\n    {attribute} = "detail"\n'
    assert in_orders("url", {**URLS, **PLAIN, "orders/views.py": text}) == []


LEGACY = {"people/legacy.py": "from django.urls import path\nurlpatterns = [path('', None, name='old')]\n"}


@pytest.mark.parametrize(
    ("root", "certainty"),
    [("", "inferred"), ('ROOT_URLCONF = "people.legacy"', "certain"), ("ROOT_URLCONF = ''", "certain")],
)
def test_url_name_that_no_root_leads_to_is_only_inferred_where_roots_are_known(root: str, certainty: str) -> None:
    page = {"orders/templates/orders/page.html": "{% url »'old' %}"}
    found = read_sources({**go('reverse(»"old"), redirect(»"old")'), **LEGACY, **page}, settings=root)
    rows = [one for one in found.references("url") if one.importer.app == "orders"]
    assert sorted((one.file, one.line, one.column) for one in rows) == sorted(found.marks)
    assert {(one.imported.symbol, one.certainty) for one in rows} == {("people.legacy", certainty)}


@pytest.mark.parametrize("name", [":detail", "::detail", "detail:", ""])
def test_text_with_an_empty_namespace_is_no_url_name(name: str) -> None:
    assert in_orders("url", {**go(f'["{name}", reverse("{name}")]'), **PLAIN}) == []


def test_url_name_of_an_action_declares_it() -> None:
    text = """
        from rest_framework.decorators import action

        class Orders:
            @action(url_name="detail", detail=False)
            def all(self, request):
                return None
        """
    assert in_orders("url", {**URLS, **PLAIN, "orders/api.py": text}) == []


@pytest.mark.parametrize(
    "text",
    ['HOSTS = [host("www", »"catalog.urls", name="www")]\n',
     'def go(request):\n    request.urlconf = »"catalog.urls"\n',
     'urlpatterns = []\nhandler404 = »"catalog.views.detail"\n'],
    ids=["of a host", "of a request", "for errors"],
)  # fmt: skip
def test_string_that_names_a_urlconf_or_its_view_for_errors_is_composition(text: str) -> None:
    found = read_sources({**URLS, "orders/hosts.py": text})
    rows = [one for one in found.map.references if one.file == "orders/hosts.py"]
    assert [(one.kind, one.file, one.line, one.column) for one in rows] == [("url", *mark) for mark in found.marks]


@pytest.mark.parametrize(("name", "unseen"), [("set_language", 0), ("django-admindocs-docroot", 0), ("gone", 1)])
def test_name_in_a_template_that_a_well_known_package_declares_is_no_place_that_was_not_seen(
    name: str, unseen: int
) -> None:
    found = read_sources({"orders/templates/orders/a.html": f"{{% url '{name}' %}}"})
    assert len(found.unseen()) == unseen


RUN_TIME = {
    "config/urls.py": "urlpatterns = []\n",
    "catalog/views.py": "def rows(request): ...\n\ndef detail(request): ...\n",
    "catalog/urls.py": """
        from django.conf.urls import url
        from catalog import views

        api_urls = [url(r"^rows/$", view=views.rows, name="row-list")]
        urlpatterns = [url(r"^$", view=views.detail, name="detail")]
        """,
    "catalog/apps.py": """
        from django.apps import AppConfig

        class Catalog(AppConfig):
            name = "catalog"
            app_namespace = "catalog"

            def ready(self):
                from config.urls import urlpatterns
                urlpatterns += include_at_run_time(self.name)
        """,
    "api/apps.py": """
        from django.apps import AppConfig

        class Api(AppConfig):
            name = "api"
            app_namespace = "rest"
        """,
}
"""URLconfs that apps put below their own namespaces when they are ready, as a platform of 55 apps does."""


@pytest.mark.parametrize(
    "use",
    [
        'reverse(»"catalog:detail")',
        'Link(view=»"catalog:detail")',
        'reverse(»"rest:row-list")',
        'Link(view="rest:row-list"), Link(view="orders:detail"), Link(view="catalog:fly")',
    ],
)
def test_urlconf_that_is_included_at_run_time_is_found_by_the_namespace_of_its_app(use: str) -> None:
    text = f"from django.urls import reverse\nfrom site import Link\n\ndef go():\n    return {use}\n"
    assert in_orders("url", {**RUN_TIME, "orders/views.py": text}) == DETAIL * use.count("»")


def test_name_that_no_urlconf_of_such_an_app_has_is_told() -> None:
    text = 'from django.urls import reverse\n\ndef go():\n    return reverse("catalog:fly")\n'
    found = read_sources({**RUN_TIME, "orders/views.py": text})
    assert found.unseen() == [("URL name is not declared here", "orders/views.py", 4)]
