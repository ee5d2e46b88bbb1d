from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Core"

    def ready(self):
        # The mails must be wired before the first order of a cold worker.
        import notifications.receivers  # noqa: F401
