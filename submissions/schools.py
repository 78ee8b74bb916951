"""The school table of an invented district, drawn by random.Random(seed) with integers only."""

import random
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from districts import District, Kind, Span

Cell = None | bool | int | str | Decimal
Record = dict[str, Cell]

ONE_DIGIT, TWO_DIGITS = Decimal("0.1"), Decimal("0.01")
RESOURCES: dict[str, tuple[int, int]] = {
    # National standards for 小学 and 初中: per 1,000 pupils, 0.1 ㎡ a pupil, or yuan a pupil.
    "骨干教师数": (10, 10),
    "体育艺术专任教师数": (9, 9),
    "教学及辅助用房面积": (45, 58),
    "体育运动场馆面积": (75, 102),
    "教学仪器设备值": (2000, 2500),
    "网络多媒体教室数": (23, 24),
}
COLUMNS = (
    *("标识码", "名称", "学段", "城乡", "主记录", "学生数", "全校学生数", "教学班数"),
    *("专任教师数", "高于规定学历教师数", "骨干教师数", "体育艺术专任教师数"),
    *("教学及辅助用房面积", "体育运动场馆面积", "网络多媒体教室数", "教学仪器设备值"),
    *("寄宿制", "护校队人数", "卫生专业技术人员数", "保健教师数"),
)
TOTALS = {"列表学生": "学生数", "列表班数": "教学班数", "列表教师": "专任教师数"}
FIRST = "望听云星海青松竹明晨春秋岚汀沐澄芳柏禾锦"
SECOND = "澜帆溪泽屿岭荷舟麓桥湾石泉川鹭林"
TOWNS = (
    *("石桥", "柳林", "双泉", "东泊", "古城子", "南埠", "青崖", "河洼"),
    *("黄埠岭", "马家滩", "高台", "麻兰", "沙埠", "杨柳庄", "落雁", "仙姑顶"),
)
FORMS = {"小学": "小学", "初中": "初级中学", "一贯": "学校", "完中": "中学"}


def number(record: Record, name: str) -> int:
    """A count that the record surely has."""
    value = record[name]
    assert isinstance(value, int)
    return value


class Schools:
    """The school table of one district, drawn school by school, with its totals."""

    def __init__(self, district: District) -> None:
        self.district = district
        self.random = random.Random(district.seed)
        self.totals = dict.fromkeys(("列表学校", "列表大班额", "列表标准班额"), 0)
        self.names = self._names()
        self.records = [
            record
            for kind in district.schools
            for _ in range(kind.number)
            for record in self._school(kind)
        ]
        for total in TOTALS:
            self.totals[total] = sum(number(record, TOTALS[total]) for record in self.records)
        for place, name in district.blanks:
            self.records[place][name] = None

    def _span(self, span: Span) -> int:
        return self.random.randint(*span)

    def _happens(self, percent: int) -> bool:
        return self._span((1, 100)) <= percent

    def _names(self) -> Iterator[str]:
        names = [first + second for first in FIRST for second in SECOND]
        self.random.shuffle(names)
        return iter(names)

    def _name(self, kind: Kind) -> str:
        towns = self.district.kind == "县级市" and kind.setting != "城区"
        town = f"{self.random.choice(TOWNS)}镇" if towns else ""
        return f"{self.district.name}{town}{next(self.names)}{FORMS[kind.form]}"

    def _school(self, kind: Kind) -> list[Record]:
        """One record, or two of a school with both stages; whole-school figures on the first."""
        self.totals["列表学校"] += 1
        stages = {"小学": ["小学"], "一贯": ["小学", "初中"]}.get(kind.form, ["初中"])
        form = 2 if kind.form == "小学" else 3
        common: Record = {
            "标识码": f"{form}99{self.district.code[2:]}{self.totals['列表学校']:03d}",
            "名称": self._name(kind),
            "城乡": kind.setting,
            "寄宿制": kind.form != "小学" and self._happens(self.district.boarding),
        }
        records: list[Record] = []
        pupils = 0
        classes = self._span(kind.classes)
        for stage in stages:
            record = common | {"学段": stage, "主记录": not records}
            record |= self._stage(stage, classes, kind)
            pupils += number(record, "学生数")
            records.append(record)
            classes = self._span((classes // 2, classes * 2 // 3))
        if kind.form == "完中":
            pupils += pupils * self._span((80, 120)) // 100
        for place, record in enumerate(records):
            record["全校学生数"] = pupils
            staff = self._whole_school(pupils, boarding=record["寄宿制"] is True)
            record |= staff if place == 0 else dict.fromkeys(staff, 0)
        return [{name: record[name] for name in COLUMNS} for record in records]

    def _stage(self, stage: str, classes: int, kind: Kind) -> Record:
        """Pupils, classes, teachers and the seven resource items of one record."""
        mean = self._span(kind.pupils_a_class)
        if self._happens(self.district.crowded):
            mean += self._span((4, 7))
        largest = self.district.largest_class
        sizes = [min(mean + self._span((-3, 3)), largest) for _ in range(classes)]
        limit = 45 if stage == "小学" else 50
        self.totals["列表标准班额"] += sum(size <= limit for size in sizes)
        self.totals["列表大班额"] += sum(size >= 56 for size in sizes)
        pupils = sum(sizes)
        ratio = self._span((170, 190) if stage == "小学" else (128, 148))
        teachers = -(-pupils * 10 // (ratio * 3 // 4 if kind.setting == "乡村" else ratio))
        junior = stage == "初中"
        degrees, *spans = self.district.junior if junior else self.district.primary
        record: Record = {"学生数": pupils, "教学班数": classes, "专任教师数": teachers}
        record["高于规定学历教师数"] = teachers * self._span(degrees) // 100
        for (name, standards), (low, high) in zip(RESOURCES.items(), spans, strict=True):
            # The square gathers schools near the lower end, as real ones do.
            luck = self._span((0, 1000))
            permille = low * 10 + (high - low) * luck * luck // 100_000
            amount = pupils * standards[junior] * permille
            match name:
                case "教学及辅助用房面积" | "体育运动场馆面积":
                    record[name] = (Decimal(amount) / 10_000).quantize(ONE_DIGIT, ROUND_HALF_UP)
                case "教学仪器设备值":
                    in_wan = Decimal(amount) / 10_000_000
                    record[name] = in_wan.quantize(TWO_DIGITS, ROUND_HALF_UP)
                case _:
                    record[name] = -(-amount // 1_000_000)
        return record

    def _whole_school(self, pupils: int, *, boarding: bool) -> Record:
        """护校队 and health staff: those of a school that has enough, or of one that has not."""
        guards = max(10, -(-pupils // 100))
        enough = self._happens(self.district.guarded)
        guards += self._span((0, 3)) if enough else -self._span((1, 4))
        professional = boarding or pupils >= 600 or self._happens(35)
        cared_for = self._happens(self.district.medical)
        return {
            "护校队人数": guards,
            "卫生专业技术人员数": self._span((1, 2)) if cared_for and professional else 0,
            "保健教师数": int(not professional) if cared_for else int(pupils >= 600),
        }
