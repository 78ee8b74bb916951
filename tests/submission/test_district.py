"""Which district a file is of: what its code, name, unit and schools say must agree."""

from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.submission.findings import Finding
from tests.samples import changed, nanwan, raw, sample, validated

CODES = (
    *("district-code", "record-district", "district-other", "district-kind"),
    *("district-office", "district-no-kind"),
)


def told(rubric: Rubric, changes: dict[Any, Any], slug: str = "binhai") -> list[Finding]:
    data = changed(sample(slug) if slug else nanwan(), changes)
    return [entry for entry in validated(rubric, data).findings if entry.code in CODES]


def places(found: list[Finding]) -> list[tuple[str, str]]:
    assert all(entry.severity == "warning" for entry in found)
    return [(entry.code, entry.pointer) for entry in found]


@pytest.mark.parametrize("slug", ["binhai", "beishan", "lingang", ""])
def test_a_file_whose_parts_agree_is_not_doubted(rubric: Rubric, slug: str) -> None:
    assert told(rubric, {}, slug) == []


def test_a_code_that_is_none_of_the_schools_is_told_with_theirs(rubric: Rubric) -> None:
    [entry] = told(rubric, {("district", "code"): "990101"})
    assert places([entry]) == [("district-code", "/district/code")]
    assert "区市代码为 990101，而学校表的标识码各条第 2 至 7 位为 990102" in entry.message
    assert [place.pointer for place in entry.places] == ["/学校/0/标识码"]


def test_a_school_with_the_code_of_another_district_is_told(rubric: Rubric) -> None:
    [entry] = told(rubric, {("学校", 4, "标识码"): "2990101005"})
    assert places([entry]) == [("record-district", "/学校/4/标识码")]
    assert "标识码第 2 至 7 位为 990101，与区市代码 990102 不同" in entry.message


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("990102", "21440{:05}"),
        ("990102", "29901{:05}"),
        ("990102", "2990100{:03}"),
        ("990102", "3{:04}99010"),
        ("370102", "21370100{:02}"),
        ("370203", "2137020{:03}"),
        ("370203", "3702000{:03}"),
    ],
)
def test_codes_that_are_serial_numbers_or_of_the_whole_city_tell_nothing(
    rubric: Rubric, code: str, form: str
) -> None:
    schools = {row["标识码"]: 0 for row in sample("binhai")["学校"]}
    serial = {key: form.format(place + 1) for place, key in enumerate(schools)}
    rows = enumerate(sample("binhai")["学校"])
    renamed = {("学校", place, "标识码"): serial[row["标识码"]] for place, row in rows}
    assert told(rubric, {("district", "code"): code, **renamed}) == []


@pytest.mark.parametrize(
    ("unit", "name", "doubted"),
    [
        ("滨海区人民政府教育督导委员会办公室", "北山县", True),
        ("临港新区管委会", "滨海区", True),
        ("区教育和体育局", "滨海区", False),
        ("滨海新区教体局", "滨海区", False),
        ("明州市滨海区教育局", "滨海区", False),
        ("高新技术产业开发区管委会", "高新区", False),
        ("人民政府教育督导室", "滨海区", False),
        ("城市建设和社会事务局", "滨海区", False),
        ("教育局第一学区管理中心", "滨海区", False),
        ("市教育局驻区督导室", "滨海区", False),
        ("明州市北山区教育局", "滨海区", True),
        ("西海岸新区教育和体育局", "明州西海岸新区", False),
        ("高新区管委会教育局", "明州高新技术产业开发区", False),
        ("经开区教育局", "经济技术开发区", False),
    ],
)
def test_a_unit_of_another_district_is_told(
    rubric: Rubric, unit: str, name: str, doubted: bool
) -> None:
    data = {("district", "name"): name, ("prepared_by", "unit"): unit}
    renamed = {
        ("学校", place, "名称"): f"{name}第{place}小学"
        for place in range(len(sample("binhai")["学校"]))
    }
    kind = {("district", "kind"): "县" if name.endswith("县") else "市辖区"}
    found = places(told(rubric, {**data, **renamed, **kind}))
    assert found == ([("district-other", "/district/name")] if doubted else [])


def test_a_name_that_neither_unit_nor_schools_have_is_told_once(rubric: Rubric) -> None:
    [entry] = told(rubric, {("district", "name"): "北山县"})
    assert places([entry]) == [("district-other", "/district/name")]
    assert [place.pointer for place in entry.places] == ["/prepared_by/unit", "/学校/0/名称"]


@pytest.mark.parametrize(
    "form",
    [
        "第{}实验小学",
        "明州市第{}小学",
        "江东省明州市云溪小学{}",
        "开发区第{}小学",
        "高新区第{}小学",
        "经开区第{}小学",
        "度假区第{}小学",
        "胜利油田矿区第{}小学",
        "老城区第{}小学",
        "实验中学东区{}部",
        "市县区第{}小学",
    ],
)
def test_schools_without_a_districts_name_tell_nothing(rubric: Rubric, form: str) -> None:
    count = len(sample("binhai")["学校"])
    assert told(rubric, {("学校", at, "名称"): form.format(at) for at in range(count)}) == []


@pytest.mark.parametrize("place", ["北山区", "明州市北山区", "北山县", "临港新区", "东山旗"])
def test_schools_of_another_district_are_told(rubric: Rubric, place: str) -> None:
    count = len(sample("binhai")["学校"])
    of_other = {("学校", at, "名称"): f"{place}第{at}小学" for at in range(count)}
    [entry] = told(rubric, of_other)
    assert places([entry]) == [("district-other", "/district/name")]
    assert f"写明“{place}”" in entry.hint


@pytest.mark.parametrize(
    ("place", "wrong", "named"),
    [("unit", "黄山区教育局", "黄山区"), ("kind", "县级市", "县级市")],
)
def test_a_doubt_about_the_district_is_answered_by_what_names_it(
    rubric: Rubric, place: str, wrong: str, named: str
) -> None:
    change = {("prepared_by" if place == "unit" else "district", place): wrong}
    for text, explained in (("滨海区的数据都已核对。", False), (f"与{named}合署办公。", True)):
        said = {("explanations",): [{"field": "学校", "text": text}]}
        [entry] = told(rubric, {**change, **said})
        assert bool(entry.explained) is explained


def test_a_kind_that_does_not_fit_the_name_is_told(rubric: Rubric) -> None:
    assert places(told(rubric, {("district", "kind"): "县级市"})) == [
        ("district-kind", "/district/kind")
    ]
    assert told(rubric, {("district", "kind"): "高新区"}) == []


@pytest.mark.parametrize("kind", ["区", "市", "区县", "一般"])
def test_a_kind_that_is_none_is_told_with_the_usual_ones(rubric: Rubric, kind: str) -> None:
    [entry] = told(rubric, {("district", "kind"): kind})
    assert (entry.code, entry.severity, entry.pointer) == (
        "district-no-kind",
        "warning",
        "/district/kind",
    )
    assert "“市辖区”" in entry.hint


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("滨海区人民政府", "是否要写“滨海区”？"),
        ("滨海区政府", "是否要写“滨海区”？"),
        ("滨海区教育和体育局", "是否要写“滨海区”？"),
        ("滨海区人民政府教育督导委员会办公室", "是否要写“滨海区”？"),
        ("滨海新区开发区管委会", "是否要写“滨海新区开发区”？"),
        ("教体局", "这里只写区市的名称"),
    ],
)
def test_a_district_under_the_name_of_an_office_is_told_its_own(
    rubric: Rubric, name: str, meant: str
) -> None:
    [entry] = told(rubric, {("district", "name"): name})
    assert (entry.code, entry.severity, entry.pointer) == (
        "district-office",
        "error",
        "/district/name",
    )
    assert entry.hint.startswith(meant)


def test_what_is_said_of_the_schools_answers_only_where_it_names_the_code(rubric: Rubric) -> None:
    for text, explained in (("学校都已核对。", False), ("2990101005 系代管学校。", True)):
        said = {("explanations",): [{"field": "学校", "text": text}]}
        [entry] = told(rubric, {("学校", 4, "标识码"): "2990101005", **said})
        assert bool(entry.explained) is explained


def test_what_is_not_known_gives_no_finding(rubric: Rubric) -> None:
    broken = {("district", "code"): 990102, ("学校", 0, "标识码"): 5, ("district", "name"): None}
    assert told(rubric, broken) == []
    assert validated(rubric, raw("lingang").replace(b'"code"', b'"kode"')).findings


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        *((code, True) for code in ("000000", "001234", "370000", "111111", "123456")),
        *((code, False) for code in ("370202", "370100", "990102", "990171")),
    ],
)
def test_a_code_that_no_district_can_have_is_told(rubric: Rubric, code: str, wrong: bool) -> None:
    found = validated(rubric, changed(sample("binhai"), {("district", "code"): code})).findings
    at_the_code = [entry.pointer for entry in found if entry.code == "district-no-code"]
    assert at_the_code == (["/district/code"] if wrong else [])
