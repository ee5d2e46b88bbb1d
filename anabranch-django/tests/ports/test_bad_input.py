"""What a peer may send, and what may be missing: typed errors with a sentence, never a traceback, nothing lost."""

from __future__ import annotations

import time
import unittest
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from django.conf import settings
from django.db import connection
from django.test import SimpleTestCase, override_settings
from hypothesis import given
from hypothesis import strategies as st

from anabranch_django.by_value import decode, encode
from anabranch_django.errors import (
    CallRefused,
    NotByValue,
    OutcomeUnknown,
    PortInternalError,
    SignatureRefused,
    Skew,
    TooLarge,
    TooManyHops,
    UnknownMethod,
    Unreachable,
)
from anabranch_django.ports import batch, headers, signing
from anabranch_django.ports.carriers import Remote
from anabranch_django.ports.exchange import Answered
from anabranch_django.ports.replies import Failure
from anabranch_django.ports.values import Call
from anabranch_django.settings import PortSettings
from anabranch_django.testing.plugin import reached_by, signing_for_tests
from anabranch_django.testing.wire import Wire, wire
from tests.shop.orders.port import Orders
from tests.shop.payments.port import Payments
from tests.shop.stock.models import Item
from tests.shop.stock.port import Stock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _keys() -> Iterator[None]:
    with signing_for_tests():
        yield


def send(body: bytes, path: str = "/stock/1/put", **changes: Any) -> Answered:  # noqa: ANN401
    _, port, version, method = path.split("/")
    said: dict[str, Any] = {"deadline": time.monotonic() + 5, "hop": 1, "caller": "tests", "key": "", **changes}
    call = Call(port=port, version=int(version) if version.isdecimal() else 0, method=method, body=body, **said)
    return Wire().post(path, body, headers.write_headers(call, path), 0.0)


def sentence(answered: Answered) -> str:
    assert b"Traceback" not in answered.body
    said: Failure = decode(answered.body, Failure)
    assert said.sentence.endswith(".")
    return said.sentence


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/stock/1/steal", 404, "no method 'steal'"),
        ("/stock/2/put", 404, "version 1 here"),
        ("/nothing/1/put", 404, "no port 'nothing'"),
        ("/stock/one/put", 404, "is no method"),
    ],
)
def test_method_that_is_not_there_is_said(path: str, status: int, said: str) -> None:
    answered = send(b"{}", path)
    assert answered.status == status
    assert said in sentence(answered)


@given(st.binary(max_size=60))
def test_any_body_is_an_answer_or_a_sentence(body: bytes) -> None:
    answered = send(body)
    assert answered.headers[headers.STATUS] in {"ok", "bad-arguments"}
    assert b"Traceback" not in answered.body


@given(st.binary(max_size=60))
def test_any_body_of_a_batch_is_answers_or_a_sentence(body: bytes) -> None:
    answered = send(body, "/stock/1/-batch")
    assert answered.headers[headers.STATUS] in {"ok", "bad-arguments"}


def test_batch_within_a_batch_is_refused() -> None:
    answered = send(b'[["-batch","",[]]]', "/stock/1/-batch")
    assert b"no batches" in answered.body


def test_oversized_call_is_refused_before_it_is_sent_and_where_it_arrives() -> None:
    with override_settings(ANABRANCH={**settings.ANABRANCH, "limits": {"max_size": 1000}}):
        with reached_by(wire()), pytest.raises(TooLarge, match="may cross"):
            Stock().put(sku="x" * 2000, count=1)
        answered = send(b'{"sku":"' + b"x" * 2000 + b'","count":1}')
    assert answered.status == 413
    assert not Item.objects.exists()


def test_oversized_answer_is_refused_and_the_command_undone() -> None:
    Stock().put(sku="m" * 30, count=1)
    with override_settings(ANABRANCH={**settings.ANABRANCH, "limits": {"max_size": 50}}), pytest.raises(TooLarge):
        Stock().get(sku="m" * 30)


def test_answer_of_a_batch_that_finds_no_room_is_refused_and_its_command_undone() -> None:
    with override_settings(ANABRANCH={**settings.ANABRANCH, "limits": {"max_size": 2000}}):
        for placement in (wire(), None):
            with reached_by(placement), batch() as group:
                first, second = (group.call(Stock().put_with_label, sku=sku, size=900) for sku in "ab")
                third = group.call(Stock().put, sku="c", count=1)
            assert first.value == "a" * 900
            with pytest.raises(TooLarge, match="larger together"):
                _ = second.value
            assert third.value == Stock().get(sku="c").count
    assert Stock().get_many(skus=("a", "b", "c")).keys() == {"a", "c"}


def test_command_that_was_carried_out_before_and_finds_no_room_in_a_batch_says_so() -> None:
    with reached_by(wire()), override_settings(ANABRANCH={**settings.ANABRANCH, "limits": {"max_size": 1500}}):
        assert Stock(idempotency_key="k").put_with_label(sku="b", size=900) == "b" * 900
        with batch() as group:
            group.call(Stock().put_with_label, sku="a", size=900)
            again = group.call(Stock(idempotency_key="k").put_with_label, sku="b", size=900)
        with pytest.raises(OutcomeUnknown, match="carried out before") as before:
            _ = again.value
        assert before.value.idempotency_key == "k"
        assert Stock(idempotency_key="k").put_with_label(sku="b", size=900) == "b" * 900
    assert Stock().get(sku="b").count == 1


@given(st.lists(st.sampled_from(["put_with_label", "get", "break_after_put", "steal", "-batch", "put"]), max_size=20))
def test_answers_of_a_batch_are_never_larger_together_than_may_cross(methods: list[str]) -> None:
    arguments = {"put_with_label": {"sku": "a", "size": 700}, "put": {"sku": "b", "count": 1}}
    calls = [[method, "", arguments.get(method, {"sku": "c" * 300})] for method in methods]
    with override_settings(ANABRANCH={**settings.ANABRANCH, "limits": {"max_size": 4000}}):
        answered = send(encode(calls), "/stock/1/-batch")
    assert len(answered.body) <= 4000
    if answered.headers[headers.STATUS] == "ok":
        assert len(decode(answered.body, list[tuple[str, msgspec.Raw, str]])) == len(methods)


def test_answers_of_a_batch_that_nobody_can_read_leave_open_what_was_carried_out() -> None:
    answered = Answered(200, {headers.STATUS: "ok"}, b"[]")
    broken = Remote("a peer", PortSettings(), post=lambda *_request: answered)
    with reached_by(broken), pytest.raises(Skew, match="0 answers to a batch of 1"), batch() as group:
        group.call(Stock().put, sku="mug", count=1)


def test_other_verb_and_missing_length_are_said() -> None:
    import django.test

    from anabranch_django.testing.wire import InProcessHandler

    requests = django.test.RequestFactory()
    for request in (requests.get("/stock/1/put"), requests.post("/stock/1/put")):
        request.environ.pop("CONTENT_LENGTH", None)
        response: Any = InProcessHandler()(request.environ)
        assert response.status_code in {400, 401}
        assert b"sentence" in response.content


def test_unreachable_peer_is_said_with_its_address_and_nothing_is_lost() -> None:
    said = {**settings.ANABRANCH, "ports": {"payments": {"url": "http://127.0.0.1:9"}}}
    with override_settings(ANABRANCH=said), pytest.raises(Unreachable, match=r"127\.0\.0\.1:9.*refused"):
        Payments().charge(order=1, cents=100)


def test_domain_that_is_neither_here_nor_anywhere_is_said_with_the_way_out() -> None:
    said = {**settings.ANABRANCH, "serve": "stock"}
    with override_settings(ANABRANCH=said), pytest.raises(UnknownMethod, match=r"ANABRANCH\['ports'\]\['orders'\]"):
        Orders().remaining()


def test_port_that_is_here_but_not_served_is_refused_for_others() -> None:
    with override_settings(ANABRANCH={**settings.ANABRANCH, "serve": "stock"}):
        assert send(b'{"orders":[1]}', "/payments/1/charged").status == 404
        assert send(b'{"skus":[]}', "/stock/1/get_many").status == 200


def test_circle_of_calls_ends_with_a_sentence() -> None:
    for carrier in (None, wire()):
        if carrier is None:
            with pytest.raises(TooManyHops, match="circle"):
                Orders().loop()
        else:
            with reached_by(carrier), pytest.raises(TooManyHops, match="circle"):
                Orders().loop()


def test_model_as_argument_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(NotByValue, match="Item cannot cross"):
        Stock().put(sku=Item(sku="a", count=1), count=1)  # type: ignore[arg-type]


def test_table_that_was_not_migrated_is_named_with_the_command() -> None:
    from anabranch_django.ports.models import Receipt

    with connection.schema_editor() as editor:
        editor.delete_model(Receipt)
    try:
        with pytest.raises(CallRefused, match=r"manage\.py migrate --database default"):
            Stock(idempotency_key="k").put(sku="mug", count=1)
        assert not Item.objects.exists()
    finally:
        with connection.schema_editor() as editor:
            editor.create_model(Receipt)


def test_call_by_a_wrong_clock_or_key_is_a_typed_error_for_its_caller_and_has_no_effect(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with reached_by(wire()):
        monkeypatch.setattr(signing, "stamp", lambda: (time.time() - 60, "nonce"))
        with pytest.raises(SignatureRefused, match="the callee's log says why"):
            Stock().put(sku="mug", count=1)
        monkeypatch.undo()
        monkeypatch.setattr(signing, "signing_key", lambda _caller: ("tests", "a forger's secret"))
        with pytest.raises(SignatureRefused, match="the callee's log says why"):
            Stock().put(sku="mug", count=1)
    assert not Item.objects.exists()


def test_internal_error_over_the_wire_says_its_number_only() -> None:
    with reached_by(wire()), pytest.raises(PortInternalError) as raised:
        Stock().break_after_put(sku="mug")
    assert "secret" not in str(raised.value)
    assert "LookupError" not in str(raised.value)


def test_database_that_a_test_does_not_list_is_named_in_the_error_of_the_call() -> None:
    class Asking(SimpleTestCase):
        def test_asks(self) -> None:
            Stock().get_many(skus=("mug",))

    result = unittest.TestResult()
    unittest.TestSuite([Asking("test_asks")]).run(result)
    ((_case, said),) = result.errors
    assert "add 'default' to" in said.splitlines()[-1]
    assert said.splitlines()[-1].startswith("anabranch_django.errors.PortInternalError")


def test_call_of_code_in_no_domain_is_refused_with_the_way_out() -> None:
    answered = send(b'{"sku":"mug","count":1}', caller="")
    assert answered.headers[headers.STATUS] == "caller-not-allowed"
    assert "ANABRANCH['name'] to a domain that lists 'stock' in 'uses'" in sentence(answered)
    assert not Item.objects.exists()
