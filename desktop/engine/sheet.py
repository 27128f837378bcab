"""The calculation sheet: formulas that leave a step when they are called through it.

What is printed is what is computed. A result is rounded to the decimals of its quantity before anything
else uses it, as an engineer does who carries on the figure he wrote down; so every step of the
calculation book, evaluated anew from its printed inputs, gives its printed result exactly.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, ParamSpec, TypeVar

from .expressions import names
from .figures import FrozenMap, Value

P = ParamSpec("P")
R = TypeVar("R")
StepKind = Literal["given", "default", "table", "formula", "simulation"]


def quantity_of(name: str) -> str:
    """The quantity a figure is of: ``t_outdoor_c__low`` is a ``t_outdoor_c`` in the role ``low``."""
    return name.partition("__")[0]


@dataclass(frozen=True)
class Formula(Generic[P, R]):
    """A function marked with the quantity it gives, its printed expression, its source and clause."""

    quantity: str
    expression: str
    source: str
    clause: str
    function: Callable[P, R]

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.function(*args, **kwargs)

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of the arguments, each a quantity, perhaps with a role."""
        return tuple(inspect.signature(self.function).parameters)


FORMULAS: list[Formula[..., Any]] = []


def formula(
    quantity: str, expression: str, *, source: str, clause: str = ""
) -> Callable[[Callable[P, R]], Formula[P, R]]:
    """Mark a function of floats as a formula of the calculation book.

    ``expression`` is arithmetic over the function's argument names (see ``expressions``).
    Raises ValueError where expression and arguments do not name the same things.
    """

    def mark(function: Callable[P, R]) -> Formula[P, R]:
        marked = Formula(quantity, expression, source, clause, function)
        if set(names(expression)) != set(marked.arguments):
            raise ValueError(f"{function.__name__}: expression and arguments differ: {expression}")
        marked.__dict__["__doc__"] = function.__doc__
        FORMULAS.append(marked)
        return marked

    return mark


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the calculation book.

    ``name`` is the quantity found, ``section`` the text key of the chapter, ``subject`` the model or thing it
    is about, ``expression`` and ``inputs`` what was evaluated, ``source`` a row of sources.csv, ``place`` the
    table and row a number was read from, ``method`` the text key of how a simulated number came about.
    """

    section: str
    kind: StepKind
    name: str
    value: Value
    source: str
    clause: str = ""
    subject: str = ""
    expression: str = ""
    inputs: FrozenMap[float] = field(default_factory=FrozenMap)
    place: str = ""
    method: str = ""


class Decimals(dict[str, int]):
    """Decimals by the name of a figure: those of its quantity, whatever its role.

    Two are the same if they are the same object, so that what was rounded by them can be kept.
    """

    __hash__ = object.__hash__  # type: ignore[assignment]
    __eq__ = object.__eq__

    def __missing__(self, name: str) -> int:
        quantity = quantity_of(name)
        if quantity == name:
            raise KeyError(name)
        found = self[name] = self[quantity]
        return found


class Sheet:
    """Collects steps while a design is worked out. ``decimals`` is by quantity name."""

    def __init__(
        self,
        decimals: Mapping[str, int],
        section: str = "",
        subject: str = "",
        steps: list[Step] | None = None,
    ) -> None:
        self._decimals = decimals if isinstance(decimals, Decimals) else Decimals(decimals)
        self._section = section
        self._subject = subject
        self._steps = steps

    @classmethod
    def recording(cls, decimals: Mapping[str, int]) -> Sheet:
        """A sheet that keeps its steps."""
        return cls(decimals, steps=[])

    def part(self, section: str, subject: str = "") -> Sheet:
        """The same sheet, writing under another heading."""
        return Sheet(self._decimals, section, subject, self._steps)

    def silent(self) -> Sheet:
        """A sheet that rounds alike but keeps nothing; for candidates that may not be chosen."""
        return Sheet(self._decimals, self._section, self._subject, None)

    @property
    def keeps(self) -> bool:
        """Whether steps are written down."""
        return self._steps is not None

    @property
    def decimals(self) -> Decimals:
        """What figures are rounded by."""
        return self._decimals

    @property
    def steps(self) -> tuple[Step, ...]:
        """What has been written so far, in order."""
        return tuple(self._steps or ())

    def rounded(self, name: str, value: float) -> float:
        """The value as it is printed. Raises KeyError for a name the nomenclature lacks."""
        return round(float(value), self._decimals[name]) + 0.0  # no negative zero

    def work(self, rule: Formula[..., float], /, **inputs: float) -> float:
        """Evaluate a formula, write down the step, give the printed result."""
        decimals = self._decimals  # a design works out some thousand formulas: no call for each input
        printed = {name: round(float(value), decimals[name]) + 0.0 for name, value in inputs.items()}
        result = self.rounded(rule.quantity, rule.function(**printed))
        if self._steps is None:
            return result
        self._write(
            kind="formula",
            name=rule.quantity,
            value=result,
            source=rule.source,
            clause=rule.clause,
            expression=rule.expression,
            inputs=FrozenMap(printed),
        )
        return result

    def given(self, name: str, value: Value, *, source: str = "", default: bool = False) -> Value:
        """Write down what the user said, or the default that stands for it."""
        if isinstance(value, float):
            value = self.rounded(name, value)
        self._write(kind="default" if default else "given", name=name, value=value, source=source)
        return value

    def look_up(self, name: str, value: float, *, table: str, row: str, source: str) -> float:
        """Write down a number read in a table, with the file and the row."""
        result = self.rounded(name, value)
        self._write(kind="table", name=name, value=result, source=source, place=f"{table}: {row}")
        return result

    def simulated(
        self, name: str, value: float, *, method: str, source: str, inputs: Mapping[str, float] | None = None
    ) -> float:
        """Write down what an hourly or iterative calculation gave; ``method`` is the text that tells how."""
        result = self.rounded(name, value)
        self._write(
            kind="simulation",
            name=name,
            value=result,
            source=source,
            method=method,
            inputs=FrozenMap({key: self.rounded(key, number) for key, number in (inputs or {}).items()}),
        )
        return result

    def _write(self, *, kind: StepKind, name: str, value: Value, source: str, **more: Any) -> None:
        if self._steps is not None:
            self._steps.append(
                Step(
                    section=self._section,
                    subject=self._subject,
                    kind=kind,
                    name=name,
                    value=value,
                    source=source,
                    **more,
                )
            )
