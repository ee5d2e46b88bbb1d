from django.db import transaction

from accounts.models import User
from notifications.services import notify


@transaction.atomic
def register(form):
    user = form.save()
    notify(user, "Welcome! Your account is ready.", kind="account")
    if user.newsletter:
        from promotions.services import give_welcome_coupon

        give_welcome_coupon(user)
    return user


def toggle_favourite(user: User, product_id):
    if user.favourites.filter(pk=product_id).exists():
        user.favourites.remove(product_id)
        return False
    user.favourites.add(product_id)
    return True


def deactivate_sleepers(before):
    """Accounts that never bought anything and were not seen since."""
    sleepers = User.objects.filter(last_seen_at__lt=before, purchases=None, is_staff=False)
    return sleepers.update(is_active=False)
