from django.apps import AppConfig


class InventoryConfig(AppConfig):
    name = "inventory"

    def ready(self):
        from django.db.models.signals import post_save

        from inventory import receivers

        post_save.connect(
            receivers.product_saved,
            sender="products.Product",
            dispatch_uid="inventory.product_saved",
        )
