"""What hypothesis tests share; a rubric among their arguments would be printed with every failure."""

from functools import cache

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.load import known_rubrics, load_rubric


@cache
def the_rubric() -> Rubric:
    return load_rubric(known_rubrics()["district-2021"])
