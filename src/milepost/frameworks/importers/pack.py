"""The entry point: a file's bytes in, what the handbook says out, with every place and every contradiction."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from milepost.frameworks.importers.asides import without_questions
from milepost.frameworks.importers.checks import Checker, Discrepancy, Sources
from milepost.frameworks.importers.draft import Draft
from milepost.frameworks.importers.extras import Extras, extras_of
from milepost.frameworks.importers.found import Statement, words_of
from milepost.frameworks.importers.gathering import understood
from milepost.frameworks.importers.numbering import grade_of
from milepost.frameworks.importers.prefixed import put_back
from milepost.frameworks.importers.quantities import quantifier
from milepost.frameworks.importers.second_reading import read_again
from milepost.frameworks.importers.source import Line, NotReadable, Passage, Place, Progress, Source, read_source, run_on
from milepost.frameworks.importers.structure import settled
from milepost.frameworks.importers.tables import QualificationRow, match_columns, match_qualification, ticked

type Document = dict[str, Any]
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"


@dataclass(slots=True)
class Reading:
    """What was understood of a handbook."""

    document: Document  # vq-spec/1
    warnings: list[Discrepancy]
    places: dict[str, list[Place]]  # "units/R/901/0012/credit" → where it stands, the place of the value taken first
    extras: Extras
    source: Source
    unplaced: list[Place] = field(default_factory=list)  # lines inside units that went nowhere

    @property
    def lines(self) -> list[Line]:
        return self.source.lines


def read_handbook(data: bytes, name: str, progress: Progress | None = None) -> Reading:
    """Reads a handbook. NotReadable, with a sentence for the person, when it is none."""
    source = read_source(data, name, progress)
    draft, units = read_again(source, *understood(source))
    put_back(units, source.lines)
    if not units and not draft.stated:
        raise NotReadable(
            _(
                "“%(name)s” can be read, but holds no unit: no unit number, level and credit value stand together in it. "
                "Choose the qualification handbook or unit pack itself."
            )
            % {"name": name}
        )
    return Writer(source, draft, units).reading()


NOTHING = re.compile(
    r"n\s?/\s?a\.?|not applicable\.?|none\.?|nil\.?|[-–—]+|該当なし。?|なし。?", re.IGNORECASE
)  # below a heading of a unit's form


WEIGHT = re.compile(r"\s*\(\d{1,3} ?%\)(?: \([A-Z]\d\))?$")  # of an outcome in an examination, and how deep it goes


class Writer:
    """Turns what was gathered into the neutral document and notes where each part stands."""

    def __init__(self, source: Source, draft: Draft, units: list[Sources]) -> None:
        self.source, self.draft, self.units = source, draft, units
        self.places: dict[str, list[Place]] = {}
        numbers = {c.number[:1] for u in units for page in u.pages for o in page.outcomes for c in o.criteria}
        self.graded = not numbers & {"K", "S"}  # or P is what is performed

    def note(self, path: str, *places: Place | None) -> None:
        known = self.places.setdefault(path, [])
        known.extend(p for p in places if p and p not in known)

    def reading(self) -> Reading:
        warnings = Checker(self.source, self.draft, self.units).all()
        document: Document = {
            "format": "vq-spec/1",
            "document": self.front(),
            "qualifications": self.qualifications(),
            "units": [self.unit(u) for u in self.units],
            "rules_of_combination": self.rules(),
            "change_log": self.changes(),
            "warnings": [{"unit": w.unit, "field": w.field, "message": w.message} for w in warnings],
        }
        unplaced = [p.place for u in self.units for page in u.pages for p in page.unplaced]
        return Reading(document, warnings, self.places, extras_of(self.draft, document, self.note), self.source, unplaced)

    def front(self) -> dict[str, str]:
        front = [p for p in self.draft.front[:20] if p.text and not p.cells]
        first = [p for p in front if p.place.page == 1][:8]
        title = max(first, key=lambda p: p.size, default=None) if self.source.kind == "pdf" else next(iter(first), None)
        found: dict[str, str] = {}
        if title:
            found["title"] = title.text
            self.note("document/title", title.place)
        if self.draft.body_names:
            found["awarding_body"] = self.draft.body_names.most_common(1)[0][0]
        number = next((v for label, v, _p in self.draft.glance if re.search(r"(?<!accreditation )\bnumber$", label, re.IGNORECASE)), "")
        bracketed = re.search(r"\((\d[\w-]{2,})\)", found.get("title", ""))
        if number or bracketed:
            found["number"] = number or (bracketed[1] if bracketed else "")
        for passage in front:
            for key, pattern in (("version", r"\bversion\s+(\d[\w.]*)"), ("date", rf"\b({MONTH}\s+\d{{4}})")):
                match = re.search(pattern, passage.text, re.IGNORECASE)
                if match and key not in found:
                    found[key] = match[1]
                    self.note(f"document/{key}", passage.place)
        return found

    def qualifications(self) -> list[Document]:
        found: dict[str, Document] = {}
        for row in self.draft.qualifications:
            key = row.number or row.title
            here = found.setdefault(
                key,
                {"number": row.number or None, "title": row.title, "level": row.level, "accreditation_number": row.accreditation_number},
            )
            for name in ("title", "level", "accreditation_number"):
                here[name] = here[name] or getattr(row, name)
            self.note(f"qualifications/{key}", row.place)
        return list(found.values())

    def changes(self) -> list[Document]:
        for change in self.draft.changes:
            self.note(f"changes/{change.version}", change.place)
        return [{"version": c.version, "date": c.date, "detail": c.detail, "section": c.section} for c in self.draft.changes]

    def rules(self) -> list[Document]:
        found: list[Document] = []
        for rule in settled(self.draft.stated):
            found.append(dict(rule.fact))
            self.note(f"rules/{len(found) - 1}", rule.place)
        return found

    def unit(self, unit: Sources) -> Document:
        base = f"units/{unit.uan}"
        page = unit.pages[0] if unit.pages else None
        self.note(base, page.start if page else None, *(r.place for r in unit.rows))
        self.note(f"{base}/uan", *(p.uan.place for p in unit.pages if p.uan), *(r.place for r in unit.rows))
        document: Document = {"uan": unit.uan, "number": unit.number or None, "title": self.title(unit), "level": self.value(unit, "level")}
        self.note(f"{base}/number", *(v.place for v in unit.values("number")))
        for name in ("credit", "glh"):
            value = re.search(r"\d+(?:\.\d+)?", self.value(unit, name) or "")
            number = float(value[0]) if value else None
            document[name] = int(number) if number is not None and number == int(number) else number
        document["qualifications"] = self.membership(unit)
        if group := next((r.group for r in unit.rows if r.group), self.draft.groups.get(unit.uan, "")):
            document["group"] = group
        if (mandatory := next((r.mandatory for r in unit.rows if r.mandatory is not None), self.draft.parts.get(unit.uan))) is not None:
            document["mandatory"] = mandatory
        if page is None:
            return document
        for name in ("aim", "nos", "support_body", "assessment"):
            document[name] = self.section(base, name, page.sections.get(name))
        document["outcomes"] = [self.outcome(base, o.number, WEIGHT.sub("", o.text), o.place, o.criteria) for o in page.outcomes]
        document["evidence_requirements"] = [self.requirement(base, r) for r in page.requirements]
        return document

    def title(self, unit: Sources) -> str:
        titles = unit.titles
        if not titles:
            return ""
        votes = Counter(words_of(t.value) for t in titles)
        own = [t for p in unit.pages for t in p.titles] or titles
        best = max(votes.values())
        chosen = next((t for t in own if votes[words_of(t.value)] == best), next(t for t in titles if votes[words_of(t.value)] == best))
        if chosen.value.isupper():  # a heading that shouts; another place may have it as one writes it
            chosen = next((t for t in titles if words_of(t.value) == words_of(chosen.value) and not t.value.isupper()), chosen)
        self.note(f"units/{unit.uan}/title", chosen.place, *(t.place for t in titles))
        numbered = re.match(rf"{re.escape(unit.number)}\s*[:.–—-]?\s+(?=\w.{{6}})", chosen.value) if unit.number else None
        return chosen.value[numbered.end() :] if numbered else chosen.value  # "A1 Raking salt" in the strip over a unit's form

    def value(self, unit: Sources, name: str) -> str | None:
        values = unit.values(name)
        self.note(f"units/{unit.uan}/{name}", *(v.place for v in values))
        return values[0].value if values else None

    @cached_property
    def columns(self) -> dict[str, QualificationRow]:
        """The qualifications that the columns of ticks stand for."""
        return match_columns((header for row in self.draft.rows for header in row.ticks), self.draft.qualifications)

    def membership(self, unit: Sources) -> list[str]:
        rows = self.draft.qualifications
        columns = self.columns
        found: list[str] = []
        for row in unit.rows:
            for header, value in row.ticks.items():
                match = columns.get(header) if ticked(value) else None
                if match and (match.number or match.title) not in found:
                    found.append(match.number or match.title)
        if (
            not columns  # of ticks that stand for a qualification
            and len({r.number or r.title for r in rows}) == 1
            and (unit.rows or not self.draft.rows)
        ):
            found = [rows[0].number or rows[0].title]
        counts = [row.counts for row in unit.rows] + [page.counts for page in unit.pages]
        codes = {code for text in counts for code in re.split(r"[\s,;、，・]+", text) if code}
        found = found or [r.number for r in rows if r.number in codes]
        named = {(q.number or q.title) for code in codes if not found and (q := match_qualification(code, rows))}  # "E3, L1"
        found = found or [key for key in dict.fromkeys(r.number or r.title for r in rows) if key in named]
        found = found or list(dict.fromkeys(key for row in unit.rows for key in row.of))
        order = {r.number or r.title: n for n, r in reversed(list(enumerate(rows)))}
        return sorted(found, key=lambda key: order[key])

    def section(self, base: str, name: str, passages: list[Passage] | None) -> str | None:
        if not passages:
            return None
        passages = without_questions(passages)
        text = run_on(p.text for p in passages)
        if NOTHING.fullmatch(text.strip()):
            return None
        self.note(f"{base}/{name}", *(p.place for p in passages))
        return text

    def outcome(self, base: str, number: str, text: str, place: Place | None, criteria: list[Statement]) -> Document:
        self.note(f"{base}/outcomes/{number}", place)
        found = []
        for criterion in criteria:
            self.note(f"{base}/criteria/{criterion.number}", criterion.place, *(i.place for i in criterion.items))
            here: Document = {"number": criterion.number, "text": criterion.text}
            if self.graded and (grade := grade_of(criterion.number)):
                here["grade"] = grade
            if criterion.items:
                here["items"] = [{"letter": i.letter, "text": i.text} for i in criterion.items]
            found.append(here)
        return {"number": number, "text": text, "criteria": found}

    def requirement(self, base: str, statement: Statement) -> Document:
        path = f"{base}/evidence/{statement.number}"
        self.note(path, statement.place)
        for item in statement.items:
            self.note(f"{path}/{item.letter}", item.place)
        return {
            "number": statement.number,
            "text": statement.text,
            "items": [{"letter": i.letter, "text": i.text} for i in statement.items],
            "quantifier": quantifier(statement.text, [i.letter for i in statement.items]),
        }
