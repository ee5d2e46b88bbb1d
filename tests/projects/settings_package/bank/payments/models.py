from django.db import models


class Payment(models.Model):
    owner = models.ForeignKey("accounts.Holder", on_delete=models.CASCADE)
