from django import forms

from payments.models import Payment
from payments.services import methods


class PayForm(forms.Form):
    method = forms.ChoiceField(choices=methods, widget=forms.RadioSelect, initial="card")
    number = forms.CharField(required=False, label="Card number", max_length=19)
    code = forms.CharField(required=False, label="Gift card code", max_length=20)
    remember = forms.BooleanField(required=False, label="Remember this card")


class RefundForm(forms.ModelForm):
    class Meta:
        model = Payment
        fields = ["message"]
