from __future__ import annotations

from typing import Any

from django.db import models


class Stamped(models.Model):
    changes = models.IntegerField(default=0)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.changes += 1
        super().save(*args, **kwargs)

    def summary(self) -> str:
        return self.title()

    def title(self) -> str:
        return ""


class Person(models.Model):
    name = models.CharField(max_length=50)
    email = models.CharField(max_length=50, default="")
