"""A class that payments inherit, and that is no library: it names what is theirs."""

from __future__ import annotations

from typing import Any

from django.apps import apps

from shop_payments.models import Account, Receipt


class Tied:
    def bound(self) -> int:
        return int(Account.objects.count())  # bound

    def imported(self) -> int:
        from shop_payments.models import Account as Imported

        return int(Imported.objects.count())  # imported

    def told(self) -> int:
        return int(apps.get_model("shop_payments", "Account").objects.count())  # told


class TiedByItsBody:
    receipt: Any = Receipt

    def of_class(self) -> int:
        return int(self.receipt.objects.count())  # of class
