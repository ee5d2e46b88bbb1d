from decimal import ROUND_HALF_UP, Decimal

from core.constants import CENT, CURRENCY_SIGN


def quantize(amount):
    return Decimal(amount).quantize(CENT, rounding=ROUND_HALF_UP)


def percent_off(amount, percent):
    return quantize(Decimal(amount) * (100 - Decimal(percent)) / 100)


def format_money(amount):
    if amount is None:
        return "–"
    return f"{CURRENCY_SIGN} {quantize(amount):,}"
