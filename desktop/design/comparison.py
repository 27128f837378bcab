"""Which models a changed answer brought back, and which fell out, by which rule.

Two designs of one kind of project are laid side by side: a model is in where it serves and is ranked, out
where a rule refuses it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..engine.messages import Rejection
from .records import Design

Change = Literal["back", "out", "other_rule"]
RANKED_LOWER = "ranked_lower"


@dataclass(frozen=True, slots=True)
class ModelChange:
    """A model that came back (``before`` says what had refused it), fell out (``after`` says what refuses it
    now), or is refused by another rule than before."""

    model: str
    change: Change
    before: Rejection | None
    after: Rejection | None


def changes(before: Design, after: Design) -> tuple[ModelChange, ...]:
    """What a change did to the models: those that came back first, then those that fell out."""
    old, new = _refused(before), _refused(after)
    found = []
    for model in dict.fromkeys((*_known(before), *_known(after))):
        was, is_now = old.get(model), new.get(model)
        if was is not None and is_now is None and model in _known(after):
            found.append(ModelChange(model, "back", was, None))
        elif was is None and is_now is not None and model in _known(before):
            found.append(ModelChange(model, "out", None, is_now))
        elif was is not None and is_now is not None and was.rule != is_now.rule:
            found.append(ModelChange(model, "other_rule", was, is_now))
    order = ("back", "out", "other_rule")
    return tuple(sorted(found, key=lambda one: order.index(one.change)))


def _refused(design: Design) -> dict[str, Rejection]:
    return {one.model: one for one in design.rejections if one.rule != RANKED_LOWER}


def _known(design: Design) -> tuple[str, ...]:
    """Every model a design accounts for."""
    names = [one.model for one in design.options]
    names += [one.model for one in design.equipment if one.kind in ("heat_pump", "water_heater")]
    return tuple(dict.fromkeys((*names, *(one.model for one in design.rejections))))
