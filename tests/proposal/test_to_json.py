import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from desktop.design import design
from desktop.design.records import Design
from desktop.project_file import open_project
from desktop.proposal.to_json import SCHEMA_FILE, SCHEMA_VERSION, design_json
from desktop.quotation import quote
from desktop.quotation.records import Quote
from desktop.tables.catalog import Catalog
from desktop.tables.places import resources_dir

Made = tuple[Design, Quote]


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads((resources_dir() / "schema" / SCHEMA_FILE).read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_a_design_keeps_to_the_schema(
    worked_out: Made, by_hand: Made, validator: Draft202012Validator
) -> None:
    for made in (worked_out, by_hand):
        assert [error.message for error in validator.iter_errors(design_json(*made))] == []
    assert validator.is_valid(design_json(worked_out[0]))


EXAMPLES = sorted((resources_dir() / "examples").glob("*.json"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_keeps_to_the_schema(
    path: Path, catalog: Catalog, validator: Draft202012Validator
) -> None:
    made = design(open_project(path), catalog)
    told = json.loads(json.dumps(design_json(made, quote(made, catalog))))
    assert [error.message for error in validator.iter_errors(told)] == []


@pytest.mark.parametrize(
    "key", ["schema_version", "loads", "equipment", "rejections", "tier", "year", "quote", "steps"]
)
def test_the_schema_asks_for_every_key(by_hand: Made, validator: Draft202012Validator, key: str) -> None:
    made = design_json(*by_hand)
    del made[key]
    assert not validator.is_valid(made)


def test_the_schema_refuses_what_is_wrong(by_hand: Made, validator: Draft202012Validator) -> None:
    wrong = design_json(*by_hand)
    wrong["equipment"][0]["count"] = 0
    wrong["tier"][0]["tier"] = 6
    wrong["loads"]["Heat Load"] = 1.0
    wrong["year"]["heat_load_kwh"] = None
    paths = {error.json_path for error in validator.iter_errors(wrong)}
    assert paths == {"$.equipment[0].count", "$.tier[0].tier", "$.loads", "$.year.heat_load_kwh"}


def test_figures_keep_their_names_and_values(by_hand: Made) -> None:
    design, quote = by_hand
    made = json.loads(json.dumps(design_json(design, quote)))
    assert made["schema_version"] == SCHEMA_VERSION
    assert made["loads"] == {"heat_load_kw": 60.0, "t_outdoor_c__design": -20.0}
    assert made["equipment"][0]["figures"]["capacity_kw__design"] == 48.5
    assert made["rejections"][0] == {
        "model": "HP-10", "rule": "lowest_operating_temperature", "value": -15.0, "limit": -20.0,
        "quantity": "t_outdoor_c",
    }  # fmt: skip
    assert made["quote"]["total_yuan"] == 57590.0
    assert made["steps"][2]["inputs"] == {"heating_index_w_m2": 60.0, "heated_area_m2": 1000.0}


def test_every_figure_is_in_the_nomenclature(worked_out: Made, catalog: Catalog) -> None:
    """Numbers by names that have a label and a unit; words may have names of their own."""
    made = design_json(*worked_out)
    groups = [made["site"], made["loads"], made["year"], *made["load_comparison"]]
    groups += [one["figures"] for one in (*made["equipment"], *made["options"])]
    names = {name for group in groups for name, value in group.items()
             if isinstance(value, int | float) and not isinstance(value, bool)}  # fmt: skip
    names |= {step["name"] for step in made["steps"]} | set(made["monthly"])
    assert {name for name in names if name.partition("__")[0] not in catalog.quantities} == set()
