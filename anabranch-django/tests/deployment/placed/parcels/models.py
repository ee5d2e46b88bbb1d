from django.db import models


class Parcel(models.Model):
    order = models.BigIntegerField()

    class Meta:
        app_label = "parcels"

    def __str__(self) -> str:
        return f"parcel of order {self.order}"
