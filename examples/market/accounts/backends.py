from django.contrib.auth.backends import ModelBackend

from accounts.models import User


class EmailBackend(ModelBackend):
    def authenticate(self, request, username=None, password=None, **kwargs):
        user = User.objects.filter(email__iexact=username or "").first()
        if user and user.check_password(password) and self.user_can_authenticate(user):
            return user
        return None
