"""Inherits from the people's bases, for models of its own and of others."""

from __future__ import annotations

from shop_orders.models import Order
from shop_payments.models import Account
from shop_people.bases import Listing, counting
from shop_people.tied import Tied, TiedByItsBody


class Helper:
    def __init__(self) -> None:
        self.ready = True


class Accounts(Listing):
    model = Account
    path = "order__number"
    page = "shop_payments/pay.html"
    url = "payments:pay"
    helper = Helper


class Untied(Tied):
    pass


class UntiedByItsBody(TiedByItsBody):
    pass


class AccountsByThemselves:
    """Inherits nothing, but has a method decorated by the people."""

    model = Account

    @counting
    def decorated(self) -> int:
        return 0


class AccountsOfOthers(Listing):
    model = Order
    page = "shop_orders/priced.html"
    url = "orders:shown"


def changed() -> list[Account]:
    return list(Account.changed.changed())


def often() -> list[Account]:
    return Account.often.often()


def stamped(account: Account) -> None:
    account.save()
