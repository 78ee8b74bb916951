"""A copy of a rubric's folder that a test edits in one place, and what loading then says."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.load import load_rubric
from evaluator.rubric.source import Problem, RubricError

PARTY = "indicators/01-党的领导.yaml"
GROWTH = "indicators/02-五育并举.yaml"
BALANCE = "indicators/03-优质均衡.yaml"
VOCATIONAL = "indicators/04-支撑创新发展.yaml"
REFORM = "indicators/05-综合改革.yaml"
FOUNDATION = "indicators/06-发展基础.yaml"


@dataclass(frozen=True)
class RubricCopy:
    folder: Path

    @classmethod
    def of(cls, source: Path, target: Path) -> "RubricCopy":
        shutil.copytree(source, target)
        return cls(target)

    def text(self, file: str) -> str:
        return (self.folder / file).read_text(encoding="utf-8")

    def write(self, file: str, text: str) -> None:
        (self.folder / file).write_text(text, encoding="utf-8")

    def replace(self, file: str, old: str, new: str, after: str = "") -> int:
        """Replace the first `old` after the text `after`; the line from 1 where the new text begins."""
        text = self.text(file)
        start = text.index(old, text.index(after))
        self.write(file, text[:start] + new + text[start + len(old) :])
        return text.count("\n", 0, start) + 1 + (len(new) - len(new.lstrip("\n")))

    def append(self, file: str, new: str) -> None:
        self.write(file, self.text(file).rstrip("\n") + "\n" + new)

    def load(self) -> Rubric:
        return load_rubric(self.folder)

    def problems(self) -> list[Problem]:
        """What loading refuses; empty when nothing."""
        try:
            self.load()
        except RubricError as error:
            return error.problems
        return []
