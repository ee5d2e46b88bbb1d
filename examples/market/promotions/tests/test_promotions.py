from datetime import timedelta
from decimal import Decimal

from django.test import TestCase
from django.utils import timezone

from core.tests.factories import (
    make_brand,
    make_category,
    make_order,
    make_product,
    make_staff,
    make_user,
)
from promotions import selectors
from promotions.models import Coupon, GiftCard, Promotion, Redemption
from promotions.services import CouponRefused, EmptyGiftCard, best_discount, draw, find_coupon
from promotions.tasks import end_promotions, mail_promotion


def make_promotion(*products, percent=10, **fields):
    promotion = Promotion.objects.create(name=f"{percent} off", percent=percent, **fields)
    for product in products:
        promotion.items.create(product=product)
    return promotion


def make_gift_card(balance="50.00"):
    return GiftCard.objects.create(
        name="Card",
        sku="G",
        slug="card",
        price=50,
        category=make_category(),
        weight_grams=0,
        code="JOY",
        balance=Decimal(balance),
    )


class DiscountTests(TestCase):
    def test_highest_promotion_wins(self):
        product = make_product()
        make_promotion(product, percent=10)
        make_promotion(product, percent=30)
        self.assertEqual(best_discount(product), 30)

    def test_ended_promotion_counts_no_more(self):
        product = make_product()
        yesterday = timezone.now() - timedelta(days=1)
        make_promotion(product, starts_at=yesterday - timedelta(days=1), ends_at=yesterday)
        self.assertEqual(best_discount(product), 0)
        self.assertEqual(end_promotions(), 1)

    def test_promotions_of_a_brand(self):
        promotion = make_promotion(make_product(brand=make_brand("Cedar")))
        self.assertEqual(list(Promotion.objects.for_brand("Cedar")), [promotion])

    def test_reduced_products_are_listed_once(self):
        product = make_product()
        make_promotion(product)
        make_promotion(product)
        self.assertEqual(list(selectors.reduced_products()), [product])

    def test_best_products_come_first(self):
        slow, fast = make_product(), make_product()
        promotion = make_promotion(slow, fast)
        make_order(make_user(), fast, quantity=3)
        make_order(make_user(), slow, quantity=1)
        self.assertEqual(list(selectors.best_products(promotion)), [fast, slow])


class CouponTests(TestCase):
    def setUp(self):
        self.user = make_user()
        self.coupon = Coupon.objects.create(code="TEN", percent=10, minimum=20)

    def test_code_works_in_any_case(self):
        self.assertEqual(find_coupon(" ten ", self.user), self.coupon)

    def test_unknown_code_is_refused(self):
        with self.assertRaises(CouponRefused):
            find_coupon("NO", self.user)

    def test_coupon_of_somebody_else_is_refused(self):
        Coupon.objects.update(owner=make_user())
        with self.assertRaises(CouponRefused):
            find_coupon("TEN", self.user)

    def test_coupon_takes_its_percentage_once(self):
        order = make_order(self.user, make_product(price="100.00"), coupon=self.coupon)
        self.assertEqual(order.discount, Decimal("10.00"))
        self.assertEqual(Redemption.objects.get().amount, Decimal("10.00"))
        with self.assertRaisesMessage(CouponRefused, "You used this coupon before."):
            find_coupon("TEN", self.user)

    def test_below_the_minimum_there_is_no_discount(self):
        order = make_order(self.user, make_product(price="15.00"), coupon=self.coupon)
        self.assertEqual(order.discount, 0)

    def test_link_keeps_the_code_for_the_cart(self):
        self.client.force_login(self.user)
        product = make_product()
        self.client.get("/?coupon=TEN")
        self.client.post(f"/orders/cart/add/{product.pk}/")
        self.assertContains(self.client.get("/orders/cart/"), "takes off 10 %")

    def test_unused_coupons_belong_to_the_owner(self):
        mine = Coupon.objects.create(code="MINE", owner=self.user)
        self.assertEqual(list(selectors.unused_coupons(self.user)), [mine])


class GiftCardTests(TestCase):
    def test_gift_card_is_a_product(self):
        card = make_gift_card()
        self.assertTrue(card.is_digital)
        self.assertTrue(card.is_giftable)

    def test_drawing_lowers_the_balance(self):
        make_gift_card()
        self.assertEqual(draw("JOY", Decimal(20)).balance, 30)

    def test_drawing_too_much_is_refused(self):
        make_gift_card("5.00")
        with self.assertRaises(EmptyGiftCard):
            draw("JOY", Decimal(20))

    def test_line_knows_the_code_it_sold(self):
        card = make_gift_card()
        order = make_order(make_user(), card)
        self.assertEqual(order.lines.get().gift_code(), "JOY")
        self.assertEqual(make_order().lines.get().gift_code(), "")


class PageTests(TestCase):
    def test_offers_and_gift_card_pages(self):
        make_promotion(make_product("Wok"))
        make_gift_card()
        self.assertContains(self.client.get("/offers/"), "Wok")
        self.assertContains(self.client.get("/offers/gift-card/JOY/"), "€ 50.00")

    def test_staff_tries_a_price(self):
        product = make_product()
        self.client.force_login(make_staff())
        response = self.client.post(f"/offers/try/{product.pk}/", {"price": 80, "percent": 25})
        self.assertContains(response, "€ 60.00")

    def test_mailing_reaches_subscribers(self):
        from django.core import mail

        reader = make_user(newsletter=True)
        make_user()
        mail_promotion(make_promotion().pk)
        self.assertEqual([message.to for message in mail.outbox], [[reader.email]])
