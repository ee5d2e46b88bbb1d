from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from core.managers import TimestampedQuerySet
from core.mixins import Timestamped


class ReviewQuerySet(TimestampedQuerySet):
    def public(self):
        return self.filter(is_public=True)

    def by_buyers(self):
        """Written by people who have the thing."""
        same = models.F("product_id")
        return self.filter(author__purchases__lines__product_id=same).distinct()


class Review(Timestamped):
    product = models.ForeignKey("products.Product", on_delete=models.CASCADE)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    rating = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    text = models.TextField(blank=True)
    is_public = models.BooleanField(default=True)
    is_verified = models.BooleanField(default=False)
    notices = GenericRelation(
        to="notifications.Notification",
        content_type_field="target_type",
        object_id_field="target_id",
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["product", "author"], name="one_review_per_person"),
        ]

    def __str__(self):
        return f"{self.rating} for {self.product.name}"

    def get_absolute_url(self):
        return self.product.get_absolute_url() + f"#review-{self.pk}"

    def author_name(self):
        return self.author.first_name or "Somebody"


class FlaggedReview(Review):
    """What the moderators see."""

    class Meta:
        proxy = True

    def flag_count(self):
        return self.flags.count()


class ReviewFlag(Timestamped):
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="flags")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="raised_flags"
    )
    reason = models.CharField(max_length=120)
