from django import forms

from products.selectors import SORTINGS


class BrowseForm(forms.Form):
    words = forms.CharField(required=False, label="Search")
    sorting = forms.ChoiceField(
        required=False, label="Sort by", choices=[(key, key) for key in SORTINGS]
    )
    in_stock = forms.BooleanField(required=False, label="In stock only")
