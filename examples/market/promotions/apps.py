from django.apps import AppConfig


class PromotionsConfig(AppConfig):
    name = "promotions"

    def ready(self):
        from products.models import Product
        from promotions.pricing import is_giftable

        Product.add_to_class("is_giftable", property(is_giftable))
