from datetime import timedelta
from random import Random

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from core import seeding
from core.text import draw_codes_from, unique_slug
from inventory.models import StockItem, Warehouse
from inventory.services import receive
from orders import carts
from orders.models import Cart, Order
from orders.services import place_order
from payments.services import charge
from products.models import Brand, Category, Product
from products.services import create_product
from promotions.models import Coupon, GiftCard, Promotion
from reporting.services import snapshot
from reviews.services import AlreadyReviewed, write_review
from shipping.models import Carrier, PickupPoint
from shipping.tasks import poll_carriers

PASSWORD = "market-demo"
CARD = "4242 4242 4242 4242"


class Command(BaseCommand):
    help = "Fills an empty database with the goods and customers of the example shop."

    def add_arguments(self, parser):
        parser.add_argument("--orders", type=int, default=40)

    def handle(self, *args, orders, **options):
        if Product.objects.exists():
            self.stdout.write("There are products already; nothing done.")
            return
        self.random = Random(7)
        before = draw_codes_from(self.random)
        try:
            self.make_everything(orders)
        finally:
            draw_codes_from(before)
        self.stdout.write(f"Sign in as admin or anna@market.example, password {PASSWORD!r}.")

    @transaction.atomic
    def make_everything(self, orders):
        self.make_staff()
        self.make_warehouses()
        self.make_products()
        self.make_carriers()
        self.make_offers()
        self.make_customers()
        self.make_orders(orders)
        self.make_reviews()
        self.make_snapshots()

    def make_staff(self):
        User = get_user_model()
        self.admin = User.objects.create_superuser(
            "admin", "admin@market.example", PASSWORD, first_name="Olga", last_name="Office"
        )

    def make_warehouses(self):
        for name, code, city in seeding.WAREHOUSES:
            Warehouse.objects.create(name=name, code=code, city=city, keeper=self.admin)

    def make_carriers(self):
        carriers = [
            Carrier.objects.create(name=name, price=price, max_grams=grams)
            for name, price, grams in seeding.CARRIERS
        ]
        PickupPoint.objects.create(
            name="Station shop",
            code="STA",
            city="Utrecht",
            opening_hours="every day 7 to 20",
            carrier=carriers[0],
        )

    def make_products(self):
        for parent_name, names in seeding.CATEGORIES.items():
            parent = self.make_category(parent_name, None)
            for name in names:
                self.make_category(name, parent)
        brands = {
            name: Brand.objects.create(name=name, country=country)
            for name, country in seeding.BRANDS
        }
        for number, row in enumerate(seeding.PRODUCTS, start=1):
            self.make_product(number, brands, *row)

    def make_category(self, name, parent):
        slug = unique_slug(Category.objects.all(), name)
        return Category.objects.create(name=name, slug=slug, parent=parent)

    def make_product(self, number, brands, name, brand, category, price, grams, stock):
        product = create_product(
            name=name,
            sku=f"MK-{number:03}",
            price=price,
            category=Category.objects.get(slug=category),
            brand=brands[brand],
            weight_grams=grams,
            description=f"{name} by {brand}. Made to last, easy to repair.",
            created_by_id=self.admin.pk,
        )
        shelves = StockItem.objects.filter(product_id=product.pk).order_by("pk")
        for item, quantity in zip(shelves, stock, strict=False):
            if quantity:
                receive(item, quantity, self.admin)

    def make_offers(self):
        promotion = Promotion.objects.create(name="Harvest weeks", percent=15)
        for position, product in enumerate(Product.objects.in_category(self.category("garden"))):
            promotion.items.create(product_id=product.pk, position=position)
        Coupon.objects.create(code="HELLO10", percent=10, minimum=20)
        GiftCard.objects.create(
            name="Gift card 50",
            sku="GIFT-50",
            slug="gift-card-50",
            price=50,
            category=self.category("gifts"),
            weight_grams=0,
            code="GIVEJOY50",
            balance=50,
        )

    def category(self, slug):
        return Category.objects.get(slug=slug)

    def make_customers(self):
        User = get_user_model()
        self.customers = []
        for first, last, street, postcode, city in seeding.PEOPLE:
            email = f"{first.lower()}@market.example"
            user = User.objects.create_user(
                email, email, PASSWORD, first_name=first, last_name=last, newsletter=True
            )
            user.addresses.create(
                name=f"{first} {last}", street=street, postcode=postcode, city=city, is_default=True
            )
            self.customers.append(user)

    def make_orders(self, count):
        products = list(Product.objects.in_stock().order_by("pk"))
        for number in range(count):
            user = self.random.choice(self.customers)
            cart = Cart.objects.get_or_create(user_id=user.pk)[0]
            there = [product for product in products if product.available > 0]
            for product in self.random.sample(there, self.random.randint(1, 3)):
                carts.put(cart, product.pk, 1)
            self.make_order(cart, user, days_ago=(count - number) // 2, paid=number % 9 != 0)
            if number in (count // 2, count * 3 // 4):
                poll_carriers.delay()

    def make_order(self, cart, user, *, days_ago, paid):
        order = place_order(cart, user, address=user.default_address.as_lines())
        if paid:
            charge(order, "card", {"number": CARD})
        when = timezone.now() - timedelta(days=days_ago)
        Order.objects.filter(pk=order.pk).update(created_at=when)

    def make_reviews(self):
        for user in self.customers:
            for order in Order.objects.of_customer(user).sales()[:2]:
                rating, text = self.random.choice(seeding.OPINIONS)
                for line in order.lines.all()[:1]:
                    self.make_review(user, line.product_id, rating, text)

    def make_review(self, user, product_id, rating, text):
        try:
            write_review(user, product_id, rating=rating, text=text)
        except AlreadyReviewed:
            return

    def make_snapshots(self):
        today = timezone.localdate()
        for days in range(1, 15):
            snapshot(today - timedelta(days=days))
