from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from core.exceptions import MarketError
from core.loading import plugin_from
from orders.models import Order
from payments.models import Payment, Refund, SavedCard
from payments.signals import payment_captured, payment_refunded, payment_refused


class UnknownMethod(MarketError):
    default_message = "We do not know this way to pay."


def methods():
    return [(key, plugin_from("MARKET_GATEWAYS", key).label) for key in settings.MARKET_GATEWAYS]


def gateway_for(method):
    if method not in settings.MARKET_GATEWAYS:
        raise UnknownMethod
    return plugin_from("MARKET_GATEWAYS", method)()


@transaction.atomic
def charge(order, method, details):
    gateway = gateway_for(method)
    result = gateway.charge(order.total, details)
    payment = Payment.objects.create(
        order=order,
        method=method,
        amount=order.total,
        status=Payment.Status.CAPTURED if result.ok else Payment.Status.REFUSED,
        reference=result.reference,
        message=result.message,
    )
    Order.objects.filter(pk=order.pk).update(gateway=settings.MARKET_GATEWAYS[method])
    signal = payment_captured if result.ok else payment_refused
    signal.send(sender=Payment, payment=payment)
    return payment


def remember_card(user, number):
    return SavedCard.objects.create(owner=user, token=f"tok-{user.pk}", last_digits=number[-4:])


@transaction.atomic
def refund(payment: Payment, approved_by=None):
    result = gateway_for(payment.method).refund(payment.reference, payment.amount)
    payment.status = Payment.Status.REFUNDED
    payment.reference = result.reference
    payment.save(update_fields=["status", "reference", "updated_at"])
    refunded = Refund.objects.create(
        payment=payment, amount=payment.amount, approved_by=approved_by
    )
    payment_refunded.send(sender=Payment, payment=payment)
    tell = import_string("notifications.services.notify")
    tell(payment.order.customer, f"You get {payment.amount} back.", kind="payment")
    return refunded


def refund_all(order):
    captured = Payment.objects.captured().filter(order_id=order.pk)
    return [refund(payment) for payment in captured]
