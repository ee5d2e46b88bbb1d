"""Where the payments meet the tables of an installed package, and register what others load."""

from __future__ import annotations

from django import template
from django.contrib.contenttypes.models import ContentType

from shop_payments.models import Remark

register = template.Library()


@register.filter
def shillings(amount: int) -> str:
    return f"{amount} shillings"


def remarks_on(model: str) -> int:
    return Remark.objects.filter(content_type__model=model).count()  # the join


def forget_remarks_on(model: str) -> None:
    Remark.objects.filter(content_type__model=model).delete()  # the choice


def kind_of(remark: Remark) -> str:
    return str(remark.content_type)  # the hop


def forget(kind: ContentType) -> None:
    kind.delete()  # the cascade


def kinds() -> int:
    return ContentType.objects.count()
