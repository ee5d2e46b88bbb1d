from __future__ import annotations

from django.urls import path

from shop_payments import views
from shop_people.bases import letting_in

app_name = "payments"
urlpatterns = [
    path("pay/", views.pay, name="pay"),
    path("list/", views.listing, name="list"),
    path("numbers/", views.Numbers.as_view()),
    path("guarded/", letting_in(views.Numbers.as_view())),
]
