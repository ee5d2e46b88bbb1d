LOCAL_APPS = ["users", "orders"]
INSTALLED_APPS = ["django.contrib.auth", *LOCAL_APPS]
AUTH_USER_MODEL = "users.User"
