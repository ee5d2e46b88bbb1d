from __future__ import annotations

import pytest

from anabranch.reading.telling_methods import ONLY_CLASS
from tests.fakes.projects import complete, read_sources
from tests.fakes.resolutions import read

POLICY = """
    class Policy:
        def is_purchase_permitted(self, quantity):
            return True

        def message(self):
            return ""

        def is_sold_out(self):
            return False

        def is_superuser(self, user):
            return False

    class Strict(Policy):
        def is_purchase_permitted(self, quantity):
            return False
    """
PAIR = [("orders.code.f", "catalog.policy.Policy")]


def find(body: str, **others: str) -> list[tuple[str, str]]:
    sources = {f"{name}/other.py": text for name, text in others.items()}
    text = f"def f(x, y):\n    return {body}\n"
    found = read_sources({"catalog/policy.py": POLICY, **sources, "orders/code.py": text})
    return [
        (one.importer.symbol, one.imported.symbol)
        for one in found.references("member")
        if one.importer.symbol == "orders.code.f" and one.note == ONLY_CLASS and one.certainty == "likely"
    ]


@pytest.mark.parametrize(
    "body", ["x.is_purchase_permitted(1)", "x.y.is_purchase_permitted(1).z", "y[0].is_purchase_permitted"]
)
def test_member_that_one_class_begins_is_its_own(body: str) -> None:
    assert find(body) == PAIR


@pytest.mark.parametrize(
    "body",
    [
        "x.message()",
        "x.is_purchase()",
        "x.has_perm(1)",
        "x.is_superuser",
        "x.get_kind_display()",
        "x.is_purchase_permitted(x.other)",
        "x._is_purchase_permitted",
    ],
)
def test_other_names_and_other_uses_say_nothing(body: str) -> None:
    assert find(body) == []


@pytest.mark.parametrize(
    "text",
    [
        "class Other:\n    def is_purchase_permitted(self):\n        pass\n",
        "class Other:\n    is_purchase_permitted = True\n",
        "class Other:\n    def __init__(self):\n        self.is_purchase_permitted = True\n",
        "from catalog.policy import Policy\nfrom django import forms\n\nclass Both(Policy, forms.Form):\n    pass\n",
    ],
    ids=["method", "attribute", "of-self", "class-of-a-framework"],
)
def test_member_that_another_class_has_or_may_have_says_nothing(text: str) -> None:
    assert find("x.is_purchase_permitted(1)", brands=text) == []


CALLED = """
    from catalog.policy import Policy

    class C:
        def f(self, policy, old_policy, keys, x):
            return {body}
    """


def certainties(body: str, **others: str) -> list[str]:
    sources = {f"{name}/other.py": text for name, text in others.items()}
    found = read_sources({"catalog/policy.py": POLICY, **sources, "orders/code.py": CALLED.format(body=body)})
    return [one.certainty for one in found.references("member") if one.imported.symbol == "catalog.policy.Policy"]


NAMED = ("policy", "old_policy", "self.policy", "keys['policy']", "keys.get('policy')", "x.get_policy()", "x.strict")


@pytest.mark.parametrize("value", NAMED)
def test_value_that_is_called_after_the_class_surely_is_of_it(value: str) -> None:
    assert certainties(f"{value}.is_purchase_permitted(1)") == ["inferred"]


@pytest.mark.parametrize("value", ["x", "policy()", "policy.rules", "self.policy_rules", "keys[0]"])
def test_value_that_is_called_otherwise_is_likely_of_it(value: str) -> None:
    assert certainties(f"{value}.is_purchase_permitted(1)") == ["likely"]


def test_value_that_is_asked_for_two_members_of_the_class_surely_is_of_it() -> None:
    assert certainties("x.is_purchase_permitted(1), x.is_sold_out()") == ["inferred", "inferred"]
    assert certainties("x.is_purchase_permitted(1), x.message()") == ["likely"]
    assert certainties("x.is_purchase_permitted(1), keys[0].is_sold_out()") == ["likely", "likely"]


@pytest.mark.parametrize(
    ("above", "expected"), [("forms.Form", []), ("models.Model", ["inferred"] * 2), ("MP_Node", ["inferred"] * 2)]
)
def test_members_of_a_class_that_another_package_s_methods_may_have_tell_of_models_alone(
    above: str, expected: list[str]
) -> None:
    head = "from django import forms\nfrom django.db import models\nfrom treebeard.mp_tree import MP_Node\n\n"
    methods = "    def is_purchase_permitted(self, quantity): ...\n    def is_sold_out(self): ...\n"
    code = "def f(x):\n    return x.is_purchase_permitted(1), x.is_sold_out()\n"
    found = read_sources({"catalog/policy.py": f"{head}class Policy({above}):\n{methods}", "orders/code.py": code})
    assert [one.certainty for one in found.references("member")] == expected


RULE = """
    class Rule:
        def name(self):
            return ""

    def rule() -> Rule:
        return find()
    """
BELOW = POLICY.replace("class Policy:", "from desk.other import Rule\n\n    class Policy(Rule):")


@pytest.mark.parametrize("policy", [POLICY, BELOW], ids=["apart", "below"])
def test_member_that_the_known_class_lacks_is_that_of_the_one_class_below_it_that_has_it(policy: str) -> None:
    code = "from desk.other import rule\n\ndef f():\n    return rule().is_purchase_permitted(1)\n"
    found = read_sources({"desk/other.py": RULE, "catalog/policy.py": policy, "orders/code.py": code})
    certain = [one for one in found.references("member") if one.imported.symbol == "catalog.policy.Policy"]
    assert [one.certainty for one in certain] == (["inferred"] if policy == BELOW else [])


def test_what_rows_are_given_beside_their_fields_is_no_member_of_a_class_below() -> None:
    models = """
        from django.db import models
        class Payment(models.Model):
            pass
        class Refund(Payment):
            @property
            def total_due(self):
                return 1
            def send_back(self): ...
        """
    code = """
        from billing.models import Payment
        def f(total):
            for payment in Payment.objects.annotate(total_due=total):
                payment.total_due, payment.»send_back()
        """
    read = read_sources({"billing/models.py": models, "desk/code.py": code})
    assert read.places("member") == read.marks, read.told()


def test_what_a_class_asks_of_itself_is_no_reference_to_those_below() -> None:
    rule = RULE.replace('return ""', "return self.is_purchase_permitted(1)")
    found = read_sources({"desk/other.py": rule, "catalog/policy.py": BELOW})
    assert not [one for one in found.references("member") if one.file == "desk/other.py"]


def test_class_that_comes_to_have_the_member_is_seen_by_those_that_never_asked_it() -> None:
    sources = complete(
        {"catalog/policy.py": POLICY, "orders/code.py": "def f(x):\n    return x.is_purchase_permitted(1)\n"}
    )
    other = {**sources, "brands/other.py": "class Other:\n    def is_purchase_permitted(self):\n        pass\n"}
    before = {**other, "brands/other.py": "class Other:\n    pass\n"}
    assert read(other, read(before)).map == read(other).map
    assert read(before, read(other)).map == read(before).map
