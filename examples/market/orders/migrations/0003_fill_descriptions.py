"""Lines of the first years have no description, and their orders no number."""

from django.db import migrations

from core.text import make_number


def fill(apps, schema_editor):
    Product = apps.get_model("products", "Product")
    OrderLine = apps.get_model("orders", "OrderLine")
    Order = apps.get_model("orders", "Order")
    names = dict(Product.objects.values_list("pk", "name"))
    for line in OrderLine.objects.filter(description=""):
        line.description = names[line.product_id]
        line.save(update_fields=["description"])
    for order in Order.objects.filter(number=""):
        order.number = make_number()
        order.save(update_fields=["number"])


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0002_initial"),
        ("products", "0001_initial"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
