from django import forms
from django.contrib.auth.forms import UserCreationForm

from accounts.models import Address, User


class SignUpForm(UserCreationForm):
    class Meta:
        model = User
        fields = ["first_name", "last_name", "email", "newsletter"]

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError("There is an account with this address.")
        return email

    def save(self, commit=True):
        user = super().save(commit=False)
        user.username = user.email
        if commit:
            user.save()
        return user


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["first_name", "last_name", "phone", "newsletter"]


class AddressForm(forms.ModelForm):
    class Meta:
        model = Address
        fields = ["name", "street", "postcode", "city", "country", "is_default"]
