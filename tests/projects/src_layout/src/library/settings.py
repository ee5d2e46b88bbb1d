INSTALLED_APPS = [
    "django.contrib.auth",
    "library.books.apps.BooksConfig",
    "library.loans",
]
ROOT_URLCONF = "library.urls"
