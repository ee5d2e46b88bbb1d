from __future__ import annotations

from collections.abc import Callable

import pytest

from anabranch_django.errors import OutcomeUnknown, Unreachable
from anabranch_django.ports.carriers import Carrier, Post, Remote
from anabranch_django.ports.exchange import Answered
from anabranch_django.ports.transport import NoAnswer, NotSent
from anabranch_django.testing.plugin import reached_by
from tests.shop.payments.port import Payments

pytestmark = pytest.mark.django_db(transaction=True)


class Losing:
    """Loses the replies of the next so many requests, after they were carried out."""

    def __init__(self, post: Post, *, next_replies: int) -> None:
        self._post = post
        self.left = next_replies
        self.sent = 0

    def __call__(self, path: str, body: bytes, headers: dict[str, str], deadline: float) -> Answered:
        self.sent += 1
        answered = self._post(path, body, headers, deadline)
        if self.left:
            self.left -= 1
            raise NoAnswer("the reply was lost")
        return answered


def losing(apart: str, carry: Callable[[str], Carrier], *, next_replies: int) -> tuple[Remote, Losing]:
    remote = carry(apart)
    assert isinstance(remote, Remote)
    lost = Losing(remote._post, next_replies=next_replies)
    remote._post = lost
    return remote, lost


def test_command_sent_again_by_itself_has_one_effect(apart: str, carry: Callable[[str], Carrier]) -> None:
    remote, lost = losing(apart, carry, next_replies=1)
    with reached_by(remote):
        receipt = Payments().charge(order=1, cents=300)
        assert lost.sent == 2
        assert receipt.cents == 300
        assert Payments().charged(orders=(1,)) == {1: 300}


def test_command_called_again_by_its_caller_gets_the_first_answer(apart: str, carry: Callable[[str], Carrier]) -> None:
    remote, lost = losing(apart, carry, next_replies=99)
    with reached_by(remote):
        with pytest.raises(OutcomeUnknown, match="may have taken effect") as raised:
            Payments().charge(order=1, cents=300)
        lost.left = 0
        receipt = Payments(idempotency_key=raised.value.idempotency_key).charge(order=1, cents=300)
        assert receipt.cents == 300
        assert Payments().charged(orders=(1,)) == {1: 300}


def test_command_that_was_never_sent_is_unavailable_and_not_unknown(
    apart: str, carry: Callable[[str], Carrier]
) -> None:
    remote, _lost = losing(apart, carry, next_replies=0)

    def refused(*_request: object) -> Answered:
        raise NotSent("connection refused")

    remote._post = refused
    with reached_by(remote), pytest.raises(Unreachable):
        Payments().charge(order=1, cents=300)


def test_retries_end_with_their_budget(apart: str, carry: Callable[[str], Carrier]) -> None:
    remote, lost = losing(apart, carry, next_replies=1000)
    calls = 20
    with reached_by(remote):
        remote.breaker._allowed = 10_000
        for order in range(calls):
            with pytest.raises(OutcomeUnknown):
                Payments().charge(order=order, cents=100)
        lost.left = 0
        assert lost.sent <= calls * 1.1 + 3
        assert Payments().charged(orders=tuple(range(calls))) == dict.fromkeys(range(calls), 100)
