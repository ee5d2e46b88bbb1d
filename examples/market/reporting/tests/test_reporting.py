from datetime import timedelta
from decimal import Decimal

from django.test import TestCase
from django.utils import timezone

from core.tests.factories import (
    make_brand,
    make_category,
    make_order,
    make_paid_order,
    make_product,
    make_staff,
    make_user,
)
from promotions.models import Promotion
from reporting import selectors
from reporting.models import DailySales, SalesOrder, SavedReport
from reporting.services import invoice_lines, snapshot
from reporting.tasks import snapshot_day, weekly
from reviews.services import write_review


class NumberTests(TestCase):
    def setUp(self):
        self.user = make_user("anna")
        self.product = make_product("Wok", price="80.00", brand=make_brand("Cedar"))
        self.order = make_paid_order(self.user, self.product)
        make_order(make_user(), make_product())

    def test_week_counts_paid_orders_only(self):
        week = selectors.week_in_numbers()
        self.assertEqual((week["orders"], week["revenue"]), (1, Decimal("80.00")))

    def test_categories_are_summed(self):
        row = selectors.sales_by_category().get()
        self.assertEqual((row["name"], row["pieces"], row["revenue"]), ("Things", 1, 80))

    def test_best_customer(self):
        self.assertEqual(selectors.best_customers()[0]["customer__email"], self.user.email)

    def test_brand_table_has_ratings(self):
        write_review(self.user, self.product.pk, rating=4)
        self.assertEqual(selectors.brand_table().get().rating, 4)

    def test_silent_customers_bought_nothing_lately(self):
        silent = make_user()
        self.assertEqual(list(selectors.silent_customers()), [silent])

    def test_pieces_per_month(self):
        row = selectors.pieces_per_month().get()
        self.assertEqual(row["pieces"], 1)

    def test_turnover_of_stock(self):
        self.assertIn((self.product.sku, 1), selectors.stock_turnover())

    def test_categories_on_offer(self):
        promotion = Promotion.objects.create(name="Sale", percent=5)
        promotion.items.create(product=self.product)
        self.assertEqual(list(selectors.categories_on_offer()), [make_category()])

    def test_accountants_see_sales_without_shipping(self):
        sale = SalesOrder.sales.get()
        self.assertEqual(sale.net, sale.total - sale.shipping_cost)

    def test_invoice_has_a_line_per_product(self):
        lines = invoice_lines(self.order)
        self.assertIn("Anna", lines[0])
        self.assertTrue(lines[1].startswith(self.product.sku))


class SnapshotTests(TestCase):
    def test_day_is_written_once(self):
        make_paid_order(None, make_product(price="80.00"))
        today = timezone.localdate()
        snapshot(today)
        row = snapshot(today)
        self.assertEqual(DailySales.objects.count(), 1)
        self.assertEqual((row.orders, row.revenue), (1, 80))

    def test_headline_names_the_best_product(self):
        make_paid_order(None, make_product("Wok"))
        self.assertEqual(snapshot(timezone.localdate()).headline(), "1 orders, mostly Wok")

    def test_task_looks_at_yesterday(self):
        self.assertEqual(snapshot_day(), 0)
        self.assertEqual(DailySales.objects.get().day, timezone.localdate() - timedelta(days=1))

    def test_best_day(self):
        self.assertIsNone(selectors.best_day())
        today = timezone.localdate()
        DailySales.objects.create(day=today, revenue=5)
        DailySales.objects.create(day=today - timedelta(days=1), revenue=9)
        self.assertEqual(selectors.best_day().revenue, 9)

    def test_weekly_report_counts_the_pieces(self):
        make_product(stock=4)
        make_product(stock=3)
        report = SavedReport.objects.get(pk=weekly())
        self.assertIn("pieces: 7", report.text)
        self.assertEqual(report.created_by_label(), "the shop")


class PageTests(TestCase):
    def setUp(self):
        self.staff = make_staff()
        self.client.force_login(self.staff)

    def test_dashboard_is_for_staff(self):
        self.client.force_login(make_user())
        self.assertEqual(self.client.get("/reports/").status_code, 302)

    def test_dashboard_shows_the_week(self):
        make_paid_order(None, make_product(price="80.00"))
        self.assertContains(self.client.get("/reports/"), "€ 80.00")

    def test_report_is_saved_under_a_name(self):
        self.client.post("/reports/save/")
        self.assertEqual(SavedReport.objects.get().created_by, self.staff)

    def test_money_and_invoice_pages(self):
        order = make_paid_order()
        self.assertContains(self.client.get("/reports/money/"), order.number)
        self.assertContains(self.client.get(f"/reports/invoice/{order.number}/"), "Invoice")

    def test_downloads(self):
        for name in ["orders", "stock", "days"]:
            self.assertEqual(self.client.get(f"/reports/download/{name}/").status_code, 200)

    def test_admin_pages_answer(self):
        make_paid_order()
        for page in ["orders/order", "products/product", "inventory/stockitem", "reviews/review"]:
            self.assertEqual(self.client.get(f"/admin/{page}/").status_code, 200)
