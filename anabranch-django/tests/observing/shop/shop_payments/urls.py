from __future__ import annotations

from django.urls import path

from shop_payments import views

app_name = "payments"
urlpatterns = [path("pay/", views.pay, name="pay"), path("list/", views.listing, name="list"), path("numbers/", views.Numbers.as_view())]
