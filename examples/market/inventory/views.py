from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from core.exceptions import NotAllowed
from core.views import ActionView, JsonView, StaffPageMixin
from inventory import selectors
from inventory.models import StockItem
from inventory.services import receive


class ReceiveForm(forms.Form):
    quantity = forms.IntegerField(min_value=1, max_value=1000)


class StockView(StaffPageMixin, TemplateView):
    template_name = "inventory/stock.html"
    page_title = "Stock"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            warehouses=selectors.warehouses_with_totals(),
            short=selectors.short_items(),
            movements=selectors.latest_movements(),
            **kwargs,
        )


class ReceiveView(ActionView):
    success_message = "Booked in."

    def act(self, request, pk):
        if not request.user.is_staff:
            raise NotAllowed
        form = ReceiveForm(request.POST)
        if form.is_valid():
            receive(get_object_or_404(StockItem, pk=pk), form.cleaned_data["quantity"])

    def get_success_url(self):
        return reverse("inventory:stock")


class StockApi(JsonView):
    staff_only = True

    def get(self, request, sku):
        items = StockItem.objects.filter(product__sku=sku).select_related("warehouse")
        return {"sku": sku, "stock": {item.warehouse.code: item.free for item in items}}
