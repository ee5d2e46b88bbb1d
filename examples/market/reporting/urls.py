from django.urls import path

from reporting import views

app_name = "reporting"

urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("money/", views.MoneyView.as_view(), name="money"),
    path("save/", views.SaveReportView.as_view(), name="save"),
    path("invoice/<str:number>/", views.InvoiceView.as_view(), name="invoice"),
    path("download/<str:name>/", views.download, name="download"),
    path("health/", views.health, name="health"),
]
