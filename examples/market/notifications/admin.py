from django.contrib import admin

from notifications.models import MailLog, Notification, StockSubscription


@admin.register(Notification)
class NotificationAdmin(admin.ModelAdmin):
    list_display = ["text", "kind", "recipient", "read_at"]
    list_filter = ["kind"]


admin.site.register(StockSubscription)
admin.site.register(MailLog)
