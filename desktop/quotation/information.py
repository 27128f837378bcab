"""What is told beside the total of a quotation and never changes it: subsidies, and what is saved."""

from __future__ import annotations

from ..design.records import Design
from ..engine.economics import simple_payback
from ..engine.figures import Figures, FrozenMap, number_of
from ..engine.rivals import saving_with_subsidy, total_after_subsidy
from ..engine.sheet import Sheet


def information(design: Design, total_yuan: float, sheet: Sheet) -> Figures:
    """Subsidies with what they leave to pay, and years until the saving has paid the price.

    Empty where no subsidy was chosen and no heat source is replaced, or nothing is saved beside it.
    """
    found: dict[str, float] = {}
    subsidy = next((topic.figures for topic in design.topics if topic.id == "subsidy"), None)
    if subsidy is not None:
        found["subsidy_yuan"] = number_of(subsidy, "subsidy_yuan")
        found["total_after_subsidy_yuan"] = sheet.work(
            total_after_subsidy, total_yuan=total_yuan, subsidy_yuan=found["subsidy_yuan"]
        )
        for name in ("electricity_subsidy_yuan", "energy_cost_after_yuan"):
            if name in subsidy:
                found[name] = number_of(subsidy, name)
    if "energy_saving_yuan" in design.year:
        found |= _payback(number_of(design.year, "energy_saving_yuan"), total_yuan, found, sheet)
    return FrozenMap(found)


def _payback(saving: float, total_yuan: float, found: dict[str, float], sheet: Sheet) -> dict[str, float]:
    """Against the heat source that is replaced, without and with the subsidy."""
    years = {"energy_saving_yuan": saving}
    if saving > 0.0:
        years["payback_y"] = sheet.work(simple_payback, extra_cost_yuan=total_yuan, yearly_saving_yuan=saving)
    if "total_after_subsidy_yuan" in found:
        more = sheet.part("book.quote_information", "subsidised")
        yearly = more.work(
            saving_with_subsidy,
            energy_saving_yuan=saving,
            electricity_subsidy_yuan=found.get("electricity_subsidy_yuan", 0.0),
        )
        if yearly > 0.0:
            years["payback_y__subsidised"] = more.work(
                simple_payback,
                extra_cost_yuan=found["total_after_subsidy_yuan"],
                yearly_saving_yuan=yearly,
            )
    return years
