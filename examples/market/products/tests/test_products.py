from decimal import Decimal

from django.core import mail
from django.test import TestCase

from core.tests.factories import (
    make_brand,
    make_category,
    make_order,
    make_paid_order,
    make_product,
    make_user,
    put_on_shelf,
)
from products import selectors
from products.models import Category, Product
from products.services import change_price, create_product, retire
from promotions.models import Promotion
from reviews.services import write_review


class QueryTests(TestCase):
    def test_category_includes_its_children(self):
        parent = make_category("Kitchen")
        child = Category.objects.create(name="Pans", slug="pans", parent=parent)
        pan = make_product(category=child)
        make_product(category=make_category("Garden"))
        self.assertEqual(list(Product.objects.in_category(parent)), [pan])

    def test_words_match_name_and_brand(self):
        wok = make_product("Wok", brand=make_brand("Cedar"))
        make_product("Wok lid")
        self.assertEqual(list(selectors.browse(words="wok cedar")), [wok])

    def test_in_stock_leaves_out_the_empty(self):
        full = make_product()
        make_product(stock=0)
        self.assertEqual(list(selectors.browse(in_stock=True)), [full])

    def test_popular_orders_by_what_was_sold(self):
        slow, fast = make_product("A"), make_product("B")
        make_order(make_user(), fast)
        self.assertEqual(list(Product.objects.popular()), [fast, slow])

    def test_rating_is_the_average(self):
        product = make_product()
        write_review(make_user(), product.pk, rating=5)
        write_review(make_user(), product.pk, rating=2)
        self.assertEqual(Product.objects.with_rating().get().rating, 3.5)
        self.assertEqual(product.average_rating(), 3.5)

    def test_companions_come_from_the_same_orders(self):
        pan, lid, other = make_product(), make_product(), make_product()
        make_order(make_user(), pan, lid)
        make_order(make_user(), other)
        self.assertEqual(list(pan.often_bought_with()), [lid])

    def test_supplier_sees_the_products_of_a_warehouse(self):
        make_product()
        product = make_product(stock=0)
        put_on_shelf(product, 1, code="NOR")
        self.assertEqual(list(selectors.products_of_supplier("NOR")), [product])

    def test_sold_this_month_counts_paid_orders(self):
        product = make_product()
        make_paid_order(make_user(), product)
        make_order(make_user(), product)
        self.assertEqual(selectors.sold_this_month(product), 1)


class PriceTests(TestCase):
    def setUp(self):
        self.product = make_product(price="20.00")

    def test_running_promotion_reduces_the_price(self):
        promotion = Promotion.objects.create(name="Sale", percent=25)
        promotion.items.create(product=self.product)
        self.assertEqual(self.product.current_price, Decimal("15.00"))
        self.assertEqual(list(selectors.running_promotions(self.product)), [promotion])

    def test_fans_hear_of_a_price_drop(self):
        fan = make_user(newsletter=True)
        fan.favourites.add(self.product)
        self.assertTrue(change_price(self.product, Decimal("12.00")))
        self.assertEqual([message.to for message in mail.outbox], [[fan.email]])

    def test_a_rise_is_kept_quiet(self):
        self.assertFalse(change_price(self.product, Decimal("22.00")))
        self.assertEqual(mail.outbox, [])


class ServiceTests(TestCase):
    def test_created_product_gets_a_slug_and_a_shelf(self):
        put_on_shelf(make_product(), 1)
        product = create_product(name="New pan", sku="X", price=1, category=make_category())
        self.assertEqual(product.slug, "new-pan")
        self.assertEqual(product.stock.count(), 1)

    def test_retired_product_has_no_stock_and_no_reviews(self):
        product = make_product()
        write_review(make_user(), product.pk, rating=5)
        retire(product)
        self.assertEqual(product.available, 0)
        self.assertFalse(product.review_set.filter(is_public=True).exists())


class PageTests(TestCase):
    def test_home_and_list_show_the_product(self):
        make_product("Copper pan")
        for url in ["/", "/products/", "/category/things/", "/products/feed/"]:
            self.assertContains(self.client.get(url), "Copper pan")

    def test_product_page_offers_the_cart(self):
        product = make_product()
        response = self.client.get(product.get_absolute_url())
        self.assertContains(response, f"/orders/cart/add/{product.pk}/")

    def test_sold_out_product_can_be_watched(self):
        product, user = make_product(stock=0), make_user()
        self.client.force_login(user)
        self.assertContains(self.client.get(product.get_absolute_url()), "Sold out")
        self.client.post(f"/products/{product.pk}/watch/")
        self.assertEqual(user.stock_subscriptions.get().product, product)

    def test_api_finds_products(self):
        make_product("Wok", price="39.90")
        found = self.client.get("/api/products/?q=wok").json()["products"]
        self.assertEqual([row["price"] for row in found], ["39.90"])
