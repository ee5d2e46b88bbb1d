from django.apps import apps
from django.conf import settings

from core.constants import CATALOG


def shop(request):
    Category = apps.get_model(CATALOG, "Category")
    return {
        "shop_name": settings.MARKET_NAME,
        "nav_categories": Category.objects.filter(parent=None).order_by("name"),
        "free_shipping_from": settings.MARKET_FREE_SHIPPING_FROM,
    }
