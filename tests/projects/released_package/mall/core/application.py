from django.apps import AppConfig


class MallConfig(AppConfig):
    namespace = None
