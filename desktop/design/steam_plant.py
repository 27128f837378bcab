"""The chosen scheme with its machine and its equipment: what the topics of process heat are told from."""

from __future__ import annotations

from dataclasses import dataclass

from ..applications.questions import Answers
from ..engine.figures import Figures, FrozenMap
from ..engine.machine import Machine
from ..engine.sheet import Sheet
from ..tables.catalog import Catalog
from .records import Equipment
from .steam_demand import Need
from .steam_machine import machine_of
from .steam_ranking import Candidate, Present, parts_of
from .steam_schemes import Limits

CODES = {"heat_pump_machine": "HPM", "steam_compressor": "SC", "process_exchanger": "PX",
         "auxiliary_heater": "AH", "process_pump": "PP"}  # fmt: skip


@dataclass(frozen=True, eq=False, slots=True)
class ProcessPlant:
    """A scheme at work: ``figures`` are those of its power and money, ``machine`` every state of it."""

    answers: Answers
    catalog: Catalog
    need: Need
    limits: Limits
    present: Present
    chosen: Candidate
    machine: Machine
    equipment: tuple[Equipment, ...]

    @property
    def figures(self) -> FrozenMap[float]:
        """Power, COP and money of the scheme."""
        return self.chosen.figures

    @property
    def machine_count(self) -> int:
        """Equal machines side by side."""
        return self.equipment[0].count


def solved_figure(sheet: Sheet, name: str, value: float) -> float:
    """Write down a figure of the solved machine."""
    return sheet.simulated(name, value, method="method.cycle", source="equations_of_state")


def plant_of(
    answers: Answers, catalog: Catalog, need: Need, limits: Limits, present: Present, chosen: Candidate,
    sheet: Sheet,
) -> ProcessPlant:  # fmt: skip
    """The machine solved in full and the list of what is bought."""
    solved = chosen.solved
    heated = solved.pump_heat_kw / (solved.pump_heat_kw + solved.auxiliary_kw)
    steps = max(1, round(need.steps * heated))  # of air, those that a machine heats; else one
    machine = machine_of(solved, need, limits, solved.pump_heat_kw / steps)
    equipment = _equipment(answers, need, chosen, sheet.part("book.process_equipment"))
    return ProcessPlant(answers, catalog, need, limits, present, chosen, machine, equipment)


def _equipment(
    answers: Answers, need: Need, chosen: Candidate, sheet: Sheet
) -> tuple[Equipment, ...]:
    """Machine, steam compressor, exchanger, electric heat, pumps, each with the size it is priced by."""
    figures, found = chosen.figures, []
    for kind, key, size, count in parts_of(chosen.solved, need, answers, sheet).values():
        found.append(Equipment(kind, key, _model(kind, chosen, size), count, _of(kind, size, chosen, sheet)))
    for role, share in (("source", 0.7), ("feed", 0.3)):
        power = sheet.simulated(
            "power_kw", share * figures["power_kw__pumps"], method="method.pump_split",
            source="industrial_practice", inputs={"power_kw__pumps": figures["power_kw__pumps"]},
        )  # fmt: skip
        model = f"{CODES['process_pump']}-{role[0].upper()}{power:.1f}"
        found.append(Equipment("process_pump", role, model, 2, FrozenMap(power_kw=max(power, 0.1))))
    return tuple(found)


def _model(kind: str, chosen: Candidate, size: float) -> str:
    """A working name, no maker's: kind and size; the machine is called by its scheme."""
    code = f"{CODES[kind]}-{size:.0f}" if size >= 10.0 else f"{CODES[kind]}-{size:.2f}"
    return chosen.name if kind == "heat_pump_machine" else code


PRICED_BY = {
    "heat_pump_machine": "pump_heat_kw", "steam_compressor": "sink_flow_t_h",
    "process_exchanger": "direct_heat_kw", "auxiliary_heater": "power_kw",
}  # fmt: skip


def _of(kind: str, size: float, chosen: Candidate, sheet: Sheet) -> Figures:
    figures = chosen.figures
    named = PRICED_BY[kind]
    found: dict[str, float] = {
        named: sheet.simulated(named, size, method="method.size_of_one", source="first_principles")
    }
    if kind == "heat_pump_machine":
        names: tuple[str, ...] = (
            "cop__shaft", "power_kw__heat_pump", "t_evaporating_c", "t_condensing_c", "t_discharge_c",
        )  # fmt: skip
    elif kind == "steam_compressor":
        names = ("work_kj_kg", "power_kw__steam")
    else:
        names = ()
    return FrozenMap({**found, **{name: figures[name] for name in names}})
