from django import template

from reviews.selectors import rating_summary

register = template.Library()


@register.inclusion_tag("reviews/_rating.html")
def rating_line(product):
    return rating_summary(product.pk)
