from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import TemplateView


def shown(request: HttpRequest) -> HttpResponse:
    return render(request, "shop_payments/pay.html")  # shown


def where_to_pay() -> str:
    return reverse("payments:pay")  # reversed


class Late(TemplateView):
    template_name = "shop_orders/late.html"


class Foreign(TemplateView):
    template_name = "shop_payments/pay.html"
