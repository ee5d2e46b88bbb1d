"""Files that moving a model or cutting a key touches, on a small shop."""

from __future__ import annotations

import pytest

from anabranch.evidence.changes import Change
from anabranch.evidence.decouplings import Decoupling
from anabranch.plan.changed_for import thing_of
from anabranch.plan.companions import find_companions
from anabranch.plan.foretelling import foretell_cut, foretell_key, foretell_move, refers_to
from anabranch.plan.project_source import ProjectSource, source_of
from anabranch.plan.written import is_near, names_written, template_names, writes
from anabranch.project.files import list_files
from anabranch.project.layout import lay_out
from anabranch.reading.read import read_facts, read_map
from anabranch.reading.units import split_apps, units_of_modules
from anabranch.reading.values import Model

MODELS = "from django.db import models\n\n\n"
SHOP = {
    "manage.py": "",
    "config/settings.py": "INSTALLED_APPS = ['makers', 'catalog', 'orders', 'stock', 'watch']\n",
    "makers/models.py": (
        f"{MODELS}class Brand(models.Model):\n    site = models.CharField()\n\n    def goods(self):\n"
        "        from catalog.models import Product\n\n        return Product.objects.all(), self.site\n"
    ),
    "catalog/models/__init__.py": "from .products import *\n",
    "catalog/models/products.py": (
        f"{MODELS}class Product(models.Model):\n"
        "    brand = models.ForeignKey('makers.Brand', models.CASCADE, related_name='wares')\n"
        "    site = models.ForeignKey('makers.Brand', models.CASCADE, related_name='+')\n\n\n"
        "class ProductVariant(models.Model):\n    product = models.ForeignKey(Product, models.CASCADE)\n\n\n"
        "class Depot(models.Model):\n"
        "    stock = models.ForeignKey('makers.Brand', models.CASCADE, related_name='+')\n"
        "    keeper = models.ForeignKey('makers.Brand', models.CASCADE, related_name='+')\n"
    ),
    "catalog/forms.py": (
        "from django import forms\n\n\nclass ProductFilterForm(forms.Form):\n    fieldsets = [('brand', 'size')]\n\n\n"
        "class ProductVariantForm(forms.Form):\n    sites = ['site']\n"
    ),
    "catalog/serializers.py": (
        "from catalog.models import Product\n\n\nclass Ware:\n    class Meta:\n        model = Product\n"
        "        fields = ['site']\n"
    ),
    "catalog/urls.py": (
        "from django.urls import path\nfrom catalog.views import ProductView\n\napp_name = 'catalog'\n"
        "urlpatterns = [path('', ProductView.as_view(), name='product-list')]\n"
    ),
    "catalog/views.py": "class ProductView:\n    pass\n",
    "catalog/templates/catalog/product_detail.html": "{{ product.site }}",
    "catalog/templates/catalog/about.html": "{{ page.site }}",
    "catalog/templates/catalog/products/mail.html": "Hello",
    "makers/templates/makers/brand.html": (
        "<a href=\"{% url 'catalog:product-list' %}?{% if a %}x=1&{% endif %}site=1\">"
    ),
    "makers/templates/makers/brands.html": "<a href=\"{% url 'makers:brand-list' %}?site=1\">",
    "orders/views.py": "from django.urls import reverse\n\n\ndef back():\n    return reverse('catalog:product-list')\n",
    "orders/reports.py": (
        "from catalog.models import Product\n\n\ndef by_site():\n    return Product.objects.values('site')\n\n\n"
        "def page():\n    return {'brands': 1}\n"
    ),
    "orders/pages.py": (
        "from catalog.models import Product\n\n\ndef first():\n    return Product.objects.first()\n\n\n"
        "def other(thing):\n    return thing.site\n"
    ),
    "orders/search.py": "def hits(rows):\n    return [row.brand_id for row in rows]\n",
    "orders/shelves.py": "def shelf(row):\n    return row.stock\n",
    "orders/keepers.py": "def keeper(row):\n    return row.keeper\n",
    "stock/forms.py": "class ProductVariantStockForm:\n    pass\n",
    "watch/models.py": (
        f"{MODELS}class Watched(models.Model):\n"
        "    watcher = models.ForeignKey('makers.Brand', models.CASCADE, related_name='+')\n"
        "    sponsor = models.ForeignKey('makers.Brand', models.CASCADE, related_name='+')\n\n"
        "    class Meta:\n        abstract = True\n"
    ),
    "orders/models.py": (
        "from watch.models import Watched\n\n\nclass Order(Watched):\n    pass\n\n\nclass Claim(Watched):\n    pass\n"
    ),
    "orders/watching.py": "def watchers(row):\n    return [row.watcher]\n",
    "orders/sponsors.py": ("from orders.models import Order\n\n\ndef first(order: Order):\n    return order.sponsor\n"),
    "orders/both.py": (
        "from catalog.models import Product\nfrom makers.models import Brand\n\n\n"
        "def of_brand():\n    return Product.objects.first(), Brand.objects.filter(site=1)\n"
    ),
    "orders/mixed.py": (
        "from catalog.models import Product\nfrom makers.models import Brand\n\n\n"
        "def of_product():\n    return Brand.objects.first(), [each.site for each in Product.objects.all()]\n"
    ),
    "orders/given.py": (
        "from catalog.models import Product\nfrom makers.models import Brand\n\n\n"
        "def made():\n    return Brand.objects.first(), make(Product, site=1)\n"
    ),
    "orders/variables.py": "def show(brand):\n    return brand\n",
    "orders/made.py": (
        "from stock import forms\nfrom stock.forms import ProductVariantStockForm\n\n"
        "FORMS = forms, ProductVariantStockForm\n"
    ),
    "orders/like.py": "ProductVariantsSeen = 1\n",
    "catalog/counting.py": "def site_counter(rows):\n    return rows\n",
    "orders/rights.py": "RIGHTS = ['catalog.view_product']\n",
    "stock/serializers/__init__.py": "",
    "stock/views.py": "",
}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> ProjectSource:
    folder = tmp_path_factory.mktemp("shop")
    for path, text in SHOP.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.count("/") and path.endswith(".py"):
            (folder / path.split("/", maxsplit=1)[0] / "__init__.py").touch()
        target.write_text(text, encoding="utf-8")
    files = list_files(folder, include_tests=False)
    python, _ = read_facts(files, include_tests=False, cache=False)
    (layout,) = lay_out(files, python)
    found = read_map(folder, cache=False)
    lines = {one.path: python[one.path].lines for one in layout.modules}
    templates = [(path, SHOP[path]) for path in layout.templates]
    units = units_of_modules(layout, split_apps(layout, lines)).of_module
    return source_of(layout, units, python, templates, references=found.references, models=found.models)


@pytest.fixture
def product(source: ProjectSource) -> Model:
    return next(one for one in source.models if one.name == "Product")


def key(source: ProjectSource, model: Model, name: str) -> set[str]:
    return foretell_key(source, model, next(one for one in model.relations if one.field == name))


def test_classes_exist_for_the_model_with_the_longest_name(source: ProjectSource, product: Model) -> None:
    assert {one.symbol for one in find_companions(source, product)} == {
        "catalog.forms.ProductFilterForm",
        "catalog.serializers.Ware",
        "catalog.views.ProductView",
    }


def test_a_model_takes_what_exists_for_it_along(source: ProjectSource, product: Model) -> None:
    assert foretell_move(source, product, "catalog", "stock") == {
        "catalog/forms.py",
        "catalog/models/__init__.py",
        "catalog/models/products.py",
        "catalog/serializers.py",
        "catalog/templates/catalog/product_detail.html",
        "catalog/templates/catalog/products/mail.html",
        "catalog/urls.py",
        "catalog/views.py",
        "makers/models.py",
        "makers/templates/makers/brand.html",
        "orders/both.py",
        "orders/given.py",
        "orders/mixed.py",
        "orders/pages.py",
        "orders/reports.py",
        "orders/rights.py",
        "orders/views.py",
        "stock/forms.py",
        "stock/serializers/__init__.py",
        "stock/views.py",
    }


def test_a_name_of_one_model_is_that_key_wherever_it_is_written(source: ProjectSource, product: Model) -> None:
    assert key(source, product, "brand") == {"catalog/models/products.py", "catalog/forms.py", "orders/search.py"}


def test_a_name_of_several_models_is_the_key_in_its_app_and_beside_its_model(
    source: ProjectSource, product: Model
) -> None:
    assert key(source, product, "site") == {
        "catalog/forms.py",
        "catalog/models/products.py",
        "catalog/serializers.py",
        "catalog/templates/catalog/product_detail.html",
        "catalog/counting.py",
        "makers/templates/makers/brand.html",
        "orders/given.py",
        "orders/mixed.py",
        "orders/reports.py",
    }


def test_a_key_of_an_abstract_class_goes_there_for_all_who_inherit_it(source: ProjectSource) -> None:
    order = next(one for one in source.models if one.name == "Order")
    assert key(source, order, "watcher") == {"watch/models.py", "orders/watching.py"}


def test_of_two_relations_to_one_model_a_file_follows_the_one_that_it_names(source: ProjectSource) -> None:
    order = next(one for one in source.models if one.name == "Order")
    assert "orders/sponsors.py" not in key(source, order, "watcher")
    assert "orders/sponsors.py" in key(source, order, "sponsor")


def test_a_folder_that_gives_a_package_up_changes_where_it_names_something_of_it(source: ProjectSource) -> None:
    assert foretell_cut(source, "orders", "watch") == {"orders/models.py"}
    assert refers_to(source.references, "orders", "watch")
    assert not refers_to(source.references, "watch", "orders")


def test_a_folder_that_gives_a_package_up_also_gives_up_what_others_made_for_its_models(source: ProjectSource) -> None:
    found = foretell_cut(source, "orders", "catalog")
    assert "orders/made.py" in found
    assert "orders/like.py" not in found


def test_a_variable_that_is_called_as_a_model_is_says_nothing_of_a_key(source: ProjectSource, product: Model) -> None:
    found = key(source, product, "brand")
    assert "orders/variables.py" not in found
    assert "orders/search.py" in found  # `brand_id` is no variable that holds a brand


def test_who_only_follows_a_relation_to_a_package_names_nothing_of_it(source: ProjectSource) -> None:
    following = {
        one.kind for one in source.references if one.file == "orders/sponsors.py" and "makers" in one.imported.app
    }
    assert following == {"relation-access"}
    assert "orders/sponsors.py" not in foretell_cut(source, "orders", "makers")


def test_names_belong_to_the_innermost_definition(source: ProjectSource) -> None:
    written = names_written(source.python["orders/pages.py"])
    assert "site" in written["other"]
    assert "site" not in written["first"]


def test_a_class_is_near_its_methods_and_methods_are_not_near_each_other() -> None:
    assert is_near("A", "A.f")
    assert is_near("A.f.<locals>", "A")
    assert not is_near("A.f", "A.g")
    assert not is_near("", "A")


@pytest.mark.parametrize(("name", "found"), [("site", True), ("-site", True), ("site__name", True), ("sites", False)])
def test_a_path_writes_its_first_name(name: str, found: bool) -> None:
    assert writes([name], {"site"}) is found


def test_text_between_tags_writes_nothing() -> None:
    assert template_names("page.title {{ a.b|c:d.e }} {% if x.y %} {# z.w #}").attributes == {"b", "e", "y"}


@pytest.mark.parametrize(("field", "writes_it"), [("keeper", "orders/keepers.py"), ("stock", "orders/shelves.py")])
def test_a_name_that_is_also_an_apps_says_nothing_of_who_writes_it(
    source: ProjectSource, field: str, writes_it: str
) -> None:
    depot = next(one for one in source.models if one.name == "Depot")
    relation = next(one for one in depot.relations if one.field == field)
    assert (writes_it in foretell_key(source, depot, relation)) is (field == "keeper")


def test_a_cut_package_is_told_by_what_only_it_has_and_not_by_modules_that_others_have_too(
    source: ProjectSource,
) -> None:
    change = Change("c0ffee", ("a",), 0, "", "", ())
    thing = thing_of(Decoupling("cut", "orders", "stock", "", change), None, source)
    assert thing.words == {"ProductVariantStockForm", "stock"}
