from django.urls import include, path

urlpatterns = [path("inside/", include([path("ports/", include("anabranch_django.ports.urls"))]))]
