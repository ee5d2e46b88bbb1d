from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django.views.generic import DetailView

from core.views import JsonView, TitledMixin
from products import selectors
from products.forms import BrowseForm
from products.models import Category, Product
from reviews.forms import ReviewForm

PAGE_SIZE = 12


def home(request):
    return render(request, "products/home.html", selectors.front_page())


def browse(request, slug=None):
    category = get_object_or_404(Category, slug=slug) if slug else None
    form = BrowseForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = selectors.browse(category=category, **wanted)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "category": category,
        "page_title": category.name if category else "All products",
    }
    return render(request, "products/browse.html", context)


class ProductView(TitledMixin, DetailView):
    template_name = "products/detail.html"
    context_object_name = "product"

    def get_queryset(self):
        return Product.objects.listed().prefetch_related("stock__warehouse", "review_set__author")

    def get_page_title(self):
        return self.object.name

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            reviews=self.object.review_set.filter(is_public=True).newest(),
            promotions=selectors.running_promotions(self.object),
            sold_this_month=selectors.sold_this_month(self.object),
            companions=self.object.often_bought_with(),
            review_form=ReviewForm(),
            add_url=reverse("orders:cart_add", args=[self.object.pk]),
            **kwargs,
        )


@require_POST
def watch(request, pk):
    """Tells the customer when it is there again."""
    product = get_object_or_404(Product, pk=pk)
    if not request.user.is_authenticated:
        return redirect("accounts:login")
    product.notifications_stocksubscription_set.get_or_create(user_id=request.user.pk)
    messages.success(request, "We will write to you.")
    return redirect(product.get_absolute_url())


class ProductsApi(JsonView):
    def get(self, request):
        found = selectors.browse(words=request.GET.get("q", ""))
        return {"products": [self.as_dict(product) for product in found[:50]]}

    @staticmethod
    def as_dict(product):
        return {
            "sku": product.sku,
            "name": product.name,
            "price": str(product.current_price),
            "in_stock": product.in_stock,
            "rating": product.rating,
        }
