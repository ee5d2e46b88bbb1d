from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from core.managers import TimestampedQuerySet
from core.mixins import AboutProduct, Timestamped


class NotificationQuerySet(TimestampedQuerySet):
    def unread(self):
        return self.filter(read_at=None)


class Notification(Timestamped):
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(max_length=20)
    text = models.CharField(max_length=250)
    read_at = models.DateTimeField(null=True, blank=True)
    target_type = models.ForeignKey(ContentType, null=True, on_delete=models.CASCADE)
    target_id = models.PositiveBigIntegerField(null=True)
    target = GenericForeignKey("target_type", "target_id")

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.text


class StockSubscription(AboutProduct, Timestamped):
    """Wants to know when the product is there again."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stock_subscriptions"
    )


class MailLog(Timestamped):
    address = models.EmailField()
    template = models.CharField(max_length=60)
    sent = models.BooleanField(default=True)

    def __str__(self):
        return f"{self.template} to {self.address}"
