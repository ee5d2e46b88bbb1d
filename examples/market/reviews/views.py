from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.generic import ListView

from core.api import JsonView
from core.exceptions import MarketError
from core.views import ActionView, CustomerPageMixin, StaffPageMixin
from products.models import Product
from reviews import selectors
from reviews.forms import FlagForm, ReviewForm
from reviews.models import Review
from reviews.services import flag, write_review


class WriteView(ActionView):
    success_message = "Thank you for your review."

    def act(self, request, slug):
        self.product = get_object_or_404(Product, slug=slug)
        form = ReviewForm(request.POST)
        if not form.is_valid():
            raise MarketError("A review needs a rating from 1 to 5.")
        write_review(
            request.user,
            self.product.pk,
            rating=form.cleaned_data["rating"],
            text=form.cleaned_data["text"],
        )

    def get_success_url(self):
        return reverse("products:detail", args=[self.kwargs["slug"]])


class FlagView(ActionView):
    success_message = "We will look at it."

    def act(self, request, pk):
        form = FlagForm(request.POST)
        if not form.is_valid():
            raise MarketError("Please say why.")
        flag(get_object_or_404(Review, pk=pk), request.user, form.cleaned_data["reason"])


class MyReviewsView(CustomerPageMixin, ListView):
    template_name = "reviews/mine.html"
    context_object_name = "reviews"
    page_title = "Your reviews"

    def get_queryset(self):
        return selectors.reviews_of(self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            waiting=selectors.not_reviewed_yet(self.request.user), **kwargs
        )


class ModerationView(StaffPageMixin, ListView):
    template_name = "reviews/moderation.html"
    page_title = "Flagged reviews"

    def get_queryset(self):
        return selectors.flagged()


@login_required
def retract(request, pk):
    review = get_object_or_404(Review, pk=pk, author_id=request.user.pk)
    if request.method == "POST":
        url = review.product.get_absolute_url()
        review.delete()
        return redirect(url)
    return render(request, "reviews/retract.html", {"review": review, "page_title": "Retract"})


class ReviewsApi(JsonView):
    def get(self, request, sku):
        reviews = Review.objects.public().filter(product__sku=sku).select_related("author")
        return {
            "reviews": [
                {"rating": review.rating, "text": review.text, "by": review.author_name()}
                for review in reviews
            ]
        }
