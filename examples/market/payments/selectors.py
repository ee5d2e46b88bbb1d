from django.apps import apps
from django.db.models import Sum

from core.constants import ORDERING
from payments.models import Payment, SavedCard


def open_amount(order_id):
    Order = apps.get_model(ORDERING, "Order")
    order = Order.objects.get(pk=order_id)
    return order.total - order.paid_amount


def payments_of(user):
    return Payment.objects.of_customer(user).select_related("order")


def turnover_by_country():
    captured = Payment.objects.captured()
    return captured.values("order__customer__addresses__country").annotate(value=Sum("amount"))


def suspicious():
    """Refused more than once for the same product is worth a look."""
    refused = Payment.objects.filter(status=Payment.Status.REFUSED)
    return refused.filter(order__lines__product__price__gte=200).distinct()


def captured_by_hand():
    """Payments of orders that nobody can find any more."""
    return Payment.objects.raw(
        "SELECT p.* FROM payments_payment p LEFT JOIN orders_order o ON o.id = p.order_id "
        "WHERE o.id IS NULL"
    )


def cards_of(user):
    return SavedCard.objects.filter(owner=user)
