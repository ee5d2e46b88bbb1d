from django.urls import path

from payments import views

app_name = "payments"

urlpatterns = [
    path("", views.PaymentListView.as_view(), name="list"),
    path("order/<str:number>/", views.pay, name="pay"),
    path("<int:pk>/refund/", views.RefundView.as_view(), name="refund"),
    path("api/", views.PaymentsApi.as_view(), name="api"),
]
