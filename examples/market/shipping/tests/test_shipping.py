from datetime import timedelta
from decimal import Decimal

from django.core import mail
from django.test import TestCase, override_settings
from django.utils import timezone

from core.tests.factories import (
    make_brand,
    make_carrier,
    make_order,
    make_paid_order,
    make_product,
    make_staff,
    make_user,
    put_on_shelf,
)
from inventory.models import StockItem
from orders.models import Order
from shipping import selectors
from shipping.models import PickupPoint, Shipment
from shipping.services import NoCarrier, arrive, choose_carrier, hand_over, quote_shipping
from shipping.tasks import poll_carriers, prepare_shipment


class RateTests(TestCase):
    def test_weight_costs(self):
        order = make_order(None, make_product(weight_grams=2500))
        self.assertEqual(quote_shipping(order), Decimal("7.35"))

    def test_digital_goods_cost_nothing(self):
        self.assertEqual(make_order(None, make_product(weight_grams=0)).shipping_cost, 0)

    @override_settings(MARKET_RATE_CALCULATOR="shipping.rates.flat")
    def test_settings_name_the_calculator(self):
        order = make_order(None, make_product(weight_grams=9000))
        self.assertEqual(order.shipping_cost, Decimal("4.95"))

    def test_cheapest_carrier_that_can(self):
        make_carrier(name="Bike", price=2, max_grams=1000)
        van = make_carrier(name="Van", price=5)
        self.assertEqual(choose_carrier(4000), van)
        with self.assertRaises(NoCarrier):
            choose_carrier(99999)


class ParcelTests(TestCase):
    def setUp(self):
        self.order = make_paid_order()
        self.shipment = Shipment.objects.get()

    def status(self):
        return Order.objects.get(pk=self.order.pk).status

    def test_parcel_starts_where_the_goods_are(self):
        self.assertEqual(self.shipment.origin.code, "MAIN")
        self.assertEqual(self.shipment.sender_city(), "Utrecht")

    def test_parcel_moves_the_order_along(self):
        hand_over(self.shipment)
        self.assertEqual(self.status(), "shipped")
        arrive(self.shipment)
        self.assertEqual(self.status(), "done")

    def test_customer_hears_of_the_departure(self):
        mail.outbox.clear()
        hand_over(self.shipment)
        self.assertEqual([message.subject for message in mail.outbox], ["Your order is on its way"])

    def test_arrival_asks_for_a_review(self):
        hand_over(self.shipment)
        arrive(self.shipment)
        self.assertTrue(self.order.customer.notifications.filter(kind="review").exists())

    def test_polling_moves_each_parcel_one_step(self):
        self.assertEqual(poll_carriers(), 1)
        self.assertEqual(self.status(), "shipped")
        poll_carriers()
        self.assertEqual(self.status(), "done")

    def test_label_names_the_order(self):
        self.assertTrue(self.shipment.label_text().startswith(self.order.number))

    def test_digital_order_needs_no_parcel(self):
        order = make_order(None, make_product(weight_grams=0))
        self.assertIsNone(prepare_shipment(order.pk))


class SelectorTests(TestCase):
    def test_late_parcels_of_paid_orders(self):
        make_paid_order()
        soon = timezone.now() + timedelta(days=1)
        self.assertEqual(len(selectors.late(soon)), 1)
        Order.objects.update(status="shipped")
        self.assertEqual(len(selectors.late(soon)), 0)

    def test_parcels_of_a_customer(self):
        user = make_user()
        make_paid_order(user)
        make_paid_order()
        self.assertEqual(selectors.shipments_of(user).count(), 1)

    def test_parcels_to_a_brand(self):
        make_paid_order(None, make_product(brand=make_brand("Cedar")))
        self.assertEqual(selectors.to_brand("Cedar").count(), 1)

    def test_points_with_stock(self):
        product = make_product()
        point = PickupPoint.objects.create(
            name="Shop", code="S", city="U", opening_hours="7", carrier=make_carrier()
        )
        StockItem.objects.create(product=product, warehouse=point, quantity=1)
        self.assertEqual(list(selectors.points_with_stock(product.sku)), [point])

    def test_load_counts_what_is_packed(self):
        make_paid_order()
        self.assertEqual(selectors.carriers_with_load().get().load, 1)


class PageTests(TestCase):
    def test_anybody_with_the_code_follows_the_parcel(self):
        make_paid_order()
        shipment = Shipment.objects.get()
        self.assertContains(self.client.get(shipment.get_absolute_url()), "We are packing")
        api = self.client.get(f"/shipping/api/{shipment.tracking}/").json()
        self.assertEqual(api["status"], "packing")

    def test_desk_moves_parcels(self):
        order = make_paid_order()
        shipment = Shipment.objects.get()
        self.client.force_login(make_staff())
        self.assertContains(self.client.get("/shipping/"), shipment.tracking)
        self.client.post(f"/shipping/{shipment.tracking}/on/")
        order.refresh_from_db()
        self.assertEqual(order.status, "shipped")

    def test_desk_packs_what_waits(self):
        order = make_paid_order()
        Shipment.objects.all().delete()
        self.client.force_login(make_staff())
        self.client.post(f"/shipping/pack/{order.pk}/")
        self.assertEqual(Shipment.objects.get().order, order)

    def test_pickup_points_are_listed(self):
        PickupPoint.objects.create(
            name="Station", code="S", city="U", opening_hours="7 to 20", carrier=make_carrier()
        )
        put_on_shelf(make_product(), 1)
        self.assertContains(self.client.get("/shipping/points/"), "7 to 20")
