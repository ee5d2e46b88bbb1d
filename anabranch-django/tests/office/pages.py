"""The pages of outbox and dead letters, as the office uses them; `test_office.py` runs this with its own settings."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.test import TestCase

from anabranch_django.events.models import DeferredEvent
from anabranch_django.testing import deliver_all
from tests.trade.sales.port import OrderPlaced, Orders

LETTERS, OUTBOX = "/admin/anabranch/deferredevent/", "/admin/anabranch/outboxevent/"


class Office(TestCase):
    databases = "__all__"

    def setUp(self) -> None:
        self.client.force_login(User.objects.create_superuser("office"))
        with transaction.atomic():
            Orders.placed.publish(OrderPlaced(order_id=1, number=1, note="poison"))
        deliver_all(raise_failures=False)
        DeferredEvent.objects.using("shipping").update(state="dead", error="It <b>burns</b>.\nTraceback")

    def page(self, address: str) -> str:
        answer: Any = self.client.get(address, follow=True)
        assert answer.status_code == 200
        return str(answer.content.decode())

    def test_letters_of_another_database_are_a_choice_away(self) -> None:
        assert "0 deferred events" in self.page(LETTERS)
        assert "?database=shipping" in self.page(LETTERS)
        assert "1 deferred event" in self.page(f"{LETTERS}?database=shipping")

    def test_text_of_an_error_is_shown_and_not_obeyed(self) -> None:
        page = self.page(f"{LETTERS}?database=shipping")
        assert "It &lt;b&gt;burns&lt;/b&gt;." in page
        assert "<b>burns" not in page

    def test_letter_is_opened_from_its_list(self) -> None:
        letter = DeferredEvent.objects.using("shipping").get()
        assert "sales.placed" in self.page(f"{LETTERS}{letter.pk}/change/?_changelist_filters=database%3Dshipping")

    def test_chosen_letters_are_replayed_and_dropped_where_they_are(self) -> None:
        letter = DeferredEvent.objects.using("shipping").get()
        for action, said in (("replay", "are due again"), ("drop", "were dropped")):
            sent = {"action": action, "_selected_action": [letter.pk]}
            answer: Any = self.client.post(f"{LETTERS}?database=shipping", sent, follow=True)
            assert said in answer.content.decode()
        assert not DeferredEvent.objects.using("shipping").exists()

    def test_what_waits_in_the_outbox_is_listed(self) -> None:
        assert "sales.placed" not in self.page(OUTBOX)
        with transaction.atomic():
            Orders.placed.publish(OrderPlaced(order_id=2, number=2))
        assert "sales.placed" in self.page(OUTBOX)

    def test_letter_is_found_by_its_key_and_by_its_id(self) -> None:
        letter = DeferredEvent.objects.using("shipping").get()
        for text, count in ((letter.key, 1), (str(letter.event_id), 1), ("nothing of these", 0)):
            assert f"{count} deferred event" in self.page(f"{LETTERS}?database=shipping&q={text}")

    def test_database_that_no_domain_has_is_none_to_choose(self) -> None:
        assert "0 deferred events" in self.page(f"{LETTERS}?database=elsewhere")
