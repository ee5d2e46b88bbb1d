from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views.generic import CreateView, TemplateView, UpdateView

from accounts.forms import AddressForm, ProfileForm, SignUpForm
from accounts.models import Address, User
from accounts.services import register, toggle_favourite
from core.activity import recent_activity
from core.privacy import export_personal_data
from core.views import ActionView, CustomerPageMixin


def sign_up(request):
    form = SignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = register(form)
        login(request, user, backend="accounts.backends.EmailBackend")
        messages.success(request, f"Welcome, {user}.")
        return redirect("products:browse")
    return render(request, "accounts/sign_up.html", {"form": form, "page_title": "Sign up"})


class DashboardView(CustomerPageMixin, TemplateView):
    template_name = "accounts/dashboard.html"
    page_title = "Your account"

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            activity=recent_activity(user),
            addresses=user.addresses.all(),
            coupons=user.coupons.filter(is_active=True),
            spent=user.lifetime_value(),
            **kwargs,
        )


class ProfileView(CustomerPageMixin, UpdateView):
    model = User
    form_class = ProfileForm
    template_name = "accounts/form.html"
    page_title = "Your details"
    success_url = reverse_lazy("accounts:dashboard")

    def get_object(self, queryset=None):
        return self.request.user


class AddressCreateView(CustomerPageMixin, CreateView):
    model = Address
    form_class = AddressForm
    template_name = "accounts/form.html"
    page_title = "New address"
    success_url = reverse_lazy("orders:checkout")

    def form_valid(self, form):
        form.instance.user = self.request.user
        return super().form_valid(form)


@login_required
def favourites(request):
    products = request.user.favourites.select_related("brand").order_by("name")
    return render(
        request, "products/favourites.html", {"products": products, "page_title": "Favourites"}
    )


class FavouriteView(ActionView):
    def act(self, request, product_id):
        self.liked = toggle_favourite(request.user, product_id)

    def get_success_url(self):
        return reverse("accounts:favourites")


@login_required
def personal_data(request):
    return JsonResponse(export_personal_data(request.user))
