from django.dispatch import Signal

review_written = Signal()
