from notifications.selectors import unread_count


def unread(request):
    if not request.user.is_authenticated:
        return {"unread_count": 0}
    return {"unread_count": unread_count(request.user)}
