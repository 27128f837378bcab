import re

from desktop.design.records import Design
from desktop.engine.expressions import evaluate
from desktop.engine.figures import FrozenMap
from desktop.engine.sheet import Step
from desktop.proposal.blocks import (
    Calculation,
    CalculationEntry,
    CalculationTable,
    CalculationValues,
    Heading,
)
from desktop.proposal.book_tables import gathered
from desktop.proposal.book_words import calculation_step, symbol
from desktop.proposal.calculation_book import calculation_book
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
        (2, voice(catalog)("book.tier")),
    ]
    calculations = [b for b in blocks if isinstance(b, Calculation)]
    assert [b.opening for b in calculations] == [True, False]
    found = [entry for b in calculations for entry in b.steps if isinstance(entry, CalculationValues)]
    assert [(one.title, [item.number for item in one.items]) for one in found] == [
        ("", ["1", "2"]), ("A", ["3"]), ("B", ["4"]),
    ]  # fmt: skip


def flow(subject: str, heat: float, dt: float, result: float) -> Step:
    return Step(
        "book.circulation", "formula", "flow_m3h", result, "first_principles", subject=subject,
        expression="3600 * heat_kw / (4.187 * 990 * dt_k)", inputs=FrozenMap(heat_kw=heat, dt_k=dt),
    )  # fmt: skip


def test_a_rule_for_several_subjects_stands_once_with_a_row_each(catalog: Catalog) -> None:
    """Three pumps of equal temperature difference: one rule, three rows; the difference is said once."""
    steps = [flow("A", 100.0, 5.0, 17.37), flow("B", 200.0, 5.0, 34.74), flow("C", 300.0, 5.0, 52.11),
             flow("D", 400.0, 5.0, 69.48)]  # fmt: skip
    said = voice(catalog)
    (table,) = next(b for b in calculation_book(steps, said) if isinstance(b, Calculation)).steps
    assert isinstance(table, CalculationTable)
    assert [rule.substitution for rule in table.rules] == [f"{symbol('dt_k', said)} = 5.0"]
    assert [column.role for column in table.columns] == ["input", "result"]
    assert [(row.number, row.label, row.cells) for row in table.rows] == [
        ("1", "A", ("100.00", "17.37")), ("2", "B", ("200.00", "34.74")),
        ("3", "C", ("300.00", "52.11")), ("4", "D", ("400.00", "69.48")),
    ]  # fmt: skip


def test_a_symbol_has_one_meaning_in_a_table(catalog: Catalog) -> None:
    """Two rules that take the same quantity at other values do not share a table."""
    def margin(subject: str, flow_m3h: float, result: float) -> Step:
        return Step(
            "book.circulation", "formula", "flow_m3h__design", result, "engineering_practice",
            subject=subject, expression="flow_m3h * 1.05", inputs=FrozenMap(flow_m3h=flow_m3h),
        )  # fmt: skip

    steps = [flow(subject, 100.0 + n, 5.0, 17.37) for n, subject in enumerate("ABC")]
    steps += [margin(subject, 20.0 + n, 21.0 + n) for n, subject in enumerate("ABC")]
    assert [len(table.rules) for table in gathered(steps, lambda name, value, result: 5)] == [1, 1]
    steps[3:] = [margin(subject, 17.37, 18.24) for subject in "ABC"]
    assert [len(table.rules) for table in gathered(steps, lambda name, value, result: 5)] == [2]


FUNCTIONS_AND_NUMBERS = {"×": "*", "−": "-", "^": "**"}


def evaluated(formula: str, meaning: dict[str, str]) -> float:
    """The right side of a printed formula, its symbols replaced by printed numbers."""
    right = formula.partition(" = ")[2]
    found = sorted(meaning, key=len, reverse=True)
    pattern = re.compile(r"(?<![A-Za-z_])(?:" + "|".join(map(re.escape, found)) + r")(?![A-Za-z_{])")
    right = re.sub(r"×10\^\{(-?\d+)\}", r"e\1", right)
    right = re.sub(r"\^\{([^}]*)\}", r"^(\1)", right)
    right = pattern.sub(lambda match: f"({meaning[match[0]]})", right)
    for sign, code in FUNCTIONS_AND_NUMBERS.items():
        right = right.replace(sign, code)
    return evaluate(right, {})


def number_in(text: str) -> str:
    """The number of a cell, a fraction before its per cent."""
    return text.partition(" = ")[0].split(" ")[0].replace(",", "")


def test_every_row_of_a_table_is_worked_out_anew_from_its_own_cells(
    worked_out: tuple[Design, Quote], catalog: Catalog
) -> None:
    """Read from the words alone: symbols in the head, numbers in the row, long formulas where they stand."""
    said = voice(catalog)
    blocks = calculation_book((*worked_out[0].steps, *worked_out[1].steps), said)
    entries: list[CalculationEntry] = [e for b in blocks if isinstance(b, Calculation) for e in b.steps]
    full: dict[tuple[int, str], str] = {}
    for entry in entries:
        lines = entry.rows if isinstance(entry, CalculationTable) else (entry,)
        rules = entry.rules if isinstance(entry, CalculationTable) else (entry,)
        for line in () if isinstance(entry, CalculationValues) else lines:
            first, _, last = line.number.partition("–")
            for rule in rules:
                left = rule.formula.partition(" = ")[0]
                full |= {(n, left): rule.formula for n in range(int(first), int(last or first) + 1)}
    count = 0
    for table in (entry for entry in entries if isinstance(entry, CalculationTable)):
        constants: dict[str, str] = {}
        for rule in table.rules:
            constants |= dict(part.split(" = ", 1) for part in rule.substitution.split(", ") if part)
        heads = [column.symbol for column in table.columns]
        for rule in table.rules:
            left = re.split(r" = |: ", rule.formula)[0]
            if rule.note or LONG_CONSTANT.search(rule.formula):
                continue
            place = re.fullmatch(r".*: formula as in no\. (\d+)", rule.formula)
            formula = full[int(place[1]), left] if place else rule.formula
            if LONG_CONSTANT.search(formula):
                continue
            for row in table.rows:
                cells = {head: number_in(cell) for head, cell in zip(heads, row.cells, strict=True) if cell}
                if left not in cells:
                    continue
                meaning = {name: number_in(text) for name, text in constants.items()} | cells
                decimals = len(cells[left].partition(".")[2])
                assert round(evaluated(formula, meaning), decimals) == float(cells[left]), (formula, meaning)
                count += 1
    assert count > 100
