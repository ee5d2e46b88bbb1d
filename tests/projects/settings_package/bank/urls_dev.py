from bank.urls import urlpatterns
