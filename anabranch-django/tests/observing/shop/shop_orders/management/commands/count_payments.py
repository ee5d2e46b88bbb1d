from __future__ import annotations

from django.core.management import BaseCommand, call_command

from shop_orders import services


class Command(BaseCommand):
    help = "Counts payments, in a database of its own."

    def handle(self, *_args: object, **_options: object) -> None:
        call_command("migrate", run_syncdb=True, verbosity=0)
        self.stdout.write(str(services.read()))
