"""Names for the numbers that formulas take and give."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

Number = float | Floats
"""One number, or one for each hour, bin or candidate."""

Same = Any
"""What a formula gives: a float for floats, an array for arrays (no type of Formula can say that)."""
