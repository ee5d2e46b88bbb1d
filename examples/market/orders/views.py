from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View
from django.views.generic import ListView

from core.exceptions import MarketError
from core.views import ActionView, CustomerPageMixin, JsonView
from orders import carts, selectors
from orders.forms import DeliveryForm, QuantityForm
from orders.models import Order
from orders.services import cancel, place_order
from promotions.services import CouponRefused, find_coupon


def cart_page(request):
    return render(
        request,
        "orders/cart.html",
        {
            "cart": carts.current(request),
            "coupon": session_coupon(request),
            "step": "cart",
            "page_title": "Your cart",
        },
    )


def session_coupon(request):
    code = request.session.get("coupon")
    if not code or not request.user.is_authenticated:
        return None
    try:
        return find_coupon(code, request.user)
    except CouponRefused:
        return None


class CartAddView(View):
    def post(self, request, product_id):
        form = QuantityForm(request.POST or {"quantity": 1})
        quantity = form.cleaned_data["quantity"] if form.is_valid() else 1
        try:
            carts.add(carts.current(request, create=True), product_id, quantity or 1)
        except MarketError as error:
            messages.error(request, error.message)
            return redirect("products:browse")
        messages.success(request, "Added to your cart.")
        return redirect("orders:cart")


class CartChangeView(View):
    def post(self, request, line_id):
        form = QuantityForm(request.POST)
        cart = carts.current(request)
        if cart is not None and form.is_valid():
            carts.change(cart, line_id, form.cleaned_data["quantity"])
        return redirect("orders:cart")


class CouponView(ActionView):
    success_message = "The coupon will be used."

    def act(self, request):
        coupon = find_coupon(request.POST.get("code", ""), request.user)
        request.session["coupon"] = coupon.code

    def get_success_url(self):
        return reverse("orders:cart")


@login_required
def checkout(request):
    cart = carts.current(request)
    if cart is None or not cart.count():
        return redirect("orders:cart")
    form = DeliveryForm(request.POST or None, instance=request.user.default_address)
    if request.method == "POST" and form.is_valid():
        try:
            order = place_order(
                cart,
                request.user,
                address=form.as_text(),
                note=form.cleaned_data["note"],
                coupon=session_coupon(request),
            )
        except MarketError as error:
            messages.error(request, error.message)
            return redirect("orders:cart")
        request.session.pop("coupon", None)
        return redirect("payments:pay", number=order.number)
    context = {"form": form, "cart": cart, "step": "checkout", "page_title": "Checkout"}
    return render(request, "orders/checkout.html", context)


class OrderListView(CustomerPageMixin, ListView):
    template_name = "orders/list.html"
    context_object_name = "orders"
    page_title = "Your orders"

    def get_queryset(self):
        return Order.objects.of_customer(self.request.user)


@login_required
def order_page(request, number):
    order = selectors.order_for(request.user, number)
    if order is None:
        raise Http404
    context = {
        "order": order,
        "notices": selectors.notices_about(order),
        "page_title": f"Order {order.number}",
    }
    return render(request, "orders/detail.html", context)


class CancelView(ActionView):
    success_message = "The order is cancelled."

    def act(self, request, number):
        order = selectors.order_for(request.user, number)
        if order is None:
            raise Http404
        cancel(order)

    def get_success_url(self):
        return reverse("orders:list")


class OrdersApi(JsonView):
    def get(self, request):
        if not request.user.is_authenticated:
            return {"orders": []}
        orders = request.user.purchases.all()
        return {"orders": [self.as_dict(order) for order in orders]}

    @staticmethod
    def as_dict(order):
        return {"number": order.number, "status": order.status, "total": str(order.total)}
