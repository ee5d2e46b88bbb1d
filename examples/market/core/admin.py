from django.contrib import admin


class AuditedAdmin(admin.ModelAdmin):
    """Records who made a row."""

    readonly_fields = ["created_at", "updated_at"]

    def save_model(self, request, obj, form, change):
        if not change and hasattr(obj, "created_by_id"):
            obj.created_by_id = request.user.pk
        super().save_model(request, obj, form, change)


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
