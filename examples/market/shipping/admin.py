from django.contrib import admin

from shipping.models import Carrier, PickupPoint, Shipment, ShipmentEvent


class EventInline(admin.TabularInline):
    model = ShipmentEvent
    extra = 0


@admin.register(Shipment)
class ShipmentAdmin(admin.ModelAdmin):
    list_display = ["tracking", "order", "carrier", "status"]
    list_filter = ["status", "carrier", "origin"]
    inlines = [EventInline]


admin.site.register([Carrier, PickupPoint])
