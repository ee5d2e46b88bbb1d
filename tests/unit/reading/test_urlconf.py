from __future__ import annotations

import pytest

from tests.fakes.projects import read_sources

HEAD = "from django.urls import include, path, re_path\nfrom shop import views\n"
VIEWS = """
    from django.views.generic import ListView
    from django.contrib.auth.decorators import login_required

    def home(request): ...

    class Rows(ListView):
        pass

    def timed(view):
        def inner(request):
            return view(request)
        return inner

    def limited(most):
        return timed

    def made(model):
        def answer(request): ...
        return answer
    """
LEAF = HEAD + "urlpatterns = [path('', views.home, name='home')]\n"


def names(root: str, leaf: str = LEAF, **others: str) -> list[tuple[str, str, str]]:
    sources = {"config/urls.py": HEAD + root, "shop/urls.py": leaf, "shop/views.py": VIEWS}
    sources |= {f"shop/{name}.py": text for name, text in others.items()}
    return [(one.name, one.module, one.view) for one in read_sources(sources).map.urls]


HOME = ("home", "shop.urls", "shop.views.home")


def test_patterns_without_names_declare_nothing() -> None:
    assert names("urlpatterns = [path('', views.home), path('x/', views.home)]", leaf="") == []


@pytest.mark.parametrize(
    ("root", "name"),
    [
        ("urlpatterns = [path('', include('shop.urls'))]", "home"),
        ("urlpatterns = [path('', include('shop.urls', namespace='s'))]", "s:home"),
        ("urlpatterns = [path('', include(('shop.urls', 'a')))]", "a:home"),
        ("urlpatterns = [path('', include(('shop.urls', 'a'), namespace='s'))]", "s:home"),
        ("urlpatterns = [re_path('^x', include('shop.urls'))]", "home"),
        ("from shop import urls\nurlpatterns = [path('', include(urls))]", "home"),
        ("from shop import urls\nurlpatterns = [path('', include((urls, 'a')))]", "a:home"),
        ("from shop.urls import urlpatterns as own\nurlpatterns = [*own]", "home"),
        ("from shop.urls import urlpatterns as own\nurlpatterns = [] + own", "home"),
        ("urlpatterns = []\nurlpatterns += [path('', include('shop.urls'))]", "home"),
        ("urlpatterns = []\nurlpatterns.append(path('', include('shop.urls')))", "home"),
        ("if 1:\n    urlpatterns = [path('', include('shop.urls'))]", "home"),
        (
            (
                "from django.conf.urls.i18n import i18n_patterns\n"
                "urlpatterns = i18n_patterns(path('', include('shop.urls')))"
            ),
            "home",
        ),
        ("part = [path('', include('shop.urls'))]\nurlpatterns = [path('', include((part, 'p')))]", "p:home"),
        ("urlpatterns = [path('', include([path('', include('shop.urls', namespace='s'))]))]", "s:home"),
        ("APP = 'shop'\nurlpatterns = [path('', include(f'{APP}.urls'))]", "home"),
    ],
)
def test_name_has_the_namespaces_that_lead_to_it(root: str, name: str) -> None:
    assert names(root) == [(name, "shop.urls", "shop.views.home")]


def test_list_of_another_module_under_a_namespace_is_listed_once() -> None:
    root = "from shop.urls import urlpatterns as own\nurlpatterns = [path('', include((own, 'a')))]"
    assert names(root) == [("a:home", "shop.urls", "shop.views.home")]


@pytest.mark.parametrize("included", ["own", "urls.urlpatterns"])
def test_list_and_app_name_that_another_module_keeps_together_are_both_taken(included: str) -> None:
    inner = "inner = ([path('', views.home, name='home')], 'in')\n"
    leaf = f"{HEAD}{inner}urlpatterns = ([path('', include(inner))], 'a')\n"
    head = "from shop import urls\nfrom shop.urls import urlpatterns as own\n"
    root = f"{head}urlpatterns = [path('', include({included}))]"
    assert names(root, leaf) == [("a:in:home", "shop.urls", "shop.views.home")]


def test_app_name_of_the_included_module_is_its_namespace() -> None:
    assert names("urlpatterns = [path('', include('shop.urls'))]", LEAF + "app_name = 'shop'\n")[0][0] == "shop:home"


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("urlpatterns += found.urlpatterns", "home"),
        ("urlpatterns += [path('', include(found))]", "shop:home"),
        ("print(found.urlpatterns)", "shop:home"),
    ],
)
def test_name_that_no_include_leads_to_has_no_namespace_where_lists_are_taken_as_they_stand(
    statement: str, name: str
) -> None:
    root = f"urlpatterns = []\nfor app in settings.INSTALLED_APPS:\n    found = import_module(app)\n    {statement}\n"
    head = "from importlib import import_module\nfrom django.conf import settings\n"
    assert names(head + root, LEAF + "app_name = 'shop'\n")[0][0] == name


def test_namespaces_are_nested() -> None:
    middle = HEAD + "urlpatterns = [path('', include('shop.urls', namespace='in'))]\n"
    found = names("urlpatterns = [path('', include('shop.middle', namespace='out'))]", middle=middle)
    assert found == [("out:in:home", "shop.urls", "shop.views.home")]


@pytest.mark.parametrize(
    ("view", "symbol"),
    [
        ("views.Rows.as_view()", "shop.views.Rows"),
        ("views.Rows.as_view(paginate_by=5)", "shop.views.Rows"),
        ("login_required(views.home)", "shop.views.home"),
        ("login_required(views.Rows.as_view())", "shop.views.Rows"),
        ("views.Rows()", "shop.views.Rows"),
        ("views.timed(views.home)", "shop.views.home"),
        ("views.limited(3)(views.Rows.as_view())", "shop.views.Rows"),
        ("views.made(views.Rows)", "shop.views.made.answer"),
        ("'shop.views.home'", ""),
        ("lambda request: None", ""),
    ],
)
def test_view_is_told_through_as_view_and_decorators(view: str, symbol: str) -> None:
    root = f"from django.contrib.auth.decorators import login_required\nurlpatterns = [path('', {view}, name='x')]"
    assert names(root, leaf="") == [("x", "config.urls", symbol)]


def test_name_by_position_is_a_name() -> None:
    assert names("urlpatterns = [path('', views.home, {}, 'x')]", leaf="")[0][0] == "x"


def test_module_that_nothing_includes_is_still_read() -> None:
    assert names("urlpatterns = []") == [HOME]


def test_module_that_only_a_loop_includes_has_its_own_namespace() -> None:
    root = "urlpatterns = [path('', include(f'{each}.urls')) for each in plugins()]"
    assert names(root, "app_name = 'stall'\n" + LEAF)[0] == ("stall:home", *HOME[1:])


TWICE = {
    "shop/urls.py": LEAF,
    "shop/views.py": VIEWS,
    "blog/urls.py": HEAD + "urlpatterns = [path('b/', views.home, name='home')]",
}


@pytest.mark.parametrize(
    ("root", "name", "module"),
    [
        ("include('shop.urls'), include('blog.urls')", "home", "blog.urls"),
        ("include('blog.urls'), include('shop.urls')", "home", "shop.urls"),
        ("include(('shop.urls', 'a'), 'one'), include(('blog.urls', 'a'), 'two')", "a:home", "blog.urls"),
        ("include(('shop.urls', 'a'), 'a'), include(('blog.urls', 'a'), 'two')", "a:home", "shop.urls"),
        ("include(('shop.urls', 'a'), 'one'), include(('blog.urls', 'a'), 'a')", "a:home", "blog.urls"),
    ],
)
def test_of_several_patterns_of_a_name_the_last_is_meant_as_in_django(root: str, name: str, module: str) -> None:
    patterns = root.replace("include(", "path('', include(").replace("), path", ")), path") + ")"
    code = f"from django.urls import reverse\n\ndef where():\n    return reverse('{name}')\n"
    found = read_sources({**TWICE, "config/urls.py": f"{HEAD}urlpatterns = [{patterns}]", "other/code.py": code})
    assert [one.imported.symbol for one in found.references("url") if one.file == "other/code.py"] == [module]


def test_urlconfs_that_include_each_other_end() -> None:
    text = HEAD + "urlpatterns = [path('', include('config.urls')), path('', views.home, name='home')]\n"
    assert HOME in names("urlpatterns = [path('', include('shop.urls'))]", text)


API = """
    from rest_framework.decorators import action
    from rest_framework.routers import DefaultRouter
    from rest_framework.viewsets import ModelViewSet
    from catalog.models import Product

    class ProductViewSet(ModelViewSet):
        queryset = Product.objects.all()

        @action(detail=True)
        def sell_out(self, request): ...

        @action(detail=True, url_name="buy-all")
        def buy(self, request): ...

    router = DefaultRouter()
    router.register("products", ProductViewSet{basename})
    """
ROUTED = "from shop.api import router\nurlpatterns = [path('', include({urls}))]"


@pytest.mark.parametrize(
    ("basename", "prefix"), [("", "product"), (", basename='thing'", "thing"), (", 'thing'", "thing")]
)
def test_router_gives_names_to_views_and_their_actions(basename: str, prefix: str) -> None:
    found = names(ROUTED.format(urls="router.urls"), leaf="", api=API.format(basename=basename))
    wanted = {f"{prefix}-{end}" for end in ("list", "detail", "sell-out", "buy-all")}
    assert {name for name, _, _ in found} == wanted | {"api-root"}


@pytest.mark.parametrize(("router", "has_root"), [("SimpleRouter", False), ("Ordered", True)])
def test_default_router_names_its_root(router: str, has_root: bool) -> None:
    api = (
        API.format(basename="")
        .replace("DefaultRouter()", f"{router}()")
        .replace(
            "    class ProductViewSet", "    class Ordered(DefaultRouter):\n        pass\n\n    class ProductViewSet"
        )
    )
    found = names(ROUTED.format(urls="(router.urls, 'api')"), leaf="", api=api)
    assert (("api:api-root", "shop.api", "") in found) is has_root


@pytest.mark.parametrize("rows", ["Group.objects", "Group.objects.all()"])
def test_view_of_a_model_of_another_package_is_named_after_that_model(rows: str) -> None:
    api = API.format(basename="").replace("Product.objects.all()", rows)
    api = api.replace("from catalog.models import Product", "from django.contrib.auth.models import Group")
    found = names(ROUTED.format(urls="router.urls"), leaf="", api=api)
    assert {"group-list", "group-detail"} <= {name for name, _, _ in found}


def test_action_with_a_path_is_named_by_its_function() -> None:
    api = API.format(basename="").replace("url_name", "url_path")
    assert "product-buy" in {name for name, _, _ in names(ROUTED.format(urls="router.urls"), leaf="", api=api)}


def test_router_under_a_namespace_is_declared_where_views_are_registered() -> None:
    found = names(ROUTED.format(urls="(router.urls, 'api')"), leaf="", api=API.format(basename=""))
    assert ("api:product-list", "shop.api", "shop.api.ProductViewSet") in found


def test_view_registered_on_a_router_that_a_function_is_given_has_its_names() -> None:
    api = API.format(basename="").replace("    router = DefaultRouter()\n", "    def add_products(router):\n")
    api = api.replace("    router.register(", "        router.register(")
    root = (
        "from rest_framework.routers import DefaultRouter\nfrom shop.api import add_products\n"
        "router = DefaultRouter()\nadd_products(router)\nurlpatterns = [path('', include(router.urls))]\n"
    )
    assert ("product-list", "shop.api", "shop.api.ProductViewSet") in names(root, leaf="", api=api)


def test_admin_site_that_a_function_is_given_declares_no_url_names() -> None:
    api = "def add(site):\n    site.register('x', Form, 'y')\n\nclass Form:\n    pass\n"
    assert names("urlpatterns = []", leaf="", api=api) == []


@pytest.mark.parametrize("site", ["Own()", "admin.AdminSite()"])
def test_admin_site_whose_urls_are_included_gives_no_names_of_a_router(site: str) -> None:
    desk = f"""
from django.contrib import admin
from catalog.models import Product
class Own(admin.AdminSite):
    pass
class ProductAdmin(admin.ModelAdmin):
    pass
site = {site}
site.register(Product, ProductAdmin)
"""
    root = "from shop.desk import site\nurlpatterns = [path('admin/', site.urls), path('again/', include(site.urls))]"
    assert names(root, leaf="", desk=desk) == []


def test_view_registered_on_a_router_that_is_handed_back_has_the_namespace_that_leads_to_it() -> None:
    root = """
from rest_framework.routers import DefaultRouter
from shop.api import ProductViewSet
def same(router):
    return router
router = same(DefaultRouter())
router.register("extra", ProductViewSet, basename="extra")
router = same(router)
urlpatterns = [path('', include((router.urls, 'v1')))]
"""
    found = {name for name, _, _ in names(root, leaf="", api=API.format(basename=""))}
    assert "v1:extra-list" in found
    assert "extra-list" not in found


def test_of_several_modules_that_declare_a_name_the_one_named_like_the_namespace_is_meant() -> None:
    views = "from django.urls import path\nfrom shop import views\nclass C:\n    namespace = '{}'\n"
    made = views + "    def urls(self):\n        return [path('', views.home, name='home')]\n"
    sources = {
        "shop/views.py": "def home(request): ...\n",
        "desk/apps.py": made.format("desk"),
        "store/apps.py": made.format("store"),
        "pages/views.py": "from django.urls import reverse\ndef f():\n    return reverse('store:home')\n",
    }
    found = [one for one in read_sources(sources).map.references if one.kind == "url"]
    assert [(one.imported.module, one.certainty) for one in found] == [("store.apps", "inferred")]


PAGED = """
def paged(view, name, prefix='all'):
    return include([
        path('', view.as_view(), name=name),
        path('<int:page>/', view.as_view(), name=f'{prefix}_' + name),
    ])

"""


def test_name_that_no_call_gives_to_a_function_of_patterns_is_not_made_up() -> None:
    assert names(PAGED + "urlpatterns = [path('x/', paged(views.Rows, unknown()))]", leaf="") == []


@pytest.mark.parametrize(
    ("call", "second"),
    [
        ("paged(views.Rows, 'rows')", "all_rows"),
        ("paged(views.Rows, name='rows', prefix='old')", "old_rows"),
    ],
)
def test_patterns_that_a_function_gives_are_named_by_its_arguments(call: str, second: str) -> None:
    found = names(PAGED + f"urlpatterns = [path('x/', {call})]", leaf="")
    assert set(found) == {("rows", "config.urls", "shop.views.Rows"), (second, "config.urls", "shop.views.Rows")}


def test_name_given_to_a_function_of_another_module_is_declared_where_it_is_written() -> None:
    root = "from shop.paging import paged\nurlpatterns = [path('x/', paged(views.Rows, 'rows'))]"
    found = names(root, leaf="", paging=HEAD + PAGED.replace("f'{prefix}_' + name", "'other'"))
    assert set(found) == {("rows", "config.urls", "shop.views.Rows"), ("other", "shop.paging", "shop.views.Rows")}


def test_name_put_together_in_a_helper_is_declared_where_its_own_part_is_written() -> None:
    crud = (
        "def crud(prefix, view):\n    return [path('', view, name=f'{prefix}-list'), path('x/', view, name='fixed')]\n"
    )
    root = "from shop.routes import crud\nurlpatterns = crud('orders', views.home)"
    found = names(root, leaf="", routes=HEAD + crud)
    assert set(found) == {
        ("orders-list", "config.urls", "shop.views.home"),
        ("fixed", "shop.routes", "shop.views.home"),
    }


def test_default_is_no_name_where_a_splat_may_give_another() -> None:
    crud = "def crud(name='zzz', **rest):\n    return [path('', views.home, name=name)]\n\nARGS = {}\n"
    assert names(crud + "urlpatterns = crud(**ARGS)", leaf="") == []


def test_helper_that_calls_itself_ends() -> None:
    tree = (
        "def tree(items):\n    if not items:\n        return []\n"
        "    if len(items) > 1:\n        return tree(items[0]) + tree(items[1]) + tree(items[2])\n"
        "    return [path('', views.home, name='leaf')] + tree(items[1:]) + tree(items[2:])\n\n"
    )
    assert names(tree + "urlpatterns = tree([1, 2, 3])", leaf="") == [("leaf", "config.urls", "shop.views.home")]


def test_view_registered_below_another_is_named_on_the_same_router() -> None:
    api = API.format(basename="").replace(
        "rest_framework.routers import DefaultRouter",
        "rest_framework_extensions.routers import ExtendedDefaultRouter as DefaultRouter",
    )
    nested = """more = router.register('more', ProductViewSet, 'more')
    more.register('lines', ProductViewSet, basename='lines')
    """
    chained = "router.register('a', ProductViewSet, 'a').register('b', ProductViewSet, basename='a-b')\n"
    found = names(ROUTED.format(urls="router.urls"), leaf="", api=f"{api}{nested}{chained}")
    assert {"api-root", "lines-list", "a-list", "a-b-list"} <= {name for name, _, _ in found}


def test_pattern_of_an_admin_class_is_named_below_admin() -> None:
    text = (
        "from django.contrib import admin\nfrom django.urls import path\n\nclass ThingAdmin(admin.ModelAdmin):\n"
        "    def get_urls(self):\n        return [path('load/', self.load, name='load_things'), *super().get_urls()]\n"
    )
    sources = {"shop/admin.py": text, "orders/templates/orders/a.html": "{% url »'admin:load_things' %}"}
    read = read_sources(sources)
    assert [one.name for one in read.map.urls] == ["admin:load_things"]
    assert (read.pairs("url"), read.places("url")) == ([("orders/a.html", "shop.admin")], read.marks)


@pytest.mark.parametrize(
    ("site", "name"),
    [
        ("class Own(admin.AdminSite):\n    {urls}\n\nsite = Own(name='office')\n", "office:own"),
        ("class Own(admin.AdminSite):\n    pass\n\nsite = Own('office')\n", "office:load"),
        ("from django.contrib.admin.sites import AdminSite\nsite = AdminSite(name='office')\n", "office:load"),
    ],
)
@pytest.mark.parametrize("is_there", [True, False])
def test_admin_site_of_the_project_has_its_own_namespace(site: str, name: str, *, is_there: bool) -> None:
    urls = "def get_urls(self):\n        return [path('{0}/', self.x, name='{0}')]"
    text = f"class ThingAdmin(admin.ModelAdmin):\n    {urls.format('load')}\n\n" if "load" in name else ""
    sources = {
        "shop/admin.py": f"from django.contrib import admin\nfrom django.urls import path\n\n{text}",
        "desk/sites.py": "from django.contrib import admin\nfrom django.urls import path\n\n"
        + site.format(urls=urls.format("own")),
        "orders/views.py": f"from django.urls import reverse\ndef f():\n    return reverse('{name}')\n",
    }
    if not is_there:
        sources["desk/sites.py"] = sources["desk/sites.py"].replace("office", "other")
    found = read_sources(sources).pairs("url")
    assert found == ([("orders.views.f", "shop.admin" if text else "desk.sites")] if is_there else [])


@pytest.mark.parametrize(
    "classes",
    [
        "class Loads:\n    {urls}\n\n@admin.register(Product)\nclass ThingAdmin(Loads, admin.ModelAdmin):\n    pass\n",
        "@admin.register(Product)\nclass ThingAdmin(PagedAdmin):\n    {urls}\n",
    ],
    ids=["mixin", "base of another package"],
)
def test_pattern_of_what_an_admin_class_inherits_is_named_below_admin(classes: str) -> None:
    urls = "def get_urls(self):\n        return [path('load/', self.load, name='load_things')]"
    head = (
        "from django.contrib import admin\nfrom django.urls import path\nfrom paging import PagedAdmin\n"
        "from catalog.models import Product\n\n"
    )
    found = read_sources({"shop/admin.py": head + classes.format(urls=urls)})
    assert [one.name for one in found.map.urls] == ["admin:load_things"]


ADMIN = "from django.contrib import admin\nfrom catalog.models import Product, Sale\n\n"


@pytest.mark.parametrize(
    ("registration", "name"),
    [
        ("@admin.register(Product, Sale)\nclass ThingAdmin(admin.ModelAdmin):\n    pass\n", "catalog_sale_add"),
        (
            "class ThingAdmin(admin.ModelAdmin):\n    pass\n\nadmin.site.register(Sale, ThingAdmin)\n",
            "catalog_sale_add",
        ),
        (
            "class ThingAdmin(admin.ModelAdmin):\n    pass\n\nsellers.seller_register(Sale, ThingAdmin)\n",
            "catalog_sale_add",
        ),
        (
            "class ThingAdmin(admin.ModelAdmin):\n    pass\n\nadmin.site.register(Sale, admin_class=ThingAdmin)\n",
            "catalog_sale_add",
        ),
        ("class Own(admin.AdminSite):\n    pass\n\nsite = Own()\nsite.register(Sale)\n", "catalog_sale_add"),
        ("site = admin.AdminSite()\nsite.register(Sale)\n", "catalog_sale_add"),
        (
            "from django.contrib.gis import admin as maps\nmaps.site.register(Sale, maps.GISModelAdmin)\n",
            "catalog_sale_add",
        ),
        ("admin.site.register([Product, Sale])\n", "catalog_sale_changelist"),
        ("for each in (Product, Sale):\n    admin.site.register(each)\n", "catalog_sale_history"),
        ("from django.contrib.auth.models import Group\nadmin.site.register(Group)\n", "auth_group_delete"),
        ("from accounts.models import User\nadmin.site.register(User)\n", "accounts_user_change"),
    ],
)
def test_page_of_the_admin_leads_to_what_registers_the_model(registration: str, name: str) -> None:
    read = read_sources(
        {
            "catalog/models.py": "from django.db import models\nclass Product(models.Model): pass\n"
            "class Sale(models.Model): pass\n",
            "shop/admin.py": ADMIN + registration,
            "orders/views.py": f"from django.urls import reverse\ndef f():\n    return reverse(»'admin:{name}')\n",
            "orders/menu.py": f"ENTRIES = [»'admin:{name}']\n",
            "orders/templates/orders/a.html": f"{{% url »'admin:{name}' 3 %}}",
        }
    )
    assert {*read.pairs("url")} == {(each, "shop.admin") for each in ("orders.menu", "orders.views.f", "orders/a.html")}
    assert sorted(read.places("url")) == sorted(read.marks)
    assert read.map.urls == ()


@pytest.mark.parametrize(
    "registration",
    [
        "import auditlog\nauditlog.register(Product)\n",
        "admin.site.register(Sale)\n",
        "class Products:\n    pass\n\nadmin.site.register(Product, Products)\n",
    ],
    ids=["of another package", "another model", "with no class of the admin"],
)
def test_model_that_no_admin_registers_has_no_page_there(registration: str) -> None:
    read = read_sources(
        {
            "catalog/models.py": "from django.db import models\nclass Product(models.Model): pass\n"
            "class Sale(models.Model): pass\n",
            "shop/admin.py": ADMIN + registration,
            "orders/menu.py": "ENTRIES = ['admin:catalog_product_change']\n",
        }
    )
    assert read.pairs("url") == []


@pytest.mark.parametrize(
    ("name", "is_own"), [("admin:index", False), ("orders:index", False), ("admin:load", True), ("orders:load", True)]
)
def test_page_of_the_admin_itself_is_no_view_of_that_name(name: str, *, is_own: bool) -> None:
    read = read_sources(
        {
            "shop/admin.py": "from django.contrib import admin\nfrom django.urls import path\n\n"
            "class ThingAdmin(admin.ModelAdmin):\n    def get_urls(self):\n"
            "        return [path('load/', self.x, name='load')]\n\nsite = admin.AdminSite('orders')\n",
            "shop/urls.py": "from django.urls import path\nfrom shop import views\n"
            "urlpatterns = [path('', views.index, name='index')]\n",
            "shop/views.py": "def index(request):\n    pass\n",
            "orders/views.py": f"from django.urls import reverse\ndef f():\n    return reverse('{name}')\n",
        }
    )
    assert [pair for pair in read.pairs("url") if pair[0] == "orders.views.f"] == (
        [("orders.views.f", "shop.admin")] if is_own else []
    )


@pytest.mark.parametrize(
    ("name", "is_made"),
    [
        ("admin:catalog_product_change", True),
        ("office:catalog_product_changelist", True),
        ("admin:catalog_product_sell", False),
        ("admin:catalog_brand_change", False),
        ("desk:catalog_product_change", False),
    ],
)
def test_name_that_an_admin_makes_of_a_model_is_of_the_module_that_shows_it(name: str, *, is_made: bool) -> None:
    text = (
        "from django.contrib import admin\nfrom catalog.models import Product\n\n@admin.register(Product)\n"
        "class ProductAdmin(admin.ModelAdmin):\n    pass\n\nsite = admin.AdminSite(name='office')\n"
    )
    view = f"from django.urls import reverse\ndef f(pk):\n    return reverse('{name}', args=[pk])\n"
    read = read_sources({"shop/admin.py": text, "orders/views.py": view})
    assert read.pairs("url") == ([("orders.views.f", "shop.admin")] if is_made else [])


def test_pattern_of_an_admin_class_has_no_name_without_its_namespace() -> None:
    text = (
        "from django.contrib import admin\nfrom django.urls import path\n\nclass ThingAdmin(admin.ModelAdmin):\n"
        "    def get_urls(self):\n        return [path('load/', self.load, name='load')]\n"
    )
    view = "from django.urls import reverse\ndef f():\n    return reverse('load')\n"
    again = {"again/admin.py": text, "shop/admin.py": text, "orders/views.py": view}
    assert read_sources(again).pairs("url") == []
    declared = HEAD + "urlpatterns = [path('', views.home, name='load')]\n"
    read = read_sources({**again, "shop/urls.py": declared, "shop/views.py": VIEWS})
    assert read.pairs("url") == [("orders.views.f", "shop.urls")]


def test_list_of_views_to_nest_is_no_name() -> None:
    found = names(
        ROUTED.format(urls="router.urls"), leaf="", api=API.format(basename=", [Nested('a', ProductViewSet)]")
    )
    assert {"product-list", "product-detail"} <= {name for name, _, _ in found}


def test_pattern_of_another_name_in_each_branch_is_a_pattern() -> None:
    root = (
        "if new:\n    from django.urls import re_path as pattern\n"
        "else:\n    from django.conf.urls import url as pattern\n"
        "urlpatterns = [pattern('^$', views.home, name='home')]\n"
    )
    assert ("home", "config.urls", "shop.views.home") in names(root, leaf="")


def test_pattern_that_an_app_adds_when_it_is_ready_has_its_name() -> None:
    apps = """
from django.apps import AppConfig
class ShopConfig(AppConfig):
    name = "shop"
    def ready(self):
        from django.urls import path
        from config.urls import urlpatterns
        from shop import views
        urlpatterns.append(path("back/", views.home, name="back"))
"""
    assert ("back", "shop.apps", "shop.views.home") in names("urlpatterns = []", leaf="", apps=apps)


def test_router_that_leaves_its_root_out_has_no_name_for_it() -> None:
    root = """
from rest_framework.routers import DefaultRouter
from shop.api import ProductViewSet
class Router(DefaultRouter):
    include_root_view = {shown}
router = Router()
router.register("products", ProductViewSet, basename="product")
urlpatterns = router.urls
"""
    api = API.format(basename="")
    found = {shown: {name for name, *_ in names(root.format(shown=shown), leaf="", api=api)} for shown in (True, False)}
    assert found[True] - found[False] == {"api-root"}


@pytest.mark.parametrize(
    ("bases", "body", "routes"),
    [
        ("viewsets.ModelViewSet", "pass", {"list", "detail"}),
        ("mixins.ListModelMixin, viewsets.GenericViewSet", "pass", {"list"}),
        ("mixins.DestroyModelMixin, viewsets.GenericViewSet", "pass", {"detail"}),
        ("viewsets.ViewSet", "def create(self, request): ...", {"list"}),
        ("Unknown, viewsets.GenericViewSet", "pass", {"list", "detail"}),
        ("other.ViewSet", "async def alist(self, request): ...", {"list", "detail"}),
    ],
)
def test_viewset_has_the_names_of_the_routes_that_it_answers(bases: str, body: str, routes: set[str]) -> None:
    head = "import other\nfrom rest_framework import mixins, viewsets\nfrom other import Unknown\n\n"
    api = f"{head}class Rows({bases}):\n    {body}\n"
    root = (
        "from rest_framework.routers import SimpleRouter\nfrom shop.api import Rows\nrouter = SimpleRouter()\n"
        "router.register('rows', Rows, basename='row')\nurlpatterns = router.urls\n"
    )
    assert {name for name, *_ in names(root, leaf="", api=api)} == {f"row-{route}" for route in routes}


PLAIN_ROUTES = ("list", "past-rows", "this-row")
OWN_ROUTES = """
    Route("^{prefix}/$", {"get": "list"}, "{basename}_list", False, {}),
    Route(url="^{prefix}/add/$", mapping={"get": "create", "post": "create"}, name="{basename}_add"),
    Route(url="^{prefix}/{lookup}/$", mapping=DETAIL, name="{basename}", detail=True),
    DynamicRoute("^{prefix}/{url_path}/$", "{basename}_{url_name}", False, {}),
"""


@pytest.mark.parametrize(
    ("routes", "expected"),
    [
        (f"[{OWN_ROUTES}]", {"row_list", "row", "row_past-rows"}),
        ("[Route('', {}, '{basename}_{lookup}')]", set()),
        (
            "SimpleRouter.routes + [Route('', {'get': 'past_rows'}, '{basename}-past')]",
            {"list", "past-rows", "this-row", "past"},
        ),
        ("[*SimpleRouter.routes, made()]", {*PLAIN_ROUTES, "detail"}),
        ("[Route('', {'get': 'nothing', 'put': made()}, '{basename}-some')]", {"some"}),
        ("Base.routes + [Route('', {'get': 'list'}, '{basename}-more')]", {"base", "more"}),
        ("[DynamicRoute('', '{basename}-one-{url_name}', True, {})]", {"one-this-row"}),
        ("[DynamicRoute(url='', name='{basename}-all-{url_name}', detail=False)]", {"all-past-rows"}),
        ("[DynamicListRoute('', '{basename}-all-{methodnamehyphen}', {})]", {"all-past-rows"}),
        ("Own.routes", {*PLAIN_ROUTES, "detail"}),
    ],
)
def test_router_names_what_is_registered_by_its_own_routes(routes: str, expected: set[str]) -> None:
    root = f"""
from rest_framework.decorators import action
from rest_framework.routers import DynamicListRoute, DynamicRoute, Route, SimpleRouter
from rest_framework.mixins import ListModelMixin
from rest_framework.viewsets import GenericViewSet
class Base(SimpleRouter):
    routes = [Route("", {{"get": "list"}}, "{{basename}}-base")]
class Own(SimpleRouter):
    routes = {routes}
class Rows(ListModelMixin, GenericViewSet):
    @action(detail=False)
    def past_rows(self, request): ...
    @action(detail=True)
    def this_row(self, request): ...
router = Own()
router.register('rows', Rows, basename='row')
urlpatterns = router.urls
"""
    expected = {each if each.startswith("row") else f"row-{each}" for each in expected}
    assert {name for name, *_ in names(root, leaf="")} == expected


@pytest.mark.parametrize(
    ("more", "is_open"),
    [("urlpatterns += registry.register(1)", True), ("urlpatterns += [path('again/', registry.one())]", False)],
)
def test_name_that_another_package_may_make_is_the_urlconf_s_of_its_namespace(more: str, *, is_open: bool) -> None:
    view = "from django.urls import reverse\ndef f():\n    return reverse('{space}:product_list')\n"
    sources = {
        "config/urls.py": HEAD + "urlpatterns = [path('', include('shop.urls'))]\n",
        "shop/views.py": VIEWS,
        "shop/urls.py": f"{LEAF}\nfrom kit.registry import registry\napp_name = 'shop'\n{more}\n",
        "orders/views.py": view.format(space="shop"),
        "desk/views.py": view.format(space="desk"),
    }
    found = [pair for pair in read_sources(sources).pairs("url") if pair[0].endswith("views.f")]
    assert found == ([("orders.views.f", "shop.urls")] if is_open else [])
