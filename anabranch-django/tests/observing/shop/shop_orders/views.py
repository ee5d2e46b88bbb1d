from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import reverse
from django.views.generic import TemplateView

from shop_orders.models import Order


def shown(request: HttpRequest) -> HttpResponse:
    return render(request, "shop_payments/pay.html")  # shown


def where_to_pay() -> str:
    return reverse("payments:pay")  # reversed


def where_to_sign_in() -> str:
    return reverse("login")


class Late(TemplateView):
    template_name = "shop_orders/late.html"


class Foreign(TemplateView):
    template_name = "shop_payments/pay.html"


def borrowed(request: HttpRequest) -> HttpResponse:
    page = engines["django"].from_string(
        '{% extends "shop_orders/late.html" %}{% block content %}{{ order.person.name }}{% endblock %}'
    )
    order = Order.objects.get()
    return HttpResponse(page.render({"order": order}, request))  # borrowed


def written(template: Any, **values: object) -> str:
    return str(template.render(**values))  # written
