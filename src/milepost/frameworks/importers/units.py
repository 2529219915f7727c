"""The pages of a unit: where they begin, the facts at their head, outcomes, criteria and evidence requirements."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from milepost.frameworks.importers.identifiers import UAN_WHOLE, tidy_uan
from milepost.frameworks.importers.quantities import COUNT, number_of
from milepost.frameworks.importers.source import Passage, Place
from milepost.frameworks.importers.tables import level_of

HEADING = re.compile(
    r"^(?:[\w&'’ ]{0,40}?\b)?(?:unit|module)\s+(?:(?:number|no\.?)\s*:?\s*)?([A-Z]{0,4}[-.]?\d[\w.\-/]*)\s*[:–—-]?\s*(.*)$", re.IGNORECASE
)
LABELS = {
    "level": r"(?:unit |qcf |rqf )?level",
    "credit": r"(?:unit )?credits?(?: value| rating)?|number of credits|credit value of (?:the )?unit",
    "uan": r"uan|urn|uarn|unit accreditation (?:number|no\.?)|(?:unit |ofqual |national |unique )*reference(?: number| no\.?| code)?|"
    r"(?:ofqual |national )?unit (?:number|no\.?|code|id|ref\.?)|accreditation number",
    "glh": r"glh|(?:recommended )?guided learning hours?(?: \(glh\))?",
    "number": r"(?:[\w&'’]+ ){0,4}?(?:unit )(?:number|no\.?|code|ref(?:erence)?\.?)",
    "title": r"(?:unit )?title",
}
VALUES = {
    "level": r"(?:level )?\d|(?:level )?entry(?: level)? ?\d?",
    "credit": r"\d{1,3}(?:\.\d)?(?: credits?)?",
    "uan": UAN_WHOLE.pattern,
    "glh": r"\d{1,3}(?: hours?)?",
    "number": r"[A-Z]{0,4}\d[\w.\-]{0,8}",
    "title": r"\S.+",
}
ORDER = ("uan", "level", "credit", "glh", "number", "title")
FIELD = {kind: re.compile(rf"(?:{LABELS[kind]})\s*:?\s*({VALUES[kind]})", re.IGNORECASE) for kind in ORDER}
INLINE = {kind: re.compile(rf"\b(?:{LABELS[kind]})\s*:\s*({VALUES[kind]})(?=\s|$|[,;|])", re.IGNORECASE) for kind in ORDER[:4]}

OUTCOME = re.compile(r"^(?:learning )?(?:outcome|LO)\s*(\d{1,2})\s*[:.)–—-]?\s*(.*)$", re.IGNORECASE)
LISTED = re.compile(r"^(\d{1,2})[.)]?\s+(\S.*)$")
CRITERION = re.compile(r"^(?:AC\s?)?(\d{1,2}\.\d{1,2})[.):]?\s+(?:[-–]\s+)?(\S.*)$")
BARE_NUMBER = re.compile(r"^(\d{1,2})(\.\d{1,2})?[.)]?(?: \|)?$")
LETTERED = re.compile(r"^\(?([a-z]|i{1,3}|iv|vi{0,3})[.)]?\s+(\S.*)$")
LEAD_IN = re.compile(
    r"^(?:on completion of this unit,? )?(?:the |each |a )?(?:learner|candidate|student|you|trainee|apprentice)s?(?: (?:will|can|must|should|needs?|has|have|is|are|be|able|to|the learner))+\s*:?$",
    re.IGNORECASE,
)
STATED = re.compile(rf"\b{COUNT}\W+(?:\w+\s+){{0,2}}outcomes?\b", re.IGNORECASE)
CLOSING = re.compile(r"^(?:appendix|annexe?|glossary|index|useful contacts|notes pages?)\b[^.]{0,80}$", re.IGNORECASE)

KINDS: tuple[tuple[str, str, str], ...] = (
    # kind, the heading itself, words that tell it when the heading recurs or is set as one
    ("criteria", r"(?:unit )?learning outcomes? (?:(?:and|&|/) )?(?:their )?assessment criteria|assessment criteria|outcomes and criteria", r"outcomes?\b.*\bcriteria"),
    ("outcomes", r"(?:unit )?(?:learning )?outcomes?(?: of (?:this|the) unit)?", r"\boutcomes?\b"),
    ("evidence", r"(?:unit )?evidence requirements?(?: for (?:this|the) unit)?|(?:the )?evidence (?:you|that|needed|to)\b.{0,40}", r"\bevidence\b"),
    ("glh", r"(?:recommended )?guided learning hours?(?: \(glh\))?|glh|learning hours", r"\bguided\b|\bhours\b"),
    ("nos", r"(?:details of the )?(?:relationship|links?|mapping) .{0,60}standards?|(?:related )?national occupational standards?(?: \(nos\))?", r"\bstandards?\b|\bnos\b"),
    ("support_body", r"support (?:of|for) (?:the|this) unit.{0,60}|endorsement.{0,60}|sector (?:skills )?(?:body|council)", r"\bsupport|\bendors|\bsector\b|\bappropriate body\b"),
    ("assessment", r"(?:unit )?assessment(?: (?:methods?|requirements?|arrangements|strategy|guidance|information|of (?:this|the) unit))?|how (?:this|the) unit (?:is|will be) assessed", r"\bassess"),
    ("aim", r"(?:unit )?(?:aims?|purpose|summary|overview)(?: (?:and|&) (?:aims?|purpose|objectives?))?(?: of (?:this|the) unit)?|about this unit", r"\baims?\b|\bpurpose\b|\babout\b"),
    ("other", (r"guidance.{0,40}|notes.{0,40}|delivery.{0,40}|(?:recommended )?resources|links|essential content|"
     r"indicative content.{0,20}|unit range|range|additional (?:information|guidance).{0,40}|support materials?|key terms"), r"."),
)  # fmt: skip
STRICT = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern, _words in KINDS]
TELLING = [(kind, re.compile(words, re.IGNORECASE)) for kind, _pattern, words in KINDS]


@dataclass(slots=True)
class Found[T]:
    """A value with the place where it stands."""

    value: T
    place: Place


@dataclass(slots=True)
class FoundItem:
    letter: str
    text: str
    place: Place


@dataclass(slots=True)
class Statement:
    """A criterion or an evidence requirement."""

    number: str
    text: str
    place: Place
    items: list[FoundItem] = field(default_factory=list)


@dataclass(slots=True)
class FoundOutcome:
    number: str
    listed: Found[str] | None = None
    headed: Found[str] | None = None
    criteria: list[Statement] = field(default_factory=list)

    @property
    def text(self) -> str:
        chosen = self.headed if self.headed and self.headed.value else self.listed
        return chosen.value if chosen else ""

    @property
    def place(self) -> Place | None:
        chosen = self.headed if self.headed and self.headed.value else self.listed
        return chosen.place if chosen else None


@dataclass(slots=True)
class UnitPages:
    """What the pages of one unit say."""

    start: Place
    headed: bool = False
    uan: Found[str] | None = None
    number: Found[str] | None = None
    titles: list[Found[str]] = field(default_factory=list)
    level: Found[str] | None = None
    credit: Found[str] | None = None
    glh: list[Found[str]] = field(default_factory=list)
    sections: dict[str, list[Passage]] = field(default_factory=dict)
    stated_outcomes: Found[int] | None = None
    outcomes: list[FoundOutcome] = field(default_factory=list)
    requirements: list[Statement] = field(default_factory=list)
    unplaced: list[Passage] = field(default_factory=list)

    def outcome(self, number: str) -> FoundOutcome:
        for known in self.outcomes:
            if known.number == number:
                return known
        self.outcomes.append(FoundOutcome(number))
        return self.outcomes[-1]


def words_of(text: str) -> str:
    """A text for comparing: its words, whatever their case, dashes and punctuation."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower().replace("’", "'").replace("'", "")))


def fields_in(passage: Passage) -> dict[str, str]:
    """The facts that a line such as "Level: 4" gives; empty for any other line."""
    text = passage.text
    if len(passage.cells) == 2:
        text = f"{passage.cells[0].rstrip(': ')}: {passage.cells[1]}"
    if len(text) > 160:
        return {}
    for kind in ORDER:
        found = FIELD[kind].fullmatch(text)
        if found and (kind != "title" or ":" in text) and (kind != "number" or ":" in text or len(passage.cells) == 2):
            return {kind: found[1]}
    several = {kind: found[1] for kind, pattern in INLINE.items() if (found := pattern.search(passage.text))}
    return several if len(several) > 1 else {}


def heading_of(text: str) -> tuple[str, str] | None:
    """(number, title) of a unit heading; the title may be empty."""
    if len(text) > 200 or text.endswith("."):
        return None
    found = HEADING.match(text)
    if not found or re.match(r"^(?:of|and|or|is|are|has|to|must|covers?)\b", found[2]):
        return None
    title = re.sub(r"\s*\(?\bcont(?:inued|'d|d)?\.?\)?$", "", found[2]).strip()
    return found[1].rstrip(".:"), title


def field_groups(stream: Sequence[Passage]) -> list[tuple[int, int, dict[str, Found[str]]]]:
    """(first, past the last, facts) of each run of lines that begins a unit."""
    groups = []
    position = 0
    while position < len(stream):
        facts: dict[str, Found[str]] = {}
        end = position
        while end < len(stream):
            passage, taken = stream[end], 1
            here = fields_in(passage)
            if not here and end + 1 < len(stream) and len(passage.text) < 40:
                pair = Passage("", passage.place, cells=(passage.text, stream[end + 1].text))
                here, taken = fields_in(pair), 2
            if not here and facts and (skipped := passes_over(stream, end, facts)):
                end += skipped
                continue
            if not here or set(here) & set(facts) - {"number", "title"}:
                break
            for kind, value in here.items():
                facts.setdefault(kind, Found(value, stream[end + taken - 1].place))
            end += taken
            while end < len(stream) and end - position < 12 and facts and is_label_line(stream[end]) and not fields_in(stream[end]):
                end += 1
        if len(facts) >= 2 and ("uan" in facts or {"level", "credit"} <= set(facts)):
            groups.append((position, end, facts))
            position = end
        else:
            position += 1
    return groups


def passes_over(stream: Sequence[Passage], position: int, facts: dict[str, Found[str]]) -> int:
    """How many short lines stand between the facts above and another fact below ("Unit sub level", "None"); 0 when none follows."""
    for ahead in (1, 2):
        between = stream[position : position + ahead]
        after = stream[position + ahead : position + ahead + 2]
        if len(after) < 2 or any(len(p.text) > 40 or p.marked or heading_of(p.text) for p in between):
            return 0
        pair = Passage("", after[0].place, cells=(after[0].text, after[1].text))
        below = fields_in(after[0]) or (fields_in(pair) if len(after[0].text) < 40 else {})
        if below and not set(below) & set(facts):
            return ahead
    return 0


def is_label_line(passage: Passage) -> bool:
    """A line of the same form that tells nothing we keep ("Framework: RQF")."""
    if len(passage.cells) == 2:
        return len(passage.cells[0]) < 40 and len(passage.cells[1]) < 60
    return bool(re.fullmatch(r"[A-Z][\w ]{2,30}:\s*\S.{0,40}", passage.text)) and not heading_of(passage.text)


def heading_before(
    stream: Sequence[Passage], group: int, floor: int, known: dict[str, str], taken: set[str]
) -> tuple[int, str, str, list[Place]]:
    """Where the unit's own heading begins, its number and title; the group itself when it has none.

    `known` gives the titles that the document's tables name, by their words; `taken` the numbers of the units before."""
    for back in (1, 2, 3):
        start = group - back
        if start < floor or stream[start].marked:
            break
        found = heading_of(stream[start].text)
        if found and found[0] not in taken:
            number, title = found
            between = [stream[k] for k in range(start + 1, group)]
            if any(p.text.endswith(".") or p.marked for p in between):
                break
            rest = " ".join(p.text for p in between)
            if title and rest and words_of(rest) not in words_of(title):
                whole = f"{title} {rest}"
                if words_of(whole) not in known:
                    break
                title = whole
            return start, number, title or rest, [stream[start].place, *(p.place for p in between)]
    last = group - 1
    if last >= floor and words_of(stream[last].text) in known:
        return last, "", stream[last].text, [stream[last].place]
    return group, "", "", []


def bare_title(stream: Sequence[Passage], group: int, floor: int, body: float) -> tuple[int, str, str, list[Place]]:
    """The line above the facts as the unit's title, for documents that number no unit in a heading."""
    for start in (group - 1, group - 2):
        if start < floor or stream[start].marked:
            break
        passage = stream[start]
        text = re.sub(r"^(?:view )?unit(?: title)?\s*:\s*", "", passage.text, flags=re.IGNORECASE)
        styled = not body or passage.size > 1.2 * body
        if styled and headingish(passage) and not section_kind(passage, set(), 0):
            return start, "", text, [passage.place]
    return group, "", "", []


def recurring(stream: Sequence[Passage], groups: Sequence[tuple[int, int, object]]) -> set[str]:
    """Short lines that stand in several units: the document's own section headings."""
    seen: Counter[str] = Counter()
    bounds = [g[1] for g in groups] + [len(stream)]
    for start, end in pairwise(bounds):
        seen.update({words_of(p.text) for p in stream[start:end] if headingish(p)})
    return {text for text, times in seen.items() if times >= 2}


def headingish(passage: Passage) -> bool:
    text = passage.text
    return not passage.marked and len(text) <= 110 and len(text.split()) <= 14 and text[:1].isupper() and text[-1:] not in ".:;,"


def section_kind(passage: Passage, repeated: set[str], body: float) -> str:
    """Which section this line opens; empty when it is not a section heading."""
    text = passage.text.rstrip(":").strip()
    if passage.marked or len(text) > 110 or OUTCOME.match(text):
        return ""
    for kind, pattern in STRICT:
        if pattern.fullmatch(text):
            return kind
    styled = bool(body) and (passage.bold or passage.size > 1.05 * body)
    if headingish(passage) and (styled or words_of(text) in repeated):
        for kind, pattern in TELLING:
            if pattern.search(text):
                return kind
    return ""


def read_unit(
    stream: Sequence[Passage],
    start: int,
    group: tuple[int, int, dict[str, Found[str]]],
    end: int,
    *,
    body: float,
    repeated: set[str],
    heading: tuple[str, str, list[Place]],
) -> UnitPages:
    """Everything between the unit's heading and the next unit."""
    _first, after, facts = group
    number, title, places = heading
    unit = UnitPages(stream[start].place, headed=bool(places))
    unit.uan = Found(tidy_uan(facts["uan"].value), facts["uan"].place) if "uan" in facts else None
    unit.level = Found(level_of(facts["level"].value) or facts["level"].value, facts["level"].place) if "level" in facts else None
    unit.credit = facts.get("credit")
    unit.number = Found(number, places[0]) if number else facts.get("number")
    if "glh" in facts:
        unit.glh.append(facts["glh"])
    if title:
        unit.titles.append(Found(title, places[-1]))
    if "title" in facts:
        unit.titles.append(facts["title"])
        unit.headed = True
    UnitReader(unit, body, repeated).read(stream[after:end])
    return unit


class UnitReader:
    """Walks through the passages of one unit; each goes to the section that is open."""

    def __init__(self, unit: UnitPages, body: float, repeated: set[str]) -> None:
        self.unit, self.body, self.repeated = unit, body, repeated
        self.section = ""
        self.outcome: FoundOutcome | None = None
        self.wants_text: FoundOutcome | None = None
        self.closed = False

    def read(self, passages: Sequence[Passage]) -> None:
        for passage in self.joined(passages):
            if self.closed or self.named(passage) or (LEAD_IN.match(passage.text) and not passage.marked) or self.heading(passage):
                continue
            taken = {
                "outcomes": self.listing,
                "criteria": self.listing,
                "evidence": self.evidence,
            }.get(self.section, self.prose)(passage)
            if not taken:
                self.unit.unplaced.append(passage)

    def joined(self, passages: Sequence[Passage]) -> Iterator[Passage]:
        """The passages; a number that stands alone on its line goes with the line after it."""
        before: Passage | None = None
        for passage in passages:
            bare = BARE_NUMBER.match(passage.text)
            fits = bare and self.section in ("outcomes", "criteria") and (bare[2] or int(bare[1]) == len(self.unit.outcomes) + 1)
            if before and not fits:
                first, last = before.place, passage.place
                place = Place(first.page, first.first, last.last if last.page == first.page else first.last)
                number = re.sub(r"[ |]+$", "", before.text)
                yield Passage(f"{number} {re.sub(r'[ |]+$', '', passage.text)}", place, marked=True)
                before = None
            elif fits:
                before = passage
            else:
                yield passage

    def named(self, passage: Passage) -> bool:
        """The words of an outcome whose heading was only its number."""
        outcome, self.wants_text = self.wants_text, None
        if outcome is None or CRITERION.match(passage.text) or LEAD_IN.match(passage.text):
            return False
        outcome.headed = Found(passage.text, passage.place)
        return True

    def heading(self, passage: Passage) -> bool:
        text = passage.text
        found = heading_of(text) if not passage.marked else None
        if found and (not self.unit.number or found[0].lower() == self.unit.number.value.lower() or words_of(found[1]) in self.titles()):
            if not self.unit.number:
                self.unit.number = Found(found[0], passage.place)
            if found[1]:
                self.unit.titles.append(Found(found[1], passage.place))
            return True
        outcome = OUTCOME.match(text)
        if outcome and (not text.endswith(":") or not outcome[2]):
            self.section = "criteria"
            self.outcome = self.unit.outcome(outcome[1])
            if outcome[2]:
                self.outcome.headed = Found(outcome[2], passage.place)
            else:
                self.wants_text = self.outcome
            return True
        kind = section_kind(passage, self.repeated, self.body)
        if kind:
            self.section = kind
            self.unit.sections.setdefault(kind, [])
            return True
        if CLOSING.match(text) and not passage.marked:
            self.closed = True
            return True
        return False

    def titles(self) -> set[str]:
        return {words_of(t.value) for t in self.unit.titles}

    def count(self, passage: Passage) -> None:
        stated = STATED.search(passage.text)
        if stated and (number := number_of(stated[1])) is not None and self.unit.stated_outcomes is None:
            self.unit.stated_outcomes = Found(number, passage.place)

    def prose(self, passage: Passage) -> bool:
        if self.section == "glh":
            hours = re.search(r"(\d{1,3})\W*(?:guided learning )?hours?\b", passage.text) or re.search(r"\b(\d{1,3})\b", passage.text)
            if hours:
                self.unit.glh.append(Found(hours[1], passage.place))
        if not self.section:
            return False
        self.unit.sections.setdefault(self.section, []).append(passage)
        return True

    def listing(self, passage: Passage) -> bool:
        """A line below "Learning outcomes": the list of them, or an outcome with its criteria."""
        text = passage.text
        criterion = CRITERION.match(text)
        if criterion:
            major = criterion[1].split(".")[0]
            if self.outcome is None or (self.outcome.number != major and self.belongs_elsewhere(major)):
                self.outcome = self.unit.outcome(major)
            self.outcome.criteria.append(Statement(criterion[1], criterion[2], passage.place))
            return True
        last = self.outcome.criteria[-1] if self.outcome and self.outcome.criteria else None
        listed = LISTED.match(text)
        if listed and not (
            last and self.section == "criteria" and int(listed[1]) != len(self.unit.outcomes) + 1 and passage.marked is False
        ):
            outcome = self.unit.outcome(listed[1])
            found = Found(listed[2], passage.place)
            if outcome.listed is None:
                outcome.listed = found
            self.outcome = outcome if self.section == "criteria" or self.section == "outcomes" else self.outcome
            return True
        if last and passage.marked:
            lettered = None if passage.bullet else LETTERED.match(text)
            letter = lettered[1] if lettered else chr(ord("a") + len(last.items))
            last.items.append(FoundItem(letter, lettered[2] if lettered else text, passage.place))
            return True
        self.count(passage)
        if STATED.search(text):
            return True
        if last and text[:1].islower() and not last.text.endswith("."):
            target: Statement | FoundItem = last.items[-1] if last.items else last
            target.text = f"{target.text} {text}"
            return True
        return False

    def belongs_elsewhere(self, major: str) -> bool:
        """Whether a criterion with this first number is another outcome's, whose own heading is missing or stands elsewhere."""
        known = any(o.number == major for o in self.unit.outcomes)
        last = self.outcome
        return known or bool(last and last.criteria and last.number.isdigit() and int(major) == int(last.number) + 1)

    def evidence(self, passage: Passage) -> bool:
        text = passage.text
        last = self.unit.requirements[-1] if self.unit.requirements else None
        numbered = re.match(r"^\(?(\d{1,2})[.):]?\s+(\S.*)$", text)
        if (
            numbered
            and not passage.bullet
            and int(numbered[1]) <= (int(last.number) if last else 0) + 3
            and (not last or int(numbered[1]) > int(last.number))
        ):
            self.unit.requirements.append(Statement(numbered[1], numbered[2], passage.place))
            return True
        lettered = None if passage.bullet else LETTERED.match(text)
        if last and lettered and self.is_next_letter(last, lettered[1], passage):
            last.items.append(FoundItem(lettered[1], lettered[2], passage.place))
            return True
        if last and passage.marked and not numbered and (passage.bullet or not lettered):
            last.items.append(FoundItem(chr(ord("a") + len(last.items)), text, passage.place))
            return True
        if last and text[:1].islower():
            target: Statement | FoundItem = last.items[-1] if last.items else last
            target.text = f"{target.text} {text}"
            return True
        if last and last.items and not passage.marked and last.items[-1].text[-1:] not in ".;":
            return False
        return False

    @staticmethod
    def is_next_letter(last: Statement, letter: str, passage: Passage) -> bool:
        if last.items:
            return letter == chr(ord(last.items[-1].letter) + 1) if len(letter) == 1 else True
        return letter in ("a", "i") and (passage.marked or last.text.endswith(":"))
