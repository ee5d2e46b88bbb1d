"""The same as `Bench.echo`, as most teams would write it: a serializer and a view of Django REST framework."""

from __future__ import annotations

from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


class DocumentSerializer(serializers.Serializer):
    """The fields of `Document`."""

    number = serializers.IntegerField()
    title = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField())
    prices = serializers.DictField(child=serializers.IntegerField())


class EchoView(APIView):
    """Validates, and gives back."""

    def post(self, request: Request) -> Response:
        """Answer one document."""
        given = DocumentSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        return Response(DocumentSerializer(given.validated_data).data)


urlpatterns = [path("echo/", EchoView.as_view())]
