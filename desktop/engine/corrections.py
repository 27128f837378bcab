"""What place and plant take from a unit's catalogue figures: thin air, frost, antifreeze, age.

All factors multiply; 1 means no loss. The rates are arguments, their defaults are assumptions and no
standard's: two published abstracts give a capacity 3.9 to 5.1 % lower per 1,000 m, and for Lhasa (3,650 m)
16.2 to 19.8 % less capacity and 9.5 to 12.5 % less COP.
"""

from __future__ import annotations

import numpy as np

from .arrays import Number, Same
from .sheet import formula
from .validity import require

ALTITUDE_CAPACITY_LOSS_PER_KM = 0.045
ALTITUDE_CAPACITY_LOSS_RANGE = (0.039, 0.051)
ALTITUDE_COP_LOSS_PER_KM = 0.030
ALTITUDE_LOWEST_M, ALTITUDE_HIGHEST_M = -500.0, 5500.0
FROST_LOSS_LARGEST = 0.15


@formula(
    "altitude_capacity_factor",
    "1 - altitude_capacity_loss_per_km * altitude_m / 1000",
    source="altitude_abstracts",
)
def altitude_capacity_factor(altitude_capacity_loss_per_km: float, altitude_m: float) -> float:
    """Capacity of an air-source unit at an altitude as a share of that at sea level.

    Raises OutsideValidity outside -500 to 5,500 m.

    >>> round(altitude_capacity_factor(0.045, 3650.0), 3)
    0.836
    """
    require("altitude_m", altitude_m, ALTITUDE_LOWEST_M, ALTITUDE_HIGHEST_M)
    return 1 - altitude_capacity_loss_per_km * altitude_m / 1000


@formula(
    "altitude_cop_factor",
    "1 - altitude_cop_loss_per_km * altitude_m / 1000",
    source="altitude_abstracts",
)
def altitude_cop_factor(altitude_cop_loss_per_km: float, altitude_m: float) -> float:
    """COP of an air-source unit at an altitude as a share of that at sea level.

    Raises OutsideValidity outside -500 to 5,500 m.

    >>> round(altitude_cop_factor(0.030, 3650.0), 2)
    0.89
    """
    require("altitude_m", altitude_m, ALTITUDE_LOWEST_M, ALTITUDE_HIGHEST_M)
    return 1 - altitude_cop_loss_per_km * altitude_m / 1000


@formula("pressure_air_kpa", "101.325 * (1 - altitude_m / 44330.77) ** 5.25588", source="isa_atmosphere")
def air_pressure(altitude_m: float) -> float:
    """Mean air pressure in kPa at an altitude, international standard atmosphere.

    Raises OutsideValidity outside -500 to 11,000 m.

    >>> round(air_pressure(1000.0), 2)
    89.87
    """
    require("altitude_m", altitude_m, ALTITUDE_LOWEST_M, 11_000.0)
    return float(101.325 * (1 - altitude_m / 44330.77) ** 5.25588)


@formula(
    "frost_factor",
    "1 - frost_loss_fraction * max(0, min(min(1, (t_outdoor_c + 10) / 8), (5.5 - t_outdoor_c) / 5.5))"
    " * max(0, min(1, (relative_humidity_fraction - 0.65) / 0.2))",
    source="frost_factor_shape",
)
def frost_factor(
    frost_loss_fraction: Number, t_outdoor_c: Number, relative_humidity_fraction: Number
) -> Same:
    """Share of heating capacity left when frost and defrosting have taken theirs.

    Assumed shape: full loss from -2 to 0 °C at 85 % relative humidity or more, falling linearly to none at
    -10 °C, at 5.5 °C and at 65 %. Dry and severely cold air thus costs nothing. Not to be applied to figures
    that already contain defrosting (tests at 2/1 and 7/6 °C do).

    >>> float(frost_factor(0.15, -1.0, 0.90)), float(frost_factor(0.15, -1.0, 0.40))
    (0.85, 1.0)
    """
    cold = np.maximum(0.0, np.minimum(np.minimum(1.0, (t_outdoor_c + 10) / 8), (5.5 - t_outdoor_c) / 5.5))
    damp = np.maximum(0.0, np.minimum(1.0, (relative_humidity_fraction - 0.65) / 0.2))
    return 1 - frost_loss_fraction * cold * damp


@formula(
    "glycol_capacity_factor",
    "1 - glycol_loss_fraction * glycol_fraction / 0.5",
    source="engineering_practice",
)
def glycol_capacity_factor(glycol_loss_fraction: float, glycol_fraction: float) -> float:
    """Capacity with antifreeze in the unit's water as a share of that with water.

    ``glycol_loss_fraction`` is the loss at half glycol, 1 to 5 % by makers; less glycol costs less alike.

    >>> glycol_capacity_factor(0.05, 0.4)
    0.96
    """
    return 1 - glycol_loss_fraction * glycol_fraction / 0.5


@formula("correction_factor__pipe_loss", "1 + pipe_loss_fraction", source="engineering_practice")
def pipe_loss_factor(pipe_loss_fraction: float) -> float:
    """What the pipes' loss makes of the design load.

    >>> pipe_loss_factor(0.05)
    1.05
    """
    return 1 + pipe_loss_fraction


@formula("ageing_factor", "1 - ageing_loss_fraction", source="engineering_practice")
def ageing_factor(ageing_loss_fraction: float) -> float:
    """Capacity and COP after some years of fouled coils, as a share of those when new.

    >>> ageing_factor(0.05)
    0.95
    """
    return 1 - ageing_loss_fraction


@formula(
    "place_capacity_factor",
    "altitude_capacity_factor * glycol_capacity_factor * ageing_factor",
    source="engineering_practice",
)
def place_capacity(
    altitude_capacity_factor: float, glycol_capacity_factor: float, ageing_factor: float
) -> float:
    """Capacity left when altitude, antifreeze and age have each taken theirs once.

    >>> place_capacity(0.9, 1.0, 0.95)
    0.855
    """
    return altitude_capacity_factor * glycol_capacity_factor * ageing_factor


@formula("place_cop_factor", "altitude_cop_factor * ageing_factor", source="engineering_practice")
def place_cop(altitude_cop_factor: float, ageing_factor: float) -> float:
    """COP left when altitude and age have each taken theirs once."""
    return altitude_cop_factor * ageing_factor


@formula(
    "capacity_site_kw",
    "heat_pump_capacity_kw * place_capacity_factor * frost_factor",
    source="gb50736_2012_recalled",
    clause="8.3.2",
)
def site_capacity(
    heat_pump_capacity_kw: Number, place_capacity_factor: Number, frost_factor: Number
) -> Same:
    """Capacity where the unit will stand: the map's figure, what place and plant take, and frost,
    each once.

    >>> site_capacity(100.0, 0.84, 1.0)
    84.0
    """
    return heat_pump_capacity_kw * place_capacity_factor * frost_factor


@formula("cop_site", "cop * place_cop_factor * frost_factor", source="engineering_practice")
def site_cop(cop: Number, place_cop_factor: Number, frost_factor: Number) -> Same:
    """COP where the unit will stand. Defrosting takes heat at the same power: frost lowers the COP alike."""
    return cop * place_cop_factor * frost_factor
