from django.db import models

from mall.core.models import Stamped


class Offer(Stamped):
    title = models.CharField(max_length=80)
