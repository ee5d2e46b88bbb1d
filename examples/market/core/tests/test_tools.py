from decimal import Decimal
from random import Random

from django.test import SimpleTestCase, TestCase

from core.exceptions import MarketError
from core.money import format_money, percent_off
from core.templatetags.core_tags import stars, tile
from core.tests.factories import make_category, make_product
from core.text import draw_codes_from, initials, make_code, unique_slug
from products.models import Product


class MoneyTests(SimpleTestCase):
    def test_percent_off_rounds_to_cents(self):
        self.assertEqual(percent_off("9.99", 15), Decimal("8.49"))

    def test_no_percent_leaves_the_amount(self):
        self.assertEqual(percent_off("9.99", 0), Decimal("9.99"))

    def test_format_groups_thousands(self):
        self.assertEqual(format_money(Decimal("1234.5")), "€ 1,234.50")

    def test_format_of_nothing_is_a_dash(self):
        self.assertEqual(format_money(None), "–")


class TextTests(TestCase):
    def test_codes_have_no_letters_that_look_like_digits(self):
        self.assertFalse(set("OI01") & set(make_code(500)))

    def test_codes_of_a_seeded_source_repeat(self):
        codes = []
        for _ in range(2):
            before = draw_codes_from(Random(1))
            codes.append(make_code())
            draw_codes_from(before)
        self.assertEqual(codes[0], codes[1])

    def test_initials_skip_signs(self):
        self.assertEqual(initials("Birch & Sons"), "BS")

    def test_second_slug_gets_a_number(self):
        product = make_product("Pan")
        Product.objects.filter(pk=product.pk).update(slug="pan")
        self.assertEqual(unique_slug(Product.objects.all(), "Pan"), "pan-2")


class TagTests(SimpleTestCase):
    def test_stars_of_no_rating_are_nothing(self):
        self.assertEqual(stars(None), "")

    def test_stars_show_the_rounded_rating(self):
        self.assertIn("★★★★<span>★</span>", stars(3.6))

    def test_tile_escapes_the_text(self):
        self.assertNotIn("<b>", tile("<b> x"))

    def test_error_without_a_message_has_a_default(self):
        self.assertEqual(str(MarketError()), MarketError.default_message)


class ContextTests(TestCase):
    def test_pages_list_the_root_categories(self):
        root = make_category("Kitchen")
        make_category("Pans")
        response = self.client.get("/")
        self.assertIn(root, response.context["nav_categories"])

    def test_answers_carry_the_id_of_the_request(self):
        response = self.client.get("/", headers={"X-Request-Id": "abc"})
        self.assertEqual(response["X-Request-Id"], "abc")
