from __future__ import annotations

import json
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
from anabranch_django.ports import UserClaim, acting_as, headers, signing
from anabranch_django.ports.exchange import Answered
from anabranch_django.ports.signing import Seen
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
    return answered.status == 401 and answered.headers[headers.STATUS] == "signature"


def test_function_that_says_the_user_is_asked_once_and_only_where_it_is_needed() -> None:
    asked: list[int] = []

    def ask() -> UserClaim:
        asked.append(1)
        return UserClaim(id="42")

    with acting_as(ask):
        assert not asked
        assert [Stock().whoami()[1] for _ in range(3)] == ["42"] * 3
    assert len(asked) == 1


def test_signed_call_is_carried_out_once_and_its_replay_is_refused() -> None:
    sent = signed()
    assert send(sent).status == 200
    assert refused(send(sent))
    assert Item.objects.get().count == 1


@pytest.mark.parametrize("field", headers.CallHeader.__struct_fields__)
def test_field_of_the_header_that_was_changed_or_left_out_is_refused(field: str) -> None:
    at = headers.CallHeader.__struct_fields__.index(field)
    said = json.loads(signed()[headers.CALL])
    other = said[at] + 1 if isinstance(said[at], (int, float)) else said[at] + "0"
    for changed in ([*said[:at], other, *said[at + 1 :]], [*said[:at], *said[at + 1 :]]):
        assert send({**signed(), headers.CALL: json.dumps(changed)}).status in {400, 401}
    assert not Item.objects.exists()


@given(st.text(), st.text())
def test_any_header_is_refused_with_a_sentence_and_never_fails(said: str, signature: str) -> None:
    sent = {headers.CALL: said.encode().decode("latin-1"), headers.SIGNATURE: signature.encode().decode("latin-1")}
    answered = send(sent)
    assert answered.status in {400, 401}
    assert b"sentence" in answered.body


@pytest.mark.parametrize("text", ["홍길동", "a\nb: c", '"', "\u2028"])
def test_key_and_user_may_be_any_text(text: str) -> None:
    with reached_by(wire()), acting_as(UserClaim(id=text)):
        assert Stock(idempotency_key=text).put(sku="mug", count=1) == 1
        assert Stock(idempotency_key=text).put(sku="mug", count=1) == 1
        assert Stock().whoami()[1] == text


def test_body_or_path_that_was_changed_is_refused() -> None:
    assert refused(send(signed(), body=b'{"sku":"mug","count":9}'))
    assert refused(send(signed(), path="/stock/1/take"))
    assert not Item.objects.exists()


def test_unsigned_call_is_refused() -> None:
    sent = signed()
    del sent[headers.SIGNATURE]
    assert refused(send(sent))
    assert not Item.objects.exists()


@pytest.mark.parametrize("off", [-31.0, 31.0, 1e300])
def test_signature_of_another_time_is_refused(off: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "stamp", lambda: (time.time() + off, "nonce"))
    assert refused(send(signed()))
    assert not Item.objects.exists()


@pytest.mark.parametrize("off", [-25.0, 25.0])
def test_clocks_that_differ_within_the_window_are_accepted(off: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "stamp", lambda: (time.time() + off, f"nonce {off}"))
    assert send(signed()).status == 200


def test_key_that_is_no_longer_listed_is_refused_and_an_older_one_is_accepted_until_then() -> None:
    said = settings.ANABRANCH
    with override_settings(ANABRANCH={**said, "keys": {"tests": {"old": "o" * 32}}}):
        by_old = signed()
        again_by_old = signed(key="k2")
    with override_settings(ANABRANCH={**said, "keys": {"tests": {"old": "o" * 32, "new": "n" * 32}}}):
        assert json.loads(signed()[headers.CALL])[2] == "new"
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
    assert answered.headers[headers.STATUS] == "caller-not-allowed"
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
