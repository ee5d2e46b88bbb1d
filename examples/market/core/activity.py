"""What a customer did lately, over all the apps. Shown on the account page and to support."""

from operator import itemgetter

from django.apps import apps

from core.constants import ORDERING


def recent_activity(user, limit=8):
    events = [*_bought(user), *_reviewed(user), *_was_told(user)]
    return sorted(events, key=itemgetter("when"), reverse=True)[:limit]


def _bought(user):
    Order = apps.get_model(ORDERING, "Order")
    orders = Order.objects.filter(customer=user).newest()[:5]
    return [_event(order.created_at, f"Ordered {order.number}") for order in orders]


def _reviewed(user):
    Review = apps.get_model("reviews", "Review")
    rows = Review.objects.filter(author_id=user.pk).values_list("created_at", "product__name")
    return [_event(when, f"Reviewed {name}") for when, name in rows[:5]]


def _was_told(user):
    notes = apps.get_model("notifications.Notification").objects.filter(recipient_id=user.pk)
    return [_event(note.created_at, f"Was told: {note.text}") for note in notes[:5]]


def _event(when, text):
    return {"when": when, "text": text}
