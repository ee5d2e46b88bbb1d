from django.db import models


class NeutralPathMixin:
    """Migrations see Django's own field, so that these classes can be moved at will."""

    neutral_path = ""

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, self.neutral_path, args, kwargs


class MoneyField(NeutralPathMixin, models.DecimalField):
    neutral_path = "django.db.models.DecimalField"

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_digits", 10)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(*args, **kwargs)


class ProtectedForeignKey(NeutralPathMixin, models.ForeignKey):
    """A foreign key to something that must outlive the row, such as what was sold."""

    neutral_path = "django.db.models.ForeignKey"

    def __init__(self, to, on_delete=models.PROTECT, **kwargs):
        super().__init__(to, on_delete=on_delete, **kwargs)
