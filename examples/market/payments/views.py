from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.generic import ListView

from core.exceptions import NotAllowed
from core.views import ActionView, CustomerPageMixin, JsonView
from orders.models import Order
from payments.forms import PayForm
from payments.models import Payment
from payments.selectors import cards_of, open_amount, payments_of
from payments.services import charge, refund, remember_card


@login_required
def pay(request, number):
    order = get_object_or_404(Order.objects.of_customer(request.user), number=number)
    if not order.is_open:
        return redirect("orders:detail", number=order.number)
    form = PayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        payment = charge(order, form.cleaned_data["method"], form.cleaned_data)
        if payment.is_captured:
            if form.cleaned_data["remember"] and form.cleaned_data["number"]:
                remember_card(request.user, form.cleaned_data["number"])
            messages.success(request, "Thank you! Your payment has arrived.")
            return redirect(order.get_absolute_url())
        messages.error(request, payment.message)
    context = {
        "form": form,
        "order": order,
        "amount": open_amount(order.pk),
        "cards": cards_of(request.user),
        "step": "pay",
        "page_title": "Payment",
    }
    return render(request, "payments/pay.html", context)


class PaymentListView(CustomerPageMixin, ListView):
    template_name = "payments/list.html"
    context_object_name = "payments"
    page_title = "Your payments"

    def get_queryset(self):
        return payments_of(self.request.user)


class RefundView(ActionView):
    success_message = "The money is on its way back."

    def act(self, request, pk):
        if not request.user.is_staff:
            raise NotAllowed
        payment = get_object_or_404(Payment, pk=pk)
        refund(payment, approved_by=request.user)
        self.number = payment.order.number

    def get_success_url(self):
        return reverse("reporting:dashboard")


class PaymentsApi(JsonView):
    staff_only = True

    def get(self, request):
        payments = Payment.objects.select_related("order__customer")[:100]
        return {"payments": [as_dict(payment) for payment in payments]}


def as_dict(payment: Payment):
    return {
        "order": payment.order.number,
        "customer": payment.payer_email(),
        "amount": str(payment.amount),
        "status": payment.status,
    }
