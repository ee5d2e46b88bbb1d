import secrets
import string

from django.utils.text import slugify

_source = secrets.SystemRandom()
ALPHABET = string.ascii_uppercase.replace("O", "").replace("I", "") + "23456789"


def draw_codes_from(source):
    """The seed command draws codes that are the same each time."""
    global _source
    previous, _source = _source, source
    return previous


def make_code(length=8, prefix=""):
    """A code that can be read out on the phone."""
    return prefix + "".join(_source.choice(ALPHABET) for _ in range(length))


def make_number():
    return make_code(length=10)


def unique_slug(queryset, text):
    base = slugify(text) or "item"
    slug, suffix = base, 2
    while queryset.filter(slug=slug).exists():
        slug, suffix = f"{base}-{suffix}", suffix + 1
    return slug


def initials(text):
    words = [word for word in text.split() if word[0].isalnum()]
    return "".join(word[0].upper() for word in words[:2])
