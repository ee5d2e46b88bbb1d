from io import StringIO

from django.core.management import call_command
from django.test import TestCase

from accounts.models import User
from orders.models import Order
from products.models import Product
from reporting.models import DailySales


class SeedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("seed", orders=12, stdout=StringIO())

    def test_fills_the_shop(self):
        self.assertEqual(Product.objects.count(), 23)
        self.assertEqual(Order.objects.count(), 12)
        self.assertEqual(User.objects.customers().count(), 6)
        self.assertEqual(DailySales.objects.count(), 14)

    def test_second_run_changes_nothing(self):
        out = StringIO()
        call_command("seed", stdout=out)
        self.assertIn("nothing done", out.getvalue())
        self.assertEqual(Order.objects.count(), 12)

    def test_same_numbers_each_time(self):
        self.assertEqual(Order.objects.order_by("pk").first().number, "DEGZDPCF54")

    def test_office_can_sign_in(self):
        self.assertTrue(User.objects.get(username="admin").check_password("market-demo"))
