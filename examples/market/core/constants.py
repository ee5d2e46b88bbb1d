"""Names that every app needs. Keep them here so that a rename is one line."""

from decimal import Decimal

CURRENCY_SIGN = "€"
CENT = Decimal("0.01")

CATALOG = "products"
ORDERING = "orders"

PRODUCT_MODEL = f"{CATALOG}.Product"
ORDER_MODEL = f"{ORDERING}.Order"

STOCK_TABLE = "inventory_stockitem"
