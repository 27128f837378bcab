"""Quotation: what a design costs, and on which terms it is offered."""

from .records import Quote, QuoteLine

__all__ = ["Quote", "QuoteLine"]
