from __future__ import annotations

import pytest

from tests.fakes.projects import find

CORE = """
    from typing import Generic, TypeVar

    from django.db import models

    T = TypeVar("T")

    class PriceMixin:
        pass

    class Stamped(models.Model):
        class Meta:
            abstract = True

    class Box(Generic[T]):
        pass
    """


def test_base_from_outside_or_from_the_own_module_is_not_inherited_across() -> None:
    text = "from django.db import models\n\nclass A(models.Model):\n    pass\n\nclass B(A):\n    pass\n"
    assert find("inherit", {"orders/models.py": text}) == []


def test_mixin_and_abstract_model_stand_at_the_bases() -> None:
    text = (
        "from core import models as core\nfrom core.models import PriceMixin\n\n"
        "class Order(»PriceMixin, core.»Stamped):\n    pass\n"
    )
    pairs = find("inherit", {"core/models.py": CORE, "orders/models.py": text})
    assert pairs == [("orders.models.Order", "core.models.PriceMixin"), ("orders.models.Order", "core.models.Stamped")]


@pytest.mark.parametrize(
    ("head", "base"),
    [
        ("from core.models import Box", "»Box[int]"),
        ("from core.api import Box", "»Box"),
        ("from core.models import Box as 상자", "»상자"),
        ("import core.models", "core.models.»Box"),
        ("try:\n    from core.models import Box\nexcept ImportError:\n    Box = object", "»Box"),
        ("from django.utils.module_loading import import_string\nBox = import_string('core.models.Box')", "»Box"),
        ("from core.loading import get_class\nBox = get_class('core.models', 'Box')", "»Box"),
    ],
    ids=["generic", "re-export", "hangul", "module", "try", "import-string", "loader"],
)
def test_base_is_followed_however_it_is_bound(head: str, base: str) -> None:
    loading = (
        "from importlib import import_module\n\ndef get_class(label, name):\n"
        "    return getattr(import_module(label), name)\n"
    )
    sources = {
        "core/models.py": CORE,
        "core/api.py": "from core.models import Box\n",
        "core/loading.py": loading,
        "orders/views.py": f"{head}\n\nclass Order({base}):\n    pass\n",
    }
    pairs = find("inherit", sources)
    assert [pair for pair in pairs if pair[0].startswith("orders")] == [("orders.views.Order", "core.models.Box")]


def test_base_made_by_a_function_stands_at_the_function() -> None:
    text = "from core.models import make\n\nclass Order(make()):\n    pass\n"
    core = "def make():\n    return object\n"
    assert find("inherit", {"core/models.py": core, "orders/views.py": text}) == []


def test_base_by_an_alias_belongs_to_the_class() -> None:
    text = "from core.models import Box\nParent = Box\n\nclass Order(»Parent):\n    pass\n"
    assert find("inherit", {"core/models.py": CORE, "orders/views.py": text}) == [
        ("orders.views.Order", "core.models.Box")
    ]


def test_inner_meta_inherits_for_the_class_around_it() -> None:
    text = """
        from core.models import Stamped

        class Order(»Stamped):
            class Meta(»Stamped.Meta):
                ordering = []
        """
    pairs = find("inherit", {"core/models.py": CORE, "orders/models.py": text})
    assert pairs == [("orders.models.Order", "core.models.Stamped")] * 2


def test_exception_of_another_app_is_inherited() -> None:
    sources = {
        "core/errors.py": "class Refused(Exception):\n    pass\n",
        "orders/errors.py": "from core.errors import Refused\n\nclass TooLate(»Refused):\n    pass\n",
    }
    assert find("inherit", sources) == [("orders.errors.TooLate", "core.errors.Refused")]
