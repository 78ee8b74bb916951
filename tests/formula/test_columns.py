"""A formula over all records at once: the same results as for each record by itself, each part computed once."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.formula.functions import Signature
from evaluator.formula.run import compile_formula
from evaluator.formula.scope import Names, Scope, Table
from evaluator.formula.values import Cell, Missing, Result, Root, ZeroDenominator, merge

ROOT = Root(Fraction(2))
NAMES = Names(
    {"空": "number", "零": "number", "线": "number"},
    {"学校": {"甲": "number", "乙": "number", "段": "text", "主": "boolean"}},
    {"根": Signature((), "number", 0)},
)

cells = st.sampled_from([None, 0, 1, 2, Fraction(1, 3)])
records = st.lists(
    st.fixed_dictionaries(
        {
            "甲": cells,
            "乙": cells,
            "段": st.sampled_from([None, "小学", "初中"]),
            "主": st.sampled_from([None, True, False]),
        }
    ),
    min_size=1,
    max_size=6,
)
numbers = st.recursive(
    st.sampled_from(["甲", "乙", "空", "零", "线", "根()", "2", "0.85"]),
    lambda below: st.one_of(
        st.builds("({} {} {})".format, below, st.sampled_from("+-*/"), below),
        st.builds("(-{})".format, below),
        st.builds("max({}, {})".format, below, below),
        st.builds('if_else(段 == "小学", {}, {})'.format, below, below),
        st.builds("count_true({} > {}, 主)".format, below, below),
    ),
    max_leaves=5,
)
conditions = st.recursive(
    st.one_of(
        st.sampled_from(["主", '段 != "初中"', "零 > 空"]),
        st.builds("{} {} {}".format, numbers, st.sampled_from(["<", ">=", "=="]), numbers),
        st.builds("{} < {} <= {}".format, numbers, numbers, numbers),
    ),
    lambda below: st.one_of(
        st.builds("({} and {} and {})".format, below, below, below),
        st.builds("({} or {})".format, below, below),
        st.builds("(not {})".format, below),
    ),
    max_leaves=3,
)


def scope_over(rows: list[dict[str, Cell]]) -> Scope:
    fields = {"空": None, "零": 0, "线": Fraction(3, 2)}
    return Scope(fields, {"学校": Table(rows, lambda record: "某校")}, {"根": lambda: ROOT})


def one_by_one(text: str, scope: Scope) -> list[Result]:
    formula = compile_formula(text, NAMES, table="学校")
    return [formula.evaluate(scope, record) for record in scope.tables["学校"].records]


@given(numbers, records)
def test_a_sum_adds_what_each_record_gives_by_itself(
    text: str, rows: list[dict[str, Cell]]
) -> None:
    scope = scope_over(rows)
    total = compile_formula(f"sum(学校, {text})", NAMES).evaluate(scope)
    results = one_by_one(text, scope)
    outcomes = [result for result in results if isinstance(result, Missing | ZeroDenominator)]
    if outcomes:
        assert type(total) is type(merge(*outcomes))
    else:
        assert total == sum(
            Fraction(result.decimal()) if isinstance(result, Root) else Fraction(result)
            for result in results
            if not isinstance(result, str | Missing | ZeroDenominator)
        )


@given(conditions, records)
def test_a_count_selects_the_records_for_which_the_condition_holds_by_itself(
    text: str, rows: list[dict[str, Cell]]
) -> None:
    scope = scope_over(rows)
    count = compile_formula(f"count(学校, where={text})", NAMES).evaluate(scope)
    results = one_by_one(text, scope)
    outcomes = [result for result in results if isinstance(result, Missing | ZeroDenominator)]
    if outcomes:
        assert type(count) is type(merge(*outcomes))
    else:
        assert count == sum(result is True for result in results)


class Read(dict[str, Cell]):
    """A record that counts how often each of its fields is read."""

    def __init__(self, cells: dict[str, Cell]) -> None:
        super().__init__(cells)
        self.reads: Counter[str] = Counter()

    def __getitem__(self, name: str) -> Cell:
        self.reads[name] += 1
        return super().__getitem__(name)


@pytest.mark.parametrize(
    "text",
    [
        "share(学校, count_true(甲 / 乙 >= 1, 甲 / 乙 >= 2) >= 1 and 甲 / 乙 >= 3)",
        "cv(学校, 甲 / 乙, weight=乙)",
        "sum(学校, if_else(甲 > 乙, 甲, 乙) * 甲)",
    ],
)
def test_what_is_written_more_than_once_is_computed_once_for_each_record(text: str) -> None:
    record = Read({"甲": 4, "乙": 2, "段": "小学", "主": True})
    scope = Scope({}, {"学校": Table([record])})
    compile_formula(text, NAMES).evaluate(scope)
    assert record.reads == {"甲": 1, "乙": 1}


def test_what_names_no_field_of_the_records_is_computed_once() -> None:
    asked: list[int] = []

    def root() -> Result:
        asked.append(1)
        return 2

    rows: list[dict[str, Cell]] = [{"甲": 1}, {"甲": 3}, {"甲": 5}]
    scope = Scope({"线": 1}, {"学校": Table(rows)}, {"根": root})
    assert compile_formula("share(学校, 甲 >= 根() + 线)", NAMES).evaluate(scope) == Fraction(2, 3)
    assert len(asked) == 1
