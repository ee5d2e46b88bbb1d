import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class MarketCelery(Celery):
    def send_task(self, name, args=None, kwargs=None, **options):
        # Celery itself ignores task_always_eager for tasks sent by name.
        if self.conf.task_always_eager:
            return self.tasks[name].apply(args=args or (), kwargs=kwargs or {})
        return super().send_task(name, args=args, kwargs=kwargs, **options)


app = MarketCelery("market")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
