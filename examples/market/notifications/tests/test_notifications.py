from django.core import mail
from django.test import TestCase

from core.tests.factories import (
    make_brand,
    make_order,
    make_paid_order,
    make_product,
    make_staff,
    make_user,
)
from notifications import selectors
from notifications.models import MailLog, Notification, StockSubscription
from notifications.services import forget_notices_of_products, mark_read, notify, notify_staff
from notifications.tasks import announce_return, send_mail_to, weekly_digest
from shipping.models import Shipment


class MessageTests(TestCase):
    def test_staff_means_active_staff(self):
        make_user()
        make_user(is_staff=True, is_active=False)
        staff = make_staff()
        self.assertEqual([note.recipient for note in notify_staff("Hi", kind="x")], [staff])

    def test_reading_clears_the_count(self):
        user = make_user()
        notify(user, "Hi", kind="x")
        self.assertEqual(selectors.unread_count(user), 1)
        mark_read(user)
        self.assertEqual(selectors.unread_count(user), 0)

    def test_mail_is_logged(self):
        user = make_user("eva")
        send_mail_to(user.pk, "thanks", {})
        self.assertEqual(mail.outbox[0].to, ["eva@market.example"])
        self.assertEqual(MailLog.objects.get().template, "thanks")

    def test_notices_about_orders(self):
        make_order()
        self.assertEqual(selectors.notices_about_orders().count(), 1)

    def test_notices_of_products_can_be_forgotten(self):
        notify(make_user(), "New", kind="x", target=make_product())
        self.assertEqual(forget_notices_of_products()[0], 1)

    def test_digest_polls_the_carriers(self):
        make_staff()
        make_paid_order()
        self.assertEqual(weekly_digest()["orders"], 1)
        self.assertEqual(Shipment.objects.get().status, "underway")


class SubscriptionTests(TestCase):
    def setUp(self):
        self.user = make_user("eva")
        self.product = make_product("Wok", stock=0, brand=make_brand("Cedar"))
        StockSubscription.objects.create(user=self.user, product=self.product)

    def test_return_is_announced_once(self):
        self.assertEqual(announce_return(self.product.pk), 1)
        self.assertEqual(announce_return(self.product.pk), 0)
        self.assertEqual(Notification.objects.get().text, "Wok is back.")

    def test_wanted_products_are_known(self):
        make_product()
        self.assertEqual(list(selectors.wanted_products()), [self.product])

    def test_wanting_users_of_a_brand(self):
        found = selectors.wanting_users_of_brand("Cedar")
        self.assertEqual(list(found), ["eva@market.example"])

    def test_label_names_the_product(self):
        self.assertIn("Wok", StockSubscription.objects.get().product_label())


class PageTests(TestCase):
    def test_inbox_shows_and_clears(self):
        user = make_user()
        self.client.force_login(user)
        notify(user, "Hello there", kind="x")
        self.assertContains(self.client.get("/inbox/"), "Hello there")
        self.assertEqual(self.client.get("/inbox/api/").json(), {"unread": 1})
        self.client.post("/inbox/read/")
        self.assertEqual(self.client.get("/inbox/api/").json(), {"unread": 0})

    def test_visitors_have_no_messages(self):
        self.assertEqual(self.client.get("/inbox/api/").json(), {"unread": 0})
