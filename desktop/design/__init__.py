"""The engineer's procedure: ``design(project, catalog)``, one line a step."""

from __future__ import annotations

from .procedure import DesignFault, answers_of, design
from .records import Design

__all__ = ["Design", "DesignFault", "answers_of", "design"]
