INSTALLED_APPS = ["users", "orders", "money"]
AUTH_USER_MODEL = "users.Customer"
