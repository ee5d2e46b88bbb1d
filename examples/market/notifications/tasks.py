from celery import shared_task
from django.apps import apps

from notifications.models import MailLog
from notifications.services import mail, notify, notify_staff, subscribers_of


@shared_task
def send_order_mail(order_id, template):
    orders = apps.get_model("orders", "Order").objects.select_related("customer")
    order = orders.get(pk=order_id)
    mail(order.customer.email, template, {"order": order})


@shared_task(name="notifications.mail")
def send_mail_to(user_id, template, context):
    from accounts.models import User

    user = User.objects.get(pk=user_id)
    mail(user.email, template, {"user": user, **context})


@shared_task
def announce_return(product_id):
    """Back in stock: everybody who asked hears of it, once."""
    waiting = subscribers_of(product_id)
    for subscription in waiting:
        name = subscription.product.name
        notify(subscription.user, f"{name} is back.", kind="stock")
        mail(subscription.user.email, "back_in_stock", {"name": name})
    count = len(waiting)
    waiting.delete()
    return count


@shared_task
def announce_price_drop(product_id):
    from products.models import Product

    product = Product.objects.get(pk=product_id)
    for user in product.fans.filter(newsletter=True):
        mail(user.email, "price_drop", {"product": product})


@shared_task
def drop_mail_log(address):
    return MailLog.objects.filter(address=address).delete()[0]


@shared_task
def weekly_digest():
    from reporting.selectors import week_in_numbers
    from shipping.tasks import poll_carriers

    poll_carriers.apply_async()
    numbers = week_in_numbers()
    notify_staff(f"This week: {numbers['orders']} orders.", kind="report")
    return numbers
