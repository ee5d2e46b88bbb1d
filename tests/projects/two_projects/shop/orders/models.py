from django.db import models

from money.fields import PriceField
from users.models import Customer


class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    price = PriceField()
