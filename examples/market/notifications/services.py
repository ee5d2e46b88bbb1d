from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from core.emails import send_templated
from notifications.models import MailLog, Notification, StockSubscription

SUBJECTS = {
    "placed": "We have your order",
    "shipped": "Your order is on its way",
    "promotion": "An offer for you",
    "price_drop": "Cheaper now",
    "back_in_stock": "It is back",
    "payment_failed": "Your payment did not arrive",
    "thanks": "Thank you for your review",
}


def notify(user, text, *, kind, target=None):
    fields = {"recipient_id": user.pk, "text": text, "kind": kind}
    if target is not None:
        fields["target"] = target
    return Notification.objects.create(**fields)


def notify_staff(text, *, kind):
    User = get_user_model()
    staff = User.objects.filter(is_staff=True, is_active=True)
    return [notify(user, text, kind=kind) for user in staff]


def mail(address, template, context):
    send_templated(
        f"emails/{template}.txt", to=address, subject=SUBJECTS[template], context=context
    )
    return MailLog.objects.create(address=address, template=template)


def mark_read(user):
    unread = Notification.objects.unread().filter(recipient=user)
    return unread.update(read_at=timezone.now())


def subscribers_of(product_id):
    found = StockSubscription.objects.filter(product_id=product_id)
    return found.select_related("user", "product")


def forget_notices_of_products():
    from products.models import Product

    kind = ContentType.objects.get_for_model(Product)
    return Notification.objects.filter(target_type=kind).delete()
