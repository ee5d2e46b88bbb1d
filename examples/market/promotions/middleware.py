class CouponFromLinkMiddleware:
    """Newsletters link to /?coupon=CODE; the code waits in the session until checkout."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "coupon" in request.GET:
            request.session["coupon"] = request.GET["coupon"]
        return self.get_response(request)
