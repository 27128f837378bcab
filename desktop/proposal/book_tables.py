"""Steps that are worked out alike for several subjects, gathered into tables.

Two steps are alike when their rule is the same: kind, quantity, expression, source and method. Rules that
follow each other for the same subjects make one table, whose rows are the subjects. Within a table a name has
one column and one meaning, so that every row can be worked out anew from its own cells. What is read in a
catalogue table only to be put into such a rule stands in the row too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from ..engine.sheet import Step

Width = Callable[[str, float, bool], int]  # of a name, a number of it, whether it is a result
Key = tuple[str, int]  # a subject, and the how-manieth time its rule is used there
WIDEST = 84  # characters of a row of numbers, from which a table is wide enough
CORNERS = 4  # numbers read in tables from which a rule used once is set as a row too
WORKED_OUT = ("formula", "simulation")


@dataclass(slots=True)
class Rule:
    """A rule with the steps that follow it."""

    steps: dict[Key, Step] = field(default_factory=dict)

    @property
    def first(self) -> Step:
        """The step that stands for all: the others differ in numbers only."""
        return next(iter(self.steps.values()))

    @property
    def names(self) -> tuple[str, ...]:
        """What the rule takes, then what it gives."""
        return (*self.first.inputs, self.first.name)


@dataclass(slots=True)
class Gathered:
    """Rules over the same subjects; ``cells`` by name and row, and which of them are steps of their own."""

    rules: list[Rule]
    cells: dict[str, dict[Key, float]] = field(default_factory=dict)
    steps: dict[tuple[str, Key], Step] = field(default_factory=dict)

    @property
    def keys(self) -> list[Key]:
        """The rows in the order of the first rule, which has them all."""
        return list(self.rules[0].steps)

    def constants(self) -> dict[str, float]:
        """What is the same in every row and no result: said once beside the rules."""
        found = {}
        for name, column in self.cells.items():
            read = any(step_name == name for step_name, _ in self.steps)
            if not read and len(column) == len(self.keys) and len(set(column.values())) == 1:
                found[name] = next(iter(column.values()))
        return found

    def results(self) -> set[str]:
        """What the rules give, and what tells how a simulation went: figures that are read elsewhere too."""
        simulated = {
            name for rule in self.rules if rule.first.kind == "simulation" for name in rule.first.inputs
        }
        return simulated | {rule.first.name for rule in self.rules}

    def columns(self) -> list[str]:
        """The names that have a column of their own."""
        same = self.constants()
        return [name for name in self.cells if name not in same]

    def takes(self, rule: Rule, width: Width) -> bool:
        """Whether the rule is for these rows, contradicts no cell and leaves the table narrow enough."""
        keys = set(self.keys)
        if not set(rule.steps) <= keys or 2 * len(rule.steps) < len(keys) or rule.first.name in self.cells:
            return False
        for key, step in rule.steps.items():
            for name, value in step.inputs.items():
                if self.cells.get(name, {}).get(key, value) != value:
                    return False
        trial = Gathered([*self.rules, rule], {name: dict(column) for name, column in self.cells.items()})
        trial.fill(rule)
        return trial.width(width) <= WIDEST

    def width(self, width: Width) -> int:
        """How many characters a row of numbers takes."""
        results = self.results()
        return sum(
            max(width(name, value, name in results) for value in self.cells[name].values())
            for name in self.columns()
        )

    def add(self, rule: Rule) -> None:
        """Take a rule into the table."""
        self.rules.append(rule)
        self.fill(rule)

    def fill(self, rule: Rule) -> None:
        """The cells of a rule: what it takes, then what it gives."""
        for key, step in rule.steps.items():
            for name, value in step.inputs.items():
                self.cells.setdefault(name, {})[key] = value
        for key, step in rule.steps.items():
            self.cells.setdefault(step.name, {})[key] = float(step.value)  # type: ignore[arg-type]
            self.steps[step.name, key] = step

    def absorb(self, looked_up: Iterable[Step]) -> set[Step]:
        """Take in the numbers that were read in tables only to stand in these rows; gives which."""
        taken = set()
        for step in looked_up:
            for key, value in self.cells.get(step.name, {}).items():
                if key[0] == step.subject and value == step.value and (step.name, key) not in self.steps:
                    self.steps[step.name, key] = step
                    taken.add(step)
                    break
        return taken

    def ordered(self) -> list[tuple[str, Key, Step]]:
        """The steps row by row, in the order of the columns."""
        return [
            (name, key, self.steps[name, key])
            for key in self.keys
            for name in self.cells
            if (name, key) in self.steps
        ]


def rules_of(steps: Sequence[Step]) -> list[Rule]:
    """The rules of what was worked out, in the order of their first use."""
    found: dict[tuple[object, ...], Rule] = {}
    for step in steps:
        if step.kind not in WORKED_OUT:
            continue
        mark = (
            step.kind,
            step.name,
            step.expression,
            tuple(step.inputs),
            step.source,
            step.clause,
            step.method,
        )
        rule = found.setdefault(mark, Rule())
        used = sum(1 for subject, _ in rule.steps if subject == step.subject)
        rule.steps[step.subject, used] = step
    return list(found.values())


def gathered(steps: Sequence[Step], width: Width) -> list[Gathered]:
    """The rules of a section that are used more than once, in tables as wide as the page allows."""
    tables: list[Gathered] = []
    read = {(step.subject, step.name, step.value) for step in steps if step.kind == "table"}
    for rule in rules_of(steps):
        alone = next(iter(rule.steps.values()))
        corners = sum((alone.subject, *one) in read for one in alone.inputs.items())
        if len(rule.steps) < 2 and corners < CORNERS:
            continue
        open_table = next((table for table in tables[-1:] if table.takes(rule, width)), None)
        if open_table is None:
            tables.append(Gathered([]))
            tables[-1].rules.append(rule)
            tables[-1].fill(rule)
        else:
            open_table.add(rule)
    return tables
