from django.db.models import Avg, Count, Q

from core.managers import ActiveQuerySet, TimestampedQuerySet


class ProductQuerySet(TimestampedQuerySet, ActiveQuerySet):
    def listed(self):
        return self.active().select_related("brand", "category")

    def in_category(self, category):
        return self.filter(Q(category=category) | Q(category__parent=category))

    def in_stock(self):
        return self.filter(stock__quantity__gt=0).distinct()

    def with_rating(self):
        return self.annotate(
            rating=Avg("review__rating"),
            review_count=Count("review"),
        )

    def popular(self):
        return self.annotate(sold=Count("orderline")).order_by("-sold", "name")

    def matching(self, words):
        found = self
        for word in words.split():
            found = found.filter(
                Q(name__icontains=word) | Q(brand__name__icontains=word) | Q(sku__iexact=word)
            )
        return found
