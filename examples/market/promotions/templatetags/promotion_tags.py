from django import template

from promotions.models import Promotion

register = template.Library()


@register.inclusion_tag("promotions/_banner.html")
def running_banner():
    return {"promotion": Promotion.objects.running().order_by("-percent").first()}
