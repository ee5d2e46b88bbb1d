from django.db.models import Max

from accounts.models import User


def customers_for_mailing():
    return User.objects.customers().filter(newsletter=True).order_by("email")


def with_last_purchase():
    return User.objects.customers().annotate(last_purchase=Max("purchases__created_at"))


def fans_of_brand(brand_id):
    return User.objects.filter(favourites__brand_id=brand_id).distinct()
