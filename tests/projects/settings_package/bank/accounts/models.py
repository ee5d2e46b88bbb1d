from django.db import models


class Holder(models.Model):
    name = models.CharField(max_length=80)
