"""Build the font files of the report from their open sources.

The report (see README.md beside this file) is written by reportlab, which
embeds TrueType outlines only.  This script turns the upstream .ttf files into
the faces the report uses:

    body.ttf          宋体     Noto Serif SC Regular   small character set
    title.ttf         小标宋   Noto Serif SC Bold      small character set
    heading.ttf       黑体     Noto Sans SC Medium     small character set
    kai.ttf           楷体     LXGW WenKai Regular     small character set
    body-full.ttf     宋体     Noto Serif SC Regular   every character
    heading-full.ttf  黑体     Noto Sans SC Medium     every character

and writes coverage.txt (characters which all four small faces have) and
coverage-full.txt (characters which both full faces have): hexadecimal ranges
``start-end``, inclusive, one a line, so that the report chooses its faces
without parsing a font.

The small character set is GB2312 with its symbols, ASCII, Latin-1, the
typographic characters of official text, and a short list of characters in
place and personal names which GB2312 lacks (硚口区, 瀍河区, 浉河区 ...).

Three changes are made besides subsetting, because reportlab applies no
OpenType features and the tables that carry them are dropped:

* digits: Noto Serif's default digits differ in width, so columns of scores
  would not align; the font's own tabular digits take their place;
* ``—``: full width and joined with its neighbour, so that ``——`` is one line;
* quotation marks of the Kai face: full width, as in the other faces.

The full faces get a PostScript name of their own: reportlab keys the font
objects of a PDF by that name, and two files with one name would overwrite
each other when a document uses both.  The Kai face gets a new name since its
licence, as packaged, reserves the old one (see OFL-kai.txt).

Sources (no network is used; unpack them first, any folder layout will do):

    npm pack @expo-google-fonts/noto-serif-sc@0.4.3
    npm pack @expo-google-fonts/noto-sans-sc@0.4.3
    Debian package fonts-lxgw-wenkai 1.250+repack-1

Usage:

    python build_fonts.py SOURCE_FOLDER [SOURCE_FOLDER ...] [--out FOLDER]
    python build_fonts.py SOURCE_FOLDER ... --check

Two runs with one version of fontTools (fonttools==4.68.0 made the files kept
here) write equal bytes; ``--check`` builds into a temporary folder and
compares.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

# --------------------------------------------------------------------------
# Inputs


@dataclass(frozen=True)
class Source:
    """An upstream file: where it comes from and what it must hash to."""

    file: str
    package: str
    sha256: str


SERIF = Source(
    "NotoSerifSC_400Regular.ttf",
    "npm @expo-google-fonts/noto-serif-sc 0.4.3",
    "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
)
SERIF_BOLD = Source(
    "NotoSerifSC_700Bold.ttf",
    "npm @expo-google-fonts/noto-serif-sc 0.4.3",
    "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
)
SANS = Source(
    "NotoSansSC_500Medium.ttf",
    "npm @expo-google-fonts/noto-sans-sc 0.4.3",
    "b30853d205f3ecdde938b1488c735ee15a2e870d31331b992fdc53971e23ec4a",
)
KAI = Source(
    "LXGWWenKai-Regular.ttf",
    "Debian fonts-lxgw-wenkai 1.250+repack-1",
    "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8",
)


@dataclass(frozen=True)
class Face:
    """A file to write; `family` and `ps_name` replace the names of the source."""

    file: str
    source: Source
    full: bool = False
    family: str = ""
    ps_name: str = ""


FACES = (
    Face("body.ttf", SERIF),
    Face("title.ttf", SERIF_BOLD),
    Face("heading.ttf", SANS),
    Face("kai.ttf", KAI, family="Evaluator Kai", ps_name="EvaluatorKai-Regular"),
    Face("body-full.ttf", SERIF, True, "Noto Serif SC Full", "NotoSerifSCFull-Regular"),
    Face("heading-full.ttf", SANS, True, "Noto Sans SC Full", "NotoSansSCFull-Medium"),
)

# --------------------------------------------------------------------------
# Characters

# Typographic characters of official text, in GB2312 or not.
OFFICIAL = (
    "—…“”‘’〔〕《》【】（）％‰℃×÷±≤≥≠≈−·•○●◎■□▲△▼★☆✓✗〓〇"
    "²³½⅓–\u3000←↑→↓"
    "㎡㎥㎜㎝㎞㎏"
    "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ"
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
)

# Characters outside GB2312 which names of districts, townships, schools and
# persons often hold.  The title and Kai faces have no full face to fall back
# on, so the districts' names (first line) matter most.
NAMES = (
    "硚瀍浉鄠埇猇"
    "垟滘堌塅塆洺栟墕漷澴溇汈屲埗堽堨洑涢渼瀼峣崟"
    "喆堃玥镕昇祎珺瑄翀赟芃彧劼頔婳曈垚鋆晞旸琎"
)


def small_characters() -> set[int]:
    """The character set of the small faces, before asking what a source has."""
    chars = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100))
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            text = bytes((row, cell)).decode("gb2312", "ignore")
            chars.update(map(ord, text))
    chars.update(map(ord, OFFICIAL))
    chars.update(map(ord, NAMES))
    return chars


# --------------------------------------------------------------------------
# Changes to the outlines


def tabular_digits(font: TTFont) -> None:
    """Map 0-9 to the font's own digits of one width, if they differ in width.

    Noto Serif SC has such digits as a ``locl`` substitution.
    """
    cmap, widths = font.getBestCmap(), font["hmtx"]
    digits = [cmap[code] for code in range(0x30, 0x3A)]
    if len({widths[name][0] for name in digits}) == 1:
        return
    gsub = font["GSUB"].table
    lookups = {
        index
        for record in gsub.FeatureList.FeatureRecord
        if record.FeatureTag == "locl"
        for index in record.Feature.LookupListIndex
    }
    for index in sorted(lookups):
        for table in gsub.LookupList.Lookup[index].SubTable:
            table = getattr(table, "ExtSubTable", table)
            mapping = getattr(table, "mapping", {})
            new = [mapping[name] for name in digits if name in mapping]
            if len(new) == len(digits) and len({widths[name][0] for name in new}) == 1:
                for offset, name in enumerate(new):
                    map_character(font, 0x30 + offset, name)
                return
    raise SystemExit("no tabular digits found")


def map_character(font: TTFont, code: int, glyph: str) -> None:
    """Let every Unicode cmap subtable that has `code` point to `glyph`."""
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14 and code in table.cmap:
            table.cmap[code] = glyph


def full_width_dash(font: TTFont) -> None:
    """Give U+2014 the width of an em and let neighbours overlap slightly.

    The outline is that of U+2015, which sits at the middle of an ideograph.
    In Noto it is a bar with margins, which is stretched here; in LXGW WenKai
    it already reaches over both edges.
    """
    cmap, em = font.getBestCmap(), font["head"].unitsPerEm
    bar, dash = cmap[0x2015], cmap[0x2014]
    outline = font["glyf"][bar]
    if outline.xMin <= 0 and outline.xMax >= em:
        map_character(font, 0x2014, bar)
        return
    if len(outline.coordinates) != 4:
        raise SystemExit("U+2015 is not a plain bar")
    target, over = font["glyf"][dash], em // 100
    if len(target.coordinates) != 4:
        raise SystemExit("U+2014 is not a plain bar")
    left, right = target.xMin, target.xMax
    low, high = target.yMin, target.yMax
    for index, (x, y) in enumerate(target.coordinates):
        target.coordinates[index] = (
            {left: -over, right: em + over}[x],
            {low: outline.yMin, high: outline.yMax}[y],
        )
    target.recalcBounds(font["glyf"])
    font["hmtx"][dash] = (em, target.xMin)


def full_width_quotes(font: TTFont) -> None:
    """Give “ ” ‘ ’ the width of an em: opening ones right, closing ones left."""
    cmap, em = font.getBestCmap(), font["head"].unitsPerEm
    for code in map(ord, "“”‘’"):
        name = cmap[code]
        width, _ = font["hmtx"][name]
        if width == em:
            continue
        glyph = font["glyf"][name]
        if glyph.isComposite():
            raise SystemExit(f"U+{code:04X} is composite")
        margin = em * 7 // 100
        opening = code in (0x2018, 0x201C)
        shift = em - margin - glyph.xMax if opening else margin - glyph.xMin
        glyph.coordinates.translate((shift, 0))
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (em, glyph.xMin)


# --------------------------------------------------------------------------
# Writing

# What reportlab reads or copies, and what a valid TrueType file needs.
TABLES = {
    "GlyphOrder", "OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca",
    "maxp", "name", "post",
}  # fmt: skip

# copyright, family, style, unique id, full name, version, PostScript name,
# licence, licence address, typographic family and style.  reportlab copies
# the name table into every subset of a PDF, so it is kept short.
NAME_IDS = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]

# head.modified, in seconds since 1904: 2021-07-01, so that it says nothing
# about the run.
MODIFIED = 3_707_942_400


def rename(font: TTFont, face: Face) -> None:
    """Reduce the name table to English and set the names of `face`."""
    table = font["name"]
    table.names = [
        record
        for record in table.names
        if (record.platformID, record.platEncID, record.langID) == (3, 1, 0x409)
        and record.nameID in NAME_IDS
    ]
    version = table.getDebugName(5) + "; subset and modified, see README.md"
    values = {5: version}
    if face.family:
        style = table.getDebugName(17) or table.getDebugName(2)
        plain = style in ("Regular", "Bold")
        family = face.family if plain else f"{face.family} {style}"
        values |= {
            1: family,
            2: style if plain else "Regular",
            3: f"{version.split(';')[0]};{face.ps_name}",
            4: f"{face.family} {style}",
            6: face.ps_name,
        }
        if not plain:
            values |= {16: face.family, 17: style}
    for name_id, value in values.items():
        table.setName(value, name_id, 3, 1, 0x409)


def build_face(face: Face, path: Path, target: Path) -> set[int]:
    """Write one face and return the characters it has."""
    font = TTFont(path, recalcTimestamp=False, recalcBBoxes=True)
    if font["OS/2"].fsType != 0:
        raise SystemExit(f"{path.name}: embedding is restricted")
    tabular_digits(font)
    full_width_dash(font)
    full_width_quotes(font)

    options = subset.Options()
    options.layout_features = []
    options.layout_closure = False
    options.bidi_closure = False  # adds no mirrored twins such as ∋
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "STAT"]
    options.drop_tables += ["vhea", "vmtx", "VORG", "DSIG", "gasp"]
    subsetter = subset.Subsetter(options)
    present = set(font.getBestCmap())
    wanted = present if face.full else present & small_characters()
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)

    for tag in set(font.keys()) - TABLES:
        del font[tag]
    # One Windows subtable is enough; format 12 only where format 4 is too small.
    font["cmap"].tables = [
        table
        for table in font["cmap"].tables
        if (table.platformID, table.platEncID) in ((3, 1), (3, 10))
        and (table.platEncID == 1 or max(wanted) > 0xFFFF)
    ]
    rename(font, face)
    font["head"].modified = MODIFIED
    font.save(target, reorderTables=True)
    return set(TTFont(target, lazy=True).getBestCmap())


def ranges(codes: Iterable[int]) -> str:
    """`codes` as lines ``start-end`` in hexadecimal, both ends included."""
    lines: list[list[int]] = []
    for code in sorted(codes):
        if lines and lines[-1][1] == code - 1:
            lines[-1][1] = code
        else:
            lines.append([code, code])
    return "".join(f"{start:X}-{end:X}\n" for start, end in lines)


def find(source: Source, folders: Iterable[Path]) -> Path:
    """The file of `source` in `folders`, with its checksum verified."""
    seen = []
    for folder in folders:
        for path in sorted(folder.rglob(source.file)):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            if digest == source.sha256:
                return path
            seen.append(f"{path}: sha256 {digest}")
    raise SystemExit(
        f"{source.file} ({source.package}) with sha256 {source.sha256} not found"
        + "".join(f"\n  {line}" for line in seen)
    )


def build(folders: list[Path], out: Path) -> list[Path]:
    """Write all faces and coverage files into `out`; return their paths."""
    paths = {face.source: find(face.source, folders) for face in FACES}
    common: dict[bool, set[int]] = {}
    written = []
    for face in FACES:
        target = out / face.file
        chars = build_face(face, paths[face.source], target)
        common[face.full] = common.get(face.full, chars) & chars
        written.append(target)
        missing = set() if face.full else small_characters() - chars
        note = f", lacks {''.join(map(chr, sorted(missing)))}" if missing else ""
        print(f"{face.file}: {target.stat().st_size} bytes, {len(chars)} characters{note}")
    for full, name in ((False, "coverage.txt"), (True, "coverage-full.txt")):
        target = out / name
        target.write_bytes(ranges(common[full]).encode())
        written.append(target)
        print(f"{name}: {target.stat().st_size} bytes, {len(common[full])} characters")
    return written


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        description="Build the report's font files and coverage lists.",
        epilog="Packages, versions and checksums of the sources: see README.md.",
    )
    parser.add_argument(
        "folders", nargs="+", type=Path, metavar="SOURCE_FOLDER",
        help="folder searched, with its subfolders, for the source .ttf files",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, default=Path(__file__).parent,
        help="folder to write to (default: beside this script)",
    )  # fmt: skip
    parser.add_argument(
        "--check", action="store_true",
        help="write nothing; report whether the files in --out are what would be written",
    )  # fmt: skip
    args = parser.parse_args()
    if not args.check:
        args.out.mkdir(parents=True, exist_ok=True)
        build(args.folders, args.out)
        return 0
    different = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in build(args.folders, Path(folder)):
            kept = args.out / path.name
            if not kept.is_file() or kept.read_bytes() != path.read_bytes():
                print(f"differs: {kept.name}")
                different = 1
    return different


if __name__ == "__main__":
    sys.exit(main())
