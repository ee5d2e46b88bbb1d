from datetime import timedelta

from django.utils import timezone

from accounts.models import User

PRECISION = timedelta(minutes=5)


class LastSeenMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated:
            self.touch(request.user)
        return response

    def touch(self, user):
        now = timezone.now()
        if user.last_seen_at is None or now - user.last_seen_at > PRECISION:
            User.objects.filter(pk=user.pk).update(last_seen_at=now)
