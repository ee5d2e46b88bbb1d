from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from accounts import selectors
from accounts.models import StaffMember, User
from accounts.services import deactivate_sleepers
from core.tests.factories import (
    make_address,
    make_brand,
    make_order,
    make_paid_order,
    make_product,
    make_staff,
    make_user,
)
from orders.models import Cart

SIGN_UP = {
    "first_name": "Cato",
    "last_name": "Jansen",
    "email": "Cato@market.example",
    "password1": "a-long-secret-77",
    "password2": "a-long-secret-77",
}


class SignUpTests(TestCase):
    def test_new_customer_is_signed_in(self):
        response = self.client.post("/accounts/sign-up/", SIGN_UP)
        self.assertRedirects(response, "/products/")
        user = User.objects.get(email="cato@market.example")
        self.assertEqual(self.client.session["_auth_user_id"], str(user.pk))
        self.assertTrue(user.notifications.filter(kind="account").exists())

    def test_newsletter_brings_a_coupon(self):
        self.client.post("/accounts/sign-up/", {**SIGN_UP, "newsletter": "on"})
        self.assertEqual(User.objects.get().coupons.count(), 1)

    def test_known_address_is_refused(self):
        make_user("cato")
        response = self.client.post("/accounts/sign-up/", SIGN_UP)
        self.assertContains(response, "There is an account with this address.")


class SignInTests(TestCase):
    def setUp(self):
        self.user = make_user("finn")
        self.user.set_password("market-demo")
        self.user.save()

    def sign_in(self, name):
        data = {"username": name, "password": "market-demo"}
        return self.client.post("/accounts/login/", data)

    def test_email_works_in_any_case(self):
        self.assertRedirects(self.sign_in("FINN@market.example"), "/accounts/")

    def test_cart_of_the_visitor_is_kept(self):
        product = make_product()
        self.client.post(f"/orders/cart/add/{product.pk}/", {"quantity": 2})
        self.sign_in("finn@market.example")
        cart = Cart.objects.get(user=self.user)
        self.assertEqual(cart.lines.get().quantity, 2)
        self.assertEqual(Cart.objects.count(), 1)

    def test_visit_is_noted(self):
        self.sign_in("finn@market.example")
        self.user.refresh_from_db()
        self.assertIsNotNone(self.user.last_seen_at)


class AccountPageTests(TestCase):
    def setUp(self):
        self.user = make_user("anna")
        self.client.force_login(self.user)

    def test_strangers_have_to_sign_in(self):
        self.client.logout()
        response = self.client.get("/accounts/")
        self.assertRedirects(response, "/accounts/login/?next=/accounts/")

    def test_overview_shows_what_was_spent(self):
        make_paid_order(self.user, make_product(price="80.00"))
        self.assertContains(self.client.get("/accounts/"), "€ 80.00")

    def test_profile_is_changed(self):
        data = {"first_name": "Ann", "last_name": "B", "phone": "1"}
        self.assertRedirects(self.client.post("/accounts/profile/", data), "/accounts/")
        self.user.refresh_from_db()
        self.assertEqual(self.user.first_name, "Ann")

    def test_favourite_is_toggled(self):
        product = make_product("Wok")
        url = f"/accounts/favourites/{product.pk}/"
        self.assertContains(self.client.post(url, follow=True), "Wok")
        self.client.post(url)
        self.assertFalse(self.user.favourites.exists())

    def test_personal_data_is_handed_over(self):
        self.assertEqual(self.client.get("/accounts/data/").json()["email"], self.user.email)


class CustomerTests(TestCase):
    def test_new_default_address_replaces_the_old(self):
        user = make_user()
        old = make_address(user, is_default=True)
        new = make_address(user, is_default=True)
        old.refresh_from_db()
        self.assertFalse(old.is_default)
        self.assertEqual(user.default_address, new)

    def test_only_paid_orders_count_as_value(self):
        user = make_user()
        make_order(user, make_product(price="100.00"))
        self.assertEqual(user.lifetime_value(), 0)
        make_paid_order(user, make_product(price="300.00"))
        self.assertEqual(user.lifetime_value(), 300)
        self.assertTrue(user.is_regular)

    def test_has_bought_knows_the_products(self):
        user, product = make_user(), make_product()
        make_order(user, product)
        self.assertTrue(user.has_bought(product.pk))
        self.assertFalse(user.has_bought(make_product().pk))

    def test_big_spenders_are_found(self):
        rich = make_user()
        make_paid_order(rich, make_product(price="200.00"))
        make_paid_order(make_user(), make_product(price="20.00"))
        self.assertEqual(list(User.objects.big_spenders(150)), [rich])

    def test_fans_of_a_brand(self):
        user = make_user()
        brand = make_brand()
        user.favourites.add(make_product(brand=brand))
        self.assertEqual(list(selectors.fans_of_brand(brand.pk)), [user])

    def test_sleepers_without_orders_are_closed(self):
        now = timezone.now()
        sleeper, buyer = make_user(), make_user()
        make_order(buyer)
        User.objects.update(last_seen_at=now - timedelta(days=900))
        self.assertEqual(deactivate_sleepers(now - timedelta(days=365)), 1)
        sleeper.refresh_from_db()
        self.assertFalse(sleeper.is_active)

    def test_staff_proxy_reads_differently(self):
        staff = make_staff()
        self.assertIn("(staff)", str(StaffMember.objects.get(pk=staff.pk)))
