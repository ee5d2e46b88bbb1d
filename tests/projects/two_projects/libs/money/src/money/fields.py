from django.db import models


class PriceField(models.DecimalField):
    pass
