from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver


@receiver(user_logged_in)
def adopt_cart(sender, request, user, **kwargs):
    from orders import carts

    carts.adopt(request.session, user)
