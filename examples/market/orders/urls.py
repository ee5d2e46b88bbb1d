from django.urls import path

from orders import views

app_name = "orders"

urlpatterns = [
    path("", views.OrderListView.as_view(), name="list"),
    path("cart/", views.cart_page, name="cart"),
    path("cart/coupon/", views.CouponView.as_view(), name="apply_coupon"),
    path("cart/add/<int:product_id>/", views.CartAddView.as_view(), name="cart_add"),
    path("cart/change/<int:line_id>/", views.CartChangeView.as_view(), name="cart_change"),
    path("checkout/", views.checkout, name="checkout"),
    path("api/", views.OrdersApi.as_view(), name="api"),
    path("<str:number>/", views.order_page, name="detail"),
    path("<str:number>/cancel/", views.CancelView.as_view(), name="cancel"),
]
