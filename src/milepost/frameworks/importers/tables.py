"""The tables of a handbook: units, qualifications, changes, the page at a glance, the contents."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from milepost.frameworks.importers.identifiers import QAN, SCOTTISH, UAN, UAN_WHOLE, tidy_uan
from milepost.frameworks.importers.rules import part_headed
from milepost.frameworks.importers.source import Place, Row, Table

TICKS = set("✓✔☑●•■◼○〇◯◎✗xX*yY") | {"yes", "m", "o", "r", "\uf0fc", "\uf0fe", "√", "ü", "þ"}
PART_TICK = re.compile(
    r"(?:必修|必須|選択|mandatory|optional|core|opt\.?)(?: ?[（(]?(?:group |群|グループ)?([A-Z])(?:群)?[）)]?)?|(?:group|グループ) ?([A-Z])|([A-Z]) ?(?:群|グループ)",
    re.IGNORECASE,
)
BLANKS = {"", "-", "–", "—", "―", "ー", "no", "n", "n/a", "☐", "✘", "☒"}
OWN_CODE = re.compile(r"^(?=\S*\d)[A-Z0-9]{3,8}(?:[ /-][A-Z0-9]{1,4})?$")
COUNTS_HEAD = re.compile(
    r".*\bcontribut.*|.*\bcounts? (?:towards|for|in)\b.*|(?:qualifications?|used in|part of|offered in)|(?:対象|該当|適用|算入先?)の?(?:となる|される|する)?資格",
    re.IGNORECASE,
)
CODE_HEAD = re.compile(
    r"\b(?:unit|module) (?:code|number|no\b|ref)|\b(?!award|group|course)\w{2,5} code\b(?=.*\bunit)", re.IGNORECASE
)  # or that of a body: "SSC code", before "Unit title"
NUMBER_HEAD = re.compile(r"number|\bno\b|\bid\b|code|ref")
QUALIFICATION_HEAD = re.compile(r"title|qualification|資格|検定|証書|課程|コース|名称|題名|タイトル")
MEASURE_HEAD = re.compile(r"\b(?:level|credits?)\b", re.IGNORECASE)
LEVEL = re.compile(r"(?:\b(?:level|lvl|[rqn]qf|scqf|cqfw|fheq|eqf)\s*:?\s*|\bL)(\d)\b|(?:レベル|水準)\s*(\d)|(\d)\s*級", re.IGNORECASE)
LEVELS = ("one", "two", "three", "four", "five", "six", "seven", "eight")
LEVEL_IN_WORDS = re.compile(rf"\blevel\s+({'|'.join(LEVELS)})\b", re.IGNORECASE)
ENTRY = re.compile(r"\b(?:entry(?: level)?|E)\s*([123])\b|(?:エントリー|入門|初級)(?:・?レベル)?\s*([123])(?!\d)", re.IGNORECASE)
OF_GROUP = r"\(?(?:optional )?group [A-Z]\d?\)?"
PART_HEAD = re.compile(
    rf"(?:{OF_GROUP}\s*[–—:-]?\s*)?(?:mandatory|core|compulsory|optional|elective)(?: (?:units?|modules?)(?: titles?)?)?(?:\s*[–—:-]?\s*{OF_GROUP}(?:\s*[–—:-]\s*\w.{{2,48}})?)?",
    re.IGNORECASE,
)
OF_STANDARDS = re.compile(r"\b(?:sso|ssc|ssb|nos|standards?)\b", re.IGNORECASE)  # the body that wrote the standards numbers them too
LONGEST_GROUP = 40  # letters of a group's name; more are words of something else
UNSPACED_HEAD = re.compile(
    r"(?<=[\u3040-\u30ff\u4e00-\u9fff])\s+(?=[\u3040-\u30ff\u4e00-\u9fff])"
)  # where a narrow column broke a word of Japanese
OF_WHAT = re.compile(r"(?<=\w) (?:in|for) ")  # behind the size of a qualification: "Diploma in Award Design"
SIZES = {"award": ("award", "awd", "aw"), "certificate": ("certificate", "cert", "ct"), "diploma": ("diploma", "dip", "dp")}


@dataclass(slots=True)
class UnitRow:
    """One row of a table of units, as printed."""

    place: Place
    uan: str = ""
    number: str = ""
    title: str = ""
    level: str = ""
    credit: str = ""
    glh: str = ""
    ticks: dict[str, str] = field(default_factory=dict)  # header of the column → what stands in the row
    group: str = ""
    mandatory: bool | None = None
    excluded: str = ""  # what a column of excluded combinations says
    counts: str = ""  # the numbers of qualifications in a column that says towards which it counts
    of: tuple[str, ...] = ()  # the qualifications that sentences or headings give it


@dataclass(slots=True)
class QualificationRow:
    place: Place
    number: str = ""
    title: str = ""
    level: str = ""
    accreditation_number: str = ""
    ages: str = ""
    last_registration: str = ""
    last_certification: str = ""


def level_of(text: str) -> str:
    """ "3" of "Level 3 Diploma in ...", "Entry 3" of "Entry Level 3"; empty when it says no level."""
    entry = ENTRY.search(text)
    if entry:
        return f"Entry {entry[1] or entry[2]}"
    found = LEVEL.search(text)
    if found:
        return unicodedata.normalize("NFKC", found[1] or found[2] or found[3])
    if named := LEVEL_IN_WORDS.search(text) or LEVEL_IN_WORDS.fullmatch(f"level {text.strip()}"):
        return str(1 + LEVELS.index(named[1].lower()))
    alone = re.fullmatch(r"(\d)(?: ?\(\w+\))?", text.strip())
    return alone[1] if alone else ""


def data_rows(table: Table, sign: re.Pattern[str]) -> tuple[list[str], list[Row]]:
    """The header cells, joined over their rows, and the rows from the first that bears the sign."""
    for position, row in enumerate(table.rows):
        heads_itself = sign is OWN_CODE and any(CODE_HEAD.search(cell) for cell in row.cells)  # and awards have codes in it: "GR8K 22"
        if not heads_itself and any(sign.search(cell) for cell in row.cells):
            width = max(len(r.cells) for r in table.rows)
            heads = [
                " ".join(r.cells[k] for r in table.rows[:position] if k < len(r.cells) and r.cells[k] and not heading_row(r))
                for k in range(width)
            ]
            return heads, [Row(r.cells + [""] * (width - len(r.cells)), r.place) for r in table.rows[position:]]
    return [], []


def column_like(rows: list[Row], pattern: re.Pattern[str], width: int) -> int | None:
    """The column most of whose cells are of this form."""
    counts = [sum(1 for r in rows if pattern.fullmatch(r.cells[k].strip())) for k in range(width)]
    best = max(range(width), key=lambda k: counts[k], default=None)
    return best if best is not None and counts[best] >= max(1, len(rows) * 0.4) else None


def is_tick_column(rows: list[Row], k: int) -> bool:
    values = {r.cells[k].strip().lower() for r in rows}
    return all(v in BLANKS or v in TICKS or (len(v) == 1 and not v.isalnum()) or PART_TICK.fullmatch(v) for v in values)


NOT_WITH = re.compile(
    r"\b(?:can ?not|may not|must not|not|never)\b[^.\d]{0,40}\bwith\b.*\d|\bbarred (?:with|against)\b.*\d", re.IGNORECASE
)  # in a column of notes


def read_units(table: Table, heads: list[str] | None = None, *, coded: bool = False) -> tuple[list[UnitRow], list[str]]:
    """The rows of a table of units, and its header (for a table that goes on over the page without one).

    In a `coded` document, which has no number of the regulator's, units are known by the awarding body's own code."""
    sign = OWN_CODE if coded else UAN
    own, rows = data_rows(table, sign)
    if not rows or (coded and not (CODE_HEAD.search(" ".join(own)) and MEASURE_HEAD.search(" ".join(own)))):
        return [], []
    width = len(rows[0].cells)
    if not any(own) and heads and len(heads) == width:
        own = heads
    uan = column_like(rows, OWN_CODE if coded else UAN_WHOLE, width)
    if uan is None or not any(own) or width < 3:
        return [], []  # two columns are labels with their values
    own = [whole_words(head) for head in own]
    roles: dict[str, int] = {"uan": uan}
    part = next((h for h in own if PART_HEAD.fullmatch(h.strip())), "")
    titled = any(re.search(r"\btitle\b", h, re.IGNORECASE) and not PART_HEAD.fullmatch(h.strip()) for h in own)
    for k, head in enumerate(own):
        text = UNSPACED_HEAD.sub("", head.lower())
        role = (
            "excluded" if re.search(r"\bexclu[ds]|\bbarred\b|併用不可", text) else
            "counts" if COUNTS_HEAD.fullmatch(text) else
            "title" if "title" in text or re.search(r"題名|名称|タイトル|(?:ユニット|科目|単元|モジュール|単位)名", text) or (PART_HEAD.fullmatch(text.strip()) and not titled) or text in ("name", "unit name") else
            "glh" if "glh" in text or re.search(r"(?:学習|指導|授業)時間|^時間数?$", text) or "guided" in text or re.fullmatch(r"gl(?:\W.*)?", text) or ("hours" in text and "tqt" not in text) else
            "credit" if re.search(r"credit|^cv$|クレジット|単位(?!番号|記号|コード)", text) else
            "level" if re.search(r"\blevel\b|^lvl|レベル|水準|等級|^級$", text) and not re.search(r"award|cert|dip", text) else
            "group" if re.search(r"group|グループ|^群$", text) and max(len(row.cells[k]) for row in rows) < LONGEST_GROUP else
            "part" if re.fullmatch(r"(?:m ?/ ?o|o ?/ ?m|status|type|mandatory ?(?:/|or) ?optional|optional ?/ ?mandatory)(?: units?)?(?: for (?:the )?(?:full |whole )?qualification)?|(?:種別|区分|必須|必修|種類|必[須修] ?[/・か]? ?選択)(?:の別)?", text) else ""
        )  # fmt: skip
        if role and role not in roles and k != uan:
            roles[role] = k
    rest = [k for k in range(width) if k not in roles.values()]
    numbered = [
        k
        for k in rest
        if own[k]
        and not is_tick_column(rows, k)
        and (
            PART_HEAD.fullmatch(own[k].strip())
            or re.search(r"unit|number|\bno\b|\bno\.|code|ref|module|ユニット|番号|コード|科目|記号", own[k].lower())
        )
    ]
    numbered = [k for k in numbered if not OF_STANDARDS.search(own[k])] or numbered
    if numbered:
        roles["number"] = min(numbered, key=lambda k: sum(len(r.cells[k]) for r in rows))
    if "title" not in roles:
        wordy = [
            k
            for k in rest
            if k != roles.get("number") and (len(rows) > 1 or re.search(r"unit|module|name|ユニット|科目", own[k], re.IGNORECASE))
        ]
        if wordy:
            longest = max(wordy, key=lambda k: sum(len(r.cells[k]) for r in rows))
            if sum(len(r.cells[longest]) for r in rows) > 8 * len(rows):
                roles["title"] = longest
    if not {"title", "level", "credit", "number"} & set(roles):
        return [], []
    ticks = [
        k
        for k in rest
        if k not in roles.values()
        and own[k]
        and is_tick_column(rows, k)
        and not (NUMBER_HEAD.search(own[k].lower()) and not any(row.cells[k].strip() for row in rows))
    ]
    found: list[UnitRow] = []
    section = part_row(table, rows)
    section = section if section[0] else (part_headed(part)[0], section[1])
    mixed = "part" in roles and any(part_of(row.cells[roles["part"]]) for row in rows)
    headed = part  # until a row names another part
    for row in rows:
        get = {role: row.cells[k].strip() for role, k in roles.items()}
        if not sign.search(get["uan"]):
            if heading := heading_row(row):
                section, headed = heading, headed if heading[1] is None else ""
            elif named := next((c for c in row.cells if part and PART_HEAD.fullmatch(c.strip())), ""):
                headed, section = named, part_headed(named)  # the heads once more, for the units of the other part
            elif found and get.get("title") and not any(v for role, v in get.items() if role != "title"):
                found[-1].title = f"{found[-1].title} {get['title']}"  # a title that goes on over the page
            continue
        found.append(
            UnitRow(
                place=row.place,
                uan=tidy_uan(get["uan"]),
                number=without_word_unit(get.get("number", "")),
                title=get.get("title", ""),
                level=level_of(get.get("level", "")),
                credit=get.get("credit", ""),
                glh=get.get("glh", ""),
                group=without_word(get.get("group", ""))
                or section[0]
                or group_in_all([get.get("part", ""), *(row.cells[k] for k in ticks)]),
                mandatory=first_told(
                    part_of(get.get("part", "") or headed),
                    False if mixed and group_in_all([get["part"]]) else None,  # "Group A", where others are mandatory
                    section[1],
                    part_in_all([row.cells[k] for k in ticks]),
                ),
                excluded=get.get("excluded", "") or next((row.cells[k] for k in rest if NOT_WITH.search(row.cells[k])), ""),
                counts=get.get("counts", ""),
                ticks={own[k]: row.cells[k].strip() for k in ticks},
            )
        )
    return found, own


HEAD_WORDS = re.compile(
    r"awards?|certificates?|diplomas?|extended|groups?|credits?|levels?|titles?|references?|numbers?|mandatory|optional|guided|learning|status",
    re.IGNORECASE,
)


def whole_words(head: str) -> str:
    """A head without the gaps that a narrow column left in its words: "Certifi cate"."""
    words = head.split()
    for k in range(len(words) - 1, 0, -1):
        if words[k][:1].islower() and HEAD_WORDS.fullmatch(words[k - 1] + words[k]) and not HEAD_WORDS.fullmatch(words[k - 1]):
            words[k - 1 : k + 1] = [words[k - 1] + words[k]]
    return " ".join(words)


def first_told(*parts: bool | None) -> bool | None:
    return next((part for part in parts if part is not None), None)


def group_in_all(marks: Sequence[str]) -> str:
    """The group that the columns of the qualifications name, where they all name the same: "Optional A"."""
    told = {m[1] or m[2] or m[3] or "" for mark in marks if ticked(mark) and (m := PART_TICK.fullmatch(mark.strip()))}
    return told.pop().upper() if len(told) == 1 else ""


def part_in_all(marks: Sequence[str]) -> bool | None:
    """What M or O in the columns of the qualifications say, where they all say the same."""
    told = {part_of(mark.strip()) for mark in marks if ticked(mark)}
    return told.pop() if len(told) == 1 else None


LISTED = (
    ("title", re.compile(r"(?:unit |module )?(?:title|name)s?", re.IGNORECASE)),
    (
        "number",
        re.compile(
            r"(?:(?:unit|module)(?: (?:number|no\.?|code|ref\.?))?|no\.?|number|code|(?:ユニット|科目)?(?:番号|コード))", re.IGNORECASE
        ),
    ),
    ("part", re.compile(r"(?:unit )?(?:m ?/ ?o|status|type|mandatory ?(?:/|or) ?optional)", re.IGNORECASE)),
    ("group", re.compile(r"(?:optional |unit )?groups?", re.IGNORECASE)),
    ("counts", COUNTS_HEAD),
    ("level", re.compile(r"(?:unit |scqf )?level", re.IGNORECASE)),
    ("credit", re.compile(r"(?:unit |scqf )?credits?(?: value| points?)?|cv", re.IGNORECASE)),
    ("glh", re.compile(r"glh|gl(?: hours?)?|guided learning(?: hours?)?(?: \(glh\))?|guided hours|hours", re.IGNORECASE)),
)


def without_word_unit(number: str) -> str:
    """The number of "Unit 04"."""
    return re.sub(r"(?i)^(?:unit|module)\s+(?=\S)", "", number)


def without_word(group: str) -> str:
    """The letter of "Optional Group B"."""
    return re.sub(r"(?i)^(?:(?:optional|mandatory|core) )?(?:group|section)\s+|^グループ\s*|群$", "", group)


def ticks_in(rows: list[Row], k: int) -> bool:
    """Whether a column holds ticks, and some at least."""
    padded = [Row(row.cells + [""] * (k + 1 - len(row.cells)), row.place) for row in rows]
    return is_tick_column(padded, k) and any(row.cells[k].strip() for row in padded)


def read_listed(table: Table) -> list[UnitRow]:
    """The rows of a table of units that leaves out the regulator's numbers; its units are known by number or title."""
    if len(table.rows) < 2 or any(UAN.search(cell) or QAN.search(cell) for row in table.rows for cell in row.cells):
        return []
    roles: dict[str, int] = {}
    for k, head in enumerate(table.rows[0].cells):
        role = next((role for role, pattern in LISTED if role not in roles and pattern.fullmatch(head.strip())), "")
        if role:
            roles[role] = k
    whole = [row for row in table.rows[1:] if len(row.cells) == len(table.rows[0].cells)]
    own = column_like(whole, re.compile(SCOTTISH), len(table.rows[0].cells)) if whole else None
    roles |= {"number": own} if own is not None and "number" not in roles else {}  # whichever body's
    ticks = [k for k, head in enumerate(table.rows[0].cells) if k not in roles.values() and head and ticks_in(table.rows[1:], k)]
    scottish = own is not None and {"title", "level"} <= set(roles)
    belonging = "number" in roles and len(ticks) > 1  # a table of nothing but numbers and the qualifications that each unit is in
    told = bool({"part", "group", "counts"} & set(roles) or ticks)
    if not (belonging or scottish or (len(table.rows) > 2 and "title" in roles and told)):
        return []
    if len(roles) + len(ticks) < 3:
        return []
    found: list[UnitRow] = []
    for row in table.rows[1:]:
        get = {role: row.cells[k].strip() if k < len(row.cells) else "" for role, k in roles.items()}
        mandatory = part_of(get.get("part", ""))
        if not (get.get("title") or (belonging and get["number"])) or ("part" in roles and mandatory is None):
            continue
        number, level = without_word_unit(get.get("number", "")), level_of(get.get("level", ""))
        unit = UnitRow(row.place, "", number, get.get("title", ""), level, get.get("credit", ""), get.get("glh", ""), mandatory=mandatory)
        unit.group, unit.counts = without_word(get.get("group", "")), get.get("counts", "")
        unit.ticks = {table.rows[0].cells[k]: row.cells[k].strip() for k in ticks if k < len(row.cells)}
        found.append(unit)
    return found


def heading_row(row: Row) -> tuple[str, bool | None] | None:
    """The group or part that a row with one cell names for the rows below it ("Optional units", "Group B")."""
    filled = list(dict.fromkeys(c.strip() for c in row.cells if c.strip()))
    named = part_headed(filled[0]) if len(filled) == 1 else ("", None)
    return named if named != ("", None) else None


def part_row(table: Table, rows: list[Row]) -> tuple[str, bool | None]:
    """The group or part that the last row above the first unit names."""
    above = [r for r in table.rows if r.place != rows[0].place][: len(table.rows) - len(rows)]
    return next((found for r in reversed(above) if (found := heading_row(r))), ("", None))


def part_of(text: str) -> bool | None:
    """Whether a word or letter ("M", "optional") puts a unit into the mandatory part."""
    if part := re.search(r"(必須|必修)|選択|任意|オプション", text):
        return bool(part[1])
    first = text.strip().lower()[:1]
    return True if first in ("m", "c") and first else False if first in ("o", "e") and first else None


def read_qualifications(table: Table) -> list[QualificationRow]:
    heads, rows = data_rows(table, QAN)
    if not rows or not any(QUALIFICATION_HEAD.search(h.lower()) for h in heads):
        return []
    listed = len(rows) > 1 and any("title" in h.lower() for h in heads) and all(any(map(QAN.search, row.cells)) for row in rows)
    if len(rows[0].cells) < 3 and not listed:
        return []  # two columns are labels with their values
    if any(len(row.cells) > 2 and all(QAN.fullmatch(cell) for cell in row.cells[1:]) for row in rows):
        return []  # a column for each qualification
    width = len(rows[0].cells)
    roles: dict[str, int] = {}
    accreditation = column_like(rows, re.compile(QAN.pattern), width)
    if accreditation is None:
        return []
    roles["accreditation_number"] = accreditation
    for k, head in enumerate(heads):
        text = UNSPACED_HEAD.sub("", head.lower())
        if k == accreditation:
            continue
        role = (
            "last_registration" if ("registration" in text and "last" in text) or re.search(r"登録(?:の)?(?:締|期限|終了|最終)|最終.{0,3}登録", text) else
            "last_certification" if ("certificat" in text and ("last" in text or "date" in text)) or re.search(r"(?:認定|証明|発行|交付|修了)(?:書|証)?の?(?:締|期限|終了|最終)|最終.{0,3}(?:認定|証明|発行|修了)", text) else
            "ages" if re.search(r"\bage|年齢", text) else
            "number" if re.search(r"番号|コード|記号", text) else
            "title" if "title" in text or ("qualification" in text and not NUMBER_HEAD.search(text)) or re.search(r"(?:資格|検定|証書|課程|コース)の?名|名称|題名|名前|タイトル|^(?:資格|検定|証書|課程|コース)$", text) else
            "number" if NUMBER_HEAD.search(text) else
            "level" if re.search(r"level|レベル|水準|等級|^級$", text) else ""
        )  # fmt: skip
        fuller = role == "title" and role in roles and not level_of(rows[0].cells[roles[role]]) and level_of(rows[0].cells[k])
        if role and (role not in roles or fuller):
            roles[role] = k
    found: list[QualificationRow] = []
    for row in rows:
        get = {role: row.cells[k].strip() for role, k in roles.items()}
        if not QAN.search(get["accreditation_number"]):
            if found and get.get("title") and not get.get("number"):
                found[-1].title = f"{found[-1].title} {get['title']}"
            continue
        title = get.get("title", "")
        found.append(QualificationRow(row.place, **{**get, "level": level_of(get.get("level", "")) or level_of(title)}))
    return found


def size_of(text: str) -> str:
    """Award, certificate or diploma, from a title or from a short column header; not the "Awards" of a body's own name."""
    found = [
        (word, size)
        for word in re.findall(r"[a-z]+", OF_WHAT.split(text.lower())[0])
        for size, forms in SIZES.items()
        if word in forms or word.startswith(size[:4])
    ]
    return next((size for word, size in found if not word.endswith("s")), found[0][1] if found else "")


def match_columns(headers: Iterable[str], qualifications: list[QualificationRow]) -> dict[str, QualificationRow]:
    """The qualification of each column of ticks; one that could be two is the one that no other column is."""
    found: dict[str, QualificationRow] = {}
    left = list(dict.fromkeys(headers))
    while True:
        mine = {id(q) for q in found.values()}
        names = {q.number or q.title for q in found.values()}
        free = [q for q in qualifications if id(q) not in mine and (q.number or q.title) not in names]
        sure = {h: q for h in left if (q := match_qualification(h, qualifications if not found else free))}
        found |= sure
        left = [h for h in left if h not in sure]
        if not sure or not left:
            return found


def match_qualification(header: str, qualifications: list[QualificationRow]) -> QualificationRow | None:
    """The qualification that a short column header ("L3 Dip", "-03", "9100-03") stands for, when it can only be one."""
    text = header.strip()
    qualifications = list({q.number or q.title: q for q in reversed(qualifications)}.values())  # a table may stand twice
    for q in qualifications:
        if q.number and (q.number.lower() in text.lower() or q.title.lower() == text.lower()):
            return q
    suffix = re.search(r"(?:^|\s|-)(\d{2,3})$", text)
    if suffix:
        ends = [q for q in qualifications if q.number.endswith(f"-{suffix[1]}")]
        if len(ends) == 1:
            return ends[0]
    ending = f"-{text.lower()}"
    if len(ends := [q for q in qualifications if q.number.lower().endswith(ending)]) == 1 and text[-1:].isdigit():
        return ends[0]
    if len(text) == 1 and text.isupper():  # "A", "C" and "D" over the columns of the award, the certificate and the diploma
        fits = [q for q in qualifications if size_of(q.title)[:1].upper() == text]
        return fits[0] if len(fits) == 1 else None
    level, size = level_of(text), size_of(text)
    fits = [q for q in qualifications if (not level or q.level == level) and (not size or size_of(q.title) == size)]
    if not level and not size:
        fits = []
    if len(fits) > 1:
        words = [w for w in re.findall(r"[a-z]+", text.lower()) if w not in ("l", "level", "in") and not size_of(w)]
        scores = {id(q): sum(any(t.startswith(w) for t in re.findall(r"[a-z]+", q.title.lower())) for w in words) for q in fits}
        best = max(scores.values())
        fits = [q for q in fits if scores[id(q)] == best]
        if len(fits) > 1 and not words:
            plain = [q for q in fits if not re.search(r"\b(?:extended|subsidiary)\b", q.title, re.IGNORECASE)]
            fits = plain or fits
    return fits[0] if len(fits) == 1 else None


def ticked(value: str) -> bool:
    return value.strip().lower() not in BLANKS


def read_contents(table: Table) -> list[tuple[str, str, Place]]:
    """(label, title, place) of the entries of a table of contents; empty when it is not one."""
    entries = []
    paged = Counter(bool(r.cells and re.fullmatch(r"\d{1,3}", r.cells[-1])) for r in table.rows)
    if paged[True] < max(1, 0.6 * len(table.rows)) or any(len(r.cells) > 3 for r in table.rows):
        return []
    for row in table.rows:
        cells = [re.sub(r"[ .…]{3,}$", "", c) for c in row.cells]
        entries.append((cells[0], " ".join(c for c in cells[1:-1] if c), row.place))
    return entries
