"""Tables in a text whose cells have one space between them, below a line that names their columns."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from milepost.frameworks.importers.change_logs import MONTHS
from milepost.frameworks.importers.forms import Made
from milepost.frameworks.importers.identifiers import QAN, SCOTTISH, UAN, UAN_WHOLE
from milepost.frameworks.importers.rules import group_heading
from milepost.frameworks.importers.source import Line, Place, Row, Table, filled, join_lines, tidy
from milepost.frameworks.importers.tables import OWN_CODE

NAME_OF_GROUP = r"\s*[–—:-]\s+\w[^\d:()]{2,48}?(?=\s+(?:level|credit|glh|guided|ua?rn|ref|unit|no)\b)"
OF_GROUP = rf"\s*[–—:-]?\s*\(?(?:optional )?group [A-Z]\d?\)?(?:{NAME_OF_GROUP})?"  # behind the part that a head names
COLUMNS = (
    ("glh", r"(?:unit )?(?:glh|gl(?: hours?)?|guided learning(?: hours?)?|guided hours)(?: \(glh\))?|hours|(?:指導)?学習時間|授業時間"),
    ("credit", r"(?:unit |(?-i:[A-Z]{3,5}) )?credits?(?: value| points?)?|cv|クレジット(?:数)?|単位(?:数)?"),
    ("level", r"(?:unit |(?-i:[A-Z]{3,5}) )?(?:level|lvl)|レベル"),
    (
        "uan",
        r"uan|urn|(?:unit )?accreditation (?:number|no\.?)|(?:ofqual |qcf |rqf |national )?(?:unit )?(?:reference|ref\.?)(?: number| no\.?| code)?(?: \(u[ar]n\))?|(?:ofqual|qcf|rqf) (?:unit )?ref\.?|(?:ofqual |qcf )unit (?:number|code|no\.?)|(?:ユニット)?(?:登録|参照|認定)番号",
    ),
    (
        "number",
        r"(?:unit|module)(?=\s+(?:title|name)s?\b)|(?:unit|ユニット)(?=\s(?!title|name|no\b|number|code|題|名).*(?:title|name|題名|名称|タイトル|表題))|(?!code|no\b|number|unit|ref)(?!(?:\S+ ){0,3}(?:mandatory|optional|core|elective) units?\b)(?!\w+\d)(?-i:[A-Z][\w&’']+)(?: (?:and|of|for|the|(?-i:[A-Z][\w&’']+))){0,4}? (?:unit )?(?:number|no\.?|code|ref\.?)|unit (?:number|no\.?|code|ref\.?)|(?!code|number|unit|ref|uan|urn)(?-i:[A-Z])[\w&]+ (?:(?-i:[A-Z])[\w&]+ )?unit(?=\s+(?:unit (?:title|name)|(?:ofqual|unit) ref\b))|number|no\.?|code|ref\.?|national no\.?|番号|コード|記号|(?:ユニット|科目|単元|モジュール)(?:番号|コード)",
    ),
    ("title", r"(?:unit )?(?:title|name)|unit|(?:(?:ユニット|科目|単元|モジュール)の?)?(?:題名|名称|名|タイトル|表題)|ユニット|科目"),
    ("group", r"(?:unit |optional )?(?:group|section)|グループ|区分|群"),
    ("part", r"m ?/ ?o|status|type|必須/選択"),
    ("counts", r"(?:counts?|counting|contribut(?:es|ing)) (?:towards|to|for)|(?:used in|part of|offered in)(?: qualifications?)?"),
    ("number*", r"(?:unit|module)(?=\s+(?:number|code|ref\.?|reference|no\.?|uan|urn)(?=\s))"),  # with another number beside it
    ("number*", r"(?:mandatory|core|compulsory|optional|elective) (?:unit|module)s?"),
    ("title*", rf"(?:mandatory|core|compulsory|optional|elective) (?:unit|module)s?(?: titles?)?(?:{OF_GROUP})?"),
    ("assessed", r"(?:method of |type of )?assessment(?: (?:method|type|mode))?|how assessed"),
    ("kind", r"(?!m ?/ ?o|o ?/ ?m)[A-Z] ?/ ?[A-Z]"),
    ("other level", r"(?-i:[A-Z]{3,5}) level"),
    ("hours", r"tqt|tut|total (?:unit|qualification) time(?: \(hours\))?|notional hours"),
)
STARRED = re.compile(rf"\b((?:mandatory|core|compulsory|optional|elective) (?:unit|module)s?(?:{OF_GROUP})?)(?=\s|$)", re.IGNORECASE)
NAMED = [(role, re.compile(rf"(?:{pattern})(?=\s|$)\s*", re.IGNORECASE)) for role, pattern in COLUMNS]
FORMS = {
    "level": r"(?:(?:level |L)?\d|e(?:ntry)?(?: level)? ?[123]|(?:level )?(?:one|two|three|four|five|six|seven|eight))",
    "uan": UAN_WHOLE.pattern,
    "number": r"(?:unit )?(?:[A-Z]{0,4}-?\d[\w.\-/]{0,8}|[A-Z]{1,4}\d{1,4} \d{2}|(?-i:[A-Z]{2,4}) \d{2,4}|(?-i:"
    + SCOTTISH
    + r")|(?-i:[A-Z]{1,4}(?:/[A-Z0-9]{1,4}){1,3})|(?-i:[A-Z]{2,5}(?=-\S*\d)(?:-[A-Z0-9]{1,4}){2}))",
    "assessed": r"(?:internal|external|synoptic)(?:ly)?(?: (?:assessed|assessment|marked|set|exam|test))?|portfolio|assignment|(?:on-?screen |e-)?(?:test|exam)",
    "kind": r"[A-Z]",
    "other level": r"\d{1,2}",
    "hours": r"\d{1,4}",
    "title": r"\S.*?",
    "credit": r"\d{1,3}(?:\.\d)?",
    "glh": r"\d{1,3}",
    "group": r"(?:group )?[A-Z]\d?",
    "part": r"[A-Z](?:/[A-Z])?|mandatory|optional|core|必須|選択",
    "counts": r"\d{3,5}-\d{2,3}(?:(?:,|/| and)? \d{3,5}-\d{2,3})*",
}
HEADS = {
    "glh": "GLH",
    "credit": "Credit",
    "level": "Level",
    "uan": "Unit reference",
    "number": "Unit number",
    "title": "Unit title",
    "group": "Group",
    "part": "M/O",
    "counts": "Counts towards",
    "assessed": "Assessment",
    "kind": "Kind",
    "other level": "Framework",
    "hours": "TQT",
}
OF_QUALIFICATIONS = (
    (
        "accreditation_number",
        r"(?:(?:ofqual|regulated|regulator[’']?s?|qualifications?|rqf|qcf) )*(?:accreditation|regulation|register|ofqual|qualification)(?: qualification)?(?: reference)? (?:number|no\.?|code)(?: \((?:qan?|qn)\))?|reference (?:number|no\.?)|qan|qn",
    ),
    ("number", r"(?:[\w&]+ ){0,3}?(?:qualification |award |product |course )?(?:code|number|no\.?|ref(?:erence)?\.?)"),
    ("title", r"(?:(?:full|qualification|award) )*(?:title|name)(?: and level)?|qualifications?|award"),
    ("level", r"(?:qualification )?(?:level|lvl)"),
    ("credit", r"(?:(?:minimum|min\.?|total|tqt|glh) )*(?:credits?|tqt|glh|total qualification time)(?: value)?"),
    ("glh", r"(?:(?:minimum|min\.?|total) )?(?:glh|guided learning hours)(?: \(glh\))?(?: range)?"),
    ("hours", r"(?:(?:minimum|min\.?|total) )?(?:tqt|total qualification time)(?: \((?:tqt|hours)\))?"),
    ("start", r"(?:operational|accreditation|regulation|registration) start(?: date)?|start date"),
    ("end", r"(?:operational|accreditation|regulation|registration|certification) end(?: date)?|end date|review date"),
)
OF_CHANGES = (
    ("version", r"(?:version|issue)(?: (?:number|no\.?))?(?: and date)?"),
    ("date", r"(?:(?:issue|publication|revision) )?date(?: of (?:issue|change))?"),
    (
        "detail",
        r"(?:(?:summary|details?|description|nature) of )?(?:changes?|amendments?|revisions?)(?: (?:made|details?|description))?(?: (?:between|since|from) [a-z ]{3,60}$)?|what (?:has |was |is )?(?:changed|new)|details?|description",
    ),
    ("section", r"sections?|pages?|where|part"),
)
NAMED_OF_QUALIFICATIONS = [(role, re.compile(rf"(?:{pattern})(?=\s|$)\s*", re.IGNORECASE)) for role, pattern in OF_QUALIFICATIONS]
NAMED_OF_CHANGES = [(role, re.compile(rf"(?:{pattern})(?=\s|$)\s*", re.IGNORECASE)) for role, pattern in OF_CHANGES]
HEADS |= {"accreditation_number": "Accreditation number", "version": "Version", "date": "Date", "detail": "Change", "section": "Section"}
HEADS |= {"start": "Operational start date", "end": "Operational end date"}
FORMS |= {
    "accreditation_number": QAN.pattern,
    "version": rf"(?:v|version|issue)?\s?\d{{1,2}}(?:\.\d{{1,2}})*(?: {MONTHS}\.? (?:\d{{4}}|\d{{2}}))?",
    "date": rf"(?:\d{{1,2}}(?:st|nd|rd|th)? )?{MONTHS}\.? (?:\d{{4}}|\d{{2}})|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}",
    "detail": r"\S.*",
    "section": r"(?-i:[A-Z][^A-Z]{0,40}|[–—](?=\s*$))",
}
FORMS |= dict.fromkeys(("start", "end"), FORMS["date"])
COUNTED = re.compile(FORMS["counts"])
OF_QUALIFICATION = {"number": r"(?=\S*\d)[A-Z0-9][\w./-]{1,14}"} | dict.fromkeys(
    ("credit", "glh", "hours"), r"\d{1,4}(?:[–-]\d{1,4})?(?: (?:glh|tqt|hours|credits))?"
)
TICKED = re.compile(
    r"(?=\S*\d)[A-Z][\w/-]{2,12}|\d{3,5}-(?:\d{2}|[A-Z]\d?)|-\d{2}|award|certificate|diploma|cert\.?|dip\.?", re.IGNORECASE
)  # a qualification's column
SIZE = r"(?:(?:extended|subsidiary) )?(?:award|certificate|diploma|cert\.?|dip\.?)"
SIZED = [
    re.compile(rf"{form}(?=\s|$)\s*", re.IGNORECASE)
    for form in (rf"(?:L|E|level |entry(?: level)? )\d {SIZE}", rf"{SIZE} (?:L|E|level |entry(?: level)? )?\d", SIZE)
]  # such a column, over several words: in one table the level stands before all of them, behind all, or nowhere
TICK = r"(?:[•●■✓✔☑√xX*MOYN–—-]|yes|no|mandatory|optional)(?=\s|$)"
PART_BEFORE = re.compile(r"[MO] (?=(?:unit )?(?:[A-Z]{0,4}\d|[A-Z]/\d))", re.IGNORECASE)  # a mark in a column without a head
TICKS_ALONE = re.compile(rf"(?:{TICK}\s*)+", re.IGNORECASE)
FEWEST, MOST = 3, 12
SHORT = 60  # letters of a cell on a line of its own
TICKS = re.compile(rf"{TICK}(?: {TICK})*")
MOST_LINES = 14  # that heads may take
MORE_HEADS = 3  # lines below those that named columns enough, which may end the name of the last
NAMES_END = re.compile(r"(?:(?:reference|number|no\.?|code|values?|hours?|titles?|points|time|units?|\(\w{2,4}\))\s*)+", re.IGNORECASE)
MANY = 6  # ways to read a line of heads


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to read the heads of a table: the columns in their order, the qualifications that have a column of ticks, the sign of a row."""

    columns: tuple[str, ...]
    ticks: tuple[str, ...]
    sign: re.Pattern[str]
    of: str = "units"  # or "qualifications", "changes"
    part: tuple[str, str] = ("", "")  # the column whose head says that all units are mandatory, or optional, and that head

    def heads(self) -> list[str]:
        names = HEADS if self.of == "units" else HEADS | {"title": "Qualification title", "number": "Qualification number"}
        return [*(self.part[1] if role == self.part[0] else names[role] for role in self.columns), *self.ticks]

    def pattern(self, *, whole: bool) -> re.Pattern[str]:
        """What a row looks like; unless `whole`, its last value may be missing."""
        forms = FORMS if self.of == "units" else FORMS | OF_QUALIFICATION
        if self.sign is CODED:
            forms = forms | {"uan": OWN_CODE.pattern.strip("^$")}
        parts = [f"(?P<{role.replace(' ', '_')}>{forms[role]})" for role in self.columns]
        after = rf"(?P<ticks>(?:\s+{TICK})*)" if self.ticks else ""
        if not whole and (self.columns[-1] in ("glh", "credit") or (self.of == "changes" and self.columns[-1] == "section")):
            return re.compile(r"\s+".join(parts[:-1]) + rf"(?:\s+{parts[-1]})?" + after, re.IGNORECASE)
        return re.compile(r"\s+".join(parts) + after, re.IGNORECASE)


VERSION = re.compile(rf"^\s*{FORMS['version']}(?=\s)", re.IGNORECASE)
VERSIONED = re.compile(rf"^\s*{FORMS['version']}(?=\s|$)", re.IGNORECASE)
CODED = re.compile(r"^\s*" + OWN_CODE.pattern.strip("^$") + r"(?=\s)")


def shapes_of(text: str) -> list[Shape]:
    """The ways in which a line names columns, when it names nothing else: of units, of qualifications, of changes."""
    text = unicodedata.normalize("NFKC", tidy(text))
    found: list[Shape] = []
    for columns, ticks in parses(text, (), NAMED, ticked=True):
        roles = list(columns)
        starred = max((role.rstrip("*") for role in roles if role.endswith("*")), default="")  # a title rather than a number
        part = (starred, m[1]) if starred and (m := STARRED.search(text)) else ("", "")
        roles = [role.rstrip("*") for role in roles]
        if "uan" not in roles:
            roles = ["uan" if role == "number" else role for role in roles]
        if {"uan", "title"} <= set(roles) and len(roles) >= FEWEST:
            found.append(Shape(tuple(roles), ticks, UAN, part=part))
        if len(found) >= MANY:
            break
    for columns, _ticks in parses(text, (), NAMED_OF_QUALIFICATIONS, ticked=False):
        if {"title", "accreditation_number"} <= set(columns) and len(columns) >= FEWEST:
            found.append(Shape(columns, (), QAN, "qualifications"))
        if len(found) >= 2 * MANY:
            break
    for columns, _ticks in parses(text, (), NAMED_OF_CHANGES, ticked=False):
        if {"version", "detail"} <= set(columns) and len(columns) >= FEWEST:
            found.append(Shape(columns, (), VERSIONED, "changes"))
    return found


def parses(
    text: str, before: tuple[str, ...], named: Sequence[tuple[str, re.Pattern[str]]], *, ticked: bool
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Every way to read the words as names of columns, each column once; the likelier first."""
    if not text:
        yield before, ()
        return
    if len(before) >= MOST:
        return
    for role, pattern in named:
        if match := pattern.match(text):
            as_role = "uan" if role == "number" and {"number", "number*"} & set(before) else role
            if as_role.rstrip("*") not in {r.rstrip("*") for r in before}:
                yield from parses(text[match.end() :], (*before, as_role), named, ticked=ticked)
    if ticked and len(before) >= FEWEST and all(TICKED.fullmatch(word) for word in text.split()):
        yield before, tuple(text.split())
    elif ticked and len(before) >= FEWEST:
        for form in SIZED:
            found = [m[0] for m in form.finditer(text)]
            if len(found) > 1 and "".join(found) == text:
                yield before, tuple(name.strip() for name in found)


def shapes_woven(heads: Sequence[str]) -> list[Shape]:
    """The ways to read two or three lines as names of columns that each run over them: "Title SCQF SCQF credit", "level points"."""
    if not 2 <= len(heads) <= 3 or sum(len(text.split()) for text in heads) > MOST_WORDS:
        return []
    found: list[Shape] = []
    words = tuple(tuple(unicodedata.normalize("NFKC", tidy(text)).split()) for text in heads)
    for columns in woven_names(words, ()):
        roles = list(columns)
        if "uan" not in roles:
            roles = ["uan" if role == "number" else role for role in roles]
        if {"uan", "title"} <= set(roles) and len(roles) >= FEWEST:
            found.append(Shape(tuple(roles), (), UAN))
        if len(found) >= MANY:
            break
    return found


def woven_names(lines: tuple[tuple[str, ...], ...], before: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every way to give the words of the lines to columns from left to right, so that each column has a name."""
    if not any(lines):
        yield before
        return
    for counts in product(*(range(min(len(words), LONGEST_NAME) + 1) for words in lines)):
        if not any(counts) or len(before) >= MOST:
            continue
        name = " ".join(word for words, count in zip(lines, counts, strict=True) for word in words[:count])
        role = next((role for role, pattern in PLAIN if role not in before and pattern.fullmatch(name)), "")
        if role:
            yield from woven_names(tuple(words[count:] for words, count in zip(lines, counts, strict=True)), (*before, role))


MOST_WORDS = 16  # of heads over several lines
LONGEST_NAME = 4  # words that a line gives to one of them
PLAIN = [(role, re.compile(pattern, re.IGNORECASE)) for role, pattern in COLUMNS if not role.endswith("*")]
LONGEST_HEADS = 200  # letters
NAME = "|".join(pattern.pattern for _role, pattern in [*NAMED, *NAMED_OF_QUALIFICATIONS, *NAMED_OF_CHANGES])
BEGINS = re.compile(rf"\s*(?:{NAME})(?:{NAME})", re.IGNORECASE)  # asked first: few lines begin with two names of columns

NAMES_SEVERAL = re.compile(
    r"(?=.{,90}$)(?=[^.]*\b[Tt]itle\b)[^.]*\b[Ll]evel\b.*[^.]$"
)  # "Fennel unit Ofqual unit Unit title Level", "code reference"


def as_filled(shape: Shape) -> list[Shape]:
    """The shape, and the one in which the regulator's number and the other of two numbers have changed places."""
    if not {"uan", "number"} <= set(shape.columns):
        return [shape]
    swapped = tuple({"uan": "number", "number": "uan"}.get(role, role) for role in shape.columns)
    return [shape, replace(shape, columns=swapped)]


def spaced_table(lines: Sequence[Line], start: int, skip: set[tuple[int, int]], vocabulary: frozenset[str] = frozenset()) -> Made | None:
    """A table of units, qualifications or changes whose cells have one space between them, below a line that names its columns."""
    best: Made | None = None
    first = lines[start].text
    if (
        "\t" in first
        or len(first) > LONGEST_HEADS
        or not first.lstrip()[:1].isalpha()
        or not (
            NAMES_SEVERAL.match(first)
            or BEGINS.match(" ".join(lines[k].text for k in next_filled(lines, start, FEWEST + 1, skip)).replace("*", ""))
        )
    ):
        return None
    walk = next_filled(lines, start, MOST_LINES, skip)
    found_at = 0
    for count in range(1, len(walk) + 1):
        if (count > 1 and not may_be_head(lines[walk[count - 1]].text)) or (best and count > found_at + MORE_HEADS):
            break
        heads = [lines[k].text for k in walk[:count]]
        taken = walk[count - 1] + 1 - start
        shapes = [s for shape in shapes_of(" ".join(heads)) or shapes_woven(heads) for s in as_filled(shape)]
        if shapes and not any(UAN.search(line.text) for line in lines):
            shapes = [replace(s, sign=CODED) if s.sign is UAN else s for s in shapes]
        taken += names_end(lines, start + taken) if shapes else 0
        before = best
        for shape in shapes:
            made = rows_below(lines, start, taken, shape, skip, vocabulary)
            fewer = made is None or (before is not None and rows_of(made) < rows_of(before))
            if made and not fewer and (best is None or reach(made) > reach(best) or (best is before and reach(made) == reach(best))):
                best, found_at = made, count
    if best and found_at > 1 and (below := spaced_table(lines, walk[1], skip, vocabulary)):
        heading_above = rows_of(below) >= rows_of(best) and width_of(below) >= width_of(best)
        return None if heading_above else best
    return best


def names_columns(text: str) -> bool:
    """Whether a line is nothing but names of columns."""
    return bool(text) and next(parses(text, (), NAMED, ticked=False), None) is not None


def width_of(made: Made) -> int:
    return len(made.element.rows[0].cells) if isinstance(made.element, Table) else 0


def rows_of(made: Made) -> int:
    return len(made.element.rows) if isinstance(made.element, Table) else 0


def next_filled(lines: Sequence[Line], start: int, count: int, skip: set[tuple[int, int]]) -> list[int]:
    """So many of the next lines that hold something; where every other line is empty, cells have a line each."""
    return list(islice(filled(lines, start, skip, within=3 * count), count))


def reach(made: Made) -> tuple[int, int, int]:
    """How far a reading of a table goes, how few of its cells are empty, and into how many columns it takes the rows apart."""
    rows = made.element.rows if isinstance(made.element, Table) else []
    return made.last, -sum(not cell for row in rows if any(row.cells[1:]) for cell in row.cells), len(rows[0].cells) if rows else 0


def names_end(lines: Sequence[Line], position: int) -> int:
    """How many lines from here hold only the ends of names that the columns of a line above have begun."""
    count = 0
    while position + count < len(lines) and count < 2 and NAMES_END.fullmatch(lines[position + count].text.strip()):
        count += 1
    return count


def may_be_head(text: str) -> bool:
    """Whether a line below the first may name more columns of a table."""
    return bool(text.strip()) and len(text) < 60 and not (UAN.search(text) or QAN.search(text) or VERSION.match(text))


LABEL = re.compile(r"level|credit value|glh|guided learning hours", re.IGNORECASE)


def rows_below(
    lines: Sequence[Line], start: int, taken: int, shape: Shape, skip: set[tuple[int, int]], vocabulary: frozenset[str]
) -> Made | None:
    """The rows of a table of this shape; None where not one fits."""
    full, lenient = shape.pattern(whole=True), shape.pattern(whole=False)
    first, sign = lines[start], shape.sign
    key = {"units": "uan", "qualifications": "accreditation_number", "changes": "version"}[shape.of]
    named = "detail" if shape.of == "changes" else "title"
    key_first = shape.columns.index(key) < shape.columns.index(named)
    table = Table([Row(shape.heads(), Place(first.page, first.number, first.number))])
    width = len(table.rows[0].cells)
    if group_heading(shape.part[1])[0]:
        table.rows.append(Row([shape.part[1], *[""] * (width - 1)], table.rows[0].place))
    pending: list[Line] = []
    last = start + taken - 1
    opens = re.compile(FORMS[shape.columns[0]] if shape.of == "units" and shape.columns[0] != "title" else "(?!)", re.IGNORECASE)
    heads = {tidy(line.text) for line in lines[start : start + taken]}
    for position in range(start + taken, len(lines)):
        line = lines[position]
        text = tidy(line.text)
        if shape.of == "units" and not pending and shape.columns[0] in ("uan", "number") and PART_BEFORE.match(text):
            line, text = Line(line.page, line.number, text[2:]), text[2:]
        if not text or (line.page, line.number) in skip or (text in heads and not pending):
            continue  # the heads stand again below the name of each group
        if not pending and group_heading(text) != ("", None):
            table.rows.append(Row([text, *[""] * (width - 1)], Place(line.page, line.number, line.number)))
            continue
        if not pending and position == last + 1 and shape.columns[-1] == "counts" and len(table.rows) > 1 and COUNTED.fullmatch(text):
            table.rows[-1].cells[-1] += f" {text}"
            last = position
            continue
        if not pending and goes_on_below(table, shape, lines, position, last):
            add_to_title(table.rows[-1], shape, text, line, vocabulary)
            last = position
            continue
        if (
            not pending
            and shape.ticks
            and position - last <= 2 * FEWEST
            and TICKS.fullmatch(text)
            and add_ticks(table, shape, text.split())
        ):
            last = position
            continue
        begins = bool(pending and sign.search(text) and not (len(pending) == 1 and opens.fullmatch(tidy(pending[0].text)))) and (
            key_first or any(sign.search(p.text) for p in pending)
        )
        if begins and (row := row_of(lenient, pending, shape, vocabulary)):
            table.rows.append(row)
            last, pending = position - 1, []
        elif (
            begins
            or len(pending) > (width + 2 if all(len(p.text.strip()) < SHORT for p in pending) else 3)
            or (not pending and not sign.search(text) and key_first and not opens.fullmatch(text))
        ):
            break
        if pending and LABEL.fullmatch(text):
            break  # these are facts of one unit, each below its label
        pending.append(line)
        if shape.ticks and (after := next_filled(lines, position + 1, 1, skip)) and TICKS_ALONE.fullmatch(lines[after[0]].text.strip()):
            continue
        if row := row_of(full, pending, shape, vocabulary):
            table.rows.append(row)
            last, pending = position, []
    if shape.of == "changes" and not row_of(full, pending, shape, vocabulary):
        pending = pending[:1]  # what stands below a last row without its last cell is none of the table
    if pending and (row := row_of(lenient, pending, shape, vocabulary)):
        table.rows.append(row)
        end = (pending[-1].page, pending[-1].number)
        last = next(k for k in range(len(lines)) if (lines[k].page, lines[k].number) == end)
    while len(table.rows) > 1 and not any(table.rows[-1].cells[1:]):
        table.rows.pop()
    return Made(table, last) if len(table.rows) > 1 else None


def add_ticks(table: Table, shape: Shape, marks: Sequence[str]) -> bool:
    """Puts ticks that stand below their row, each cell on a line of its own, into it."""
    row = table.rows[-1]
    known = [cell for cell in row.cells[len(shape.columns) :] if cell]
    if len(table.rows) < 2 or len(known) + len(marks) > len(shape.ticks):
        return False
    row.cells[len(shape.columns) :] = [*[""] * (len(shape.ticks) - len(known) - len(marks)), *known, *marks]
    return True


def goes_on_below(table: Table, shape: Shape, lines: Sequence[Line], position: int, last: int) -> bool:
    """Whether a line right below a whole row is the rest of its title: set in, in lower case, or between two rows."""
    text = lines[position].text
    if position != last + 1 or len(table.rows) < 2 or not table.rows[-1].cells[1] or shape.sign.search(text):
        return False
    if text.startswith("   "):
        return True
    after = lines[position + 1].text if position + 1 < len(lines) else ""
    most = 3 if shape.columns[0] == "title" else 8  # a longer line may be the beginning of the next title
    short = len(text.split()) <= most and not text.rstrip().endswith((".", ":", ";"))
    if short and (text.lstrip()[:1].islower() or (bool(shape.sign.search(after)) and begins_row(shape, after))):
        return True
    title = "title" in shape.columns and table.rows[-1].cells[shape.columns.index("title")].split()
    whole = f"{title[-1]} {tidy(text)}".casefold() if title and len(text.split()) < 6 and not text.rstrip().endswith((".", ":")) else ""
    return bool(whole) and any(whole in line.text.casefold() for line in lines)  # the document prints both together elsewhere


def begins_row(shape: Shape, text: str) -> bool:
    """Whether a line is a row of its own, or the first line of one."""
    found = shape.pattern(whole=False).match(tidy(text))
    return found is not None


def add_to_title(row: Row, shape: Shape, text: str, line: Line, vocabulary: frozenset[str]) -> None:
    column = shape.columns.index("detail" if shape.of == "changes" else "title")
    row.cells[column] = join_lines([row.cells[column], text], vocabulary)
    row.place = Place(row.place.page, row.place.first, line.number if line.page == row.place.page else row.place.last)


def row_of(pattern: re.Pattern[str], lines: Sequence[Line], shape: Shape, vocabulary: frozenset[str]) -> Row | None:
    found = pattern.fullmatch(join_lines([tidy(line.text) for line in lines], vocabulary)) if lines else None
    if not found or ("title" in shape.columns and shape.of == "units" and len(lines) > 1 and names_columns(found["title"])):
        return None  # the rest of the heads is no title
    place = Place(lines[0].page, lines[0].number, lines[-1].number if lines[-1].page == lines[0].page else lines[0].number)
    marks = found["ticks"].split() if shape.ticks else []
    if len(marks) > len(shape.ticks):
        return None
    blank = [""] * (len(shape.ticks) - len(marks))  # which column is blank cannot be seen: the larger qualifications stand last
    return Row([*(found[role.replace(" ", "_")] or "" for role in shape.columns), *blank, *marks], place)
