import re

from desktop.design.records import Design
from desktop.engine.expressions import evaluate
from desktop.engine.figures import FrozenMap
from desktop.engine.sheet import Step
from desktop.proposal.blocks import Calculation, Heading
from desktop.proposal.calculation_book import calculation_book, calculation_step, symbol
from desktop.proposal.wording import Voice
from desktop.quotation.records import Quote
from desktop.tables.catalog import Catalog

INPUTS = FrozenMap(heat_load_kw__design=721.0, t_balance_c=17.0, t_outdoor_c=-27.5, t_outdoor_c__design=-37.5)
LINE = "heat_load_kw__design * (t_balance_c - t_outdoor_c) / (t_balance_c - t_outdoor_c__design)"
STEP = Step(
    "book.heating", "formula", "heat_load_kw", 588.7, "first_principles", expression=LINE, inputs=INPUTS
)

LONG_CONSTANT = re.compile(r"\d{3,}\.\d{4,}|\d\.\d{6,}|\d{2}\.\d{5,}")  # printed with six figures only


def voice(catalog: Catalog) -> Voice:
    return Voice("en", catalog)


def test_a_formula_is_shown_with_symbols_and_with_numbers(catalog: Catalog) -> None:
    step = calculation_step(STEP, 1, voice(catalog))
    assert re.fullmatch(
        r"Q\S* = Q_\{h,design\} × \(t_\{bal\} − t\S*\) / \(t_\{bal\} − t_\{w,design\}\)", step.formula
    )
    assert step.substitution == "= 721.0 × (17.0 − (-27.5)) / (17.0 − (-37.5))"
    assert step.result == "588.7 kW"


def test_a_reader_gets_the_result_from_the_printed_numbers(catalog: Catalog) -> None:
    printed = calculation_step(STEP, 1, voice(catalog)).substitution
    arithmetic = printed.removeprefix("= ").replace("×", "*").replace("−", "-").replace("^", "**")
    assert round(evaluate(arithmetic, {}), 1) == 588.7


def test_every_printed_substitution_gives_its_printed_result(
    worked_out: tuple[Design, Quote], catalog: Catalog
) -> None:
    """Read back from the words alone, for every step of a whole design and its quote."""
    said = voice(catalog)
    for step in (*worked_out[0].steps, *worked_out[1].steps):
        if step.kind != "formula" or LONG_CONSTANT.search(step.expression):
            continue
        words = calculation_step(step, 1, said)
        arithmetic = words.substitution.removeprefix("= ")
        arithmetic = re.sub(r"×10\^\{(-?\d+)\}", r"e\1", arithmetic)
        arithmetic = re.sub(r"\^\{([^}]*)\}", r"^(\1)", arithmetic)
        arithmetic = arithmetic.replace("×", "*").replace("−", "-").replace("^", "**")
        value = round(evaluate(arithmetic, {}), catalog.decimals[step.name.partition("__")[0]])
        assert value == step.value, words
        shown = words.result.split(" ")[0].replace(",", "").rstrip("%°")
        assert float(shown) == step.value, words


def test_a_role_stands_among_the_subscripts(catalog: Catalog) -> None:
    assert symbol("t_outdoor_c__design", voice(catalog)) == "t_{w,design}"
    assert symbol("terminal", voice(catalog)) == ""


def test_rates_are_shown_as_formulas_take_them(catalog: Catalog) -> None:
    step = Step("book.heating", "default", "tax_fraction", 0.13, "vat_recalled")
    assert re.fullmatch(r"0\.130* = 13(\.0+)?%", calculation_step(step, 1, voice(catalog)).result)


def test_steps_are_gathered_under_their_sections(catalog: Catalog) -> None:
    def step(section: str, subject: str, value: float) -> Step:
        return Step(section, "given", "heated_area_m2", value, "", subject=subject)

    steps = [step("book.heating", "", 1), step("book.tier", "A", 2), step("book.heating", "", 3),
             step("book.tier", "B", 4), step("book.tier", "A", 2)]  # fmt: skip
    blocks = calculation_book(steps, voice(catalog))
    assert [(b.level, b.text) for b in blocks if isinstance(b, Heading)][1:] == [
        (2, voice(catalog)("book.tier")), (3, "A"), (3, "B"),
    ]  # fmt: skip
    assert [[s.number for s in b.steps] for b in blocks if isinstance(b, Calculation)] == [
        ["1", "2"],
        ["3"],
        ["4"],
    ]
