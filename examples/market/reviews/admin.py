from django.contrib import admin

from reviews.models import FlaggedReview, Review, ReviewFlag


class FlagInline(admin.TabularInline):
    model = ReviewFlag
    extra = 0


@admin.register(Review)
class ReviewAdmin(admin.ModelAdmin):
    list_display = ["product", "rating", "is_public", "is_verified"]
    search_fields = ["text", "author__email"]


@admin.register(FlaggedReview)
class FlaggedReviewAdmin(admin.ModelAdmin):
    inlines = [FlagInline]
