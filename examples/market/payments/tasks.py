from celery import shared_task

from payments.models import Payment


@shared_task
def retry_refused(days=1):
    """Writes to those whose last card was refused."""
    from notifications.tasks import send_mail_to

    refused = Payment.objects.since(days=days).filter(status=Payment.Status.REFUSED)
    for payment in refused.select_related("order"):
        number = payment.order.number
        send_mail_to.delay(payment.order.customer_id, "payment_failed", {"number": number})
    return len(refused)
