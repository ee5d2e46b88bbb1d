"""What a customer sees: an order is placed here, charged by one domain, and prepared by another when it hears of it."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from tests.shop.payments.port import Payments
from tests.trade.sales.port import OrderPlaced, Orders


def order(_request: HttpRequest, number: int) -> HttpResponse:
    charged = Payments(idempotency_key=f"order-{number}").charge(order=number, cents=500)
    with transaction.atomic():
        Orders.placed.publish(OrderPlaced(order_id=number, number=number))
    return JsonResponse({"charged": charged.cents})


urlpatterns = [path("order/<int:number>/", order)]
