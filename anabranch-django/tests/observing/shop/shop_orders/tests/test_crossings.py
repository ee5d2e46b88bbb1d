from __future__ import annotations

from django.test import TestCase

from shop_orders import services
from shop_orders.models import Order
from shop_people.models import Person


class ReadTests(TestCase):
    def test_read_once(self) -> None:
        self.assertEqual(services.read(), 0)

    def test_read_again(self) -> None:
        self.assertEqual(services.read(), 0)


class WriteTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.order = Order.objects.create(person=Person.objects.create(name="Ada"))
        services.created_in_bulk(cls.order)

    def test_both_written(self) -> None:
        services.both_written(self.order)

    def test_rolled_back(self) -> None:
        services.payment_rolled_back(self.order)
