from django.contrib import admin

from core.admin import AuditedAdmin
from promotions.forms import CouponAdminForm
from promotions.models import Coupon, GiftCard, Promotion, PromotionProduct


class PromotionProductInline(admin.TabularInline):
    model = PromotionProduct
    extra = 1


@admin.register(Promotion)
class PromotionAdmin(AuditedAdmin):
    list_display = ["name", "percent", "starts_at", "ends_at", "is_active"]
    inlines = [PromotionProductInline]
    search_fields = ["name", "items__product__name"]


@admin.register(Coupon)
class CouponAdmin(AuditedAdmin):
    form = CouponAdminForm
    list_display = ["code", "percent", "owner", "is_active"]


@admin.register(GiftCard)
class GiftCardAdmin(admin.ModelAdmin):
    list_display = ["code", "balance", "redeemed_at"]
    fields = ["code", "balance", "name", "slug", "sku", "category", "price"]
