from django.contrib import admin

from core import admin as office
from reporting.models import DailySales, SalesOrder, SavedReport


@admin.register(DailySales)
class DailySalesAdmin(office.ReadOnlyAdmin):
    list_display = ["day", "orders", "revenue", "best_product"]
    date_hierarchy = "day"


@admin.register(SavedReport)
class SavedReportAdmin(office.AuditedAdmin):
    list_display = ["name", "created_by"]


@admin.register(SalesOrder)
class SalesOrderAdmin(office.ReadOnlyAdmin):
    list_display = ["number", "status", "total"]
    search_fields = ["lines__description"]
