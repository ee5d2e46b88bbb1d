"""What the orders ask of the payments' accounts: their own methods, and those that these inherited."""

from __future__ import annotations

from django.utils.functional import SimpleLazyObject

from shop_payments.models import Account
from shop_people.bases import Listing, name_of


def changed() -> list[Account]:
    return list(Account.changed.changed())  # asks the queryset


def often() -> list[Account]:
    return Account.often.often()  # asks the manager


def stamped(account: Account) -> None:
    account.save()  # asks the account


def times(listing: Listing, number: int) -> int:
    return listing.times(number)  # asks the listing


def named(person: SimpleLazyObject) -> str:
    return name_of(person)  # names
