from __future__ import annotations

from django.db import models


class Order(models.Model):
    id = models.BigAutoField(primary_key=True)
    version = models.IntegerField(default=1)
