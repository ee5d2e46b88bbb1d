"""What the orders ask of the payments' accounts: their own methods, and those that these inherited."""

from __future__ import annotations

from django.utils.functional import SimpleLazyObject

from shop_payments.models import Account
from shop_people.bases import name_of


def changed() -> list[Account]:
    return list(Account.changed.changed())  # asks the queryset


def often() -> list[Account]:
    return Account.often.often()  # asks the manager


def stamped(account: Account) -> None:
    account.save()  # asks the account


def named(person: SimpleLazyObject) -> str:
    return name_of(person)  # names
