def short_name(user):
    """The name as it is embossed on a card. Put on the user, because the card form wants it."""
    return f"{user.first_name[:1]}. {user.last_name}".upper().strip()
