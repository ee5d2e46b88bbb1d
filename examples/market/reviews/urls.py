from django.urls import path

from reviews import views

app_name = "reviews"

urlpatterns = [
    path("write/<slug:slug>/", views.WriteView.as_view(), name="write"),
    path("<int:pk>/flag/", views.FlagView.as_view(), name="flag"),
    path("<int:pk>/retract/", views.retract, name="retract"),
    path("moderation/", views.ModerationView.as_view(), name="moderation"),
    path("api/<str:sku>/", views.ReviewsApi.as_view(), name="api"),
]
