"""The pages about reviews that live under the account."""

from django.urls import path

from reviews import views

app_name = "my_reviews"

urlpatterns = [path("", views.MyReviewsView.as_view(), name="list")]
