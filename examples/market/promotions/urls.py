from django.urls import path

from promotions import views

app_name = "promotions"

urlpatterns = [
    path("", views.offers, name="list"),
    path("gift-card/<str:code>/", views.gift_card, name="gift_card"),
    path("try/<int:pk>/", views.PricePreviewView.as_view(), name="preview"),
]
