"""Which units are mandatory and which qualification they belong to, where sentences say so and not the tables."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from milepost.frameworks.importers.barred import ONE_CODE
from milepost.frameworks.importers.found import words_of
from milepost.frameworks.importers.rules import MANDATORY, group_heading, parts_of_groups
from milepost.frameworks.importers.source import Passage, Place
from milepost.frameworks.importers.tables import QualificationRow, UnitRow, size_of
from milepost.frameworks.importers.towards import named_in, names_of

NAMED_CODE = rf"(?:[A-Z]/\d{{3}}/\d{{4}}|{ONE_CODE})"
CODES = rf"((?:units?\s+)?{NAMED_CODE}(?:\s*(?:,|and|&)\s*(?:units?\s+)?{NAMED_CODE})*)"
CODES_JA = rf"({ONE_CODE}(?:\s*(?:、|と|および|及び|・)\s*(?:ユニット|単位)?\s*{ONE_CODE})*)"
PART = r"(mandatory|compulsory|core|optional|elective)"
PART_JA = r"(必修|必須|選択|任意)"
NAMED_PARTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bunits?\s+(?P<codes>{CODES})\s+(?:is|are)\s+(?:all\s+|both\s+)?(?P<part>{PART})\b",
        rf"\b(?P<part>{PART}) units?\s*(?::|are|is|\(|,)\s*(?:units?\s+)?(?P<codes>{CODES})(?!\s*(?:credits?|units?))(?=\s*(?:[.;,)]|$))",
        rf"(?:ユニット|単位|科目)\s*(?P<codes>{CODES_JA})は(?:すべて|どちらも|いずれも)?(?P<part>{PART_JA})",
        rf"(?P<part>{PART_JA})(?:ユニット|単位|科目)(?:は|:)\s*(?:ユニット|単位)?(?P<codes>{CODES_JA})(?=で|。|、|$)",
    )
)
CODE_FIRST = re.compile(r"(?=.*\d)[A-Z][A-Z0-9/]{1,8}(?: \d{2,3})?")  # "J8RA 46", "PRH7"
LONGEST_TITLE = 100  # letters


def parts_of_units(text: str, known: Mapping[str, str]) -> dict[str, bool]:
    """The units that a sentence calls mandatory or optional: "Units 3 and 4 are mandatory"."""
    found: dict[str, bool] = {}
    if not re.search(r"\d", text) or len(text) > 600:
        return found
    text = unicodedata.normalize("NFKC", text)
    for pattern in NAMED_PARTS:
        for named in pattern.finditer(text):
            codes = [code for code in re.findall(NAMED_CODE, named["codes"]) if code in known]
            for code in codes:
                found.setdefault(known[code], bool(MANDATORY.search(named["part"])))
    return found


REST = re.compile(
    rf"\b(?:all (?:of )?the (?:other|remaining) units|all (?:other|remaining) units|the (?:other|remaining) units|other units|the rest)"
    rf"\s+(?:is|are)\s+(?:all\s+)?(?P<part>{PART})\b",
    re.IGNORECASE,
)
NONE = re.compile(
    r"\b(?:there (?:is|are) no (?:mandatory|compulsory|core) units?|(?:no|none of the) units? (?:is|are) (?:mandatory|compulsory)|(?:all|the) units are (?:all )?optional)\b",
    re.IGNORECASE,
)


def part_of_the_rest(text: str, *, told: bool) -> bool | None:
    """Whether a sentence calls the units of which nothing else is told mandatory: "All other units are optional", "No unit is mandatory"."""
    if told and (rest := REST.search(text)):
        return bool(MANDATORY.search(rest["part"]))
    return False if not told and NONE.search(text) else None


GROUP = re.compile(
    r"\b(?:group|section|pool|block)s? ([A-Z]\d?|\d)\b(?!\s*(?:and|or|to|,|&|–|-)\s*[A-Z]\d?\b)|(?:グループ|群|区分)\s*([A-Z]\d?)(?![\w])",
    re.IGNORECASE,
)
CODE = r"(?:[A-Z]/\d{3}/\d{4}|(?<![A-Za-z0-9])(?:(?-i:[A-Z]{1,4})[ /.-]?)?\d{1,4}(?-i:[A-Z])?(?![\w/]))"
LIST = re.compile(
    rf"(?:(?:units?|modules?|ユニット|科目)\s+)?({CODE}(?:(?:\s*(?:,|;|/|&|、|・|と|and|to|–|-|\+)\s*)+(?:units?\s+)?{CODE}|\s+(?-i:{CODE}))*)",
    re.IGNORECASE,
)
HOLDS = re.compile(
    r"^\W*(?:(?:mandatory|core|compulsory|optional|elective|all)\W*)*$|[:：]|\b(?:of|consists? of|contains?|compris(?:es|ing)|holds?|includes?|made up of|is|are|units?)\b|には|は",
    re.IGNORECASE,
)
STANDS_IN = re.compile(
    r"^(?:units?|modules?)\s.*\b(?:form|make up|(?:are|is|stand|sit|come|fall|belong)s?(?: all)? (?:in|into|to|under|within)) (?:the )?(?:\w+ )?$",
    re.IGNORECASE,
)


def groups_of_units(passage: Passage, known: Mapping[str, str]) -> dict[str, str]:
    """The group of each unit that a line lists with it: "Group A: units 1, 2 and 5", "Units 6 to 9 form Group B"."""
    text = unicodedata.normalize("NFKC", passage.text)
    named = list(GROUP.finditer(text))
    found: dict[str, str] = {}
    for position, group in enumerate(named):
        letter = (group[1] or group[2]).upper()
        rest = text[group.end() : named[position + 1].start() if position + 1 < len(named) else len(text)]
        listed = next((m for m in LIST.finditer(rest) if all(c in known for c in re.findall(CODE, m[1]))), None)
        if listed and listed[1].isdigit() and listed[0] == listed[1]:
            listed = None  # a number that may count something
        if listed and (re.search(r"\w", OPTIONAL_END.sub("", rest[listed.end() :])) or not HOLDS.search(rest[: listed.start()])):
            listed = None
        if listed is None and len(named) == 1 and STANDS_IN.match(text[: group.start()]) and len(text) < 200:
            listed = LIST.match(text)
        if listed:
            found |= dict.fromkeys(units_listed(listed[1], known), letter)
    return found


OPTIONAL_END = re.compile(r"\b(?:and|optional|mandatory|core|elective|the)\b", re.IGNORECASE)


def units_listed(codes: str, known: Mapping[str, str]) -> list[str]:
    """The units in "1, 2 and 5 to 8"."""
    order = [code for code in known if re.fullmatch(CODE, code)]
    found: list[str] = []
    for part in re.finditer(rf"({CODE})(?:\s*(?:to|–|-)\s*({CODE}))?", codes):
        first, last = part[1], part[2] or part[1]
        if first in order and last in order and order.index(first) <= order.index(last):
            found += [known[code] for code in order[order.index(first) : order.index(last) + 1]]
    return found


def name_groups(rows: Sequence[UnitRow], outside: Sequence[Passage], known: Mapping[str, str]) -> dict[str, str]:
    """Gives the rows that name no group those which lines that list units give them; what is told of units without a row is returned."""
    found: dict[str, str] = {}
    for passage in outside:
        if len(passage.text) < 400 and GROUP.search(passage.text):
            for uan, letter in groups_of_units(passage, known).items():
                found.setdefault(uan, letter)
    for row in rows:
        row.group = row.group or found.get(row.uan, "")
    return found


def listed_below_parts(outside: Sequence[Passage], known: Mapping[str, str]) -> dict[str, bool]:
    """The units that stand by the awarding body's code, or by their title alone, below "Mandatory units" or "Optional units"."""
    found: dict[str, bool] = {}
    part: bool | None = None
    for passage in outside:
        named = group_heading(passage.text)
        if named != ("", None):
            part = named[1]
            continue
        if passage.text.endswith(".") and len(passage.text) > LONGEST_TITLE:
            part = None  # running text: the list is over
        words = passage.text.split()
        codes = (code for count in (2, 1) if CODE_FIRST.fullmatch(code := " ".join(words[:count])))
        uan = next((known[code] for code in codes if code in known), known.get(words_of(passage.text)) if len(words) > 1 else None)
        if part is not None and uan:
            found.setdefault(uan, part)
    return found


def name_parts(rows: Sequence[UnitRow], outside: Sequence[Passage], known: Mapping[str, str]) -> dict[str, bool]:
    """Says of the rows whether they are mandatory where only sentences tell; what is told of units that have no row is returned."""
    units: dict[str, bool] = {}
    groups: dict[str, bool] = {}
    known = {row.uan: row.uan for row in rows} | dict(known)
    for passage in outside:
        for uan, mandatory in parts_of_units(passage.text, known).items():
            units.setdefault(uan, mandatory)
        for letter, mandatory in parts_of_groups(passage.text).items():
            groups.setdefault(letter, mandatory)
    listed = listed_below_parts(outside, known) if len({row.mandatory for row in rows}) < 2 else {}
    if rows and len(set(listed.values())) > 1 and listed.keys() >= {row.uan for row in rows}:
        for row in rows:  # both headings stood above a table that lost its columns
            row.mandatory = listed[row.uan]
    for uan, mandatory in ({} if rows else listed).items():
        units.setdefault(uan, mandatory)
    for row in rows:
        if row.mandatory is None:
            row.mandatory = units.get(row.uan, groups.get(row.group))
    for passage in outside:
        if (rest := part_of_the_rest(passage.text, told=any(row.mandatory is not None for row in rows))) is not None:
            for row in rows:
                row.mandatory = rest if row.mandatory is None else row.mandatory
    fixed = {row.group for row in rows if row.mandatory}
    for row in rows:  # where one group, or what stands in none, is mandatory, the groups of which nothing is said are there to choose from
        if fixed and row.mandatory is None and row.group and row.group not in fixed:
            row.mandatory = False
    return units


def name_qualifications(rows: Sequence[UnitRow], outside: Sequence[Passage], qualifications: Sequence[QualificationRow]) -> None:
    """Says of each row to which qualification it belongs, where the table of each stands below a sentence that names it."""
    keys = {q.number or q.title: {w for w in (q.number.casefold(), q.title.casefold()) if len(w) > 3} for q in qualifications}
    if len(keys) < 2 or any(row.ticks for row in rows):
        return
    mentions: list[tuple[tuple[int, int], str, bool]] = []
    for passage in outside:
        text = passage.text.casefold()
        named = [key for key, words in keys.items() if any(word in text for word in words)]
        if len(named) == 1:
            mentions.append((where(passage.place), named[0], text.endswith((".", "。"))))
    headings = [mention for mention in mentions if not mention[2]]
    for spoken in (headings, mentions, by_short_name(qualifications, outside)):  # a sentence below the heading of one may speak of another
        told = {id(row): max((m for m in spoken if m[0] < where(row.place)), default=None) for row in rows}
        if {m[1] for m in told.values() if m} == set(keys):
            break
    else:
        return
    for row in rows:
        if mention := told[id(row)]:
            row.of = (mention[1],)


def by_short_name(qualifications: Sequence[QualificationRow], outside: Sequence[Passage]) -> list[tuple[tuple[int, int], str, bool]]:
    """The headings that name one qualification by a part of its title: "3.2 Framework of the Professional Development Award"."""
    names = names_of(qualifications, outside)
    short = [p for p in outside if len(p.text) < LONGEST_TITLE and p.text[-1:] not in ".:;。" and group_heading(p.text) == ("", None)]
    return [(where(p.place), found.pop(), False) for p in short if len(found := named_in(p.text, names)) == 1]


OF_COLUMN = re.compile(r"(?=.*[A-Z])(?=.*\d)[A-Z0-9][A-Z0-9/.-]{2,14}")


def number_by_columns(rows: Sequence[UnitRow], qualifications: Sequence[QualificationRow]) -> None:
    """Gives qualifications that are told without the awarding body's numbers those which head the columns of ticks.

    There are as many of both, in the same order, and each number has in it the level of its qualification, or the first letter of its size."""
    heads = list(dict.fromkeys(head.strip() for row in rows for head in row.ticks))
    named = [q for k, q in enumerate(qualifications) if all(q.title != before.title for before in qualifications[:k])]
    if len(heads) != len(named) or len(heads) < 2 or any(q.number for q in named) or not all(OF_COLUMN.fullmatch(h) for h in heads):
        return
    pairs = list(zip(heads, named, strict=True))
    for head, qualification in pairs:
        size = size_of(qualification.title)[:1].upper()
        if not ((qualification.level and qualification.level[-1] in head) or (size and size in head)):
            return
    for head, qualification in pairs:
        for row in qualifications:
            if row.title == qualification.title:
                row.number = head


def where(place: Place) -> tuple[int, int]:
    return place.page, place.first


def excluded_units(rows: Sequence[UnitRow], known: Mapping[str, str]) -> list[tuple[UnitRow, str]]:
    """The units that a column of excluded combinations sets against each row."""
    found: list[tuple[UnitRow, str]] = []
    for row in rows:
        codes = re.findall(r"[A-Z]/\d{3}/\d{4}|[\w./-]*\d[\w./-]*", row.excluded)
        against = [known.get(code, known.get(code.lstrip("0"), code if code.count("/") == 2 else "")) for code in codes]
        against += [known[words] for words in [words_of(row.excluded)] if words in known]
        found.extend((row, other) for other in against if other and other != row.uan)
    return found
