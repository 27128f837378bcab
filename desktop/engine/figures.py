"""An immutable mapping for the figures that travel in frozen records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Generic, TypeVar

Cell = float | int | bool | str | date
V = TypeVar("V")


class FrozenMap(Mapping[str, V], Generic[V]):
    """A mapping that cannot be changed, keeps its order, and can be hashed and pickled.

    >>> figures = FrozenMap(heat_load_kw=910.0)
    >>> figures.replace(flow_m3h=15.6)["flow_m3h"]
    15.6
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, V] | None = None, /, **named: V) -> None:
        object.__setattr__(self, "_items", {**(items or {}), **named})

    def __getitem__(self, key: str) -> V:
        return self._items[key]  # type: ignore[no-any-return, attr-defined]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)  # type: ignore[attr-defined]

    def __len__(self) -> int:
        return len(self._items)  # type: ignore[attr-defined]

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))  # type: ignore[attr-defined]

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed: {name}")

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (dict(self),))

    def __repr__(self) -> str:
        return f"FrozenMap({dict(self)!r})"

    def replace(self, **named: V) -> FrozenMap[V]:
        """The same mapping with some entries set anew."""
        return FrozenMap(dict(self), **named)

    def without(self, *names: str) -> FrozenMap[V]:
        """The same mapping lacking some entries."""
        return FrozenMap({key: value for key, value in self.items() if key not in names})


Rows = tuple[FrozenMap[Cell], ...]
"""A list of records, such as the buildings of a network: what each row says by the name of its column."""

Value = Cell | Rows
Figures = FrozenMap[Value]


def number_of(figures: Mapping[str, Value], name: str) -> float:
    """A figure that is a number. Raises KeyError where it is lacking, TypeError where it is none."""
    value = figures[name]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{name} is not a number: {value!r}")
    return float(value)
