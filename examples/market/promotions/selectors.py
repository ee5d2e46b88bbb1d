from products.models import Product
from promotions.models import Coupon, Promotion


def running_with_products():
    return Promotion.objects.running().prefetch_related("items__product")


def reduced_products():
    now_running = Promotion.objects.running()
    return Product.objects.filter(promotions__in=now_running).distinct()


def unused_coupons(user):
    return Coupon.objects.active().filter(owner=user, redemptions=None)


def best_products(promotion: Promotion):
    """What sold best under a promotion."""
    return promotion.products.order_by("-orderline__quantity")[:3]
