"""The ways to pay. A real shop talks to a bank here; this one talks to itself."""

from dataclasses import dataclass
from decimal import Decimal

from core.text import make_code

REFUSED_CARD = "4000000000000002"


@dataclass(frozen=True)
class Result:
    ok: bool
    reference: str = ""
    message: str = ""


class Gateway:
    label = ""

    def charge(self, amount, details):
        raise NotImplementedError

    def refund(self, reference, amount):
        return Result(ok=True, reference=make_code(prefix="RF-"))


class CardGateway(Gateway):
    label = "Credit card"

    def charge(self, amount, details):
        number = details.get("number", "").replace(" ", "")
        if len(number) != 16 or not number.isdigit():
            return Result(ok=False, message="This is not a card number.")
        if number == REFUSED_CARD:
            return Result(ok=False, message="The bank refused this card.")
        return Result(ok=True, reference=make_code(prefix="CC-"))


class InvoiceGateway(Gateway):
    label = "Invoice"
    limit = Decimal(500)

    def charge(self, amount, details):
        if amount > self.limit:
            return Result(ok=False, message="Too much for an invoice.")
        return Result(ok=True, reference=make_code(prefix="IN-"))
