from core.export import write_csv
from reporting.models import DailySales


def export_daily_sales():
    days = DailySales.objects.order_by("day")
    rows = days.values_list("day", "orders", "revenue", "best_product__sku")
    return write_csv(["day", "orders", "revenue", "best"], rows)
