"""A heat pump that makes steam and the compressors that raise it, together; the best pressure between them.

Units: pressure kPa absolute, temperature °C, flow kg/s, power kW. COP is the heat that steam takes up from
feed and injected water over the power of heat pump and steam compressors.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from .assembly import refusals
from .cycle import CycleError
from .fluids import fluid
from .machine import Compressor, Machine
from .roots import best_between
from .steam import (
    WATER,
    FlashGeneration,
    SteamCompression,
    best_steam_compression,
    falling_film,
    flash_steam,
    steam_compression,
    steam_enthalpy_kj_kg,
    water_enthalpy_kj_kg,
)
from .streams import Stream

Generation = Literal["falling_film", "flash"]
HeatPump = Callable[[Stream, float], Machine]
PRESSURE_STEP = 3e-3  # the best pressure is known this well, as a share of itself
KJ_PER_KWH = 3600.0


@dataclass(frozen=True, slots=True)
class SteamTask:
    """Steam wanted and how it is made. Injected water comes at feed temperature unless said otherwise.

    ``blow_down_fraction`` is kg of boiling water drained per kg of feed; ``split`` shares the lift over the
    stages in equal ratios or for the least power.
    """

    p_kpa: float
    flow_kg_s: float
    t_feed_c: float
    superheat_k: float = 0.0
    blow_down_fraction: float = 0.0
    stages: int = 0
    compressor: Compressor = field(default_factory=lambda: Compressor(isentropic=0.75))
    t_injection_c: float | None = None
    generation: Generation = "falling_film"
    rise_k: float = 8.0
    split: Literal["equal", "best"] = "equal"


@dataclass(frozen=True, slots=True)
class SteamPlant:
    """Heat pump and steam compressors solved together."""

    task: SteamTask
    p_boiler_kpa: float
    machine: Machine
    compression: SteamCompression | None
    flash: FlashGeneration | None
    boiler_kg_s: float  # steam made by the heat pump
    blow_down_kg_s: float
    duty_kw: float
    compression_shaft_kw: float
    compression_electric_kw: float

    @property
    def shaft_kw(self) -> float:
        """Shaft power of heat pump and steam compressors."""
        return self.machine.shaft_kw + self.compression_shaft_kw

    @property
    def electric_kw(self) -> float:
        """Electric power of heat pump and steam compressors."""
        return self.machine.electric_kw + self.compression_electric_kw

    @property
    def cop(self) -> float:
        """Heat of the steam over shaft power."""
        return self.duty_kw / self.shaft_kw

    @property
    def cop_electric(self) -> float:
        """Heat of the steam over electric power."""
        return self.duty_kw / self.electric_kw

    @property
    def kwh_per_tonne(self) -> float:
        """Electricity a tonne of steam takes."""
        return self.electric_kw / self.task.flow_kg_s * 1000.0 / KJ_PER_KWH


def steam_plant(heat_pump: HeatPump, task: SteamTask, p_boiler_kpa: float | None = None) -> SteamPlant:
    """Solve both at a pressure between them; without stages the heat pump makes the steam itself.

    ``heat_pump`` solves the machine for a sink and its heat in kW. Raises CycleError.
    """
    if task.flow_kg_s <= 0.0:
        raise CycleError("no_flow", task.flow_kg_s, 0.0)
    compression = _compression(task, p_boiler_kpa)
    p_made = task.p_kpa if compression is None else compression.p_boiler_kpa
    made = task.flow_kg_s * (1.0 if compression is None else compression.boiler_fraction)
    if not 0.0 <= task.blow_down_fraction < 1.0:
        raise CycleError("blow_down", task.blow_down_fraction, 1.0)
    drained = made * task.blow_down_fraction / (1.0 - task.blow_down_fraction)
    h_feed = water_enthalpy_kj_kg(p_made, task.t_feed_c)
    with refusals():
        boiling = fluid(WATER).bubble_at(p_made)
    heat = made * (steam_enthalpy_kj_kg(p_made) - h_feed) + drained * (boiling.h_kj_kg - h_feed)
    stream, flash = _sink(task, p_made)
    return SteamPlant(
        task, p_made, heat_pump(stream, heat), compression, flash, made, drained,
        _duty(task, compression),
        0.0 if compression is None else task.flow_kg_s * compression.work_kj_kg,
        0.0 if compression is None else task.flow_kg_s * compression.electric_kj_kg,
    )  # fmt: skip


def _compression(task: SteamTask, p_boiler_kpa: float | None) -> SteamCompression | None:
    if task.stages == 0:
        if task.superheat_k > 0.0:
            raise CycleError("superheat", 0.0, task.superheat_k)
        return None
    if p_boiler_kpa is None:
        raise CycleError("intermediate_pressure", 0.0, task.p_kpa)
    t_injection = task.t_feed_c if task.t_injection_c is None else task.t_injection_c
    work = best_steam_compression if task.split == "best" else steam_compression
    return work(
        p_boiler_kpa, task.p_kpa, task.stages, task.compressor, t_injection, superheat_k=task.superheat_k
    )


def _sink(task: SteamTask, p_kpa: float) -> tuple[Stream, FlashGeneration | None]:
    if task.generation == "flash":
        flash = flash_steam(p_kpa, task.t_feed_c, task.rise_k)
        return flash.stream, flash
    return falling_film(p_kpa, task.t_feed_c), None


def _duty(task: SteamTask, compression: SteamCompression | None) -> float:
    """Heat that feed and injected water take up, both counted at the steam's pressure (no pump's work)."""
    steam = steam_enthalpy_kj_kg(task.p_kpa, task.superheat_k)
    h_feed = water_enthalpy_kj_kg(task.p_kpa, task.t_feed_c)
    if compression is None:
        return task.flow_kg_s * (steam - h_feed)
    t_injection = task.t_feed_c if task.t_injection_c is None else task.t_injection_c
    h_injection = water_enthalpy_kj_kg(task.p_kpa, t_injection)
    return task.flow_kg_s * (
        steam - compression.boiler_fraction * h_feed - compression.injected * h_injection
    )


def best_steam_plant(
    heat_pump: HeatPump, task: SteamTask, p_low_kpa: float, p_high_kpa: float
) -> SteamPlant:
    """The pressure between heat pump and steam compressors with the highest electric COP.

    A bounded search in one unknown; pressures that cannot be run count as nothing. Raises the last
    CycleError where none can.
    """
    if task.stages == 0:
        return steam_plant(heat_pump, task)
    refused: list[CycleError] = []

    def cop(p_kpa: float) -> float:
        try:
            return steam_plant(heat_pump, task, p_kpa).cop_electric
        except CycleError as error:
            refused.append(error)
            return 0.0

    place, value = best_between(cop, p_low_kpa, min(p_high_kpa, task.p_kpa * 0.98), PRESSURE_STEP * p_low_kpa)
    if value == 0.0:
        raise refused[-1]
    return steam_plant(heat_pump, task, place)
