from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, TemplateView

from core.views import JsonView, StaffPageMixin, TitledMixin
from orders.selectors import orders_to_ship
from shipping import selectors
from shipping.models import PickupPoint, Shipment
from shipping.services import arrive, hand_over
from shipping.tasks import prepare_shipment


class TrackView(TitledMixin, DetailView):
    model = Shipment
    slug_field = "tracking"
    slug_url_kwarg = "tracking"
    template_name = "shipping/track.html"

    def get_page_title(self):
        return f"Parcel {self.object.tracking}"

    def get_context_data(self, **kwargs):
        return super().get_context_data(lines=self.object.order.lines.all(), **kwargs)


class DeskView(StaffPageMixin, TemplateView):
    template_name = "shipping/desk.html"
    page_title = "Shipping desk"

    def get_context_data(self, **kwargs):
        shipments = Shipment.objects.select_related("order__customer", "carrier")
        return super().get_context_data(
            waiting=orders_to_ship(),
            shipments=shipments.exclude(status=Shipment.Status.DELIVERED)[:50],
            carriers=selectors.carriers_with_load(),
            **kwargs,
        )


@require_POST
def move_on(request, tracking):
    if not request.user.is_staff:
        return redirect("accounts:login")
    shipment = get_object_or_404(Shipment, tracking=tracking)
    step = hand_over if shipment.status == Shipment.Status.PACKING else arrive
    step(shipment)
    messages.success(request, f"{shipment.order.number}: {shipment.get_status_display()}")
    return redirect(reverse("shipping:desk"))


@require_POST
def pack(request, order_id):
    if request.user.is_staff:
        prepare_shipment.delay(order_id)
    return redirect("shipping:desk")


def pickup_points(request):
    points = PickupPoint.objects.filter(is_open=True).order_by("city")
    context = {"points": points, "page_title": "Pick-up points"}
    return render(request, "shipping/points.html", context)


class TrackApi(JsonView):
    def get(self, request, tracking):
        shipment = get_object_or_404(Shipment, tracking=tracking)
        return {
            "tracking": shipment.tracking,
            "status": shipment.status,
            "events": [event.text for event in shipment.events.all()],
        }
