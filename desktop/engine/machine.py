"""A heat pump as a solved machine: what is asked of it, every state, power and loss that follow.

Records only; ``circuits`` and ``circuits_two`` fill them. Units: temperature °C, pressure kPa absolute,
enthalpy kJ/kg, entropy kJ/(kg K), power kW, flow kg/s, suction volume m³/h.

Heat to the sink, heat from the source, shaft and electric power are positive. The exergy of the heats is
counted against the surroundings' temperature; where no stream is named on a side, that side's heat is taken
at the refrigerant's own temperatures and the exchanger there loses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf, nan

from .fluids import ZERO_C_IN_K
from .streams import Stream

Efficiency = float | tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Compressor:
    """How well a compressor and its drive work, and what they bear.

    ``isentropic`` is a number, or the coefficients c0, c1, c2 ... of a polynomial in the pressure ratio.
    ``heat_loss_fraction`` of the shaft power leaves the shell to the surroundings.
    """

    isentropic: Efficiency = 0.7
    motor_fraction: float = 1.0
    drive_fraction: float = 1.0
    heat_loss_fraction: float = 0.0
    ratio_max: float = inf
    t_discharge_max_c: float = inf

    def efficiency(self, ratio: float) -> float:
        """Isentropic efficiency at a pressure ratio.

        >>> round(Compressor(isentropic=(0.6, 0.1, -0.02)).efficiency(2.5), 4)
        0.725
        """
        if isinstance(self.isentropic, tuple):
            return sum(factor * ratio**power for power, factor in enumerate(self.isentropic))
        return self.isentropic


@dataclass(frozen=True, slots=True)
class Drops:
    """Pressure lost along the way, kPa."""

    evaporator_kpa: float = 0.0
    condenser_kpa: float = 0.0
    suction_kpa: float = 0.0
    discharge_kpa: float = 0.0


@dataclass(frozen=True, slots=True)
class Circuit:
    """What one circuit of refrigerant is asked to do.

    ``t_evaporating_c`` is the dew temperature at the evaporator's outlet, ``t_condensing_c`` that at the
    condenser's inlet; subcooling counts from the bubble point at the condenser's outlet. With ``t_liquid_c``
    the liquid is cooled to that temperature instead, and never above its bubble point.
    """

    refrigerant: str
    t_evaporating_c: float
    t_condensing_c: float
    superheat_k: float = 5.0
    subcooling_k: float = 0.0
    t_liquid_c: float | None = None
    compressor: Compressor = field(default_factory=Compressor)
    drops: Drops = field(default_factory=Drops)


@dataclass(frozen=True, slots=True)
class Task:
    """What stands around a machine: the heat wanted, the streams on both sides, the surroundings.

    ``heat_loss_fraction`` of the heat the refrigerant gives off does not reach the sink. A temperature
    difference below ``pinch_min_k`` anywhere in an exchanger is refused.
    """

    heat_kw: float = 1.0
    source: Stream | None = None
    sink: Stream | None = None
    t_surroundings_c: float = 20.0
    heat_loss_fraction: float = 0.0
    pinch_min_k: float = 0.0


@dataclass(frozen=True, slots=True)
class Point:
    """One state of a circuit and the flow there. ``quality`` is not a number outside the dome."""

    name: str
    circuit: str
    t_c: float
    p_kpa: float
    h_kj_kg: float
    s_kj_kgk: float
    density_kg_m3: float
    quality: float
    flow_kg_s: float


@dataclass(frozen=True, slots=True)
class Compression:
    """What one compressor does."""

    name: str
    t_in_c: float
    t_out_c: float
    p_in_kpa: float
    p_out_kpa: float
    isentropic_fraction: float
    flow_kg_s: float
    suction_m3_h: float
    shaft_kw: float
    electric_kw: float
    heat_loss_kw: float

    @property
    def ratio(self) -> float:
        """Outlet over inlet pressure."""
        return self.p_out_kpa / self.p_in_kpa


@dataclass(frozen=True, slots=True)
class Part:
    """A component and the exergy it destroys, losses to the surroundings included."""

    name: str
    exergy_lost_kw: float


@dataclass(frozen=True, slots=True)
class Exchanger:
    """Heat passed on in counterflow: shares of it from the cold end, and both temperatures there."""

    name: str
    heat_kw: float
    shares: tuple[float, ...]
    t_hot_c: tuple[float, ...]
    t_cold_c: tuple[float, ...]

    @property
    def pinch_k(self) -> float:
        """Least temperature difference inside."""
        return min(hot - cold for hot, cold in zip(self.t_hot_c, self.t_cold_c, strict=True))

    @property
    def pinch_share(self) -> float:
        """Where it is: share of the heat from the cold end."""
        pairs = zip(self.t_hot_c, self.t_cold_c, self.shares, strict=True)
        return min((hot - cold, share) for hot, cold, share in pairs)[1]


@dataclass(frozen=True, slots=True)
class Machine:
    """A solved machine. ``kind`` is the function that solved it, ``refrigerants`` from cold to hot."""

    kind: str
    refrigerants: tuple[str, ...]
    heat_kw: float
    source_kw: float
    shaft_kw: float
    electric_kw: float
    loss_kw: float
    points: tuple[Point, ...]
    compressions: tuple[Compression, ...]
    exchangers: tuple[Exchanger, ...]
    parts: tuple[Part, ...]
    t_surroundings_c: float
    exergy_source_kw: float
    exergy_sink_kw: float

    @property
    def cop(self) -> float:
        """Heat delivered over shaft power."""
        return self.heat_kw / self.shaft_kw

    @property
    def cop_electric(self) -> float:
        """Heat delivered over electric power at the drive's input."""
        return self.heat_kw / self.electric_kw

    @property
    def t_discharge_c(self) -> float:
        """Hottest outlet of a compressor."""
        return max(one.t_out_c for one in self.compressions)

    @property
    def pressure_ratio(self) -> float:
        """Largest ratio of one compressor."""
        return max(one.ratio for one in self.compressions)

    @property
    def suction_m3_h(self) -> float:
        """Gas drawn in by the lowest compressor."""
        return self.compressions[0].suction_m3_h

    @property
    def exergy_lost_kw(self) -> float:
        """Exergy destroyed by all parts together."""
        return sum(part.exergy_lost_kw for part in self.parts)

    @property
    def exergetic_fraction(self) -> float:
        """Exergy that reaches the sink over that of power and source.

        Not a number where nothing is put in (a source below and no power above the surroundings).
        """
        put_in = self.electric_kw + self.exergy_source_kw
        return self.exergy_sink_kw / put_in if put_in > 0.0 else nan

    def point(self, name: str, circuit: str | None = None) -> Point:
        """The state of a name; in a cascade also of a circuit (``low``, ``high``). Raises KeyError."""
        for point in self.points:
            if point.name == name and circuit in (None, point.circuit):
                return point
        raise KeyError(name)

    def exchanger(self, name: str) -> Exchanger:
        """The exchanger of a name. Raises KeyError where it has no stream on its other side."""
        for exchanger in self.exchangers:
            if exchanger.name == name:
                return exchanger
        raise KeyError(name)

    def part(self, name: str) -> Part:
        """The component of a name. Raises KeyError."""
        for part in self.parts:
            if part.name == name:
                return part
        raise KeyError(name)


def exergy_kw(heat_kw: float, t_mean_k: float, t_surroundings_c: float) -> float:
    """Exergy of a heat at a mean temperature; negative below the surroundings'.

    >>> round(exergy_kw(100.0, 353.15, 20.0), 3)
    16.99
    """
    return heat_kw * (1.0 - (t_surroundings_c + ZERO_C_IN_K) / t_mean_k)
