from __future__ import annotations

from django.db import models


class Person(models.Model):
    name = models.CharField(max_length=50)
    email = models.CharField(max_length=50, default="")
