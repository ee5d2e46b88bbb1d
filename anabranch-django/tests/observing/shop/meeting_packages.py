"""A process that lets the payments meet a table of Django's own."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db.models.signals import pre_delete  # noqa: E402

from shop_payments import kinds  # noqa: E402
from shop_payments.models import Remark  # noqa: E402

call_command("migrate", run_syncdb=True, verbosity=0)
kind = ContentType.objects.create(app_label="shop", model="parcel")
remark = Remark.objects.create(content_type=kind, object_id=1)
kinds.kinds()
kinds.remarks_on("parcel")
kinds.kind_of(Remark.objects.get(pk=remark.pk))
kinds.forget(kind)
# Rows are read before they are deleted where somebody hears of each.
pre_delete.connect(lambda **_signal: None, sender=Remark, weak=False)
kinds.forget_remarks_on("parcel")
