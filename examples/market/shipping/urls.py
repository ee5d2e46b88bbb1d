from django.urls import path

from shipping import views

app_name = "shipping"

urlpatterns = [
    path("", views.DeskView.as_view(), name="desk"),
    path("points/", views.pickup_points, name="points"),
    path("pack/<int:order_id>/", views.pack, name="pack"),
    path("api/<str:tracking>/", views.TrackApi.as_view(), name="api"),
    path("<str:tracking>/", views.TrackView.as_view(), name="track"),
    path("<str:tracking>/on/", views.move_on, name="move_on"),
]
