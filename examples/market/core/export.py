"""Downloads that staff can ask for by name."""

from django.utils.module_loading import import_string

EXPORTERS = {
    "orders": "orders.exports.export_orders",
    "stock": "inventory.exports.export_stock",
}
FALLBACK = "reporting"


def export(name):
    if name in EXPORTERS:
        return import_string(EXPORTERS[name])()
    return import_string(f"{FALLBACK}.exports.export_daily_sales")()


def write_csv(header, rows):
    lines = [",".join(header)]
    lines += [",".join(str(cell).replace(",", ";") for cell in row) for row in rows]
    return "\n".join(lines) + "\n"
