from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy

from products.models import Product


class NewProductsFeed(Feed):
    title = "New in the market"
    link = reverse_lazy("products:browse")
    description = "The latest products."

    def items(self):
        return Product.objects.active().newest()[:10]

    def item_title(self, item):
        return item.name

    def item_description(self, item):
        return item.description
