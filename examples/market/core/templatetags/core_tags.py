from django import template
from django.apps import apps
from django.utils.html import format_html

from core.money import format_money
from core.text import initials

register = template.Library()


@register.filter
def money(amount):
    return format_money(amount)


@register.filter
def stars(rating):
    if rating in (None, ""):
        return ""
    full = round(float(rating))
    return format_html(
        '<span class="stars" title="{} of 5">{}<span>{}</span></span>',
        f"{float(rating):.1f}",
        "★" * full,
        "★" * (5 - full),
    )


@register.simple_tag
def tile(text, number=0):
    """A picture for things without one."""
    hue = (number * 47) % 360
    return format_html(
        '<span class="tile" style="--hue:{}" aria-hidden="true">{}</span>', hue, initials(text)
    )


@register.simple_tag
def product_count():
    return apps.get_model("products", "Product").objects.filter(is_active=True).count()


@register.simple_tag(takes_context=True)
def page_link(context, page):
    query = context["request"].GET.copy()
    query["page"] = page
    return f"?{query.urlencode()}"
