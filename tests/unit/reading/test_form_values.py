"""What is known of the data that forms and serializers have cleaned, and of forms that factories make."""

from __future__ import annotations

import pytest

from tests.fakes.projects import find

HEAD = """
from django import forms
from rest_framework import serializers
from catalog.models import Product
from money.price import PriceField

"""
PRICE = """
    from django import forms
    class Price:
        def rounded(self):
            return self
    class PriceField(forms.Field):
        def to_python(self, value):
            return Price()
    class PriceForm(forms.BaseFormSet):
        def save_all(self):
            pass
    """
SALE = f"""{HEAD}
class SaleForm(forms.Form):
    product = forms.ModelChoiceField(queryset=Product.objects.all())
    products = forms.ModelMultipleChoiceField(queryset=Product.objects.all())
    price = PriceField()
    title = forms.CharField()
    def __init__(self):
        self.fields["late"] = forms.ModelChoiceField(Product.objects.all())
"""


def members_in(code: str, **others: str) -> list[str]:
    sources = {"money/price.py": PRICE, "desk/code.py": code, **others}
    return [imported for _, imported in find("member", sources)]


@pytest.mark.parametrize(
    ("read", "symbol"),
    [
        ("form.cleaned_data['product'].»label()", "catalog.models.Product"),
        ("form.cleaned_data.get('product').»label()", "catalog.models.Product"),
        ("[each.»label() for each in form.cleaned_data['products']]", "catalog.models.Product"),
        ("form.cleaned_data['late'].»label()", "catalog.models.Product"),
        ("form.cleaned_data['price'].»rounded()", "money.price.Price"),
    ],
    ids=["chosen", "get", "several", "made late", "own field"],
)
def test_cleaned_value_is_what_its_field_gives(read: str, symbol: str) -> None:
    assert members_in(f"{SALE}\ndef sell():\n    form = SaleForm()\n    {read}\n") == [symbol]


@pytest.mark.parametrize("key", ["'title'", "key", "'missing'"])
def test_cleaned_value_that_its_field_does_not_tell_is_not_known(key: str) -> None:
    assert members_in(f"{SALE}\ndef sell(key):\n    form = SaleForm()\n    form.cleaned_data[{key}].label()\n") == []


def test_clean_of_a_form_gives_its_values() -> None:
    code = f"{SALE}\n    def clean(self):\n        data = super().clean()\n        return data['product'].»label()\n"
    assert members_in(code) == ["catalog.models.Product"]


@pytest.mark.parametrize("method", ["create(self, validated_data)", "validate(self, attrs)", "validate(self, data)"])
@pytest.mark.parametrize(
    "field",
    [
        "product = serializers.PrimaryKeyRelatedField(queryset=Product.objects.all())",
        "product = serializers.PrimaryKeyRelatedField(many=False, queryset=Product.objects.all())",
        "size = 1",
    ],
)
def test_validated_value_is_of_its_field_or_of_the_relation_of_the_model(method: str, field: str) -> None:
    models = """
        from django.db import models
        class Line(models.Model):
            product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE)
        """
    given = method.partition(", ")[2][:-1]
    code = f"""{HEAD}from desk.models import Line
class LineSerializer(serializers.ModelSerializer):
    {field}
    class Meta:
        model = Line
    def {method}:
        {given}["product"].»label()
"""
    assert members_in(code, **{"desk/models.py": models}) == ["catalog.models.Product"]


def test_class_that_a_factory_makes_has_what_its_base_has() -> None:
    code = """
        from django.forms import modelformset_factory
        from catalog.models import Product
        from money.price import PriceForm
        Prices = modelformset_factory(Product, formset=PriceForm)
        def sell():
            formset = Prices()
            formset.»save_all()
        """
    assert members_in(code) == ["money.price.PriceForm"]


def test_taken_from_a_dictionary_with_a_default_is_what_the_default_is() -> None:
    code = f"{HEAD}def sell(**kwargs):\n    kwargs.pop('it', Product()).»label()\n    kwargs.get('it', 1).label()\n"
    assert members_in(code) == ["catalog.models.Product"]


def test_second_of_the_wanted_attributes_is_no_default() -> None:
    code = f"{HEAD}def sell(rows, product: Product):\n    rows.get(pk=1, product=product).label()\n"
    assert members_in(code) == []
