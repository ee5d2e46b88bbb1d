from django.db import models


class Loan(models.Model):
    owner = models.ForeignKey("catalogue.Book", on_delete=models.CASCADE)
