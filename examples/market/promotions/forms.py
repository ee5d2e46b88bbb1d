from django import forms

from products.models import Product
from promotions.models import Coupon


class CouponForm(forms.Form):
    code = forms.CharField(max_length=20)


class PricePreviewForm(forms.ModelForm):
    """Staff try a percentage on a product before they plan a promotion."""

    percent = forms.IntegerField(min_value=1, max_value=90)

    class Meta:
        model = Product
        fields = ["price"]


class CouponAdminForm(forms.ModelForm):
    class Meta:
        model = Coupon
        fields = ["code", "percent", "minimum", "owner", "is_active", "only_once"]

    def clean_code(self):
        return self.cleaned_data["code"].strip().upper()
