from django.db import transaction

from core.exceptions import MarketError
from core.loading import get_class
from notifications.services import notify_staff
from reviews.models import Review, ReviewFlag
from reviews.signals import review_written

HIDE_AFTER = 3


class AlreadyReviewed(MarketError):
    default_message = "You reviewed this already."


def bought(user, product_id):
    OrderLine = get_class("orders.models", "OrderLine")
    lines = OrderLine.objects.filter(product_id=product_id)
    return lines.filter(order__customer_id=user.pk).exists()


@transaction.atomic
def write_review(user, product_id, *, rating, text=""):
    if Review.objects.filter(author_id=user.pk, product_id=product_id).exists():
        raise AlreadyReviewed
    review = Review.objects.create(
        author=user,
        product_id=product_id,
        rating=rating,
        text=text,
        is_verified=bought(user, product_id),
    )
    review_written.send(sender=Review, review=review)
    return review


@transaction.atomic
def flag(review, user, reason):
    ReviewFlag.objects.create(review=review, user=user, reason=reason)
    if review.flags.count() >= HIDE_AFTER:
        review.is_public = False
        review.save(update_fields=["is_public", "updated_at"])
        notify_staff(f"A review was hidden: {reason}", kind="review")
