from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from accounts.models import Address, StaffMember, User


class AddressInline(admin.TabularInline):
    model = Address
    extra = 0


@admin.register(User)
class CustomerAdmin(UserAdmin):
    list_display = ["username", "email", "first_name", "last_name", "newsletter", "last_seen_at"]
    list_filter = ["is_staff", "newsletter"]
    search_fields = ["email", "last_name", "purchases__number"]
    inlines = [AddressInline]


@admin.register(StaffMember)
class StaffAdmin(admin.ModelAdmin):
    list_display = ["username", "email", "last_login"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(is_staff=True)
