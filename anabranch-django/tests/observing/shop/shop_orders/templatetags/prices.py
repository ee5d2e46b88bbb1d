"""Loaded by pages of this domain; what it registers, others define."""

from shop_payments.kinds import register

__all__ = ["register"]
