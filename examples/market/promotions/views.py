from django.shortcuts import get_object_or_404, render
from django.views.generic import UpdateView

from core.money import percent_off
from core.views import StaffPageMixin
from products.models import Product
from promotions.forms import PricePreviewForm
from promotions.models import GiftCard
from promotions.selectors import running_with_products

PRICED = "products.%s_product"


def offers(request):
    context = {"promotions": running_with_products(), "page_title": "Offers"}
    return render(request, "promotions/list.html", context)


def gift_card(request, code):
    card = get_object_or_404(GiftCard, code=code)
    return render(request, "promotions/gift_card.html", {"card": card, "page_title": "Gift card"})


class PricePreviewView(StaffPageMixin, UpdateView):
    model = Product
    form_class = PricePreviewForm
    template_name = "promotions/preview.html"
    page_title = "Try a price"

    def form_valid(self, form):
        price = percent_off(form.cleaned_data["price"], form.cleaned_data["percent"])
        may_price = self.request.user.has_perm(PRICED % "change")
        context = self.get_context_data(form=form, preview=price, may_price=may_price)
        return self.render_to_response(context)
