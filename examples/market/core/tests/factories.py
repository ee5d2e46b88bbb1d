"""What the tests of all apps start from."""

from decimal import Decimal
from itertools import count

from accounts.models import Address, User
from inventory.models import StockItem, Warehouse
from orders import carts
from orders.models import Cart
from orders.services import place_order
from payments.services import charge
from products.models import Brand, Category, Product
from shipping.models import Carrier

GOOD_CARD = "4242424242424242"
REFUSED_CARD = "4000000000000002"
numbers = count(1)


def make_user(name="", **fields):
    name = name or f"user{next(numbers)}"
    email = f"{name}@market.example"
    return User.objects.create_user(email, email, first_name=name.title(), **fields)


def make_staff():
    return make_user(f"staff{next(numbers)}", is_staff=True, is_superuser=True)


def make_address(user, **fields):
    values = {"name": "A", "street": "B 1", "postcode": "1000 AA", "city": "C", **fields}
    return Address.objects.create(user=user, **values)


def make_category(name="Things"):
    return Category.objects.get_or_create(slug=name.lower(), defaults={"name": name})[0]


def make_product(name="", *, price="10.00", stock=10, **fields):
    number = next(numbers)
    name = name or f"Thing {number}"
    fields.setdefault("category", make_category())
    product = Product.objects.create(
        name=name, sku=f"T-{number}", slug=f"thing-{number}", price=Decimal(price), **fields
    )
    if stock and product.weight_grams:
        put_on_shelf(product, stock)
    return product


def make_brand(name="Alder"):
    return Brand.objects.get_or_create(name=name)[0]


def make_warehouse(code="MAIN"):
    return Warehouse.objects.get_or_create(code=code, defaults={"name": code, "city": "Utrecht"})[0]


def put_on_shelf(product, quantity, code="MAIN"):
    item, _ = StockItem.objects.get_or_create(product=product, warehouse=make_warehouse(code))
    StockItem.objects.filter(pk=item.pk).update(quantity=quantity)
    return item


def make_carrier(**fields):
    return Carrier.objects.create(**{"name": "Van", "price": "5.00", **fields})


def make_cart(user, *products, quantity=1):
    cart = Cart.objects.get_or_create(user=user)[0]
    for product in products:
        carts.put(cart, product.pk, quantity)
    return cart


def make_order(user=None, *products, quantity=1, **options):
    user = user or make_user()
    cart = make_cart(user, *(products or [make_product()]), quantity=quantity)
    order = place_order(cart, user, address="A\nB 1\n1000 AA C", **options)
    order.refresh_from_db()
    return order


def make_paid_order(user=None, *products, **options):
    if not Carrier.objects.exists():
        make_carrier()
    order = make_order(user, *products, **options)
    charge(order, "card", {"number": GOOD_CARD})
    order.refresh_from_db()
    return order
