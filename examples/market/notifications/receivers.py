"""Everything that happens in the shop and that somebody should hear of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.signals import post_save
from django.dispatch import receiver

from inventory.models import StockItem
from inventory.signals import stock_arrived, stock_low
from notifications.services import notify, notify_staff
from notifications.tasks import announce_return, send_order_mail
from orders.signals import order_placed
from payments.signals import payment_refused
from reviews.signals import review_written

if TYPE_CHECKING:
    from orders.models import Order


@receiver(order_placed)
def thank_for_order(sender, order: Order, **kwargs):
    notify(order.customer, f"We received order {order.number}.", kind="order", target=order)
    send_order_mail.delay(order.pk, "placed")


@receiver(post_save, sender="shipping.Shipment")
def parcel_started(sender, instance, created, **kwargs):
    if not created and instance.status == "underway":
        send_order_mail.delay(instance.order_id, "shipped")


@receiver(payment_refused)
def tell_about_refusal(sender, payment, **kwargs):
    notify_staff(f"Payment {payment.pk} was refused: {payment.message}", kind="payment")


@receiver(stock_arrived, sender=StockItem)
def tell_the_waiting(sender, item, **kwargs):
    announce_return.delay(item.product_id)


@receiver(stock_low)
def tell_the_keeper(sender, item, **kwargs):
    notify_staff(f"Only {item.free} left of {item.product_id}.", kind="stock")


@receiver(review_written)
def tell_about_review(sender, review, **kwargs):
    if review.rating <= 2:
        notify_staff(f"A bad review: {review.text[:80]}", kind="review")
