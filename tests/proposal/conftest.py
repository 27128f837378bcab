"""A design made by hand, small enough to be read, and one worked out from the shipped catalogue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from desktop.applications.questions import Answer, Answers
from desktop.design import design
from desktop.design.records import Chart, Design, Equipment, Mark, Option, Series, TierVerdict
from desktop.engine.figures import FrozenMap
from desktop.engine.messages import Check, Message, Rejection, message
from desktop.engine.sheet import Step
from desktop.project import Project
from desktop.quotation.quoting import quote
from desktop.quotation.records import Quote, QuoteLine
from desktop.tables.catalog import Catalog

GIVEN = {
    "city": "漠河",
    "heated_area_m2": 14000.0,
    "room_count": 150,
    "quote_date": date(2026, 11, 22),
    "project_name": "示例酒店",
    "customer_name": "示例客户",
    "company_name": "示例公司",
    "quote_number": "S-1",
}


@pytest.fixture(scope="session")
def worked_out(catalog: Catalog) -> tuple[Design, Quote]:
    """A hotel from the shipped catalogue."""
    found = design(Project("hotel", FrozenMap(GIVEN)), catalog)
    return found, quote(found, catalog)


@pytest.fixture
def by_hand(catalog: Catalog) -> tuple[Design, Quote]:
    """Every kind of record once, with figures that a reader can follow."""
    return _design(catalog), _quote()


STEPS = (
    Step("book.heating", "given", "heated_area_m2", 1000.0, ""),
    Step("book.heating", "default", "heating_index_w_m2", 60.0, "engineering_practice"),
    Step(
        "book.heating",
        "formula",
        "heat_load_kw",
        60.0,
        "first_principles",
        clause="5.2",
        expression="heating_index_w_m2 * heated_area_m2 / 1000",
        inputs=FrozenMap(heating_index_w_m2=60.0, heated_area_m2=1000.0),
    ),
    Step(
        "book.tier",
        "table",
        "cop",
        2.5,
        "reference_range",
        subject="HP-60",
        place="heat_pump_map.csv: HP-60 -12 41",
    ),
    Step(
        "book.year_heating",
        "simulation",
        "seasonal_cop",
        2.41,
        "hour_simulation",
        method="method.hourly_sum",
        inputs=FrozenMap(t_outdoor_c__low=-20.0),
    ),
)


def _design(catalog: Catalog) -> Design:
    answers = Answers(
        {
            "city": Answer("city", "漠河", "user"),
            "customer_name": Answer("customer_name", "示例客户", "user"),
            "heated_area_m2": Answer("heated_area_m2", 1000.0, "user"),
            "heating_index_w_m2": Answer(
                "heating_index_w_m2", 60.0, "default", "engineering_practice", 50.0, 70.0
            ),
        },
        catalog,
    )
    unit = FrozenMap(
        capacity_kw__rated=70.0,
        t_outdoor_c__rated=7.0,
        t_leaving_c__rated=45.0,
        capacity_kw__design=48.5,
        cop__design=2.05,
        t_outdoor_c__design=-20.0,
        t_leaving_c__design=45.0,
        backup_kw=11.5,
        refrigerant="R32",
    )
    return Design(
        project=Project("hotel"),
        answers=answers,
        catalog_hash="0123456789abcdef",
        site=FrozenMap(
            station="50136",
            station_name_zh="示例站",
            station_name_en="Sample",
            zone="severe_cold",
            altitude_m=433.0,
            t_heating_c=-20.0,
            weather_station="50136",
            weather_station_name="Sample",
            weather_distance_km=0.0,
            weather_altitude_difference_m=0.0,
            doubts="",
        ),
        loads=FrozenMap(heat_load_kw=60.0, t_outdoor_c__design=-20.0),
        equipment=(
            Equipment("heat_pump", "heat_pump", "HP-60", 1, unit, "estimated"),
            Equipment(
                "pump", "heating_circulation", "P-1", 2, FrozenMap(flow_m3h=10.3, head_m=12.0), "maker"
            ),
        ),
        options=(
            Option(
                "first_cost", 1, "HP-60", "evi", 1, FrozenMap(first_cost_yuan=52000.0, backup_kw=11.5), False
            ),
            Option(
                "first_cost", 2, "HP-80", "evi", 1, FrozenMap(first_cost_yuan=64000.0, backup_kw=0.0), True
            ),
        ),
        rejections=(
            Rejection("HP-10", "lowest_operating_temperature", -15.0, -20.0, "t_outdoor_c"),
            Rejection("HW-10", "mode", "hot_water", "heating"),
        ),
        tiers=(
            TierVerdict(
                "HP-60",
                "GB 19577-2024",
                "T3",
                "2024",
                "HSPF",
                None,
                None,
                (3.3, 3.1, 3.0),
                (),
                message("label.not_declared", standard="GB 19577-2024", metric="HSPF"),
                "gb19577_2024",
            ),
        ),
        year=FrozenMap(
            heat_load_kwh=120000.0, seasonal_cop=2.41, specific_cost_yuan_m2=32.5, backup_fraction=0.012
        ),
        checks=(Check("mode", "warning", message("label.no_table")),),
        charts=FrozenMap(
            load_line=Chart(
                "lines",
                Message("price.assumed"),
                "t_outdoor_c",
                "heat_load_kw",
                (Series("chart.heat_load", (-20.0, 15.0), (60.0, 0.0)),),
                (Mark("chart.design_point", -20.0),),
            )
        ),
        steps=STEPS,
        load_comparison=(
            FrozenMap(
                method="index",
                heat_load_kw__low=50.0,
                heat_load_kw=60.0,
                heat_load_kw__high=70.0,
                heating_index_w_m2=60.0,
                used=True,
                source="engineering_practice",
            ),
        ),
        monthly=FrozenMap(heat_load_kwh=(30000.0, *(9000.0,) * 10, 0.0)),
    )


def _quote() -> Quote:
    line = QuoteLine(
        1,
        "quote.group.units",
        message("quote.item.heat_pump"),
        "HP-60",
        "quote.unit.piece",
        1,
        Decimal("56500.00"),
        Decimal("0.0000"),
        Decimal("0.13"),
        Decimal("56500.00"),
        Decimal("50000.00"),
        Decimal("6500.00"),
        "assumed",
        message("price.assumed"),
        "HP-60",
    )
    works = replace(
        line,
        number=2,
        group="quote.group.works",
        item=message("quote.item.works.lifting"),
        model="",
        unit="quote.unit.lump",
        unit_price_yuan=Decimal("1090.00"),
        tax_fraction=Decimal("0.09"),
        amount_yuan=Decimal("1090.00"),
        net_yuan=Decimal("1000.00"),
        tax_yuan=Decimal("90.00"),
        price_key="works.lifting",
    )
    return Quote(
        "S-1",
        date(2026, 11, 22),
        date(2026, 12, 22),
        (line, works),
        Decimal("51000.00"),
        Decimal("6590.00"),
        Decimal("57590.00"),
        "伍万柒仟伍佰玖拾元整",
        True,
        (("quote.topic.validity", message("quote.term.validity", validity_days=30)),),
        (message("quote.exclusion.civil_works"),),
        (),
    )
