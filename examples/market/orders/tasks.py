from celery import shared_task

from orders.models import Order


@shared_task
def remind_unpaid():
    from notifications.services import notify

    waiting = Order.objects.filter(status=Order.Status.PLACED).select_related("customer")
    for order in waiting:
        notify(order.customer, f"Order {order.number} waits for your payment.", kind="order")
    return len(waiting)
