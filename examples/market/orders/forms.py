from django import forms

from accounts.models import Address
from orders.models import Order
from orders.policies import MAX_PER_LINE


class QuantityForm(forms.Form):
    quantity = forms.IntegerField(min_value=0, max_value=MAX_PER_LINE)


class DeliveryForm(forms.ModelForm):
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))

    class Meta:
        model = Address
        fields = ["name", "street", "postcode", "city", "country"]

    def as_text(self):
        return Address(**{field: self.cleaned_data[field] for field in self.Meta.fields}).as_lines()


class NoteForm(forms.ModelForm):
    class Meta:
        model = Order
        fields = ["note"]
