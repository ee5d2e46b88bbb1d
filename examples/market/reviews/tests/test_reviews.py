from django.core import mail
from django.test import TestCase

from core.tests.factories import (
    make_brand,
    make_order,
    make_paid_order,
    make_product,
    make_staff,
    make_user,
)
from notifications.models import Notification
from orders.services import cancel
from reviews import selectors
from reviews.models import Review
from reviews.services import AlreadyReviewed, flag, write_review
from reviews.tasks import thank_reviewers


class WritingTests(TestCase):
    def setUp(self):
        self.user, self.product = make_user("anna"), make_product("Wok")

    def test_buyers_are_verified(self):
        make_order(self.user, self.product)
        self.assertTrue(write_review(self.user, self.product.pk, rating=5).is_verified)

    def test_others_are_not(self):
        self.assertFalse(write_review(self.user, self.product.pk, rating=5).is_verified)
        self.assertFalse(Review.objects.by_buyers().exists())

    def test_nobody_reviews_twice(self):
        write_review(self.user, self.product.pk, rating=5)
        with self.assertRaises(AlreadyReviewed):
            write_review(self.user, self.product.pk, rating=1)

    def test_staff_hears_of_bad_reviews(self):
        staff = make_staff()
        write_review(self.user, self.product.pk, rating=1, text="Broke")
        self.assertIn("Broke", staff.notifications.get().text)

    def test_three_flags_hide_a_review(self):
        review = write_review(self.user, self.product.pk, rating=5)
        for _ in range(3):
            flag(review, make_user(), "spam")
        self.assertFalse(Review.objects.public().exists())
        self.assertEqual(selectors.flagged().get().flag_count(), 3)

    def test_writers_are_thanked_once(self):
        write_review(self.user, self.product.pk, rating=5)
        write_review(self.user, make_product().pk, rating=5)
        self.assertEqual(thank_reviewers(), 1)
        self.assertEqual(mail.outbox[-1].subject, "Thank you for your review")


class SelectorTests(TestCase):
    def test_bought_but_not_reviewed(self):
        user, pan, wok = make_user(), make_product(), make_product()
        make_paid_order(user, pan, wok)
        write_review(user, pan.pk, rating=3)
        self.assertEqual(list(selectors.not_reviewed_yet(user)), [wok])

    def test_average_per_brand(self):
        product = make_product(brand=make_brand("Cedar"))
        write_review(make_user(), product.pk, rating=4)
        row = selectors.brand_ratings().get()
        self.assertEqual(list(row.values()), ["Cedar", 4])

    def test_most_bought_first(self):
        slow, fast = make_product(), make_product()
        make_order(None, fast)
        self.assertEqual(list(selectors.most_bought_first()), [fast, slow])

    def test_buyers_only(self):
        user, product = make_user(), make_product()
        make_order(user, product)
        review = write_review(user, product.pk, rating=4)
        self.assertEqual(list(Review.objects.by_buyers()), [review])

    def test_cancelled_order_withdraws_the_question(self):
        order = make_order()
        Notification.objects.create(
            recipient=order.customer, kind="review", text=f"How was {order.number}?"
        )
        cancel(order)
        self.assertFalse(Notification.objects.filter(kind="review").exists())


class PageTests(TestCase):
    def setUp(self):
        self.user, self.product = make_user("anna"), make_product("Wok")
        self.client.force_login(self.user)

    def write(self, **data):
        return self.client.post(f"/reviews/write/{self.product.slug}/", data, follow=True)

    def test_review_appears_on_the_product(self):
        response = self.write(rating=4, text="Nice weight")
        self.assertContains(response, "Nice weight")
        self.assertContains(response, "1 review")

    def test_rating_is_needed(self):
        self.assertContains(self.write(rating=9), "A review needs a rating from 1 to 5.")

    def test_own_reviews_live_under_the_account(self):
        self.write(rating=4, text="Nice weight")
        self.assertContains(self.client.get("/accounts/reviews/"), "Nice weight")

    def test_retracted_review_is_gone(self):
        self.write(rating=4)
        review = Review.objects.get()
        self.assertContains(self.client.get(f"/reviews/{review.pk}/retract/"), "Retract")
        response = self.client.post(f"/reviews/{review.pk}/retract/")
        self.assertRedirects(response, self.product.get_absolute_url())
        self.assertFalse(Review.objects.exists())

    def test_moderators_see_flagged_reviews(self):
        self.write(rating=4, text="Buy at my shop")
        self.client.post(f"/reviews/{Review.objects.get().pk}/flag/", {"reason": "ad"})
        self.client.force_login(make_staff())
        page = self.client.get("/reviews/moderation/")
        self.assertContains(page, "Buy at my shop")
        self.assertContains(page, f"/admin/products/product/{self.product.pk}/change/")

    def test_api_names_the_author(self):
        self.write(rating=4)
        rows = self.client.get(f"/reviews/api/{self.product.sku}/").json()["reviews"]
        self.assertEqual(rows, [{"rating": 4, "text": "", "by": "Anna"}])
