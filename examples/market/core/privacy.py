"""Requests under the privacy law: hand over, or forget, what we hold about a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from celery import current_app

if TYPE_CHECKING:
    from accounts.models import User


def export_personal_data(user: User) -> dict:
    return {
        "email": user.email,
        "name": user.get_full_name(),
        "orders": [order.number for order in user.purchases.all()],
        "reviews": [review.text for review in user.review_set.all()],
        "cards": list(user.cards.values_list("last_digits", flat=True)),
    }


def forget(user: User) -> None:
    user.review_set.update(text="(removed)")
    user.cards.all().delete()
    current_app.send_task("notifications.tasks.drop_mail_log", args=[user.email])
    user.first_name = user.last_name = user.phone = ""
    user.username = user.email = f"forgotten-{user.pk}@market.example"
    user.is_active = False
    user.set_unusable_password()
    user.save()
