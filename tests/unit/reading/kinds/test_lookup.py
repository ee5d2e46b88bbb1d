from __future__ import annotations

from textwrap import indent

import pytest

from tests.fakes.projects import find, read_sources

BRAND = [("orders.queries.of", "brands.models.Brand")]
HEAD = """from functools import reduce
from operator import or_
from django.db.models import Count, Exists, F, Func, OuterRef, Prefetch, Q, Subquery, Sum, When, Case, Value, Window
from django.db.models.functions import ExtractQuarter, JSONObject
from django.shortcuts import get_object_or_404
from catalog.models import Product

class Shown(Func):
    function = "SHOW"
"""


def query(expression: str, head: str = "") -> dict[str, str]:
    return {
        "orders/queries.py": f"{HEAD}{head}\n\ndef of(x, products: 'list[Product]' = ()):\n    return {expression}\n"
    }


@pytest.mark.parametrize(
    "expression",
    [
        'Product.objects.filter(name="x")',
        "Product.objects.filter(brand_id=1)",
        "Product.objects.filter(pk=1).order_by('-name')",
        "x.objects.filter(brand__name=1)",
        "Product.objects.create(name='brand__name')",
        "Product.objects.filter(unknown__brand=1)",
        "Product.objects.filter(data={'brand__name': 1})",
        "Product.objects.filter(data=dict(brand__name=1))",
        "Product.objects.annotate(n=Value('brand__name'))",
        "Product.objects.annotate(n=Value({'brand__name': 1}))",
        "Product.objects.filter(**{f'brand{x}': 1})",
        "Product.objects.filter(**{f'{x}__brand__name': 1})",
    ],
)
def test_path_without_a_hop_into_another_app_is_no_lookup(expression: str) -> None:
    assert find("lookup", query(expression)) == []


@pytest.mark.parametrize(
    "expression",
    [
        "Product.objects.filter(»brand__name=1)",
        "Product.objects.exclude(»brand__name__startswith=1)",
        "Product.objects.get(»brand=1)",
        'Product.objects.filter(name="상품", »brand__name=1)',
        "Product.objects.all().order_by(»'brand__name')",
        "Product.objects.order_by(»'-brand__name', 'name')",
        "Product.objects.values(»'brand__name')",
        "Product.objects.values_list(»'brand__name', flat=True)",
        "Product.objects.only(»'brand__name')",
        "Product.objects.defer(»'brand__name')",
        "Product.objects.select_related(»'brand')",
        "Product.objects.prefetch_related(»'brand')",
        "Product.objects.prefetch_related(Prefetch(»'brand'))",
        "Product.objects.filter(Q(»brand__name=1))",
        "Product.objects.filter(Q(name=1) | ~Q(»brand__name=1))",
        "Product.objects.filter(Q(name=1) & (Q(name=2) | Q(»brand__name=1)))",
        "Product.objects.filter(name=F(»'brand__name'))",
        "Product.objects.annotate(n=Count(»'brand__name'))",
        "Product.objects.annotate(Count(»'brand'))",
        "Product.objects.aggregate(n=Sum(F(»'brand__id') + 1))",
        "Product.objects.annotate(n=Case(When(»brand__name=1, then=2)))",
        "Product.objects.filter(**{»'brand__name': 1})",
        "Product.objects.distinct(»'brand__name')",
        "get_object_or_404(Product, »brand__name=1)",
        "Product._default_manager.filter(»brand__name=1)",
        "Product.objects.filter(name=1)[:5].filter(»brand__name=1)",
        "Product.objects.annotate(n=ExtractQuarter(»'brand__name'))",
        "Product.objects.annotate(n=JSONObject(named=»'brand__name'))",
        "Product.objects.annotate(n=Window(Count('id'), partition_by=»'brand__name'))",
        "Product.objects.annotate(n=Case(When(name=1, then=»'brand__id'), default='name'))",
        "Product.objects.annotate(n=Shown(»'brand__name'))",
        "Product.objects.annotate(**{'n': Count(»'brand')})",
        "Product.objects.prefetch_related(Prefetch(lookup=»'brand'))",
        "Product.objects.bulk_update(products, fields=[»'brand'])",
        "Product.objects.filter(reduce(or_, [Q(name=1), Q(»brand__name=1)]))",
        "Product.objects.filter(*(Q(»brand__name=each) for each in x))",
        "Product.objects.order_by(*[»f'brand__{each}' for each in x])",
        "Product.objects.filter(**{»'brand__%s' % x: 1})",
    ],
)
def test_path_stands_where_it_is_written(expression: str) -> None:
    assert find("lookup", query(expression)) == BRAND


def test_path_over_two_hops_is_a_reference_a_hop() -> None:
    line = """
        from django.db import models

        class Line(models.Model):
            product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE)
        """
    text = "from orders.models import Line\n\nrows = Line.objects.filter(»»product__brand__name=1)\n"
    pairs = find("lookup", {"orders/models.py": line, "reports/queries.py": text})
    assert [imported for _, imported in pairs] == ["brands.models.Brand", "catalog.models.Product"]


def test_hop_back_into_the_code_s_own_app_is_not_counted() -> None:
    text = "from catalog.models import Product\n\nrows = Product.objects.filter(brand__name=1)\n"
    assert find("lookup", {"brands/queries.py": text}) == []


@pytest.mark.parametrize(
    "expression",
    [
        "Brand.objects.filter(»products__name=1)",
        "Brand.objects.prefetch_related(»'products')",
        "Brand.objects.annotate(n=Count(»'products', filter=Q(»products__name=1)))",
    ],
)
def test_reverse_path_leads_to_the_model_that_owns_the_field(expression: str) -> None:
    pairs = find("lookup", query(expression, "from brands.models import Brand"))
    assert set(pairs) == {("orders.queries.of", "catalog.models.Product")}


@pytest.mark.parametrize(
    "expression",
    [
        "Product.objects.order_by(PATH)",
        "Product.objects.select_related(*PATHS)",
        "Product.objects.filter(**WANTED)",
        "Product.objects.values(PREFIX + '__name')",
        "Product.objects.values(f'{PREFIX}__name')",
    ],
)
def test_path_in_a_constant_is_followed(expression: str) -> None:
    head = "PATH = 'brand__name'\nPATHS = ['brand', 'name']\nWANTED = {'brand__name': 1}\nPREFIX = 'brand'"
    assert [imported for _, imported in read_sources(query(expression, head)).pairs("lookup")] == [
        "brands.models.Brand"
    ]


@pytest.mark.parametrize("name", ["lookup", "PATH"])
def test_path_in_a_local_name_is_followed(name: str) -> None:
    text = f"{HEAD}\ndef of():\n    {name} = »'brand__name'\n    return Product.objects.order_by({name})\n"
    assert find("lookup", {"orders/queries.py": text}) == BRAND


@pytest.mark.parametrize("field", ["search_fields", "list_filter", "list_display", "ordering", "list_select_related"])
def test_paths_of_an_admin_stand_at_the_strings(field: str) -> None:
    text = f"""
        from django.contrib import admin
        from catalog.models import Product

        @admin.register(Product)
        class ProductAdmin(admin.ModelAdmin):
            {field} = ["name", »"brand__name"]
        """
    assert find("lookup", {"orders/admin.py": text}) == [("orders.admin.ProductAdmin", "brands.models.Brand")]


def test_column_called_like_a_relation_is_that_though_the_admin_has_a_method_of_the_name() -> None:
    text = """
        from django.contrib import admin
        from catalog.models import Product

        @admin.register(Product)
        class ProductAdmin(admin.ModelAdmin):
            list_display = ["name", »"brand"]

            def brand(self, product):
                return product.name
        """
    assert find("lookup", {"orders/admin.py": text}) == [("orders.admin.ProductAdmin", "brands.models.Brand")]


@pytest.mark.parametrize(
    ("body", "scope"),
    [
        ('fieldsets = (("brand", {"fields": ("name",), "classes": ["brand"]}), (None, {"fields": (»"brand",)}))', ""),
        ('fieldsets = Base.fieldsets + ((None, {"fields": (("name", »"brand"),)}),)', ""),
        ('add_fieldsets = ((None, {"fields": (»"brand",)}),)', ""),
        ('def get_fieldsets(self, *given):\n        return [(None, {"fields": [»"brand"]})]', ".get_fieldsets"),
        ('def get_fields(self, *given):\n        return ["name", »"brand"]', ".get_fields"),
    ],
)
def test_relations_among_the_fields_that_an_admin_shows_lead_to_their_models(body: str, scope: str) -> None:
    text = f"""from django.contrib import admin
from catalog.models import Product

class Base(admin.ModelAdmin):
    fieldsets = ()

class Shown(Base):
    model = Product
    {body}
"""
    assert find("lookup", {"orders/admin.py": text}) == [(f"orders.admin.Shown{scope}", "brands.models.Brand")]


@pytest.mark.parametrize(
    ("base", "field"),
    [
        ("generic.UpdateView", "fields"),
        ("admin.TabularInline", "autocomplete_fields"),
        ("admin.TabularInline", "raw_id_fields"),
        ("admin.TabularInline", "filter_horizontal"),
        ("admin.TabularInline", "filter_vertical"),
        ("admin.TabularInline", "readonly_fields"),
        ("admin.TabularInline", "fields"),
    ],
)
def test_relations_that_an_admin_or_a_view_lists_lead_to_their_models(base: str, field: str) -> None:
    text = f"""
        from django.contrib import admin
        from django.views import generic
        from catalog.models import Product

        class Shown({base}):
            model = Product
            {field} = (»"brand",)
        """
    assert find("lookup", {"orders/admin.py": text}) == [("orders.admin.Shown", "brands.models.Brand")]


@pytest.mark.parametrize(
    ("body", "importer"),
    [
        ("def get_search_fields(self, request):\n    return [»'brand__name']", "get_search_fields"),
        (
            "def get_own_list_select_related(self):\n    return super().get_it() + [»'brand']",
            "get_own_list_select_related",
        ),
        ("def maker(self, obj): ...\nmaker.admin_order_field = »'brand__name'", ""),
        ("@admin.display(description='of', ordering=»'brand__name')\ndef maker(self, obj): ...", "maker"),
        ("@admin.display(description='brand__name')\ndef maker(self, obj): ...", None),
        ("def maker(self, obj): ...\nmaker.short_description = 'brand__name'", None),
        ("def get_brands(self):\n    return ['brand__name']", None),
    ],
)
def test_paths_that_methods_of_an_admin_give_or_are_sorted_by_stand_at_the_strings(
    body: str, importer: str | None
) -> None:
    head = "from django.contrib import admin\nfrom catalog.models import Product\n\n"
    text = f"{head}@admin.register(Product)\nclass ProductAdmin(admin.ModelAdmin):\n{indent(body, '    ')}\n"
    symbol = f"orders.admin.ProductAdmin.{importer}".removesuffix(".")
    found = [] if importer is None else [(symbol, "brands.models.Brand")]
    assert find("lookup", {"orders/admin.py": text}) == found


@pytest.mark.parametrize(
    ("registered", "found"),
    [(("Gift",), True), (("Gift", "Toy"), True), (("Gift", "Other"), False), (("Gift", "Outside"), False), ((), False)],
)
def test_paths_of_a_base_of_admins_start_at_what_their_models_share(
    registered: tuple[str, ...], *, found: bool
) -> None:
    models = """
        from django.db import models

        class Sold(models.Model):
            product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE)

            class Meta:
                abstract = True

        class Gift(Sold): pass
        class Toy(Sold): pass
        class Other(models.Model): pass
        """
    head = "from django.contrib import admin\nfrom orders.models import *\nfrom outside.models import Outside\n\n"
    base = "class Base(admin.ModelAdmin):\n    search_fields = ['product__name']\n\n"
    admins = "".join(f"@admin.register({each})\nclass {each}Admin(Base): pass\n\n" for each in registered)
    pairs = read_sources({"orders/models.py": models, "orders/admin.py": head + base + admins}).pairs("lookup")
    assert pairs == ([("orders.admin.Base", "catalog.models.Product")] if found else [])


@pytest.mark.parametrize(
    "option",
    [
        "constraints = [models.CheckConstraint(check=Q(»product__isnull=False) | Q(number=1), name='it')]",
        "indexes = [models.Index(fields=['number'], condition=~Q(»product=None), name='it')]",
        "constraints = [models.UniqueConstraint(F(»'product'), name='it')]",
    ],
)
def test_conditions_of_constraints_and_indexes_are_paths(option: str) -> None:
    text = f"""
        from django.db import models
        from django.db.models import F, Q

        class Line(models.Model):
            number = models.IntegerField()
            product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE)

            class Meta:
                {option}
        """
    assert find("lookup", {"orders/models.py": text}) == [("orders.models.Line", "catalog.models.Product")]


@pytest.mark.parametrize(
    "call",
    [
        "admin.site.register(Product, ProductAdmin)",
        "admin.site.register(Product, admin_class=ProductAdmin)",
        "seller_site.seller_register(Product, ProductAdmin)",
    ],
)
def test_admin_that_is_registered_by_a_call_serves_its_model(call: str) -> None:
    text = f"""
        from django.contrib import admin
        from catalog.models import Product
        from core.sites import seller_site

        class ProductAdmin(admin.ModelAdmin):
            search_fields = (»"brand__name",)

        {call}
        """
    assert find("lookup", {"orders/admin.py": text}) == [("orders.admin.ProductAdmin", "brands.models.Brand")]


def test_admin_that_is_registered_by_the_decorator_alone_serves_its_model() -> None:
    text = """
        from django.contrib.admin import ModelAdmin, register
        from catalog.models import Product

        @register(Product)
        class ProductAdmin(ModelAdmin):
            search_fields = (»"brand__name",)
        """
    assert find("lookup", {"orders/admin.py": text}) == [("orders.admin.ProductAdmin", "brands.models.Brand")]


@pytest.mark.parametrize("mark", ["^", "=", "@", "$"])
def test_mark_of_a_search_field_is_no_part_of_its_path(mark: str) -> None:
    text = f"""
        from django.contrib import admin
        from catalog.models import Product

        @admin.register(Product)
        class ProductAdmin(admin.ModelAdmin):
            search_fields = ["name", »"{mark}brand__name"]
        """
    assert find("lookup", {"orders/admin.py": text}) == [("orders.admin.ProductAdmin", "brands.models.Brand")]


@pytest.mark.parametrize("given", ['{»"brand__name": ["exact"]}', '["name", »"brand__name"]'])
def test_fields_that_a_view_filters_by_are_paths(given: str) -> None:
    text = f"""
        from rest_framework import viewsets
        from catalog.models import Product

        class Products(viewsets.ModelViewSet):
            queryset = Product.objects.all()
            filterset_fields = {given}
        """
    assert find("lookup", {"orders/api.py": text}) == [("orders.api.Products", "brands.models.Brand")]


def test_ordering_of_a_model_is_a_path() -> None:
    text = """
        from django.db import models

        class Line(models.Model):
            product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE)

            class Meta:
                ordering = [»»"product__brand__name"]
        """
    pairs = find("lookup", {"orders/models.py": text})
    assert pairs == [("orders.models.Line", "brands.models.Brand"), ("orders.models.Line", "catalog.models.Product")]


@pytest.mark.parametrize(
    ("base", "body"),
    [
        ("forms.ModelForm", ""),
        ("filters.FilterSet", ""),
        ("serializers.ModelSerializer", "brand = BrandSerializer()"),
        ("Named, serializers.ModelSerializer", ""),
        ("serializers.ModelSerializer", "@property\n    def brand(self):\n        return self.name"),
    ],
)
def test_field_that_is_the_model_s_relation_is_a_path(base: str, body: str) -> None:
    assert _fields_of(base, body, '»"brand"') == [("orders.api.Shown", "brands.models.Brand")]


@pytest.mark.parametrize(
    "body",
    [
        "brand = serializers.SerializerMethodField()",
        'brand = serializers.CharField(source="name")',
        'brand = filters.CharFilter(field_name="name")',
        'brand = filters.CharFilter(method="by_brand")',
        'brand = filters.CharFilter("name")',
    ],
)
def test_field_that_the_class_takes_from_elsewhere_is_no_path(body: str) -> None:
    assert _fields_of("serializers.ModelSerializer", body, '"brand"') == []


def _fields_of(base: str, body: str, field: str) -> list[tuple[str, str]]:
    text = f"""import django_filters as filters
from django import forms
from rest_framework import serializers
from catalog.models import Product

class Named:
    label = serializers.CharField()

class BrandSerializer(serializers.Serializer):
    name = serializers.CharField()

class Shown({base}):
    {body}

    class Meta:
        model = Product
        fields = ["name", {field}]
"""
    return find("lookup", {"orders/api.py": text})


@pytest.mark.parametrize(
    ("base", "field"),
    [
        ("serializers.ModelSerializer", 'brand = serializers.CharField(source=»"brand.name")'),
        ("serializers.ModelSerializer", 'maker = serializers.CharField(source=»"brand")'),
        ("filters.FilterSet", 'brand = filters.CharFilter(field_name=»"brand__name")'),
        ("filters.FilterSet", 'brand = filters.CharFilter(»"brand__name", "exact")'),
        ("filters.FilterSet", 'order = filters.OrderingFilter(fields=(("name", "n"), (»"brand__name", "b")))'),
    ],
)
def test_source_of_a_serializer_or_filter_field_is_a_path(base: str, field: str) -> None:
    text = f"""
        import django_filters as filters
        from rest_framework import serializers
        from catalog.models import Product

        class Shown({base}):
            {field}

            class Meta:
                model = Product
                fields = "__all__"
        """
    assert find("lookup", {"orders/api.py": text}) == [("orders.api.Shown", "brands.models.Brand")]


def test_fields_that_a_nested_serializer_is_given_are_those_of_its_own_model() -> None:
    text = """
        from django.db import models
        from rest_framework import serializers
        from catalog.models import Product

        class Line(models.Model):
            product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE)

        class ProductSerializer(serializers.ModelSerializer):
            class Meta:
                model = Product
                fields = ["name"]

        class LineSerializer(serializers.ModelSerializer):
            one = ProductSerializer(fields=["product", »"brand"])
            two = serializers.ListField(fields=["product"])

            class Meta:
                model = Line
                fields = ["id"]
        """
    assert find("lookup", {"orders/api.py": text}) == [("orders.api.LineSerializer", "brands.models.Brand")]


@pytest.mark.parametrize(("names", "found"), [("globals()", True), ("request.vars()", False)])
def test_variable_that_a_module_looks_up_in_itself_is_its_own_and_no_other(names: str, *, found: bool) -> None:
    mark = "»" if found else ""
    text = f'shown = Product.objects.all()\n{names}.get("shown").filter({mark}brand__name=1)\n'
    pairs = find("lookup", {"orders/queries.py": f"from catalog.models import Product\n\n{text}"})
    assert pairs == ([("orders.queries", "brands.models.Brand")] if found else [])


def test_query_inside_an_own_queryset_class_is_of_its_model() -> None:
    text = """
        from django.db import models

        class LineQuerySet(models.QuerySet):
            def sold(self):
                return self.filter(»product__name=1)

        class Line(models.Model):
            product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE)
            objects = LineQuerySet.as_manager()
        """
    pairs = find("lookup", {"orders/models.py": text})
    assert pairs == [("orders.models.LineQuerySet.sold", "catalog.models.Product")]


def test_path_of_an_outer_query_is_looked_up_in_the_outer_model() -> None:
    inner = "Subquery(Brand.objects.filter(id=OuterRef(»'brand__id')))"
    pairs = find("lookup", query(f"Product.objects.annotate(n={inner})", "from brands.models import Brand"))
    assert pairs == BRAND


def test_path_of_an_outer_query_two_levels_out_belongs_to_the_query_between() -> None:
    inner = (
        "Exists(Brand.objects.filter(id=OuterRef('pk'), x=Exists(Product.objects.filter(name=OuterRef('brand__id')))))"
    )
    pairs = find("lookup", query(f"Product.objects.filter({inner})", "from brands.models import Brand"))
    assert pairs == []


def test_path_of_an_outer_query_is_found_through_a_variable() -> None:
    expression = "(inner := Brand.objects.filter(id=OuterRef(»'brand__id'))) and Product.objects.filter(Exists(inner))"
    pairs = find("lookup", query(expression, "from brands.models import Brand"))
    assert pairs == BRAND


def test_prefetch_with_its_own_queryset_is_looked_up_in_both_models() -> None:
    expression = (
        "Brand.objects.prefetch_related(Prefetch(»'products', queryset=Product.objects.filter(»brand__name=1)))"
    )
    found = read_sources(query(expression, "from brands.models import Brand"))
    assert found.places("lookup") == found.marks
    assert {imported for _, imported in found.pairs("lookup")} == {"catalog.models.Product", "brands.models.Brand"}


@pytest.mark.parametrize("expression", ["F('brand__name')", "Q(brand__name=1)", "Count('brand')"])
def test_expression_without_a_query_is_of_no_known_model(expression: str) -> None:
    assert find("lookup", query(expression)) == []


def test_condition_built_before_its_query_is_a_path_of_the_query() -> None:
    text = HEAD + "\ndef of():\n    wanted = Q(»brand__name=1)\n    wanted |= Q(»brand__country=1)\n"
    text += "    return Product.objects.filter(wanted)\n"
    assert set(find("lookup", {"orders/queries.py": text})) == set(BRAND)


def test_keywords_built_before_their_query_are_paths_of_the_query() -> None:
    text = HEAD + '\ndef of():\n    wanted = {»"brand__name": 1}\n    return Product.objects.filter(**wanted)\n'
    assert find("lookup", {"orders/queries.py": text}) == BRAND


def test_keywords_made_by_dict_are_paths_of_the_query() -> None:
    text = HEAD + "\ndef of():\n    return Product.objects.filter(**dict(»brand__name=1))\n"
    assert find("lookup", {"orders/queries.py": text}) == BRAND


def test_item_set_in_a_dictionary_is_a_path_of_the_query() -> None:
    text = (
        HEAD
        + '\ndef of():\n    wanted = {}\n    wanted[»"brand__name"] = 1\n    return Product.objects.filter(**wanted)\n'
    )
    assert find("lookup", {"orders/queries.py": text}) == BRAND


def test_path_of_limited_choices_is_a_lookup() -> None:
    text = """
        from django.db import models
        from django.db.models import Q

        class Line(models.Model):
            product = models.ForeignKey(
                "catalog.Product", on_delete=models.CASCADE, limit_choices_to={»"brand__name": "x"}
            )
        """
    assert find("lookup", {"orders/models.py": text}) == [("orders.models.Line", "brands.models.Brand")]


def test_update_or_create_defaults_are_fields_not_paths() -> None:
    text = HEAD + "\ndef of():\n    return Product.objects.update_or_create(name=1, defaults={'brand': 2})\n"
    assert find("lookup", {"orders/queries.py": text}) == []


BOXES = """
    from django.db import models

    class Boxes(models.QuerySet):
        def fresh(self):
            return self.filter(is_fresh=True)

    class Box(models.Model):
        product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="boxes")
        objects = Boxes.as_manager()
    """


OF_A_VIEW = """
class place(ListView):
    model = Box

    def get_queryset(self):
        return super().get_queryset().fresh().select_related(»'product')
"""


@pytest.mark.parametrize(
    "text",
    ["def place(product: Product):\n    return product.boxes.fresh().values(»'product')\n", OF_A_VIEW],
    ids=["of a relation", "of a view"],
)
def test_rows_that_django_gives_have_the_methods_of_the_default_manager(text: str) -> None:
    head = (
        "from django.views.generic import ListView\nfrom catalog.models import Product\nfrom shop.models import Box\n\n"
    )
    found = read_sources({"shop/models.py": BOXES, "orders/services.py": head + text})
    rows = [one for one in found.references("lookup") if one.file == "orders/services.py"]
    assert [(one.file, one.line, one.column) for one in rows] == found.marks
    assert [one.imported.symbol for one in rows] == ["catalog.models.Product"]


def test_query_that_grows_in_many_branches_is_read_in_proportion() -> None:
    grown = "".join(f"    if wanted == {number}:\n        text = join(text, text)\n" for number in range(50))
    head = "from catalog.models import Product\ndef f(wanted, text, join):\n"
    code = f"{head}{grown}    Product.objects.filter(name=text)\n"
    assert find("lookup", {"desk/code.py": code}) == []


@pytest.mark.parametrize(
    ("begun", "step"),
    [
        ("Q(name=1)", "wanted = wanted & Q(»brand__name={})"),
        ("[]", "wanted += [»'brand__name']"),
        ("{}", "wanted[»'brand__name'] = {}"),
    ],
)
def test_condition_that_grows_in_many_branches_is_read_in_proportion(begun: str, step: str) -> None:
    grown = "".join(f"    if x == {number}:\n        {step.replace('{}', str(number))}\n" for number in range(50))
    query = {"Q": "filter(wanted)", "[": "order_by(*wanted)", "{": "filter(**wanted)"}[begun[0]]
    text = f"{HEAD}\ndef of(x):\n    wanted = {begun}\n{grown}    return Product.objects.{query}\n"
    assert set(find("lookup", {"orders/queries.py": text})) == set(BRAND)


def test_paths_in_a_list_of_another_module_stand_where_it_is_used() -> None:
    text = "from brands.paths import PATHS\nfrom catalog.models import Product\n\n"
    text += "def of():\n    return Product.objects.order_by(*»PATHS)\n"
    found = read_sources({"orders/queries.py": text, "brands/paths.py": "PATHS = ['name', 'brand__name']\n"})
    assert (found.pairs("lookup"), found.places("lookup")) == (BRAND, found.marks)
