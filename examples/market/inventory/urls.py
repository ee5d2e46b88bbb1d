from django.urls import path

from inventory import views

app_name = "inventory"

urlpatterns = [
    path("", views.StockView.as_view(), name="stock"),
    path("<int:pk>/receive/", views.ReceiveView.as_view(), name="receive"),
    path("api/<str:sku>/", views.StockApi.as_view(), name="api"),
]
