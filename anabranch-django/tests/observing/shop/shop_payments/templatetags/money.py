from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def euros(amount: int) -> str:
    return f"{amount} euros"
