from core.text import make_code


class RequestIdMiddleware:
    """Gives each request an id that support can ask for."""

    header = "X-Request-Id"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.id = request.headers.get(self.header) or make_code(12)
        response = self.get_response(request)
        response[self.header] = request.id
        return response
