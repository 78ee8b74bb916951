"""Rubric folder → `Rubric`: read, typed, compiled and linted, or refused with file and line."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from evaluator.formula.syntax import FormulaError
from evaluator.rubric.canonical import canonical_data, canonical_text
from evaluator.rubric.compiled import Rubric, compile_rubric
from evaluator.rubric.complaints import Complaint
from evaluator.rubric.explain import explain, near, place_of
from evaluator.rubric.lint import lint
from evaluator.rubric.model import RubricContent
from evaluator.rubric.source import Path_, Place, Plain, Problem, RubricError, Source, read_yaml

MAIN = "rubric.yaml"


def rubrics_folder() -> Path:
    """Where the rubrics stand: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_rubrics"
    return installed if installed.is_dir() else package.parent / "rubrics"


def known_rubrics() -> dict[str, Path]:
    """Rubric id → folder, for every folder with a rubric.yaml."""
    home = rubrics_folder()
    if not home.is_dir():
        return {}
    return {path.parent.name: path.parent for path in sorted(home.glob(f"*/{MAIN}"))}


_STAGES = ("各项内容", "公式", "分值")
"""What is checked one after the other once the files can be read; what comes last rests on what comes before."""


def load_rubric(folder: Path) -> Rubric:
    """The rubric of a folder. Raises RubricError with every problem found, in file order."""
    try:
        data, sources = _read(folder)
    except RubricError as error:
        raise RubricError(error.problems, _STAGES) from None
    return _built(data, sources)


def read_canonical(canonical: bytes) -> Rubric:
    """The rubric that a report carries as canonical JSON. Raises RubricError, without places."""
    try:
        data = canonical_data(canonical.decode())
    except (ValueError, RecursionError):
        wrong = Problem(Place("rubric.json", 1), "不是量规的规范写法")
        raise RubricError([wrong]) from None
    return _built(data, [])


def _built(data: dict[str, Plain], sources: list[Placed]) -> Rubric:
    """The rubric of some content, or every problem in it at its place. Raises RubricError."""
    try:
        content = RubricContent.model_validate(data)
    except ValidationError as error:
        found = explain(error.errors(include_url=False), data, _places(sources))
        raise RubricError(sorted(found, key=_by_place), _STAGES[1:]) from None
    rubric, compilation = compile_rubric(content, canonical_text(data))
    refused: list[Complaint] = [
        (path, subject, _formula_message(error)) for path, subject, error in compilation.errors
    ]
    complaints = refused or list(lint(rubric))
    if complaints:
        places = _places(sources)
        found = [
            Problem(place_of(path, places), message, subject)
            for path, subject, message in complaints
        ]
        raise RubricError(sorted(found, key=_by_place), _STAGES[2:] if refused else ())
    return rubric


_OWN_FILES = ("plan", "groups", "fields", "tables", "indicators", "checks")
"""Keys of the content that do not stand in rubric.yaml."""

_CATALOGUE_KEYS = ("groups", "fields", "tables")

Placed = tuple[Path_, int, Source]
"""A file, the path in the content at which its data stand, and the number its list starts from."""


def _read(folder: Path) -> tuple[dict[str, Plain], list[Placed]]:
    """The merged content of a folder's files, and which file each part of it comes from."""
    main = read_yaml(folder, MAIN)
    if not isinstance(main.data, dict):
        raise RubricError([Problem(Place(MAIN, 1), "应为由键和值组成的一份文件")])
    problems = [
        Problem(main.places[(key,)], f"“{key}”应写在它自己的文件里")
        for key in _OWN_FILES
        if key in main.data
    ]
    problems += _misnamed(folder, main)
    read: dict[str, Source] = {}
    chapters = _chapter_files(main.data)
    forms = {"plan.yaml": dict, "fields.yaml": dict, "checks.yaml": list}
    for name, form in {**forms, **dict.fromkeys(chapters, list)}.items():
        if Path(name).is_absolute() or ".." in Path(name).parts:
            problems.append(Problem(Place(MAIN, 1), f"“{name}”不在量规的文件夹里"))
            continue
        try:
            read[name] = _part(folder, name, form)
        except RubricError as error:
            problems += error.problems
    catalogue = read["fields.yaml"].data if "fields.yaml" in read else {}
    assert isinstance(catalogue, dict)
    problems += [
        Problem(
            read["fields.yaml"].places[(key,)], f"不认识的键“{key}”{near(key, _CATALOGUE_KEYS)}"
        )
        for key in catalogue
        if key not in _CATALOGUE_KEYS
    ]
    if problems:
        raise RubricError(sorted(problems, key=_by_place))
    sources: list[Placed] = [
        ((), 0, main),
        ((), 0, read["fields.yaml"]),
        (("plan",), 0, read["plan.yaml"]),
        (("checks",), 0, read["checks.yaml"]),
    ]
    indicators: list[Plain] = []
    for name in chapters:
        entries = read[name].data
        assert isinstance(entries, list)
        sources.append((("indicators",), len(indicators), read[name]))
        indicators += entries
    data = {**main.data, "tables": {}, **catalogue}
    data |= {"plan": read["plan.yaml"].data, "checks": read["checks.yaml"].data}
    return {**data, "indicators": indicators}, sources


def _misnamed(folder: Path, main: Source) -> list[Problem]:
    """Among the known rubrics, which are looked up by their folder, the id is the folder's name."""
    assert isinstance(main.data, dict)
    name, identifier = folder.resolve().name, main.data.get("id")
    if folder.resolve().parent != rubrics_folder().resolve() or identifier in (name, None):
        return []
    message = f"编号“{identifier}”与所在的文件夹“{name}”不同名，请把其中一个改成另一个"
    return [Problem(main.places[("id",)], message)]


def _places(sources: list[Placed]) -> dict[Path_, Place]:
    """The place of every value of the merged content."""
    places: dict[Path_, Place] = {}
    for home, offset, source in sources:
        for path, place in source.places.items():
            if path and isinstance(path[0], int):
                path = (path[0] + offset, *path[1:])
            places.setdefault((*home, *path), place)
    return places


def _part(folder: Path, name: str, kind: type) -> Source:
    """One of a rubric's files, which must hold a list or a mapping as `kind` says."""
    source = read_yaml(folder, name)
    if not isinstance(source.data, kind):
        form = "一份清单（每项以 - 开头）" if kind is list else "由键和值组成"
        raise RubricError([Problem(Place(name, 1), f"文件内容应为{form}")])
    return source


def _chapter_files(data: dict[str, Plain]) -> list[str]:
    """The indicator files that the chapters name, in their order."""
    chapters = data.get("chapters")
    entries = chapters if isinstance(chapters, list) else []
    files = [entry.get("file") for entry in entries if isinstance(entry, dict)]
    return [name for name in files if isinstance(name, str)]


def _by_place(problem: Problem) -> tuple[str, int]:
    return problem.place.file, problem.place.line


def _formula_message(error: FormulaError) -> str:
    return f"{error.message}（第 {error.column + 1} 个字符处）\n{error.caret()}"
