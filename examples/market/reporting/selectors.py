from datetime import timedelta

from django.db import connection
from django.db.models import Avg, Count, F, Sum
from django.utils import timezone

from accounts.models import User
from orders.models import Order, OrderLine
from payments.models import Payment
from products.models import Brand, Category
from reporting.models import DailySales, SalesOrder
from shipping.models import Shipment


def week_in_numbers():
    sold = SalesOrder.sales.filter(created_at__gte=timezone.now() - timedelta(days=7))
    return {
        "orders": sold.count(),
        "revenue": sold.aggregate(value=Sum("total"))["value"] or 0,
        "customers": sold.values("customer_id").distinct().count(),
        "refused": Payment.objects.since(days=7).filter(status="refused").count(),
        "underway": Shipment.objects.filter(status="underway").count(),
    }


def sales_by_category():
    lines = OrderLine.objects.recent(days=90)
    return (
        lines.values(name=F("product__category__name"))
        .annotate(pieces=Sum("quantity"), revenue=Sum(F("quantity") * F("unit_price")))
        .order_by("-revenue")
    )


def best_customers(limit=5):
    sold = SalesOrder.sales.values("customer__email")
    return sold.annotate(spent=Sum("total"), orders_count=Count("pk")).order_by("-spent")[:limit]


def pieces_per_month():
    months = SalesOrder.sales.values("created_at__month")
    return months.annotate(pieces=Sum("lines__quantity")).order_by("created_at__month")


def brand_table():
    return Brand.objects.annotate(
        products=Count("product", distinct=True),
        rating=Avg("product__review__rating"),
        pieces=Sum("product__stock__quantity"),
    ).order_by("name")


def categories_on_offer():
    return Category.objects.filter(products__promotions__is_active=True).distinct()


def silent_customers(days=60):
    bought = Order.objects.since(days=days).values("customer")
    return User.objects.customers().exclude(pk__in=bought).order_by("email")


def refunds_per_carrier():
    refunded = Payment.objects.filter(status="refunded")
    return refunded.values("order__shipments__carrier__name").annotate(count=Count("pk"))


def best_day():
    rows = DailySales.objects.raw(
        "SELECT d.* FROM reporting_dailysales d ORDER BY d.revenue DESC LIMIT 1"
    )
    return next(iter(rows), None)


def stock_turnover():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.sku, SUM(l.quantity) FROM products_product p JOIN orders_orderline l "
            "ON l.product_id = p.id GROUP BY p.sku ORDER BY 2 DESC, 1 LIMIT 10"
        )
        return cursor.fetchall()


def latest_days(limit=14):
    return DailySales.objects.select_related("best_product")[:limit]
