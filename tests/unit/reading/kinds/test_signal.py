from __future__ import annotations

import pytest

from tests.fakes.projects import find, read_sources

HEAD = """from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from django.apps import apps
from catalog.models import Product

"""
SIGNALS = "from django.dispatch import Signal\n\nsold = Signal()\n"
SAVED = [("orders.receivers.saved", "catalog.models.Product")]


def test_receiver_of_any_sender_refers_to_nobody() -> None:
    found = read_sources({"orders/receivers.py": HEAD + "@receiver(post_save)\ndef saved(**kwargs): ...\n"})
    assert found.pairs("signal") == []
    assert [(one.signal, one.function, one.sender) for one in found.map.receivers] == [
        ("post_save", "orders.receivers.saved", "*")
    ]


@pytest.mark.parametrize(
    "signal",
    ["from directory.backend import filled", "from kit.loading import load\nfilled = load('kit.signals', 'filled')"],
)
def test_signal_that_another_package_makes_is_known_by_its_name(signal: str) -> None:
    found = read_sources({"orders/receivers.py": f"{HEAD}{signal}\n\n@receiver(filled)\ndef noted(**kwargs): ...\n"})
    assert [(one.signal, one.function) for one in found.map.receivers] == [("filled", "orders.receivers.noted")]


@pytest.mark.parametrize(
    "decorator",
    [
        "@receiver(post_save, sender=»Product)",
        "@receiver([post_save, pre_save], sender=»Product)",
        '@receiver(post_save, sender=»"catalog.Product")',
        '@receiver(post_save, dispatch_uid="상품", sender=»Product)',
    ],
    ids=["class", "list", "string", "hangul"],
)
def test_sender_of_a_receiver_stands_at_its_name(decorator: str) -> None:
    assert find("signal", {"orders/receivers.py": f"{HEAD}{decorator}\ndef saved(**kwargs): ...\n"}) == SAVED


@pytest.mark.parametrize(
    "sender",
    ["»Product", '»"catalog.Product"', '»APP + ".Product"', "»LABEL"],
)
def test_sender_of_a_connection_stands_at_its_name(sender: str) -> None:
    text = (
        f'{HEAD}APP = "catalog"\nLABEL = "catalog.Product"\n\n'
        f"def saved(**kwargs): ...\n\npost_save.connect(saved, sender={sender})\n"
    )
    found = read_sources({"orders/receivers.py": text})
    assert found.places("signal") == found.marks
    assert [(one.function, one.sender) for one in found.map.receivers] == [
        ("orders.receivers.saved", "catalog.Product")
    ]


def test_loaded_sender_is_of_this_kind() -> None:
    text = HEAD + 'def saved(**kwargs): ...\n\npost_save.connect(saved, sender=apps.get_model("catalog", »"Product"))\n'
    assert find("signal", {"orders/receivers.py": text}) == [("orders.receivers", "catalog.models.Product")]


@pytest.mark.parametrize(
    "text",
    [
        "from shop.signals import sold\n\ndef f():\n    »sold.send(sender=None)\n",
        "from shop import signals\n\ndef f():\n    signals.»sold.send_robust(sender=None)\n",
        "from shop.signals import sold as 팔림\n\ndef f():\n    '값', »팔림.send(sender=None)\n",
        "from shop.api import sold\n\ndef f():\n    »sold.send(sender=None)\n",
    ],
    ids=["name", "module", "hangul", "re-export"],
)
def test_signal_defined_elsewhere_stands_at_its_use(text: str) -> None:
    sources = {"shop/signals.py": SIGNALS, "shop/api.py": "from shop.signals import sold\n", "orders/services.py": text}
    assert [pair for pair in read_sources(sources).pairs("signal") if pair[0].startswith("orders")] == [
        ("orders.services.f", "shop.signals.sold")
    ]
    assert read_sources(sources).marks[0] in read_sources(sources).places("signal")


def test_receiver_of_a_foreign_signal_belongs_to_the_function() -> None:
    text = (
        "from django.dispatch import receiver\nfrom shop.signals import sold\n\n"
        "@receiver(»sold)\ndef noted(**kw): ...\n"
    )
    sources = {"shop/signals.py": SIGNALS, "orders/receivers.py": text}
    assert find("signal", sources) == [("orders.receivers.noted", "shop.signals.sold")]


@pytest.mark.parametrize("sent", ["send(sender=»Product)", "send_robust(»Product, pk=1)"])
def test_class_given_as_sender_of_a_sent_signal_is_of_this_kind(sent: str) -> None:
    text = f"from catalog.models import Product\nfrom orders.signals import gone\n\ndef f():\n    gone.{sent}\n"
    sources = {"orders/signals.py": SIGNALS.replace("sold", "gone"), "orders/services.py": text}
    found = read_sources(sources)
    assert ("orders.services.f", "catalog.models.Product") in found.pairs("signal")
    assert found.marks[0] in found.places("signal")


def test_own_signal_class_is_a_signal_too() -> None:
    sources = {
        "shop/signals.py": (
            "from django.dispatch import Signal\n\nclass LoudSignal(Signal):\n    pass\n\nsold = LoudSignal()\n"
        ),
        "orders/services.py": "from shop.signals import sold\n\ndef f():\n    »sold.send(sender=None)\n",
    }
    assert find("signal", sources) == [("orders.services.f", "shop.signals.sold")]


def test_receiver_of_another_package_hides_nothing() -> None:
    text = HEAD + "from tastypie.models import create_api_key\n\npost_save.connect(create_api_key, sender=»Product)\n"
    assert read_sources({"orders/receivers.py": text}).unseen() == []


def test_receiver_connected_in_a_loop_is_said() -> None:
    text = HEAD + "def wire(handlers):\n    for each in handlers:\n        post_save.connect(each, sender=»Product)\n"
    found = read_sources({"orders/receivers.py": text})
    assert found.unseen() == [("receiver is not known until run time", "orders/receivers.py", 8)]
    assert found.places("signal") == found.marks


def test_instance_of_a_receiver_is_of_the_sender_s_class() -> None:
    text = (
        HEAD + "@receiver(post_save, sender=Product)\ndef saved(sender, instance, **kw):\n    return instance.»brand\n"
    )
    found = read_sources({"orders/receivers.py": text})
    assert found.places("relation-access") == found.marks


def test_receiver_of_another_package_is_no_place_that_was_not_seen() -> None:
    text = HEAD + "from tastypie.models import create_api_key\npost_save.connect(create_api_key, sender=»Product)\n"
    assert read_sources({"orders/receivers.py": text}).unseen() == []


def test_object_that_is_connected_is_known_by_what_the_signal_calls() -> None:
    text = HEAD + (
        "class Base:\n    def __call__(self, **kw): ...\n\nclass Handler(Base): ...\n\n"
        "post_save.connect(Handler(), sender=»Product)\n"
    )
    found = read_sources({"orders/receivers.py": text})
    assert [(one.signal, one.function) for one in found.map.receivers] == [
        ("post_save", "orders.receivers.Base.__call__")
    ]
    assert (found.unseen(), found.places("signal")) == ([], found.marks)


HOLDING = """from django.db import models
from django.dispatch import Signal

class Order(models.Model):
    buyers = models.ManyToManyField("catalog.Product")
    paid = Signal()
"""


@pytest.mark.parametrize(
    "text",
    [
        "@receiver(»Order.paid)\ndef noted(**kw): ...\n",
        "def noted(**kw): ...\n\n»Order.paid.connect(noted)\n",
    ],
    ids=["decorator", "connection"],
)
def test_signal_that_a_class_holds_stands_where_the_class_is_named(text: str) -> None:
    head = "from django.dispatch import receiver\nfrom orders.models import Order\n\n"
    found = read_sources({"orders/models.py": HOLDING, "points/receivers.py": head + text})
    assert [place for place in found.places("signal") if place[0].startswith("points")] == found.marks
    assert [(one.signal, one.function, one.sender) for one in found.map.receivers] == [
        ("paid", "points.receivers.noted", "*")
    ]


def test_signal_that_an_object_sends_is_no_mere_member() -> None:
    text = "from orders.models import Order\n\ndef pay(order: Order):\n    order.»paid.send(sender=»Order)\n"
    found = read_sources({"orders/models.py": HOLDING, "points/services.py": text})
    assert [place for place in found.places("signal") if place[0].startswith("points")] == found.marks
    assert [place for place in found.places("member") if place[0].startswith("points")] == []


def test_link_table_given_as_sender_stands_at_the_model_that_it_is_of() -> None:
    text = (
        "from django.db.models.signals import m2m_changed\nfrom django.dispatch import receiver\n"
        "from orders.models import Order\n\n"
        "@receiver(m2m_changed, sender=»Order.buyers.through)\ndef changed(**kw): ...\n"
    )
    found = read_sources({"orders/models.py": HOLDING, "points/receivers.py": text})
    assert [place for place in found.places("signal") if place[0].startswith("points")] == found.marks


def test_signal_of_the_receiver_s_own_module_is_one() -> None:
    text = f"{HEAD}{SIGNALS}\n@receiver(sold)\ndef thank(**kwargs): ...\n"
    assert [one.signal for one in read_sources({"orders/signals.py": text}).map.receivers] == ["sold"]


def test_models_whose_signals_are_connected_in_a_loop_stand_where_they_are_named() -> None:
    text = HEAD + "from brands.models import Brand\n\ndef saved(instance, **kwargs):\n    instance.country\n\n"
    text += "for model in (Product, Brand):\n    post_save.connect(saved, sender=model)\n"
    found = read_sources({"orders/receivers.py": text})
    assert found.pairs("signal") == []
    assert [one.sender for one in found.map.receivers] == ["brands.Brand", "catalog.Product"]


def test_instance_of_a_receiver_of_two_senders_is_of_either() -> None:
    text = HEAD + "from brands.models import Brand\n\n@receiver(post_save, sender=Product)\n"
    text += "@receiver(post_save, sender=Brand)\ndef saved(instance, **kwargs):\n    instance.country\n"
    assert read_sources({"orders/receivers.py": text}).pairs("member") == [
        ("orders.receivers.saved", "brands.models.Brand")
    ]
