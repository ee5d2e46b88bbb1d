from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from core.exceptions import MarketError
from notifications.services import notify
from promotions.models import Coupon, GiftCard, Promotion, Redemption
from promotions.pricing import coupon_discount


class CouponRefused(MarketError):
    default_message = "This coupon cannot be used."


class EmptyGiftCard(MarketError):
    default_message = "There is not enough left on this card."


def best_discount(product):
    """The highest percentage that runs now, 0 for none."""
    running = Promotion.objects.running().filter(items__product_id=product.pk)
    return running.aggregate(best=Max("percent"))["best"] or 0


def find_coupon(code, user):
    coupon = Coupon.objects.active().filter(code=code.strip().upper()).first()
    if coupon is None or coupon.owner_id not in {None, user.pk}:
        raise CouponRefused
    if coupon.only_once and was_used(coupon, user):
        raise CouponRefused("You used this coupon before.")
    return coupon


def was_used(coupon, user):
    return Redemption.objects.filter(coupon=coupon, order__customer=user).exists()


@transaction.atomic
def redeem(coupon, order_id, total):
    amount = coupon_discount(coupon, total)
    Redemption.objects.create(coupon=coupon, order_id=order_id, amount=amount)
    return amount


def give_welcome_coupon(user):
    coupon = Coupon.objects.create(owner=user, percent=10)
    notify(user, f"Use {coupon.code} for 10 % off your first order.", kind="promotion")
    return coupon


@transaction.atomic
def draw(code, amount):
    card = GiftCard.objects.select_for_update().filter(code=code).first()
    if card is None or card.balance < amount:
        raise EmptyGiftCard
    card.balance -= amount
    card.redeemed_at = timezone.now()
    card.save(update_fields=["balance", "redeemed_at", "updated_at"])
    return card
