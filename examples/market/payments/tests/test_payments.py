from decimal import Decimal

from django.test import TestCase, override_settings

from core.tests.factories import (
    GOOD_CARD,
    REFUSED_CARD,
    make_address,
    make_category,
    make_order,
    make_paid_order,
    make_product,
    make_staff,
    make_user,
)
from payments import selectors
from payments.models import Payment, Refund, SavedCard
from payments.services import UnknownMethod, charge, methods, refund
from payments.tasks import retry_refused
from promotions.models import GiftCard


class GatewayTests(TestCase):
    def setUp(self):
        self.order = make_order(None, make_product(price="80.00", weight_grams=0))

    def test_good_card_is_captured(self):
        payment = charge(self.order, "card", {"number": "4242 4242 4242 4242"})
        self.assertTrue(payment.is_captured)
        self.assertTrue(payment.reference.startswith("CC-"))

    def test_refused_card_leaves_the_order_open(self):
        payment = charge(self.order, "card", {"number": REFUSED_CARD})
        self.order.refresh_from_db()
        self.assertEqual(payment.message, "The bank refused this card.")
        self.assertEqual(self.order.status, "placed")

    def test_staff_hears_of_refusals(self):
        staff = make_staff()
        charge(self.order, "card", {"number": "12"})
        self.assertTrue(staff.notifications.filter(kind="payment").exists())

    def test_large_invoice_is_refused(self):
        self.order.total = Decimal(501)
        self.assertFalse(charge(self.order, "invoice", {}).is_captured)

    def test_gift_card_pays(self):
        card = GiftCard.objects.create(
            name="Card", sku="G", slug="g", price=1, category=make_category(), balance=100
        )
        self.assertTrue(charge(self.order, "giftcard", {"code": card.code}).is_captured)
        card.refresh_from_db()
        self.assertEqual(card.balance, 20)

    def test_empty_gift_card_is_refused(self):
        payment = charge(self.order, "giftcard", {"code": "NONE"})
        self.assertEqual(payment.message, "There is not enough left on this card.")

    def test_unknown_method_is_an_error(self):
        with self.assertRaises(UnknownMethod):
            charge(self.order, "shells", {})

    @override_settings(MARKET_GATEWAYS={"bill": "payments.gateways.InvoiceGateway"})
    def test_settings_name_the_methods(self):
        self.assertEqual(methods(), [("bill", "Invoice")])


class RefundTests(TestCase):
    def test_customer_is_told(self):
        user, staff = make_user(), make_staff()
        make_paid_order(user)
        refund(Payment.objects.get(), approved_by=staff)
        self.assertEqual(Refund.objects.get().approved_by, staff)
        self.assertTrue(user.notifications.filter(kind="payment").exists())

    def test_button_is_for_staff(self):
        make_paid_order()
        payment = Payment.objects.get()
        self.client.force_login(make_user())
        self.client.post(f"/pay/{payment.pk}/refund/")
        payment.refresh_from_db()
        self.assertTrue(payment.is_captured)
        self.client.force_login(make_staff())
        self.client.post(f"/pay/{payment.pk}/refund/")
        payment.refresh_from_db()
        self.assertEqual(payment.status, "refunded")


class SelectorTests(TestCase):
    def test_open_amount_shrinks(self):
        order = make_order(None, make_product(price="80.00"))
        Payment.objects.create(order=order, method="card", amount=30, status="captured")
        self.assertEqual(selectors.open_amount(order.pk), 50)

    def test_turnover_counts_captured_money(self):
        order = make_paid_order(None, make_product(price="80.00"))
        charge(make_order(), "card", {"number": REFUSED_CARD})
        self.assertEqual(Payment.objects.turnover(), order.total)

    def test_turnover_by_country(self):
        user = make_user()
        make_address(user, country="BE")
        order = make_paid_order(user)
        row = selectors.turnover_by_country().get()
        self.assertEqual(list(row.values()), ["BE", order.total])

    def test_refused_expensive_orders_are_suspicious(self):
        charge(make_order(None, make_product(price="300")), "card", {"number": REFUSED_CARD})
        charge(make_order(None, make_product(price="3")), "card", {"number": REFUSED_CARD})
        self.assertEqual(selectors.suspicious().count(), 1)

    def test_no_payment_is_without_an_order(self):
        make_paid_order()
        self.assertEqual(list(selectors.captured_by_hand()), [])

    def test_refused_customers_get_another_mail(self):
        charge(make_order(), "card", {"number": REFUSED_CARD})
        make_paid_order()
        self.assertEqual(retry_refused(), 1)


class PageTests(TestCase):
    def setUp(self):
        self.user = make_user("anna", last_name="Bakker")
        self.client.force_login(self.user)
        self.order = make_order(self.user, make_product(weight_grams=0))
        self.url = f"/pay/order/{self.order.number}/"

    def test_page_asks_for_the_open_amount(self):
        response = self.client.get(self.url)
        self.assertContains(response, "Pay € 10.00")
        self.assertContains(response, "A. BAKKER")

    def test_card_pays_and_is_remembered(self):
        data = {"method": "card", "number": GOOD_CARD, "remember": "on"}
        response = self.client.post(self.url, data)
        self.assertRedirects(response, self.order.get_absolute_url())
        self.assertEqual(SavedCard.objects.get().last_digits, "4242")

    def test_refusal_is_explained(self):
        response = self.client.post(self.url, {"method": "card", "number": REFUSED_CARD})
        self.assertContains(response, "The bank refused this card.")

    def test_paid_order_is_not_paid_again(self):
        charge(self.order, "card", {"number": GOOD_CARD})
        self.assertRedirects(self.client.get(self.url), self.order.get_absolute_url())

    def test_payments_are_listed(self):
        charge(self.order, "card", {"number": GOOD_CARD})
        self.assertContains(self.client.get("/pay/"), self.order.number)

    def test_api_names_the_payer(self):
        charge(self.order, "card", {"number": GOOD_CARD})
        self.client.force_login(make_staff())
        rows = self.client.get("/pay/api/").json()["payments"]
        self.assertEqual(rows[0]["customer"], "anna@market.example")
