from django.contrib.auth.decorators import user_passes_test
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import DetailView, ListView

from core.export import export
from core.health import report as health_report
from core.views import ActionView, StaffPageMixin
from orders.models import Order
from payments.models import Payment
from reporting import selectors
from reporting.models import SavedReport
from reporting.services import invoice_lines, save_weekly_report

staff_only = user_passes_test(lambda user: user.is_staff)


@staff_only
def dashboard(request):
    categories = list(selectors.sales_by_category())
    highest = max((row["revenue"] for row in categories), default=1)
    context = {
        "week": selectors.week_in_numbers(),
        "categories": [{**row, "share": int(100 * row["revenue"] / highest)} for row in categories],
        "customers": selectors.best_customers(),
        "brands": selectors.brand_table(),
        "days": selectors.latest_days(),
        "turnover": selectors.stock_turnover(),
        "saved": SavedReport.objects.select_related("created_by").order_by("-pk")[:5],
        "stock_url": reverse("inventory:stock"),
        "page_title": "Reports",
    }
    return render(request, "reporting/dashboard.html", context)


class MoneyView(StaffPageMixin, ListView):
    model = Payment
    template_name = "reporting/money.html"
    paginate_by = 50
    page_title = "Money"

    def get_queryset(self):
        return super().get_queryset().select_related("order").prefetch_related("refunds")


class InvoiceView(StaffPageMixin, DetailView):
    queryset = Order.objects.all()
    slug_field = "number"
    slug_url_kwarg = "number"
    template_name = "orders/detail.html"

    def render_to_response(self, context, **kwargs):
        text = "\n".join(invoice_lines(self.object))
        return HttpResponse(text, content_type="text/plain; charset=utf-8")


class SaveReportView(ActionView):
    success_message = "Saved."

    def act(self, request):
        if request.user.is_staff:
            save_weekly_report(request.user)

    def get_success_url(self):
        return reverse("reporting:dashboard")


@staff_only
def download(request, name):
    return HttpResponse(export(name), content_type="text/csv; charset=utf-8")


def health(request):
    return JsonResponse(health_report())
