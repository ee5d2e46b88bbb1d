from django.db import models


class Item(models.Model):
    sku = models.CharField(max_length=40, unique=True)
    count = models.IntegerField()

    class Meta:
        app_label = "stock"

    def __str__(self) -> str:
        return self.sku
