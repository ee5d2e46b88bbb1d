class MarketError(Exception):
    """Something a customer can be told about."""

    default_message = "Something went wrong. Please try again."

    def __init__(self, message=None):
        self.message = message or self.default_message
        super().__init__(self.message)


class NotAllowed(MarketError):
    default_message = "You may not do this."
