from orders import carts


def cart(request):
    found = carts.current(request)
    return {"cart_count": found.count() if found else 0}
