from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin, UserPassesTestMixin
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views import View

from core.exceptions import MarketError


class TitledMixin:
    page_title = ""

    def get_page_title(self):
        return self.page_title

    def get_context_data(self, **kwargs):
        return super().get_context_data(page_title=self.get_page_title(), **kwargs)


class StaffPageMixin(LoginRequiredMixin, UserPassesTestMixin, TitledMixin):
    def test_func(self):
        return self.request.user.is_staff


class CustomerPageMixin(LoginRequiredMixin, TitledMixin):
    """Pages of a signed-in customer, with what they bought at hand."""

    def get_purchases(self):
        return self.request.user.purchases.newest()

    def get_context_data(self, **kwargs):
        return super().get_context_data(recent_purchases=self.get_purchases()[:3], **kwargs)


class ActionView(LoginRequiredMixin, View):
    """A button: does one thing, says so, and goes on."""

    http_method_names = ["post"]
    success_message = ""

    def act(self, request, **kwargs):
        raise NotImplementedError

    def get_success_url(self):
        return reverse("products:browse")

    def post(self, request, **kwargs):
        try:
            self.act(request, **kwargs)
        except MarketError as error:
            messages.error(request, error.message)
        else:
            if self.success_message:
                messages.success(request, self.success_message)
        return redirect(self.get_success_url())


class JsonView(View):
    """The whole of our API framework."""

    staff_only = False

    def dispatch(self, request, *args, **kwargs):
        if self.staff_only and not request.user.is_staff:
            return self.fail("staff only", status=403)
        try:
            return JsonResponse(super().dispatch(request, *args, **kwargs))
        except MarketError as error:
            return self.fail(error.message, status=400)

    def http_method_not_allowed(self, request, *args, **kwargs):
        return {"error": "method not allowed"}

    @staticmethod
    def fail(message, status):
        return JsonResponse({"error": message}, status=status)
