from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shop_payments.models import Payment


def pay(request: HttpRequest) -> HttpResponse:
    return render(request, "shop_payments/pay.html")


def listing(request: HttpRequest) -> HttpResponse:
    return render(request, "shop_payments/list.html", {"payments": Payment.objects.all()})
