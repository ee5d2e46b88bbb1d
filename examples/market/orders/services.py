from celery import current_app
from django.db import transaction

from core.exceptions import MarketError
from inventory.services import reserve
from orders.models import Cart, Order, OrderLine
from orders.signals import order_cancelled, order_paid, order_placed
from promotions.pricing import coupon_discount
from promotions.services import redeem
from shipping.services import quote_shipping


class EmptyCart(MarketError):
    default_message = "Your cart is empty."


class TooLate(MarketError):
    default_message = "This order cannot be changed any more."


@transaction.atomic
def place_order(cart: Cart, user, *, address, note="", coupon=None):
    if not cart.lines.exists():
        raise EmptyCart
    order = Order.objects.create(customer=user, address=address, note=note, coupon=coupon)
    copy_lines(cart, order)
    set_totals(order, coupon)
    reserve(order)
    if coupon is not None:
        redeem(coupon, order.pk, order.goods_total)
    cart.lines.all().delete()
    order_placed.send(sender=Order, order=order)
    return order


def copy_lines(cart: Cart, order: Order):
    for line in cart.lines.select_related("product"):
        product = line.product
        OrderLine.objects.create(
            order=order,
            product_id=line.product_id,
            description=product.name,
            quantity=line.quantity,
            unit_price=product.current_price,
        )


def set_totals(order, coupon):
    order.goods_total = sum(line.amount for line in order.lines.all())
    order.discount = coupon_discount(coupon, order.goods_total)
    order.shipping_cost = quote_shipping(order)
    order.total = order.goods_total - order.discount + order.shipping_cost
    order.save()


@transaction.atomic
def mark_paid(order):
    if not order.is_open:
        return
    order.status = Order.Status.PAID
    order.save(update_fields=["status", "updated_at"])
    order_paid.send(sender=Order, order=order)
    current_app.send_task("shipping.tasks.prepare_shipment", args=[order.pk])


def mark_shipped(order):
    order.status = Order.Status.SHIPPED
    order.save(update_fields=["status", "updated_at"])


def mark_done(order):
    order.status = Order.Status.DONE
    order.save(update_fields=["status", "updated_at"])


@transaction.atomic
def cancel(order: Order):
    from payments.services import refund_all

    if not order.can_cancel:
        raise TooLate
    refund_all(order)
    order.status = Order.Status.CANCELLED
    order.save(update_fields=["status", "updated_at"])
    order_cancelled.send(sender=Order, order=order)


def cancel_unpaid(order_id):
    order = Order.objects.filter(pk=order_id, status=Order.Status.PLACED).first()
    if order is not None:
        cancel(order)
