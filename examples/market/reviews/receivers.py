from django.db.models.signals import post_save
from django.dispatch import receiver

from notifications.models import Notification
from orders.models import Order
from shipping.signals import delivered


@receiver(delivered)
def ask_for_review(sender, order, **kwargs):
    Notification.objects.create(
        recipient_id=order.customer_id,
        kind="review",
        text=f"How do you like what you got with order {order.number}?",
    )


@receiver(post_save, sender=Order)
def withdraw_question(sender, instance, **kwargs):
    if instance.status == Order.Status.CANCELLED:
        Notification.objects.filter(
            recipient=instance.customer, kind="review", text__contains=instance.number
        ).delete()
