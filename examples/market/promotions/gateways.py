from core.text import make_code
from payments.gateways import Gateway, Result
from promotions.services import EmptyGiftCard, draw


class GiftCardGateway(Gateway):
    label = "Gift card"

    def charge(self, amount, details):
        try:
            draw(details.get("code", ""), amount)
        except EmptyGiftCard as error:
            return Result(ok=False, message=error.message)
        return Result(ok=True, reference=make_code(prefix="GC-"))
