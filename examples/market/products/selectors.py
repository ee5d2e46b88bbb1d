from core.loading import get_class
from products.models import Category, Product

SORTINGS = {
    "name": "name",
    "price": "price",
    "-price": "-price",
    "newest": "-created_at",
}


def browse(*, category=None, words="", sorting="name", in_stock=False):
    found = Product.objects.listed().with_rating()
    if category is not None:
        found = found.in_category(category)
    if words:
        found = found.matching(words)
    if in_stock:
        found = found.filter(warehouses__is_open=True, stock__quantity__gt=0)
    return found.order_by(SORTINGS.get(sorting, "name"), "pk")


def front_page():
    return {
        "popular": Product.objects.listed().with_rating().popular()[:4],
        "fresh": Product.objects.listed().with_rating().newest()[:4],
        "categories": Category.objects.filter(parent=None).prefetch_related("children"),
    }


def running_promotions(product):
    Promotion = get_class("promotions.models", "Promotion")
    return Promotion.objects.running().filter(items__product_id=product.pk)


def sold_this_month(product):
    OrderLine = get_class("orders.models", "OrderLine")
    return OrderLine.objects.recent(days=30).filter(product_id=product.pk).count()


def products_of_supplier(code):
    """Purchasing only knows the warehouse codes."""
    return Product.objects.filter(stock__warehouse__code=code).order_by("sku")
