from core.export import write_csv
from inventory.models import StockItem


def export_stock():
    items = StockItem.objects.order_by("product__sku", "warehouse__code")
    rows = items.values_list("product__sku", "warehouse__code", "quantity", "reserved")
    return write_csv(["sku", "warehouse", "quantity", "reserved"], rows)
