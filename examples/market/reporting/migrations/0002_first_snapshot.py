"""The report page must not be empty after the upgrade."""

from django.db import migrations
from django.utils import timezone


def snapshot_today(apps, schema_editor):
    from core.constants import ORDERING

    Order = apps.get_model(ORDERING, "Order")
    if Order.objects.exists():
        DailySales = apps.get_model("reporting", "DailySales")
        DailySales.objects.get_or_create(day=timezone.localdate())


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]

    operations = [migrations.RunPython(snapshot_today, migrations.RunPython.noop)]
