from __future__ import annotations

import msgspec
import pytest

from anabranch.reading.values import Imported
from anabranch.reports.answers.membership import Membership
from tests.fakes.maps import reference, shop


@pytest.mark.parametrize(
    ("dotted", "unit"),
    [
        ("catalog.models", "catalog"),
        ("catalog.models.Product.price", "catalog"),
        ("orders.never_referred_to", "orders"),
        ("base.html", "pages"),
        ("other.html", ""),
        ("nowhere.models", ""),
    ],
)
def test_the_unit_is_that_of_the_nearest_name_that_has_one(dotted: str, unit: str) -> None:
    template = Imported(symbol="base.html", module="", app="pages")
    shown = msgspec.structs.replace(reference("orders.views.show", "base.html", kind="template"), imported=template)
    drawn = shop(references=(*shop().references, shown))
    assert Membership(drawn, "shop").unit(dotted) == unit
