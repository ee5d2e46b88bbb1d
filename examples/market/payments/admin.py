from django.contrib import admin

from core.admin import ReadOnlyAdmin
from payments.models import Payment, Refund, SavedCard


@admin.register(Payment)
class PaymentAdmin(ReadOnlyAdmin):
    list_display = ["reference", "method", "amount", "status", "created_at"]
    list_filter = ["status", "method"]
    search_fields = ["reference", "order__number"]


@admin.register(Refund)
class RefundAdmin(ReadOnlyAdmin):
    list_display = ["payment", "amount", "approved_by"]


admin.site.register(SavedCard)
