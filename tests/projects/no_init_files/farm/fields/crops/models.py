from django.db import models


class Crop(models.Model):
    owner = models.ForeignKey("animals.Animal", on_delete=models.CASCADE)
