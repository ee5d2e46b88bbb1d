from django.dispatch import Signal

delivered = Signal()
