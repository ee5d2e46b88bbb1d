from django.db import models


class HomePage(models.Model):
    name = models.CharField(max_length=80)
