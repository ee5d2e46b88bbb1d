INSTALLED_APPS = ["users", "posts"]
AUTH_USER_MODEL = "users.Author"
