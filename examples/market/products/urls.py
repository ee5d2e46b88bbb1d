from django.urls import path

from products import feeds, views

app_name = "products"

urlpatterns = [
    path("", views.home, name="home"),
    path("products/", views.browse, name="browse"),
    path("products/feed/", feeds.NewProductsFeed(), name="feed"),
    path("products/<slug:slug>/", views.ProductView.as_view(), name="detail"),
    path("products/<int:pk>/watch/", views.watch, name="watch"),
    path("category/<slug:slug>/", views.browse, name="category"),
    path("api/products/", views.ProductsApi.as_view(), name="api"),
]
