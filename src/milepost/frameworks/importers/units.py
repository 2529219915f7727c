"""The pages of a unit: where they begin, and the walk through them that finds outcomes, criteria and evidence requirements."""

import re
from collections.abc import Sequence
from dataclasses import replace

from milepost.frameworks.importers.evidence_below import (
    BINDING,
    EVIDENCE_BY_SCOPE,
    HEAD_BEHIND,
    RUN_IN,
    SCOPE,
    begins_sentence,
    tells_by_outcome,
)
from milepost.frameworks.importers.fields import heading_of
from milepost.frameworks.importers.filled_in import without_heads
from milepost.frameworks.importers.found import FactGroup, Found, FoundItem, FoundOutcome, Statement, UnitPages, words_of
from milepost.frameworks.importers.identifiers import tidy_uan
from milepost.frameworks.importers.labels import (
    COUNTED,
    LED,
    LONGEST_HEADING,
    LONGEST_LABEL,
    NO_WORDS,
    UNENDED,
    UNHEADED_AIM,
    apart_from_first,
    form_sections,
    label_before,
    whole_labels,
    with_numbers,
    without_name,
    words_after,
)
from milepost.frameworks.importers.marks import AIM_LISTED, BARE_LETTER, BEGUN, IN_COLUMN, LETTERED, LISTED
from milepost.frameworks.importers.numbering import GRADE_HEAD, NOT_CRITERIA, OUTCOME, Numbering, follows, is_far_ahead, is_next, of_aim
from milepost.frameworks.importers.quantities import COUNT, HOURS, SIZED, number_of
from milepost.frameworks.importers.sections import CLOSING, LEAD_IN, STATED_ALONE, section_kind, strict_kind
from milepost.frameworks.importers.source import Passage, Place, join_lines
from milepost.frameworks.importers.tables import level_of
from milepost.frameworks.importers.wrapped_ja import goes_on_below

STATED = re.compile(rf"\b{COUNT}\W+(?:\w+\s+){{0,2}}outcomes?\b", re.IGNORECASE)
OF_OUTCOME = re.compile(r"\boutcome (\d{1,2})$", re.IGNORECASE)
GUIDANCE = re.compile(r"\bguidance\b|\bnotes\b", re.IGNORECASE)
AIMS = re.compile(r"\b(?:aims?|purposes?)\b|目的|ねらい|狙い", re.IGNORECASE)
WEIGHT = re.compile(r"\d{1,3}\s?(?:[–—-]|to)?\s?\d{0,3}\s?%")  # what an outcome counts for in a paper is none of its words
FIRST = ("1.1", "1a", "1(a)", "AC1", "PC1", "P1", "A.P1", "1A.1", "2A.P1")
LIST_SECTIONS = ("outcomes", "criteria")


def read_unit(
    stream: Sequence[Passage],
    start: int,
    group: FactGroup,
    end: int,
    *,
    body: float,
    repeated: set[str],
    numbering: Numbering,
    heading: tuple[str, str, list[Place]],
) -> UnitPages:
    """Everything between the unit's heading and the next unit."""
    first, after, facts = group
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
    before = [p for p in stream[start + 1 : first] if first - start > 3 or UNHEADED_AIM.match(p.text)]
    UnitReader(unit, body, repeated, numbering).read(whole_labels([*before, *form_sections(stream[first:after]), *stream[after:end]]))
    return unit


class UnitReader:
    """Walks through the passages of one unit; each goes to the section that is open."""

    def __init__(self, unit: UnitPages, body: float, repeated: set[str], numbering: Numbering) -> None:
        self.unit, self.body, self.repeated, self.numbering = unit, body, repeated, numbering
        self.section = ""
        self.outcome: FoundOutcome | None = None
        self.wants_text: FoundOutcome | None = None
        self.open: Statement | FoundItem | Found[str] | None = None  # what a line without a mark may go on
        self.last = ""  # the number of the criterion before
        self.closed = self.aimed = False  # whether the unit is over; whether a heading has named its aim
        self.lost = ""  # the letter of something listed whose words do not stand beside it
        self.by_scope = False  # whether the passage before says that the evidence must cover the scope
        self.by_outcome = False  # whether the evidence for each outcome stands below it
        self.evidence_of = ""  # the outcome whose evidence the section tells of, where its statements have no numbers

    def read(self, passages: Sequence[Passage]) -> None:
        walk = without_heads(with_numbers(passages, self.numbering), self.numbering)
        self.by_outcome = tells_by_outcome(walk)
        for position, passage in enumerate(walk):
            self.ahead = walk[position + 1 : position + 8]
            if self.closed or self.labelled(passage) or self.named(passage) or self.leads_in(passage) or self.heading(passage):
                continue
            if self.section not in LIST_SECTIONS and (self.resumes(passage) or self.begins(passage)):
                self.section = "criteria"
            taken = {
                "outcomes": self.listing,
                "criteria": self.listing,
                "evidence": self.evidence,
            }.get(self.section, self.prose)(passage)
            if not taken:
                self.unit.unplaced.append(passage)
                if self.section in LIST_SECTIONS and words_of(passage.text) not in self.repeated and not self.body:
                    self.open = None  # another cell began: its next lines are none of the criterion above it

    def labelled(self, passage: Passage) -> bool:
        """A section in a form: its heading at the left, its words at the right ("Unit summary", "Learners ...")."""
        if (counted := COUNTED.fullmatch(passage.text or ": ".join(passage.cells))) and not passage.marked:
            self.unit.counts = f"{self.unit.counts} {counted[1]}".strip()
            self.section, self.open = "other", None
            return True
        label, _colon, words = passage.text.partition(": ") if len(passage.cells) != 2 else (passage.cells[0], "", passage.cells[1])
        unparted = len(passage.cells) != 2 and not words and not self.body
        in_form = unparted and not self.section and not strict_kind(passage.text)
        if unparted := in_form or (unparted and len(passage.text) > LONGEST_LABEL):
            label, words = label_before(passage.text, in_form=in_form)
        if passage.marked or not words.strip():
            return False
        kind = strict_kind(label)
        if unparted and kind == self.section and not self.unit.sections.get(kind):
            return False  # the first sentence below the heading of its own section
        if kind not in ("aim", "nos", "support_body", "assessment"):
            return False
        self.unit.sections.setdefault(self.of_aim(kind, label), []).append(Passage(words, passage.place))
        self.section, self.open = "other", None
        return True

    def of_aim(self, kind: str, heading: str) -> str:
        """The section; an introduction beside the aim itself, or guidance below what says how the unit is assessed, is none that is kept."""
        if kind == "assessment" and self.unit.sections.get(kind) and GUIDANCE.search(heading):
            return "other"
        if kind == "aim" and self.unit.sections.get("aim"):
            if self.aimed and not AIMS.search(heading):
                return "other"
            if not self.aimed and AIMS.search(heading):
                self.unit.sections["aim"] = []
        self.aimed = self.aimed or (kind == "aim" and bool(AIMS.search(heading)))
        return kind

    def leads_in(self, passage: Passage) -> bool:
        """A line such as "The learner can:", which opens a list where no heading does."""
        if passage.marked or not LEAD_IN.match(passage.text) or ((own := OUTCOME.match(passage.text)) and LEAD_IN.match(own[2])):
            return False  # or it names the outcome: "Learning outcome 1 - The learner will:"
        if self.section not in (*LIST_SECTIONS, "evidence") and any(
            LISTED.match(p.text) or OUTCOME.match(p.text) or self.numbering.criterion(p.text) for p in self.ahead[:2]
        ):
            self.section = "criteria"
        return True

    def named(self, passage: Passage) -> bool:
        """The words of an outcome whose heading was only its number."""
        outcome, self.wants_text = self.wants_text, None
        led = bool(LEAD_IN.match(passage.text)) and not passage.marked
        if outcome and (led or (words_of(passage.text) in self.repeated and not LED.match(passage.text))):  # or a line over the page's end
            self.wants_text = outcome
            return False
        none = passage.marked or led or self.numbering.criterion(passage.text) or strict_kind(passage.text) or OUTCOME.match(passage.text)
        if outcome is None or none:
            return False
        text, criterion = apart_from_first(passage.text, outcome.number)
        outcome.headed = self.open = Found(words_after(LED.sub("", text), outcome.number), passage.place)
        return self.listing(replace(passage, text=criterion, marked=True)) if criterion else True

    def heading(self, passage: Passage) -> bool:
        text = passage.text
        named = without_name(text, self.unit) if not passage.marked and len(text) < LONGEST_HEADING and not OUTCOME.match(text) else text
        if named != text and strict_kind(named):
            passage, text = replace(passage, text=named), named
        found = heading_of(text) if not passage.marked else None
        if found and (not self.unit.number or found[0].lower() == self.unit.number.value.lower() or words_of(found[1]) in self.titles()):
            if not self.unit.number:
                self.unit.number = Found(found[0], passage.place)
            if found[1]:
                self.unit.titles.append(Found(found[1], passage.place))
            return True
        again = words_of(text.removeprefix("Unit title:")) in self.titles() and not passage.marked
        if again and (self.section in ("nos", "support_body", "assessment") or text.startswith("Unit title:")):
            return True  # the unit's title once more, at the head of its next page
        outcome = OUTCOME.match(text)
        led = outcome is not None and LEAD_IN.match(outcome[2]) is not None
        if outcome and (led or not text.endswith(":") or not outcome[2]):
            return self.outcome_heading(passage, outcome[1], "" if led else outcome[2])
        kind = section_kind(passage, self.repeated, self.body)
        if kind and self.is_value(kind, passage):
            return False
        if kind == "other" and self.section in LIST_SECTIONS and GRADE_HEAD.fullmatch(text):
            self.open = None  # the head of a column of criteria, over cells that stand one below the other
            return True
        if kind == "other" and SCOPE.match(text) and (self.by_scope or any(BINDING.match(p.text) for p in self.ahead[:2])):
            kind = "evidence"
        self.by_scope = bool(EVIDENCE_BY_SCOPE.match(text))
        if kind:
            kind = self.of_aim(kind, text)
            self.section, self.open, self.lost = kind, None, ""
            of_outcome = OF_OUTCOME.search(text) if kind == "evidence" else None
            below = self.outcome.number if kind == "evidence" and self.outcome and self.by_outcome else ""
            self.evidence_of = of_outcome[1] if of_outcome else below
            self.unit.sections.setdefault(kind, [])
            return True
        if CLOSING.match(text) and not passage.marked:
            self.closed = True
            return True
        return False

    def is_value(self, kind: str, passage: Passage) -> bool:
        """Whether a line that looks like a heading is what the heading above it tells: the same body or standard in unit after unit.

        Or the last word of a criterion: "with", and below it "guidance."."""
        if (
            passage.text[:1].islower()
            and passage.text.endswith(".")
            and isinstance(self.open, Statement)
            and UNENDED.search(self.open.text)
        ):
            return True
        if self.body or self.section not in ("nos", "support_body") or self.unit.sections.get(self.section):
            return False
        return kind == self.section or (kind == "other" and not strict_kind(passage.text))

    def outcome_heading(self, passage: Passage, number: str, text: str) -> bool:
        """A line such as "LO2 Plan the welcome": in a list, above criteria, or above content that is not kept."""
        if WEIGHT.fullmatch(text):
            return True
        known = next((o for o in self.unit.outcomes if o.number == number), None)
        if self.section == "other" and known and not self.criteria_ahead(below_words=not text):
            return False
        outcome = self.unit.outcome(number)
        text = words_after(LED.sub("", text), number)
        if self.section == "outcomes" and outcome.listed is None and text and not self.criteria_ahead():
            outcome.listed = self.open = Found(text, passage.place)
            return True
        self.section, self.outcome, self.open = "criteria", outcome, None
        if text:
            outcome.headed = self.open = Found(text, passage.place)
        else:
            self.wants_text = outcome
        return True

    def criteria_ahead(self, *, below_words: bool = False) -> bool:
        """Whether a criterion comes before the next outcome and before another section. `below_words`: the outcome's own stand first."""
        for passage in self.ahead[below_words:]:
            if not passage.bullet and self.numbering.criterion(passage.text):
                return True
            if not self.numbering.shapes and LEAD_IN.match(passage.text):
                return True
            kind = section_kind(passage, self.repeated, self.body)
            if OUTCOME.match(passage.text) or kind not in ("", "criteria"):
                return False
            if kind == "criteria":
                return True
        return False

    def resumes(self, passage: Passage) -> bool:
        """Whether the criteria go on after something between them that is none of ours (examples, guidance)."""
        criterion = self.numbering.criterion(passage.text)
        if self.section == "evidence" or passage.bullet or not criterion or not self.outcome:
            return False
        if not self.last:
            return criterion[0] == f"{self.outcome.number}.1"
        return follows(self.last, criterion[0])

    def begins(self, passage: Passage) -> bool:
        """Whether outcomes begin here without any heading: "1 Know ..." with "1.1 ..." below it."""
        if self.section == "evidence" or self.unit.sections.get("criteria") or self.outcome:
            return False
        if (own := self.numbering.criterion(passage.text)) and own[0] in FIRST:
            return True
        listed = LISTED.match(passage.text)
        after = next((c[0] for p in self.ahead[:4] if (c := self.numbering.criterion(p.text))), "")
        if not self.numbering.shapes and any(LEAD_IN.match(p.text) for p in self.ahead[:2]):
            after = FIRST[0] if any(BEGUN.match(p.text) for p in self.ahead[:3]) else ""
        return bool(listed and int(listed[1]) == 1 and after in FIRST)

    def titles(self) -> set[str]:
        return {words_of(t.value) for t in self.unit.titles}

    def count(self, passage: Passage) -> None:
        stated = STATED.search(passage.text)
        if stated and (number := number_of(stated[1])) is not None and self.unit.stated_outcomes is None:
            self.unit.stated_outcomes = Found(number, passage.place)

    def prose(self, passage: Passage) -> bool:
        *_others, sized = None, *SIZED.finditer(passage.text)  # "1 credit at SCQF level 5 (6 SCQF credit points at SCQF level 5)"
        if sized and self.unit.credit is None and self.unit.level is None:
            self.unit.credit, self.unit.level = Found(sized[1], passage.place), Found(sized[2], passage.place)
            return True
        hours = HOURS.search(passage.text)
        if self.section == "glh":
            hours = re.search(r"(\d{1,3})\W*(?:guided learning )?hours?\b", passage.text) or re.search(r"\b(\d{1,3})\b", passage.text)
        if hours:
            self.unit.glh.append(Found(next(g for g in hours.groups() if g), passage.place))
        if STATED_ALONE.match(passage.text):
            self.count(passage)
            return True
        if not self.section:
            if UNHEADED_AIM.match(passage.text) and not (passage.marked or self.unit.sections.get("aim") or self.unit.outcomes):
                self.unit.sections["aim"] = [passage]
                return True
            return False
        if not NO_WORDS.fullmatch(passage.text):  # torn from what stands above
            self.unit.sections.setdefault(self.section, []).append(passage)
        return True

    def listing(self, passage: Passage) -> bool:
        """A line below "Learning outcomes": the list of them, or an outcome with its criteria."""
        text = passage.text
        if self.add_criterion(passage):
            return True
        own = IN_COLUMN.match(text) if passage.column == "criteria" and not passage.bullet else None
        if own and self.unmarked_criterion(passage, own[1], own[2]):
            return True
        last = self.outcome.criteria[-1] if self.outcome and self.outcome.criteria else None
        aim = AIM_LISTED.match(text) if self.section == "outcomes" else None
        if aim and ord(aim[1]) - ord("A") == len(self.unit.outcomes):
            self.outcome = self.unit.outcome(aim[1])
            self.outcome.listed = self.open = Found(aim[2], passage.place)
            return True
        listed = LISTED.match(text)
        if listed and not passage.bullet and passage.column != "outcomes" and self.unmarked_criterion(passage, listed[1], listed[2]):
            return True
        if listed and last and is_far_ahead([o.number for o in self.unit.outcomes], listed[1]) and not self.criteria_ahead():
            return False
        if listed and not (
            last and self.section == "criteria" and int(listed[1]) != len(self.unit.outcomes) + 1 and passage.marked is False
        ):
            outcome = self.unit.outcome(listed[1])
            if passage.column:
                outcome.headed = self.open = Found(listed[2], passage.place)
            elif outcome.listed is None:
                outcome.listed = self.open = Found(listed[2], passage.place)
            elif words_of(outcome.listed.value) == words_of(listed[2]):
                outcome.headed = self.open = Found(listed[2], passage.place)  # once more, above its own criteria
            self.outcome = outcome
            return True
        if NOT_CRITERIA.match(text) and not self.numbering.criterion(text):
            self.open = None
            return True
        lettered = None if passage.bullet else LETTERED.match(text)
        if lettered and self.is_article(passage) and self.goes_on(text):
            return True
        if lettered and self.unmarked_criterion(passage, lettered[1], lettered[2]):
            return True
        if lettered and self.is_word(passage):
            lettered = None
        if last and (passage.marked or (lettered and text[0] in "(（")):
            letter = lettered[1] if lettered else chr(ord("a") + len(last.items))
            self.open = FoundItem(letter, lettered[2] if lettered else text, passage.place)
            last.items.append(self.open)
            return True
        self.count(passage)
        return bool(STATED.search(text)) or self.goes_on(text) or goes_on_below(self.unit, self.open, passage)

    def is_word(self, passage: Passage) -> bool:
        """Whether the "a" of the first thing listed is a word: "a dust mask", below which no "b" follows."""
        return passage.text[:2] == "a " and not any(p.text.startswith(("b ", "b)", "b.")) for p in self.ahead)

    def is_article(self, passage: Passage) -> bool:
        """Whether an "a" or "i" at the beginning of a line is a word, because no "b" follows it."""
        if passage.text[:2] not in ("a ", "i ", "o ") or (isinstance(self.open, Statement) and self.open.text.endswith(":")):
            return False
        return not any(p.text.startswith(("b ", "b)", "ii ", "ii)")) for p in self.ahead)

    def add_criterion(self, passage: Passage) -> bool:
        criterion = self.numbering.criterion(passage.text)
        if not criterion:
            return False
        number, words = criterion
        major = number.split(".")[0]
        if joined := re.match(r"(\d{1,2})\(?[a-z]", number):
            major = joined[1]
        if major.isdigit() and (self.outcome is None or (self.outcome.number != major and self.belongs_elsewhere(major))):
            self.outcome = self.unit.outcome(major)
        if own := next((o for o in self.unit.outcomes if o.number == of_aim(number)), None):
            self.outcome = own
        if self.outcome is None:
            self.outcome = self.unit.outcomes[-1] if self.unit.outcomes else self.unit.outcome("1")
        self.open = Statement(number, words, passage.place)
        self.outcome.criteria.append(self.open)
        self.last = number
        return True

    def unmarked_criterion(self, passage: Passage, number: str, words: str) -> bool:
        """A criterion that is numbered within its outcome only, in a document whose criteria have no other numbers."""
        if (
            self.numbering.shapes
            or self.section != "criteria"
            or not self.outcome
            or not (self.outcome.headed or (len(number) == 1 and number.isalpha()))
        ):
            return False
        if not is_next([c.number for c in self.outcome.criteria], number) and not self.runs_on(number):
            return False
        self.open = Statement(number, words, passage.place)
        self.outcome.criteria.append(self.open)
        return True

    def runs_on(self, number: str) -> bool:
        """Whether a number is the next of those that run through all outcomes of the unit."""
        before = [c.number for o in self.unit.outcomes for c in o.criteria]
        return number.isdigit() and bool(before) and all(n.isdigit() for n in before) and int(number) == max(map(int, before)) + 1

    def goes_on(self, text: str) -> bool:
        """Whether the line is the rest of what was open: in lower case, or after words that do not yet end as others here do."""
        if self.open is None:
            return False
        so_far = self.open.value if isinstance(self.open, Found) else self.open.text
        unfinished = bool(UNENDED.search(so_far)) or (
            self.numbering.stops and not isinstance(self.open, Found) and so_far[-1:] not in ".;:!?"
        )
        if not (text[:1].islower() and not so_far.endswith(".")) and not unfinished:
            return False
        whole = join_lines([so_far, text])
        if isinstance(self.open, Found):
            self.open.value = whole
        else:
            self.open.text = whole
        return True

    def belongs_elsewhere(self, major: str) -> bool:
        """Whether a criterion with this first number is another outcome's, whose own heading is missing or stands elsewhere."""
        known = any(o.number == major for o in self.unit.outcomes)
        last = self.outcome
        return known or bool(last and last.criteria and last.number.isdigit() and int(major) == int(last.number) + 1)

    def evidence(self, passage: Passage) -> bool:
        text = HEAD_BEHIND.sub("", passage.text)
        last = self.unit.requirements[-1] if self.unit.requirements else None
        numbered = re.match(r"^\(?(\d{1,2})[.):]?\s+(\S.*)$", text)
        if (
            numbered
            and not passage.bullet
            and int(numbered[1]) <= (int(last.number) if last else 0) + 3
            and (not last or int(numbered[1]) > int(last.number))
        ):
            self.unit.requirements.append(Statement(numbered[1], numbered[2], passage.place))
            self.lost = ""
            return True
        if last and not last.items and not passage.marked and RUN_IN.fullmatch(last.text) and text.endswith((".", ":")):
            last.text = f"{last.text} {text}"  # "3. Observation", and in the next line what must be observed
            return True
        if self.leads_to_items(passage) and not self.evidence_of and len(self.unit.requirements) == int(last.number if last else 0):
            self.unit.requirements.append(Statement(str(len(self.unit.requirements) + 1), text, passage.place))
            return True
        if self.evidence_of and not passage.marked and begins_sentence(text) and words_of(text) not in self.repeated:
            if last and last.number == self.evidence_of and not last.items:
                last.text = f"{last.text} {text}"
            else:
                self.unit.requirements.append(Statement(self.evidence_of, text, passage.place))
            return True
        lettered = None if passage.bullet or self.is_word(passage) else LETTERED.match(text)
        if last and last.items and (bare := BARE_LETTER.fullmatch(text)) and self.is_next_letter(last, bare[1], passage):
            self.lost = bare[1]  # its words stand in the next line, or were lost
            return False
        if last and last.items and self.lost and not (passage.marked or lettered or numbered):
            last.items.append(FoundItem(self.lost, text, passage.place))
            self.lost = ""
            return True
        if last and lettered and self.is_next_letter(last, lettered[1], passage):
            self.lost = ""
            last.items.append(FoundItem(lettered[1], lettered[2], passage.place))
            return True
        if last and passage.marked and not numbered and (passage.bullet or not lettered):
            last.items.append(FoundItem(chr(ord("a") + len(last.items)), text, passage.place))
            return True
        if last and (text[:1].islower() or self.is_next_sentence(last, passage)):
            target: Statement | FoundItem = last.items[-1] if last.items else last
            target.text = f"{target.text} {text}"
            return True
        return False

    def is_next_sentence(self, last: Statement, passage: Passage) -> bool:
        """Whether a text goes on right below a statement with another sentence of it."""
        near = passage.place.page == last.place.page and 0 < passage.place.first - last.place.last < 3
        return not self.body and near and not last.items and not passage.marked and last.text.endswith(".") and passage.text.endswith(".")

    def leads_to_items(self, passage: Passage) -> bool:
        """Whether a statement without a number ends with a colon above what it lists."""
        lists = bool(self.ahead) and self.ahead[0].marked and (self.ahead[0].bullet or not self.ahead[0].text[:1].isdigit())
        return not passage.marked and begins_sentence(passage.text) and passage.text[-1:] in (":", "：") and lists

    def is_next_letter(self, last: Statement, letter: str, passage: Passage) -> bool:
        if last.items and self.lost and letter == chr(ord(self.lost) + 1):
            return True
        if last.items:
            return letter == chr(ord(last.items[-1].letter) + 1) if len(letter) == 1 else True
        after = {"a": ("b ", "b)", "b.", "（b"), "i": ("ii ", "ii)", "ii.", "（ii")}.get(letter, ())
        return bool(after) and (passage.marked or last.text.endswith(":") or any(p.text.startswith(after) for p in self.ahead[:1]))
