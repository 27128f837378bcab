"""What a site sets: noise limits by the class of the surroundings, sizes of transformers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from .reading import Range


@dataclass(frozen=True, slots=True)
class NoiseLimit:
    """Limits of a class of GB 3096, which GB 22337 and GB 12348 take over for the boundary; from memory."""

    TABLE: ClassVar[str] = "noise_limits.csv"
    KEY: ClassVar[tuple[str, ...]] = ("noise_class",)
    noise_class: str
    sound_limit_db__day: Annotated[float, Range(20, 100)]
    sound_limit_db__night: Annotated[float, Range(20, 100)]
    source: str


@dataclass(frozen=True, slots=True)
class TransformerSize:
    """A size in which transformers are sold."""

    TABLE: ClassVar[str] = "transformers.csv"
    KEY: ClassVar[tuple[str, ...]] = ("transformer_kva",)
    transformer_kva: Annotated[float, Range(5, 100_000)]
    source: str


TABLES = (NoiseLimit, TransformerSize)
