"""Values without a type that are named after a model: known where a hop along `brand` stands at the mark."""

from __future__ import annotations

import pytest

from tests.fakes.projects import find, read_sources

MODELS = """
    from django.db import models
    class Parcel(models.Model):
        product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE)
        weight = models.IntegerField()
        def __init__(self, *args):
            self.opened = None
        def pack(self): ...
    class Line(models.Model):
        weight = models.IntegerField()
    """
OTHER = """
    from django.db import models
    class Line(models.Model):
        colour = models.IntegerField()
    """


def certain(body: str) -> list[str]:
    """Symbols of the parcels that a body refers to through values, likely ones aside."""
    sources = {"parcels/models.py": MODELS, "other/models.py": OTHER, "desk/code.py": body}
    found = read_sources(sources).map.references
    return [one.imported.symbol for one in found if one.kind in ("member", "relation-access", "reverse-access")
            and one.certainty == "inferred" and one.importer.app == "desk"]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "def f(parcel):\n    parcel.pack()",
        "def f(*, parcel=None):\n    return parcel.weight, parcel.pk, parcel.save()",
        "def f(parcels):\n    for parcel in parcels.all():\n        parcel.pack()",
        "def f(parcels):\n    return [parcel.weight for parcel in parcels.all()]",
        "class C:\n    def f(self):\n        return self.parcel.weight",
        "def f(request):\n    return request.parcel.opened",
        "def f(parcel):\n    return parcel.product_id + parcel.weight",
        "def f(first_parcel):\n    return first_parcel.weight",
        "def f(context):\n    return context['parcel'].weight",
        "def f(data):\n    parcel = data.get('first_parcel')\n    return parcel.weight",
        "class C:\n    def __init__(self, **kwargs):\n        kwargs.pop('parcel').pack()",
    ],
)
def test_value_named_after_a_model_and_used_as_one_is_one(body: str) -> None:
    assert "parcels.models.Parcel" in certain(body)


@pytest.mark.parametrize(
    "body",
    [
        "def f(parcel):\n    return parcel",
        "def f(parcel):\n    return parcel.pk, parcel.id, parcel.name",
        "def f(parcel):\n    parcel.pack()\n    parcel.fly()",
        "def f(*parcel):\n    return parcel.weight",
        "def f(parcels):\n    return parcels.weight",
        "def f(box):\n    return box.weight",
        "def f(parcel_box):\n    return parcel_box.weight",
        "def f(first_parcel):\n    first_parcel.pack()\n    first_parcel.fly()",
        "def f(request):\n    return request.GET['parcel'].strip()",
        "def f(context):\n    return context['parcel']",
        "def f(context, parcel):\n    return context[parcel].weight",
        "def f(data):\n    return data.setdefault('parcel').weight",
    ],
)
def test_name_alone_or_a_use_that_the_model_does_not_know_says_nothing(body: str) -> None:
    assert certain(body) == []


def test_hop_from_such_a_value_is_followed() -> None:
    body = "def f(parcel):\n    return parcel.»product"
    assert find("relation-access", {"parcels/models.py": MODELS, "desk/code.py": body})


def test_of_several_models_of_a_name_the_one_that_knows_the_attribute_is_meant() -> None:
    assert certain("def f(line):\n    return line.colour") == ["other.models.Line"]
    assert certain("def f(line):\n    return line.weight") == ["parcels.models.Line"]
    assert certain("def f(line):\n    return line.weight, line.colour") == []


def test_annotation_goes_before_the_name() -> None:
    assert certain("from other.models import Line\ndef f(parcel: Line):\n    return parcel.colour, parcel.weight") == [
        "other.models.Line"
    ]


def test_value_named_after_the_end_of_one_fitting_model_s_name_is_its_object() -> None:
    models = """
        from django.db import models
        class ParcelAlert(models.Model):
            sent_on = models.DateField()
        class StockAlert(models.Model):
            level = models.IntegerField()
        """
    sources = {"parcels/models.py": models, "desk/code.py": "def f(alert, x):\n    return alert.sent_on, x.sent_on"}
    found = [one for one in read_sources(sources).references("member") if one.file == "desk/code.py"]
    assert [(one.imported.symbol, one.column) for one in found] == [("parcels.models.ParcelAlert", 18)]


@pytest.mark.parametrize(
    "item",
    [
        "self.fields['parcel']",
        "self.fields.get('parcel')",
        "form.base_fields.pop('parcel')",
        "super().get_fields()['parcel']",
        "self.filters['parcel']",
        "form['parcel']",
        "self['parcel']",
    ],
)
def test_field_of_a_form_that_is_named_after_a_model_is_none_of_its_objects(item: str) -> None:
    code = f"from django.forms import Form\nclass F(Form):\n    def f(self, form):\n        return {item}.weight\n"
    assert certain(code) == []


ALERTS = """
    from django.db import models
    class ParcelAlert(models.Model):
        sent_on = models.DateField()
        parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE)
    """


def alerts(parameter: str, used: str, **others: str) -> list[str]:
    """What is taken for an alert in a function that is given something of that name."""
    sources = {"parcels/models.py": MODELS + ALERTS, "desk/code.py": f"def f({parameter}):\n    return {used}\n"}
    sources |= {f"{name}/code.py": text for name, text in others.items()}
    return [one.imported.symbol for one in read_sources(sources).references("member") if one.file == "desk/code.py"]


def test_value_that_bears_the_name_of_another_class_and_is_used_as_one_is_no_model_s() -> None:
    rival = "class Alert:\n    def __init__(self):\n        self.sent_on = None\n"
    assert alerts("alert", "alert.sent_on") == ["parcels.models.ParcelAlert"]
    assert alerts("alert", "alert.sent_on", other=rival) == []
    assert alerts("alert", "alert.parcel_id, alert.sent_on", other=rival) != []


@pytest.mark.parametrize(
    ("rival", "is_taken"),
    [("ParcelAlert", 0), ("Parcelalert", 1), ("ParcelAlert(TypedDict)", 1), ("ParcelAlert(graphene.ObjectType)", 1)],
)
def test_value_may_be_of_a_plain_class_that_is_called_like_the_model(rival: str, is_taken: int) -> None:
    other = f"from typing import TypedDict\nimport graphene\nclass {rival}:\n    sent_on: int = 0\n"
    assert len(alerts("parcel_alert", "parcel_alert.sent_on", other=other)) == is_taken


@pytest.mark.parametrize(
    ("name", "used", "is_taken"),
    [("item", "sent_on", 1), ("file", "sent_on", 1), ("file", "close", 0), ("instance", "sent_on", 0)],
)
def test_name_that_is_given_to_anything_and_what_any_file_does_are_short_for_no_model_s(
    name: str, used: str, is_taken: int
) -> None:
    head = f"from django.db import models\nclass Parcel{name.title()}(models.Model):\n"
    models = f"{head}    sent_on = 1\n    def close(self): ...\n"
    sources = {"post/models.py": models, "desk/code.py": f"def f({name}):\n    return {name}.{used}\n"}
    assert len(read_sources(sources).references("member")) == is_taken


@pytest.mark.parametrize(
    "body",
    ["parcels.filter(weight=1).first().»product", "parcels.exclude(weight=1).get().»product"],
)
def test_value_named_after_many_of_a_model_and_asked_like_a_queryset_is_one(body: str) -> None:
    code = f"def f(parcels):\n    return {body}\n"
    assert find("relation-access", {"parcels/models.py": MODELS, "desk/code.py": code})


@pytest.mark.parametrize(
    "body",
    ["parcels.get(1).product", "parcels.filter(1).sort(), parcels.fly()", "lines.filter().get().product"],
    ids=["a dictionary", "used otherwise", "two models"],
)
def test_value_that_may_be_another_collection_is_no_queryset(body: str) -> None:
    assert certain(f"def f(parcels, lines):\n    return {body}\n") == []


TREE = """
    from treebeard.mp_tree import MP_Node
    from django.db import models
    class Shelf(MP_Node):
        brand = models.ForeignKey("brands.Brand", on_delete=models.CASCADE)
    """


def test_value_named_after_a_tree_s_model_may_be_asked_for_its_neighbours() -> None:
    code = "def f(shelf):\n    return shelf.get_parent().»brand\n"
    assert find("relation-access", {"shelves/models.py": TREE, "desk/code.py": code})


OWNED = """
    from django.conf import settings
    from django.db import models
    class Parcel(models.Model):
        owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="owned_parcels")
    """


@pytest.mark.parametrize("setting", ["", 'AUTH_USER_MODEL = "auth.User"'], ids=["own model", "Django's"])
@pytest.mark.parametrize("name", ["user", "other_user"])
def test_user_that_is_asked_for_what_refers_to_users_is_one(setting: str, name: str) -> None:
    code = f"def f({name}):\n    return {name}.»owned_parcels.all()\n"
    read = read_sources({"parcels/models.py": OWNED, "desk/code.py": code}, settings=setting)
    (found,) = (one for one in read.references("reverse-access") if one.file == "desk/code.py")
    assert (found.certainty, found.imported.symbol) == ("inferred", "parcels.models.Parcel")
