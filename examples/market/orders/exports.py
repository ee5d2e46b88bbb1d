from core.export import write_csv
from orders.models import Order


def export_orders():
    orders = Order.objects.order_by("number")
    rows = orders.values_list("number", "customer__email", "status", "total")
    return write_csv(["number", "customer", "status", "total"], rows)
