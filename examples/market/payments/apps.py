from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "payments"

    def ready(self):
        from accounts.models import User
        from payments.display import short_name

        User.short_name = short_name
