"""The second process of the tests leaves no trace in the settings of those tests that do not ask for it."""

from __future__ import annotations

import pytest
from django.conf import settings

from anabranch_django.ports import carriers
from anabranch_django.testing.peers import Peer
from anabranch_django.testing.plugin import reached_by
from tests.shop.payments.port import Payments

pytestmark = pytest.mark.django_db(transaction=True)


def test_peer_leaves_the_setting_as_it_was_and_is_reached_by_tests_that_ask(port_peer: Peer) -> None:
    assert "keys" not in settings.ANABRANCH
    with reached_by(port_peer.remote()):
        assert Payments().charged(orders=(1,)) == {}
    assert "keys" not in settings.ANABRANCH
    assert carriers.carrier_to("payments") is carriers.COPY
