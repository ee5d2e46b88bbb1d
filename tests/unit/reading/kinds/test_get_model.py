from __future__ import annotations

import pytest

from tests.fakes.projects import find, read_sources

PRODUCT = [("orders.services.place", "catalog.models.Product")]
HEAD = "from django.apps import apps\n"
LOADING = """
    from importlib import import_module

    def get_class(label, name):
        return get_classes(label, [name])[0]

    def get_classes(label, names):
        module = import_module(label)
        return [getattr(module, name) for name in names]
    """


def place(body: str, head: str = "") -> dict[str, str]:
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    return {"orders/services.py": f"{HEAD}{head}\ndef place(x):\n{lines}\n", "core/loading.py": LOADING}


def test_model_of_one_s_own_module_or_outside_is_no_reference() -> None:
    own = "from django.apps import apps\nfrom django.db import models\n\nclass Line(models.Model):\n    def f(self):\n"
    own += "        return apps.get_model('orders', 'Line'), apps.get_model('auth.Group')\n"
    assert find("get-model", {"orders/models.py": own}) == []


def test_method_of_that_name_on_something_else_is_no_reference() -> None:
    assert find("get-model", place("return x.get_model(1)")) == []


@pytest.mark.parametrize(
    "body",
    [
        'return apps.get_model("catalog", »"Product").objects.all()',
        'return apps.get_model(»"catalog.Product").objects',
        'return apps.get_model(»"catalog.product").objects',
        'return apps.get_model("catalog", model_name=»"Product")',
        'return apps.get_model(model_name=»"Product", app_label="catalog").objects',
        'return apps.get_model(*»"catalog.Product".split(".")).objects',
        'return "값", apps.get_model("catalog", »"Product")',
    ],
    ids=["two", "label", "lower-case", "keyword", "turned-round", "splat", "hangul"],
)
def test_model_loaded_on_the_spot_stands_at_its_name(body: str) -> None:
    assert find("get-model", place(body)) == PRODUCT


def test_model_of_an_app_config_stands_at_its_name() -> None:
    assert find("get-model", place('return apps.get_app_config("catalog").get_model(»"Product")')) == PRODUCT


def test_user_model_asked_for_on_the_spot_is_found() -> None:
    head = "from django.contrib.auth import get_user_model\n"
    pairs = read_sources(place("return get_user_model().objects.all()", head)).pairs()
    assert pairs == [("orders.services.place", "accounts.models.User")]


def test_model_bound_to_a_name_counts_at_each_use() -> None:
    body = 'Product = apps.get_model("catalog", "Product")\nreturn »Product.objects.get(), »Product'
    assert find("get-model", place(body)) == PRODUCT * 2


def test_model_bound_to_a_name_that_nobody_uses_counts_at_the_string() -> None:
    assert find("get-model", place('Product = apps.get_model("catalog", »"Product")')) == PRODUCT


def test_model_bound_in_the_module_counts_where_functions_use_it() -> None:
    head = 'Product = apps.get_model("catalog", "Product")\n'
    assert find("get-model", place("return »Product.objects", head)) == PRODUCT


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('APP = "catalog"\n', 'return apps.get_model(APP, »"Product").objects'),
        ('LABEL = "catalog.Product"\n', "return apps.get_model(»LABEL).objects"),
        ("", "return apps.get_model(»f\"{'catalog'}.Product\").objects"),
        ("import django.apps\n", 'return django.apps.apps.get_model("catalog", »"Product").objects'),
        ("from django.apps import apps as registry\n", 'return registry.get_model("catalog", »"Product").objects'),
    ],
    ids=["constant", "label", "f-string", "module", "alias"],
)
def test_model_is_found_however_its_name_is_written(head: str, body: str) -> None:
    assert find("get-model", place(body, head)) == PRODUCT


def test_loader_of_the_project_is_followed() -> None:
    head = "from core.loading import get_class\n"
    assert find("get-model", place('return get_class("catalog.models", »"Product")()', head)) == PRODUCT


def test_names_of_a_loader_for_several_are_used_one_by_one() -> None:
    head = 'from core.loading import get_classes\nProduct, Other = get_classes("catalog.models", ["Product", "Gone"])\n'
    assert find("get-model", place("return »Product()", head)) == PRODUCT


@pytest.mark.parametrize(
    "body",
    [
        "return apps.get_model(settings.THING)",
        'return apps.get_model(x.label, "Product")',
        'apps.get_model("catalog", x.name)',
    ],
)
def test_model_that_is_only_known_at_run_time_is_said(body: str) -> None:
    assert read_sources(place(body, "from django.conf import settings\n")).unseen() == [
        ("name is not known until run time", "orders/services.py", 5)
    ]


def test_model_that_does_not_exist_is_no_reference() -> None:
    assert find("get-model", place('return apps.get_model("catalog", "Gone")')) == []


@pytest.mark.parametrize("bound", ["partial(send, 1)", "sync_to_async(send)", "type(Box())"])
def test_what_is_only_handed_back_is_used_and_not_loaded(bound: str) -> None:
    head = "from functools import partial\nfrom asgiref.sync import sync_to_async\nfrom core.mail import Box, send\n"
    sources = {**place(f"made = {bound}\nreturn made()", head)}
    sources["core/mail.py"] = "def send(to, text):\n    return to\n\nclass Box:\n    pass\n"
    found = read_sources(sources)
    assert found.pairs("get-model") == []
    name = "Box" if "Box" in bound else "send"
    assert found.pairs("use") == [("orders.services.place", f"core.mail.{name}")] * 2
