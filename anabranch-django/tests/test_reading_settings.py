from __future__ import annotations

import pytest
from django.test import override_settings

from anabranch_django.errors import Misconfigured
from anabranch_django.settings import current


def test_without_the_setting_everything_is_local_and_served() -> None:
    assert current().serve == "*"
    assert current().port("orders").url == "local"
    assert current().domain("orders").database == "default"


def test_changed_setting_is_read_again() -> None:
    with override_settings(ANABRANCH={"ports": {"orders": {"url": "http://orders:8001"}}}):
        assert current().port("orders").url == "http://orders:8001"
    assert current().port("orders").url == "local"


@pytest.mark.parametrize(
    ("setting", "place"),
    [
        ({"serv": "*"}, "serv"),
        ({"ports": {"orders": {"pool": "many"}}}, r"ports\[\.\.\.\]\.pool"),
        ({"guards": "sometimes"}, "guards"),
        ("*", "object"),
        ({"ports": {"orders": {"pool": 0}}}, r">= 1 - at `\$\.ports\[\.\.\.\]\.pool"),
        ({"events": {"batch": 0}}, r">= 1 - at `\$\.events\.batch"),
        ({"events": {"poll": 0}}, r"> 0\.0 - at `\$\.events\.poll"),
        ({"limits": {"retry_share": 10}}, r"<= 1\.0 - at `\$\.limits\.retry_share"),
    ],
)
def test_setting_that_means_nothing_is_refused_with_its_place(setting: object, place: str) -> None:
    with override_settings(ANABRANCH=setting), pytest.raises(Misconfigured, match=place):
        current()
