from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("products.urls")),
    path("accounts/", include("accounts.urls")),
    path("stock/", include("inventory.urls")),
    path("offers/", include("promotions.urls")),
    path("orders/", include("orders.urls")),
    path("pay/", include("payments.urls")),
    path("shipping/", include("shipping.urls")),
    path("reviews/", include("reviews.urls")),
    path("inbox/", include("notifications.urls")),
    path("reports/", include("reporting.urls")),
    path("admin/", admin.site.urls),
]
