from __future__ import annotations

import logging
import time
from collections.abc import Iterator

import msgspec
import pytest
from django.conf import settings
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from anabranch_django.errors import CallRefused
from anabranch_django.ports import headers, signing
from anabranch_django.ports.signing import Seen
from anabranch_django.ports.transport import Answered
from anabranch_django.ports.values import Call
from anabranch_django.testing.plugin import reached_by, signing_for_tests
from anabranch_django.testing.wire import Wire, wire
from tests.shop.stock.models import Item
from tests.shop.stock.port import Stock

pytestmark = pytest.mark.django_db(transaction=True)
PATH = "/stock/1/put"
BODY = b'{"sku":"mug","count":1}'


@pytest.fixture(autouse=True)
def _keys() -> Iterator[None]:
    with signing_for_tests():
        yield


def signed(**changes: object) -> dict[str, str]:
    call = Call(
        port="stock",
        version=1,
        method="put",
        body=BODY,
        caller="tests",
        deadline=time.monotonic() + 5,
        hop=1,
        key="k",
        user='{"id":"42"}',
    )
    return headers.write_headers(msgspec.structs.replace(call, **changes), PATH)


def send(sent: dict[str, str], *, path: str = PATH, body: bytes = BODY) -> Answered:
    return Wire().post(path, body, sent, 0.0)


def refused(answered: Answered) -> bool:
    assert b"log says why" in answered.body
    return answered.status == 401 and answered.headers["Anabranch-Status"] == "signature"


def test_signed_call_is_carried_out_once_and_its_replay_is_refused() -> None:
    sent = signed()
    assert send(sent).status == 200
    assert refused(send(sent))
    assert Item.objects.get().count == 1


@pytest.mark.parametrize("name", headers._NAMES.values())
def test_header_that_was_changed_or_left_out_is_refused(name: str) -> None:
    changed = signed()
    changed[name] = changed[name] + "0" if name != "Anabranch-Protocol" else "2"
    assert send(changed).status in {400, 401}
    missing = signed()
    del missing[name]
    assert send(missing).status in {400, 401}
    assert not Item.objects.exists()


def test_body_or_path_that_was_changed_is_refused() -> None:
    assert refused(send(signed(), body=b'{"sku":"mug","count":9}'))
    assert refused(send(signed(), path="/stock/1/take"))
    assert not Item.objects.exists()


def test_unsigned_call_is_refused() -> None:
    sent = signed()
    del sent["Anabranch-Signature"]
    assert refused(send(sent))
    assert not Item.objects.exists()


@pytest.mark.parametrize("off", [-31.0, 31.0, float("nan"), float("inf")])
def test_signature_of_another_time_is_refused(off: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "stamp", lambda: (f"{time.time() + off:.3f}", "nonce"))
    assert refused(send(signed()))
    assert not Item.objects.exists()


@pytest.mark.parametrize("off", [-25.0, 25.0])
def test_clocks_that_differ_within_the_window_are_accepted(off: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "stamp", lambda: (f"{time.time() + off:.3f}", f"nonce {off}"))
    assert send(signed()).status == 200


def test_key_that_is_no_longer_listed_is_refused_and_an_older_one_is_accepted_until_then() -> None:
    said = settings.ANABRANCH
    with override_settings(ANABRANCH={**said, "keys": {"tests": {"old": "o" * 32}}}):
        by_old = signed()
        again_by_old = signed(key="k2")
    with override_settings(ANABRANCH={**said, "keys": {"tests": {"old": "o" * 32, "new": "n" * 32}}}):
        assert signed()["Anabranch-Key-Id"] == "new"
        assert send(by_old).status == 200
    with override_settings(ANABRANCH={**said, "keys": {"tests": {"new": "n" * 32}}}):
        assert refused(send(again_by_old))


def test_reason_is_told_to_the_log_and_not_to_the_peer(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="anabranch_django.ports"):
        answered = send(signed(), body=b"{}")
    assert "is not right" in caplog.text
    assert b"is not right" not in answered.body


def test_process_without_a_key_sends_nothing() -> None:
    said = {**settings.ANABRANCH, "keys": {"somebody": {"k": "s" * 32}}}
    with override_settings(ANABRANCH=said), reached_by(wire()), pytest.raises(CallRefused, match="no key to sign"):
        Stock().put(sku="mug", count=1)


def test_caller_that_does_not_declare_its_use_is_refused() -> None:
    answered = send(signed(caller="payments"))
    assert answered.headers["Anabranch-Status"] == "caller-not-allowed"
    assert b"'uses'" in answered.body
    assert send(signed(caller="unheard-of")).status == 403
    assert send(signed(caller="")).status == 403
    assert not Item.objects.exists()


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.floats(0, 100)), max_size=60))
def test_word_is_accepted_once_within_its_time_and_is_forgotten_after_it(words: list[tuple[str, float]]) -> None:
    seen, accepted, now = Seen(), dict[str, float](), 0.0
    for word, passed in words:
        now += passed
        fresh = accepted.get(word, -1.0) < now
        assert seen.add(word, until=now + 60, now=now) is fresh
        if fresh:
            accepted[word] = now + 60
    assert len(seen._until) <= 6
