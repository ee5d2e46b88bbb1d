from __future__ import annotations

from django.urls import path

from shop_orders import views

app_name = "orders"
urlpatterns = [
    path("shown/", views.shown, name="shown"),
    path("borrowed/", views.borrowed, name="borrowed"),
    path("late/", views.Late.as_view(), name="late"),
    path("foreign/", views.Foreign.as_view(), name="foreign"),
]
