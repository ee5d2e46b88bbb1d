from decimal import Decimal

from django.core import mail
from django.test import TestCase

from core.tests.factories import (
    make_address,
    make_brand,
    make_carrier,
    make_cart,
    make_order,
    make_paid_order,
    make_product,
    make_staff,
    make_user,
)
from orders import selectors
from orders.models import Cart, Order, OrderLine
from orders.services import EmptyCart, TooLate, cancel, place_order
from orders.tasks import remind_unpaid
from payments.models import Payment
from payments.services import charge

DELIVERY = {"name": "A", "street": "B 1", "postcode": "1000 AA", "city": "C", "country": "NL"}


class CartTests(TestCase):
    def test_visitor_collects_and_changes(self):
        product = make_product(price="4.00")
        self.client.post(f"/orders/cart/add/{product.pk}/", {"quantity": 2})
        self.client.post(f"/orders/cart/add/{product.pk}/", {"quantity": 1})
        line = Cart.objects.get().lines.get()
        self.assertEqual(line.quantity, 3)
        self.assertContains(self.client.get("/orders/cart/"), "€ 12.00")
        self.client.post(f"/orders/cart/change/{line.pk}/", {"quantity": 0})
        self.assertFalse(Cart.objects.get().lines.exists())

    def test_sold_out_product_stays_out(self):
        product = make_product(stock=0)
        response = self.client.post(f"/orders/cart/add/{product.pk}/", follow=True)
        self.assertContains(response, "This product is not for sale now.")

    def test_nobody_buys_more_than_the_limit(self):
        cart = make_cart(make_user(), make_product(stock=99), quantity=50)
        self.assertEqual(cart.count(), 20)

    def test_number_in_the_header_counts_pieces(self):
        user = make_user()
        make_cart(user, make_product(), make_product(), quantity=2)
        self.client.force_login(user)
        self.assertEqual(self.client.get("/").context["cart_count"], 4)


class PlacingTests(TestCase):
    def test_empty_cart_is_no_order(self):
        user = make_user()
        with self.assertRaises(EmptyCart):
            place_order(Cart.objects.create(user=user), user, address="x")

    def test_totals_add_up(self):
        order = make_order(None, make_product(price="20.00"), quantity=2)
        self.assertEqual(order.goods_total, Decimal("40.00"))
        self.assertEqual(order.shipping_cost, Decimal("6.15"))
        self.assertEqual(order.total, Decimal("46.15"))

    def test_large_orders_ship_for_free(self):
        self.assertEqual(make_order(None, make_product(price="75.00")).shipping_cost, 0)

    def test_line_keeps_the_price_of_the_day(self):
        product = make_product(price="20.00")
        order = make_order(None, product)
        product.price = Decimal("99.00")
        product.save()
        self.assertEqual(order.lines.get().unit_price, Decimal("20.00"))

    def test_customer_gets_a_mail_and_a_message(self):
        user = make_user()
        order = make_order(user)
        self.assertIn(order.number, mail.outbox[0].body)
        self.assertEqual(user.notifications.get().target, order)
        self.assertEqual(selectors.notices_about(order).count(), 1)

    def test_cart_is_empty_afterwards(self):
        user = make_user()
        make_order(user)
        self.assertEqual(Cart.objects.get(user=user).count(), 0)


class LifeTests(TestCase):
    def test_part_of_the_money_is_not_paid(self):
        order = make_order()
        Payment.objects.create(order=order, method="card", amount=1, status="captured")
        self.assertEqual(order.paid_amount, 1)
        self.assertTrue(order.is_open)

    def test_payment_makes_a_parcel(self):
        order = make_paid_order()
        self.assertEqual(order.status, "paid")
        self.assertEqual(order.shipments.count(), 1)

    def test_open_order_can_be_cancelled(self):
        order = make_order()
        cancel(order)
        self.assertEqual(Order.objects.get().status, "cancelled")

    def test_packed_order_cannot_be_cancelled(self):
        with self.assertRaises(TooLate):
            cancel(make_paid_order())

    def test_cancelled_digital_order_is_paid_back(self):
        order = make_order(None, make_product(weight_grams=0))
        charge(order, "card", {"number": "4242424242424242"})
        cancel(Order.objects.get(pk=order.pk))
        self.assertEqual(Payment.objects.get().status, "refunded")

    def test_gateway_of_the_payment_is_remembered(self):
        order = make_order()
        self.assertEqual(order.gateway_label, "Credit card")
        make_carrier()
        charge(order, "invoice", {})
        order.refresh_from_db()
        self.assertEqual(order.gateway_label, "Invoice")

    def test_reminder_goes_to_those_who_did_not_pay(self):
        user = make_user()
        make_order(user)
        make_paid_order()
        self.assertEqual(remind_unpaid(), 1)
        self.assertTrue(user.notifications.filter(text__contains="waits").exists())


class SelectorTests(TestCase):
    def test_customers_see_their_own_orders_only(self):
        order = make_order()
        self.assertIsNone(selectors.order_for(make_user(), order.number))
        self.assertEqual(selectors.order_for(make_staff(), order.number), order)

    def test_bought_products_are_named(self):
        user = make_user()
        make_order(user, make_product("Wok"))
        self.assertEqual(list(selectors.bought_products(user)), ["Wok"])

    def test_sold_per_country(self):
        user = make_user()
        make_address(user, country="BE", is_default=True)
        make_order(user)
        self.assertEqual(selectors.sold_per_country(), {"BE": 1})

    def test_paid_order_with_a_parcel_waits_no_more(self):
        order = make_paid_order()
        self.assertFalse(selectors.orders_to_ship().exists())
        order.shipments.all().delete()
        self.assertEqual(list(selectors.orders_to_ship()), [order])

    def test_refused_payments_are_counted_per_order(self):
        order = make_order()
        for _ in range(2):
            charge(order, "card", {"number": "1"})
        self.assertEqual(selectors.refused_payments().get().tries, 2)

    def test_lines_of_a_brand(self):
        brand = make_brand()
        make_order(None, make_product(brand=brand), make_product())
        self.assertEqual(OrderLine.objects.of_brand(brand).count(), 1)

    def test_parcels_come_with_the_orders(self):
        user = make_user()
        make_paid_order(user)
        with self.assertNumQueries(2):
            orders = list(selectors.orders_with_parcels(user))
            self.assertEqual(len(orders[0].shipments.all()), 1)


class PageTests(TestCase):
    def setUp(self):
        self.user = make_user("anna")
        self.client.force_login(self.user)

    def test_checkout_leads_to_the_payment(self):
        make_cart(self.user, make_product())
        response = self.client.post("/orders/checkout/", DELIVERY)
        order = Order.objects.get()
        self.assertRedirects(response, f"/pay/order/{order.number}/")
        self.assertIn("1000 AA C", order.address)

    def test_checkout_knows_the_address(self):
        make_address(self.user, street="Kade 12")
        make_cart(self.user, make_product())
        self.assertContains(self.client.get("/orders/checkout/"), "Kade 12")

    def test_checkout_of_nothing_goes_back(self):
        self.assertRedirects(self.client.get("/orders/checkout/"), "/orders/cart/")

    def test_checkout_refuses_what_is_gone(self):
        product = make_product(stock=1)
        make_cart(self.user, product, quantity=2)
        response = self.client.post("/orders/checkout/", DELIVERY, follow=True)
        self.assertContains(response, "There is not enough of")
        self.assertFalse(Order.objects.exists())

    def test_order_page_shows_parcel_and_payment(self):
        order = make_paid_order(self.user)
        response = self.client.get(order.get_absolute_url())
        self.assertContains(response, "We are packing your order.")
        self.assertContains(response, "Parcel")

    def test_order_of_somebody_else_is_not_there(self):
        self.assertEqual(self.client.get(make_order().get_absolute_url()).status_code, 404)

    def test_cancel_button_works(self):
        order = make_order(self.user)
        response = self.client.post(f"/orders/{order.number}/cancel/", follow=True)
        self.assertContains(response, "The order is cancelled.")

    def test_api_lists_own_orders(self):
        order = make_order(self.user)
        make_order()
        numbers = [row["number"] for row in self.client.get("/orders/api/").json()["orders"]]
        self.assertEqual(numbers, [order.number])
