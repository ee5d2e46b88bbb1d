from django.contrib import admin

from core.admin import AuditedAdmin
from inventory.models import StockItem
from products.models import Brand, Category, Product


class StockInline(admin.TabularInline):
    model = StockItem
    extra = 0


@admin.register(Product)
class ProductAdmin(AuditedAdmin):
    list_display = ["sku", "name", "category", "price", "is_active"]
    list_filter = ["is_active", "category", "warehouses"]
    search_fields = ["sku", "name", "brand__name", "review__text"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [StockInline]


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    list_display = ["name", "parent"]
    prepopulated_fields = {"slug": ["name"]}


admin.site.register(Brand)
