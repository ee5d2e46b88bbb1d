from __future__ import annotations

from django.db.models import Sum

from anabranch_django.ports import current_call
from tests.shop.payments.models import Charge
from tests.shop.payments.port import Payments, Receipt


class Serving(Payments):
    def charge(self, *, order: int, cents: int) -> Receipt:
        if cents <= 0:
            raise Payments.Declined(reason="nothing to pay")
        made = Charge.objects.create(order=order, cents=cents)
        return Receipt(number=made.pk, order=order, cents=cents)

    def charged(self, *, orders: tuple[int, ...]) -> dict[int, int]:
        found = Charge.objects.filter(order__in=orders).values_list("order").annotate(total=Sum("cents"))
        return dict(found)

    def remaining(self) -> tuple[int, ...]:
        call = current_call()
        assert call is not None
        return (int(call.remaining * 1000),)
