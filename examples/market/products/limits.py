from django.db.models import Q


def can_be_promoted():
    return Q(is_active=True, price__gt=1)
