from datetime import timedelta

from django.core import mail
from django.test import TestCase
from django.utils import timezone

from core.tests.factories import (
    make_order,
    make_paid_order,
    make_product,
    make_staff,
    make_user,
    make_warehouse,
    put_on_shelf,
)
from inventory import selectors
from inventory.models import Reservation, StockItem, StockMovement
from inventory.services import OutOfStock, receive
from inventory.tasks import count_stock, expire_reservations
from notifications.models import StockSubscription


class ReservationTests(TestCase):
    def setUp(self):
        self.product = make_product(stock=3)
        self.item = StockItem.objects.get()

    def shelf(self):
        self.item.refresh_from_db()
        return self.item.quantity, self.item.reserved

    def test_order_reserves(self):
        make_order(make_user(), self.product, quantity=2)
        self.assertEqual(self.shelf(), (3, 2))

    def test_payment_takes_from_the_shelf(self):
        make_paid_order(make_user(), self.product, quantity=2)
        self.assertEqual(self.shelf(), (1, 0))
        self.assertEqual(StockMovement.objects.get().delta, -2)

    def test_too_much_is_refused_and_leaves_nothing(self):
        with self.assertRaises(OutOfStock):
            make_order(make_user(), self.product, quantity=4)
        self.assertEqual(self.shelf(), (3, 0))

    def test_two_warehouses_serve_one_order(self):
        put_on_shelf(self.product, 2, code="NOR")
        make_order(make_user(), self.product, quantity=5)
        self.assertEqual(Reservation.objects.count(), 2)

    def test_closed_warehouse_sells_nothing(self):
        warehouse = make_warehouse()
        warehouse.is_open = False
        warehouse.save()
        with self.assertRaises(OutOfStock):
            make_order(make_user(), self.product)

    def test_stale_reservation_cancels_the_order(self):
        order = make_order(make_user(), self.product)
        Reservation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
        self.assertEqual(expire_reservations(), 1)
        order.refresh_from_db()
        self.assertEqual(order.status, "cancelled")
        self.assertEqual(self.shelf(), (3, 0))

    def test_paid_reservation_never_expires(self):
        make_paid_order(make_user(), self.product)
        Reservation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
        self.assertEqual(expire_reservations(), 0)

    def test_digital_goods_need_no_shelf(self):
        order = make_order(make_user(), make_product(weight_grams=0))
        self.assertFalse(order.reservations.exists())


class StockTests(TestCase):
    def test_delivery_tells_those_who_waited(self):
        product, user = make_product(stock=0), make_user()
        item = put_on_shelf(product, 0)
        StockSubscription.objects.create(user=user, product=product)
        receive(item, 5)
        self.assertEqual(mail.outbox[0].to, [user.email])
        self.assertFalse(StockSubscription.objects.exists())

    def test_staff_hears_of_low_stock(self):
        staff = make_staff()
        make_paid_order(make_user(), make_product(stock=3), quantity=2)
        self.assertTrue(staff.notifications.filter(kind="stock").exists())

    def test_new_product_gets_a_place_in_open_warehouses(self):
        make_warehouse("NOR")
        product = make_product(stock=0)
        self.assertEqual(product.stock.get().quantity, 0)

    def test_totals_per_warehouse(self):
        make_product(price="2.00", stock=5)
        make_product(price="3.00", stock=4)
        total = selectors.warehouses_with_totals().get()
        self.assertEqual((total.pieces, total.value, total.kinds), (9, 22, 2))

    def test_count_task_adds_the_free_pieces(self):
        product = make_product(stock=4)
        put_on_shelf(product, 3, code="NOR")
        self.assertEqual(count_stock(product.pk), 7)


class PageTests(TestCase):
    def test_stock_page_is_for_staff(self):
        self.client.force_login(make_user())
        self.assertEqual(self.client.get("/stock/").status_code, 403)

    def test_staff_books_a_delivery(self):
        item = put_on_shelf(make_product("Wok", stock=0), 1)
        self.client.force_login(make_staff())
        self.assertContains(self.client.get("/stock/"), "Wok")
        self.client.post(f"/stock/{item.pk}/receive/", {"quantity": 4})
        item.refresh_from_db()
        self.assertEqual(item.quantity, 5)

    def test_api_tells_the_stock_to_staff_only(self):
        product = make_product(stock=6)
        url = f"/stock/api/{product.sku}/"
        self.assertEqual(self.client.get(url).status_code, 403)
        self.client.force_login(make_staff())
        self.assertEqual(self.client.get(url).json()["stock"], {"MAIN": 6})
