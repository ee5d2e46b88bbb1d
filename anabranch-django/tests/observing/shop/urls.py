from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("orders/", include("shop_orders.urls")),
    path("payments/", include("shop_payments.urls")),
    path("people/", include("django.contrib.auth.urls")),
]
