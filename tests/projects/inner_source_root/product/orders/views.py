from orders.models import Order
