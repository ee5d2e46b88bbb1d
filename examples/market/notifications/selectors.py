from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from core.constants import CATALOG
from notifications.models import Notification, StockSubscription


def inbox(user):
    return Notification.objects.filter(recipient_id=user.pk)


def unread_count(user):
    return inbox(user).unread().count()


def notices_about_orders():
    Order = apps.get_model("orders", "Order")
    kind = ContentType.objects.get_for_model(Order)
    return Notification.objects.filter(target_type=kind)


def wanted_products():
    Product = apps.get_model(CATALOG, "Product")
    wanted = StockSubscription.objects.order_by("product__name").values("product_id")
    return Product.objects.filter(pk__in=wanted)


def wanting_users_of_brand(name):
    subscriptions = StockSubscription.objects.filter(product__brand__name=name)
    return subscriptions.values_list("user__email", flat=True).distinct()
