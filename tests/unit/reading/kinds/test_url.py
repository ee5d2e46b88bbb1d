from __future__ import annotations

import pytest

from tests.fakes.projects import find, read_sources

URLS = {
    "config/urls.py": """
        from django.urls import include, path

        urlpatterns = [
            path("catalog/", include("catalog.urls")),
            path("orders/", include("orders.urls", namespace="shop")),
        ]
        """,
    "catalog/urls.py": """
        from django.urls import path
        from catalog import views

        app_name = "catalog"
        urlpatterns = [path("<int:pk>/", views.detail, name="detail")]
        """,
    "catalog/views.py": "def detail(request, pk):\n    return None\n",
    "orders/urls.py": """
        from django.urls import path

        urlpatterns = [path("", lambda request: None, name="cart")]
        """,
}
DETAIL = [("orders.views.go", "catalog.urls")]
HEAD = """from django.shortcuts import redirect, resolve_url
from django.urls import reverse, reverse_lazy
APP = "catalog"
"""


def go(expression: str) -> dict[str, str]:
    return {**URLS, "orders/views.py": f"{HEAD}\ndef go(request, name):\n    return {expression}\n"}


def in_orders(kind: str, sources: dict[str, str], settings: str = "") -> list[tuple[str, str]]:
    found = read_sources(sources, settings=settings)
    rows = [one for one in found.references(kind) if one.file.startswith("orders")]
    assert [(one.file, one.line, one.column) for one in rows] == found.marks, found.told()
    return [(one.importer.symbol, one.imported.symbol) for one in rows]


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


def test_redirect_to_a_name_whose_namespace_is_made_at_run_time_is_inferred() -> None:
    named = URLS["catalog/urls.py"].replace('app_name = "catalog"', 'class Shelf:\n            app_name = "shelf"')
    sources = {**URLS, **go('redirect("shelf:detail")'), "catalog/urls.py": named}
    rows = [one for one in read_sources(sources).references("url") if one.file == "orders/views.py"]
    assert [(one.imported.symbol, one.certainty) for one in rows] == [("catalog.urls", "inferred")]


SECTIONS = {
    "catalog/sections.py": """
        from django.urls import path

        class Section:
            def __init__(self, name=None): ...

            def get_urlpatterns(self):
                return [path("", self.index, name="index"), path("<int:pk>/", self.edit, name="edit")]

        class Shelves(Section): ...
        """,
    "catalog/urls.py": """
        from django.urls import path

        urlpatterns = [path("", lambda request: None, name="index")]
        """,
}


@pytest.mark.parametrize(
    "given",
    ["Section('shelves')", "Shelves('shelves')", "Section(name='shelves')", "type('S', (), {}), Shelves('shelves')"],
)
def test_url_name_that_a_class_declares_is_found_under_the_namespace_that_its_instance_is_given(given: str) -> None:
    made = f"from catalog.sections import Section, Shelves\nmade = {given}\n"
    sources = {**URLS, **SECTIONS, **go('reverse("shelves:edit"), reverse("shelves:index")'), "people/hooks.py": made}
    rows = [one for one in read_sources(sources).references("url") if one.file == "orders/views.py"]
    assert {(one.imported.symbol, one.certainty) for one in rows} == {("catalog.sections", "inferred")}
    assert len(rows) == 2


def test_url_name_that_a_class_declares_is_found_under_the_namespace_that_a_subclass_names() -> None:
    made = "from catalog.sections import Section\n\nclass Racks(Section):\n    url_namespace = 'racks'\n"
    sources = {**URLS, **SECTIONS, **go('reverse("racks:edit")'), "people/hooks.py": made}
    rows = [one for one in read_sources(sources).references("url") if one.file == "orders/views.py"]
    assert [(one.imported.symbol, one.certainty) for one in rows] == [("catalog.sections", "inferred")]


def test_attribute_that_only_says_what_a_class_declares_under_some_namespace_is_no_url_name() -> None:
    text = "class go:\n    view_name = 'edit'\n"
    found = read_sources({**URLS, **SECTIONS, "orders/views.py": text})
    assert [one for one in found.references("url") if one.file == "orders/views.py"] == []


def test_url_name_that_two_classes_declare_under_one_namespace_is_none_of_either() -> None:
    other = SECTIONS["catalog/sections.py"].replace("Section", "Aisle").replace("Shelves", "Rows")
    made = "from catalog.sections import Section\nfrom people.aisles import Aisle\nmade = Section('s'), Aisle('s')\n"
    sources = {**URLS, **SECTIONS, "people/aisles.py": other, **go('reverse("s:edit")'), "people/hooks.py": made}
    assert [one for one in read_sources(sources).references("url") if one.file == "orders/views.py"] == []


def test_url_name_only_known_at_run_time_is_said() -> None:
    assert ("URL name is not known until run time", "orders/views.py", 6) in read_sources(go("reverse(name)")).unseen()


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
    found = read_sources({**URLS, "config/urls.py": root, **text})
    rows = found.references("url")
    assert [(one.imported.symbol, one.note) for one in rows if one.importer.app == "orders"] == [
        ("catalog.urls", "catalog:detail"),
        ("catalog.urls", "shop:detail"),
    ]


REDIRECTING = "from django.conf import settings\nfrom django.views.generic import RedirectView\n\n"
SETTING = 'from django.urls import reverse_lazy\nHOME = reverse_lazy("catalog:detail")\n'


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}from django.conf import settings\n\ndef go():\n    return redirect(settings.»HOME)\n",
        f"{REDIRECTING}class go(RedirectView):\n    url = settings.»HOME\n",
        f"{REDIRECTING}class Base(RedirectView): ...\nclass go(Base):\n    url = settings.»HOME\n",
        f"{HEAD}from django.conf import settings\n\nclass go:\n    success_url = settings.»HOME\n",
    ],
    ids=["redirect", "a redirecting view", "an heir of one", "success_url"],
)
def test_setting_that_holds_a_lazy_url_is_that_url(text: str) -> None:
    found = in_orders("url", {**URLS, "orders/views.py": text}, SETTING)
    assert [imported for _, imported in found] == ["catalog.urls"]


@pytest.mark.parametrize(
    "go",
    ["class Names:\n    HOME = 'detail'\nclass go(RedirectView):\n    url = Names.HOME\n",
     "class go:\n    url = settings.HOME\n"],
    ids=["of another class", "of what redirects nothing"],
)  # fmt: skip
def test_attribute_called_url_is_no_url_name(go: str) -> None:
    plain = {"catalog/urls.py": URLS["catalog/urls.py"].replace('app_name = "catalog"', "")}
    setting = SETTING.replace("catalog:detail", "detail")
    assert in_orders("url", {**URLS, **plain, "orders/views.py": f"{REDIRECTING}{go}"}, setting) == []


PROCESSOR = """
    from django.conf import settings

    def shop(request):
        return {"home_url": settings.HOME, "other_url": request.path}
    """


def test_template_that_shows_such_a_setting_refers_to_the_url() -> None:
    page = "<a href='{{ »home_url }}'>{{ other_url }} {{ next_url }}</a>\n"
    sources = {**URLS, "orders/context_processors.py": PROCESSOR, "orders/templates/orders/page.html": page}
    sources["orders/views.py"] = ""
    assert in_orders("url", sources, SETTING) == [("orders/page.html", "catalog.urls")]


PLAIN = {"catalog/urls.py": URLS["catalog/urls.py"].replace('app_name = "catalog"', "")}
AROUND = """from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

def of_shop(to, shop, **more):
    return reverse(to, args=[shop], **more)

def go_on(shop, to="nowhere"):
    return HttpResponseRedirect(of_shop(to, shop) + "?next")

def told(text, shop):
    reverse("shop:cart")
    return f"{text} {shop}"

class Linked:
    def link(self, name):
        return redirect(name)
"""


@pytest.mark.parametrize(
    "body",
    [
        'of_shop(»"detail", 1)',
        'go_on(1, »"detail")',
        'go_on(shop=1, to=»"detail")',
        'Linked().link(»"detail")',
        'told("detail", 1) + of_shop(1, "detail")',
    ],
    ids=["around reverse", "around that", "by keyword", "method", "what it does with others is not known"],
)
def test_url_name_that_the_project_s_own_function_hands_on_stands_at_the_string(body: str) -> None:
    text = f"from core.links import Linked, go_on, of_shop, told\n\ndef go():\n    return {body}\n"
    found = read_sources({**URLS, **PLAIN, "core/links.py": AROUND, "orders/views.py": text})
    rows = [one for one in found.references("url") if one.file == "orders/views.py"]
    assert [(one.file, one.line, one.column) for one in rows] == found.marks
    assert {(one.imported.symbol, one.certainty) for one in rows} <= {("catalog.urls", "certain")}


def test_function_around_itself_ends() -> None:
    links = "def link(to):\n    return link(to)\n"
    text = 'from core.links import link\n\ndef go():\n    return link("detail")\n'
    assert in_orders("url", {**URLS, **PLAIN, "core/links.py": links, "orders/views.py": text}) == []


def test_url_name_of_a_team_s_own_view_attribute_is_found() -> None:
    text = 'class Go:\n    shop_redirect_pattern_name = »"detail"\n    page_name = "detail"\n'
    assert in_orders("url", {**URLS, **PLAIN, "orders/views.py": text}) == [("orders.views.Go", "catalog.urls")]


def test_url_name_of_an_action_declares_it() -> None:
    text = """
        from rest_framework.decorators import action

        class Orders:
            @action(url_name="detail", detail=False)
            def all(self, request):
                return None
        """
    assert in_orders("url", {**URLS, **PLAIN, "orders/api.py": text}) == []


TAGS = """
    from django import template
    from django.urls import reverse

    register = template.Library()

    @register.simple_tag
    def shop_url(shop, name):
        return reverse(name)
    """


@pytest.mark.parametrize(
    "text",
    ["{% shop_url shop »'detail' as link %}", "{% shop_url »'shop:cart' %}", "{% their_url 'detail' %}",
     "{% shop_url 'gone' other='detail' detail %}"],
    ids=["named", "in a namespace", "of another package", "no url names"],
)  # fmt: skip
def test_url_name_in_a_team_s_own_tag_stands_at_its_name(text: str) -> None:
    page = {"stock/templates/stock/page.html": text, "stock/templatetags/links.py": TAGS}
    found = read_sources({**URLS, **PLAIN, "orders/views.py": "", **page})
    rows = [one for one in found.references("url") if one.file.endswith(".html")]
    assert [(one.file, one.line, one.column) for one in rows] == found.marks
    assert {one.certainty for one in rows} <= {"inferred"}


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


def test_word_that_a_loose_pattern_bears_too_is_no_url_name() -> None:
    loose = CRUD.replace('f"{url_name}.{action}"', '"edit"')
    text = 'class Go:\n    view_name = "edit"\n'
    assert in_orders("url", {**URLS, "core/views.py": loose, "orders/views.py": text}) == []


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
