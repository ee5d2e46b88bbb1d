from django.db import models


class Charge(models.Model):
    order = models.IntegerField()
    cents = models.IntegerField()

    class Meta:
        app_label = "payments"

    def __str__(self) -> str:
        return f"{self.order}: {self.cents}"
