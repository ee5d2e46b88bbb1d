from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.DashboardView.as_view(), name="dashboard"),
    path("sign-up/", views.sign_up, name="sign_up"),
    path("login/", LoginView.as_view(template_name="accounts/login.html"), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("profile/", views.ProfileView.as_view(), name="profile"),
    path("addresses/add/", views.AddressCreateView.as_view(), name="address_add"),
    path("favourites/", views.favourites, name="favourites"),
    path("favourites/<int:product_id>/", views.FavouriteView.as_view(), name="favourite"),
    path("data/", views.personal_data, name="personal_data"),
    path("reviews/", include("reviews.account_urls")),
]
