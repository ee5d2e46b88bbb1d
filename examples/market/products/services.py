from django.db import transaction

from core.text import unique_slug
from notifications.tasks import announce_price_drop
from products.models import Product


def create_product(*, name, sku, price, category, **fields):
    slug = unique_slug(Product.objects.all(), name)
    return Product.objects.create(
        name=name, sku=sku, slug=slug, price=price, category=category, **fields
    )


@transaction.atomic
def change_price(product, price):
    dropped = price < product.price
    product.price = price
    product.save(update_fields=["price", "updated_at"])
    if dropped:
        announce_price_drop.delay(product.pk)
    return dropped


def retire(product):
    """Takes a product off the shop, with what hangs on it."""
    from inventory.services import clear_stock
    from reviews.models import Review

    product.is_active = False
    product.save(update_fields=["is_active", "updated_at"])
    clear_stock(product)
    Review.objects.filter(product=product).update(is_public=False)
