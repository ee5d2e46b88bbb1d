"""The URLconf of ports: a process's own, never part of the public one."""

from django.urls import path, re_path

from anabranch_django.ports.views import receive, refuse

urlpatterns = [path("<str:port>/<int:version>/<str:method>", receive), re_path("", refuse)]
