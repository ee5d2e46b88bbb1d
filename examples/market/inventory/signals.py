from django.dispatch import Signal

stock_low = Signal()
stock_arrived = Signal()
