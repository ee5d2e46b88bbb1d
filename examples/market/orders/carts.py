from core.exceptions import MarketError
from orders.models import Cart
from orders.policies import MAX_PER_LINE
from products.models import Product

SESSION_KEY = "cart_id"


class NotForSale(MarketError):
    default_message = "This product is not for sale now."


def current(request, create=False):
    """The cart of the visitor, or None."""
    if request.user.is_authenticated:
        cart = Cart.objects.filter(user_id=request.user.pk).first()
        if cart is None and create:
            cart = Cart.objects.create(user_id=request.user.pk)
        return cart
    cart = Cart.objects.filter(pk=request.session.get(SESSION_KEY), user=None).first()
    if cart is None and create:
        cart = Cart.objects.create()
        request.session[SESSION_KEY] = cart.pk
    return cart


def adopt(session, user):
    """After the sign-in the visitor keeps what they had collected."""
    guest = Cart.objects.filter(pk=session.pop(SESSION_KEY, None), user_id=None).first()
    if guest is None:
        return
    cart, _ = Cart.objects.get_or_create(user_id=user.pk)
    for line in guest.lines.all():
        put(cart, line.product_id, line.quantity)
    guest.delete()


def add(cart, product_id, quantity=1):
    product = Product.objects.active().filter(pk=product_id).first()
    if product is None or not product.in_stock:
        raise NotForSale
    put(cart, product.pk, quantity)


def put(cart, product_id, quantity):
    line, created = cart.lines.get_or_create(
        product_id=product_id, defaults={"quantity": min(quantity, MAX_PER_LINE)}
    )
    if not created:
        line.quantity = min(line.quantity + quantity, MAX_PER_LINE)
        line.save(update_fields=["quantity"])


def change(cart, line_id, quantity):
    if quantity < 1:
        cart.lines.filter(pk=line_id).delete()
    else:
        cart.lines.filter(pk=line_id).update(quantity=min(quantity, MAX_PER_LINE))
