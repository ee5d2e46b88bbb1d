from django.dispatch import Signal

payment_captured = Signal()
payment_refused = Signal()
payment_refunded = Signal()
