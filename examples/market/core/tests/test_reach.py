from django.test import TestCase

from core import health
from core.activity import recent_activity
from core.export import export
from core.privacy import export_personal_data, forget
from core.tests.factories import make_order, make_paid_order, make_product, make_user, put_on_shelf
from notifications.models import MailLog
from payments.services import remember_card
from reviews.services import write_review


class ActivityTests(TestCase):
    def test_newest_event_comes_first(self):
        user = make_user()
        order = make_order(user)
        write_review(user, make_product("Wok").pk, rating=4)
        texts = [event["text"] for event in recent_activity(user)]
        self.assertEqual(texts[0], "Reviewed Wok")
        self.assertIn(f"Ordered {order.number}", texts)

    def test_limit_is_kept(self):
        user = make_user()
        make_order(user)
        self.assertEqual(len(recent_activity(user, limit=1)), 1)


class PrivacyTests(TestCase):
    def setUp(self):
        self.user = make_user("eva")
        self.order = make_order(self.user)
        write_review(self.user, make_product().pk, rating=3, text="So so")
        remember_card(self.user, "4242424242424242")

    def test_export_has_orders_reviews_and_cards(self):
        data = export_personal_data(self.user)
        self.assertEqual(data["orders"], [self.order.number])
        self.assertEqual(data["reviews"], ["So so"])
        self.assertEqual(data["cards"], ["4242"])

    def test_forgotten_customer_leaves_no_personal_data(self):
        forget(self.user)
        data = export_personal_data(self.user)
        self.assertEqual(data["cards"], [])
        self.assertEqual(data["reviews"], ["(removed)"])
        self.assertNotIn("eva", data["email"])
        self.assertFalse(MailLog.objects.filter(address="eva@market.example").exists())

    def test_forgotten_customer_keeps_the_orders(self):
        forget(self.user)
        self.assertEqual(self.user.purchases.count(), 1)


class HealthTests(TestCase):
    def test_unpaid_orders_are_counted(self):
        make_order()
        make_paid_order()
        self.assertEqual(health.unpaid_orders(), 1)

    def test_shelves_with_everything_reserved_are_empty(self):
        product = make_product(stock=2)
        make_order(make_user(), product, quantity=2)
        self.assertEqual(health.empty_shelves(), 1)

    def test_status_page_answers(self):
        self.assertTrue(self.client.get("/reports/health/").json()["database"])


class ExportTests(TestCase):
    def test_stock_export_names_the_product(self):
        product = make_product(stock=0)
        put_on_shelf(product, 7)
        self.assertIn(f"{product.sku},MAIN,7,0", export("stock"))

    def test_orders_export_names_the_customer(self):
        order = make_order(make_user("bram"))
        self.assertIn(f"{order.number},bram@market.example,placed", export("orders"))

    def test_unknown_export_falls_back_to_the_days(self):
        self.assertTrue(export("days").startswith("day,orders,revenue"))
