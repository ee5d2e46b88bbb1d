from __future__ import annotations

from datetime import date

from django.db.models import Count, Sum

from orders.models import Order, OrderLine
from reporting.models import DailySales, SalesOrder, SavedReport
from reporting.selectors import sales_by_category, week_in_numbers


def snapshot(day: date) -> DailySales:
    sold = SalesOrder.sales.filter(created_at__date=day)
    sums = sold.aggregate(orders=Count("pk"), revenue=Sum("total"))
    row, _ = DailySales.objects.update_or_create(
        day=day,
        defaults={
            "orders": sums["orders"],
            "revenue": sums["revenue"] or 0,
            "best_product_id": best_product_of(day),
        },
    )
    return row


def best_product_of(day):
    lines = OrderLine.objects.filter(order__created_at__date=day, order__status="paid")
    best = lines.values("product_id").annotate(sold=Sum("quantity")).order_by("-sold").first()
    return best["product_id"] if best else None


def invoice_lines(order: Order):
    """An invoice as text; the accountants' programme reads it."""
    rows = [f"Invoice {order.number} for {order.customer}"]
    for line in order.lines.all():
        rows.append(f"{line.product.sku}\t{line.quantity}\t{line.amount}")
    return rows


def save_weekly_report(user=None):
    numbers = week_in_numbers()
    text = [f"{key}: {value}" for key, value in numbers.items()]
    text += [f"{row['name']}: {row['revenue']}" for row in sales_by_category()]
    return SavedReport.objects.create(name="Week", text="\n".join(text), created_by=user)
