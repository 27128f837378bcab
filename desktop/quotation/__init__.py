"""Quotation: what a design costs, and on which terms it is offered."""

from .quoting import quote
from .records import Quote, QuoteLine
from .rules import QuoteFault

__all__ = ["Quote", "QuoteFault", "QuoteLine", "quote"]
