from datetime import timedelta

from django.db import models
from django.utils import timezone


class TimestampedQuerySet(models.QuerySet):
    def newest(self):
        return self.order_by("-created_at", "-pk")

    def since(self, **delta):
        return self.filter(created_at__gte=timezone.now() - timedelta(**delta))


class ActiveQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)
