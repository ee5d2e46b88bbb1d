from django.urls import reverse
from django.views.generic import ListView

from core.views import ActionView, CustomerPageMixin, JsonView
from notifications.selectors import inbox, unread_count
from notifications.services import mark_read


class InboxView(CustomerPageMixin, ListView):
    template_name = "notifications/inbox.html"
    context_object_name = "notes"
    page_title = "Messages"

    def get_queryset(self):
        return inbox(self.request.user)[:50]


class ReadView(ActionView):
    def act(self, request):
        mark_read(request.user)

    def get_success_url(self):
        return reverse("notifications:inbox")


class UnreadApi(JsonView):
    def get(self, request):
        return {"unread": unread_count(request.user) if request.user.is_authenticated else 0}
