"""The tables of ports. Only read once the apps are ready: everything else here may be imported earlier."""

from __future__ import annotations

from django.db import models


class Receipt(models.Model):
    """The answer to one command, by the key that its caller gave it."""

    id = models.CharField(primary_key=True, max_length=64)
    """Hash of port, caller and key."""
    port = models.CharField(max_length=100)
    body_hash = models.CharField(max_length=64)
    """Of method and arguments: the same key with others is refused."""
    answer = models.BinaryField(null=True)
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "anabranch"
        db_table = "anabranch_receipt"

    def __str__(self) -> str:
        return f"{self.port} {self.id}"
