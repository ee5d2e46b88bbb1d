from django.contrib import admin

from core.admin import AuditedAdmin
from orders.models import Cart, Order, OrderLine
from payments.models import Payment


class LineInline(admin.TabularInline):
    model = OrderLine
    extra = 0
    fields = ["description", "quantity", "unit_price"]
    readonly_fields = ["description"]


class PaymentInline(admin.TabularInline):
    model = Payment
    extra = 0


@admin.register(Order)
class OrderAdmin(AuditedAdmin):
    list_display = ["number", "customer", "status", "total", "created_at"]
    list_filter = ["status", "shipments__status"]
    search_fields = ["number", "customer__email"]
    inlines = [LineInline, PaymentInline]


admin.site.register(Cart)
