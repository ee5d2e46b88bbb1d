from __future__ import annotations

import pytest

from tests.fakes.projects import find

HEAD = """from django.contrib import admin
from django.forms import ModelForm, inlineformset_factory, modelform_factory
from django.views.generic import ListView
from rest_framework import serializers
from catalog.models import Product
from brands.models import Brand

"""


def test_meta_of_a_model_and_plain_attribute_name_no_model() -> None:
    text = HEAD + "class Shown(ListView):\n    template_name = 'x'\n    model = None\n"
    assert find("model-meta", {"orders/views.py": text}) == []


@pytest.mark.parametrize(
    "body",
    [
        "class Shown(ModelForm):\n    class Meta:\n        model = »Product",
        (
            "class Shown(serializers.ModelSerializer):\n    class Meta:\n"
            "        model = »Product\n        fields = '__all__'"
        ),
        "class Shown(ListView):\n    model = »Product",
        "class Shown(ListView):\n    queryset = »Product.objects.filter(name=1)",
        "class Shown(admin.TabularInline):\n    model = »Product",
        "@admin.register(»Product)\nclass Shown(admin.ModelAdmin):\n    pass",
        "from django.contrib.admin import register\n@register(»Product)\nclass Shown(admin.ModelAdmin):\n    pass",
        'class Shown(ListView):\n    상품 = "값"; model = »Product',
        "class Shown(ListView):\n    model = »'catalog.Product'",
    ],
    ids=["form", "serializer", "view", "queryset", "inline", "register", "register alone", "hangul", "string"],
)
def test_model_that_a_class_is_built_on_stands_at_its_name(body: str) -> None:
    pairs = find("model-meta", {"orders/views.py": f"{HEAD}{body}\n"})
    assert pairs == [("orders.views.Shown", "catalog.models.Product")]


@pytest.mark.parametrize(
    "body",
    [
        "admin.site.register(»Product)",
        "admin.site.register(»Product, admin.ModelAdmin)",
        "def f():\n    return modelform_factory(»Product, fields=())",
        "admin.site.unregister(»Product)",
    ],
)
def test_model_given_to_a_registration_or_factory_stands_at_its_name(body: str) -> None:
    pairs = find("model-meta", {"orders/admin.py": f"{HEAD}{body}\n"})
    assert [imported for _, imported in pairs] == ["catalog.models.Product"]


def test_several_models_registered_at_once_are_several_references() -> None:
    pairs = find("model-meta", {"orders/admin.py": HEAD + "admin.site.register([»Product, »Brand])\n"})
    assert [imported for _, imported in pairs] == ["catalog.models.Product", "brands.models.Brand"]


def test_formset_factory_names_both_its_models() -> None:
    pairs = find("model-meta", {"orders/admin.py": HEAD + "F = inlineformset_factory(»Brand, »Product)\n"})
    assert [imported for _, imported in pairs] == ["brands.models.Brand", "catalog.models.Product"]


def test_inline_of_another_app_stands_in_the_list() -> None:
    sources = {
        "stock/admin.py": "from django.contrib import admin\n\nclass BoxInline(admin.TabularInline):\n    pass\n",
        "orders/admin.py": """
            from django.contrib import admin
            from stock.admin import BoxInline

            class OrderAdmin(admin.ModelAdmin):
                inlines = [»BoxInline]
            """,
    }
    assert find("model-meta", sources) == [("orders.admin.OrderAdmin", "stock.admin.BoxInline")]


def test_model_loaded_for_a_meta_stands_where_it_is_named() -> None:
    text = """
        from django.apps import apps
        from django.forms import ModelForm

        Product = apps.get_model("catalog", "Product")

        class Shown(ModelForm):
            class Meta:
                model = »Product
        """
    assert find("model-meta", {"orders/forms.py": text}) == [("orders.forms.Shown", "catalog.models.Product")]


def test_user_model_of_a_form_is_the_project_s_own() -> None:
    text = """
        from django.contrib.auth import get_user_model
        from django.forms import ModelForm

        class Shown(ModelForm):
            class Meta:
                model = »get_user_model()
        """
    assert find("model-meta", {"orders/forms.py": text}) == [("orders.forms.Shown", "accounts.models.User")]


def test_function_that_limits_choices_is_named_by_the_field() -> None:
    sources = {
        "catalog/limits.py": "def visible():\n    return {}\n",
        "orders/models.py": """
            from django.db import models
            from catalog.limits import visible

            class Line(models.Model):
                product = models.ForeignKey("catalog.Product", models.CASCADE, limit_choices_to=»visible)
            """,
    }
    assert find("model-meta", sources) == [("orders.models.Line", "catalog.limits.visible")]
