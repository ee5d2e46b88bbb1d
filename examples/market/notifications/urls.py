from django.urls import path

from notifications import views

app_name = "notifications"

urlpatterns = [
    path("", views.InboxView.as_view(), name="inbox"),
    path("read/", views.ReadView.as_view(), name="read"),
    path("api/", views.UnreadApi.as_view(), name="api"),
]
