from django.db.models import Avg, Count
from django.db.models.expressions import RawSQL

from accounts.models import User
from products.models import Product
from reviews.models import FlaggedReview, Review


def reviews_of(user: User):
    return user.review_set.select_related("product").newest()


def not_reviewed_yet(user: User):
    """What the customer bought and has no opinion on."""
    bought = user.purchases.sales().values_list("lines__product_id", flat=True)
    return Product.objects.filter(pk__in=bought).exclude(review__author=user)


def flagged():
    found = FlaggedReview.objects.annotate(flag_total=Count("flags")).filter(flag_total__gt=0)
    return found.order_by("-flag_total", "product__name")


def rating_summary(product_id):
    rows = Review.objects.public().filter(product_id=product_id)
    return rows.aggregate(average=Avg("rating"), count=Count("pk"))


def brand_ratings():
    rows = Review.objects.public().values("product__brand__name")
    return rows.annotate(average=Avg("rating")).order_by("-average")


def most_bought_first():
    sold = RawSQL(
        "(SELECT COUNT(*) FROM orders_orderline l WHERE l.product_id = products_product.id)", []
    )
    return Product.objects.annotate(sold=sold).order_by("-sold", "pk")
