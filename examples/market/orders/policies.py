"""Numbers the management decided on."""

from decimal import Decimal

REGULAR_FROM = Decimal(250)
MAX_PER_LINE = 20
CANCELLABLE = {"placed", "paid"}
COUNTS_AS_SALE = ["paid", "shipped", "done"]
