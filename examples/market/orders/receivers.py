from django.dispatch import receiver

from orders.services import mark_done, mark_paid
from payments.signals import payment_captured
from shipping.signals import delivered


@receiver(payment_captured)
def order_was_paid(sender, payment, **kwargs):
    order = payment.order
    if order.paid_amount >= order.total:
        mark_paid(order)


@receiver(delivered)
def order_arrived(sender, order, **kwargs):
    mark_done(order)
