"""One table, for the query that everything is compared with."""

from __future__ import annotations

from django.db import models


class Article(models.Model):
    """A row that is got by its primary key."""

    name = models.CharField(max_length=100)
    price = models.IntegerField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Said, because the app has no configuration of its own."""

        app_label = "shop"

    def __str__(self) -> str:
        return self.name
