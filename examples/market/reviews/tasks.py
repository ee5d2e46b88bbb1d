from celery import current_app, shared_task

from reviews.models import Review


@shared_task
def thank_reviewers(days=7):
    recent = Review.objects.public().since(days=days).values_list("author_id", flat=True)
    for user_id in sorted(set(recent)):
        current_app.send_task("notifications.mail", args=[user_id, "thanks", {}])
    return len(set(recent))
