from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import ListView

from shop_orders.models import Order
from shop_payments.models import Payment


class Numbers(ListView):
    paginate_by = 1
    queryset = Order.objects.order_by("pk")
    template_name = "shop_payments/pay.html"


def pay(request: HttpRequest) -> HttpResponse:
    return render(request, "shop_payments/pay.html")


def listing(request: HttpRequest) -> HttpResponse:
    return render(request, "shop_payments/list.html", {"payments": Payment.objects.all()})
