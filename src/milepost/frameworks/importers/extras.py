"""What a centre needs of a handbook beside units and criteria: ages, last dates, approval, standards, strategies."""

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

from milepost.frameworks.importers.draft import Draft
from milepost.frameworks.importers.source import Place
from milepost.frameworks.importers.tables import level_of, size_of

AGE_PAIR = re.compile(
    r"((?:Entry )?Level \d [\w() ]+?)\s*[–—:-]\s*((?:all(?: ages)?|\d{2}\s?[-–to]+\s?\d{2}|(?:pre-)?\d{2}\s?\+?|n/a)(?:\s*,\s*\d{2}\s?[-–+]?\s?\d*)*)",
    re.I,
)
DATES = ("%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d")
NAME = r"[A-Z(][\w&()'’/-]*"
STRATEGY = re.compile(rf"\b({NAME}(?:\s+(?:of|for|and|the)\b|\s+{NAME})*?\s+Assessment (?:Strategy|Principles)(?:\s+\d{{4}})?)")
STANDARD = re.compile(r"\bUnit\s+([A-Z]{0,4}&?[A-Z]{0,3}\d+(?:\.\d+)?)\s+(?:of|from|in)\s+(?:the\s+)?(.+?)\.?$")
CODED = re.compile(r"\b([A-Z][A-Z&]{0,5}\d{1,3})\b")


@dataclass(slots=True)
class Standard:
    """The national occupational standard that a unit rests on, in the document's words."""

    code: str
    suite: str
    words: str


@dataclass(slots=True)
class Extras:
    """Keys are qualification numbers (titles where there is none) and UANs. Dates are ISO, or the document's own words."""

    subject: str = ""
    assessment: str = ""
    approval: str = ""
    ages: dict[str, str] = field(default_factory=dict)
    last_registration: dict[str, str] = field(default_factory=dict)
    last_certification: dict[str, str] = field(default_factory=dict)
    standards: dict[str, Standard] = field(default_factory=dict)
    strategies: dict[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        known = {k: v for k, v in data.items() if k in cls.__dataclass_fields__}
        known["standards"] = {k: Standard(**v) for k, v in (data.get("standards") or {}).items()}
        return cls(**known)


def date_of(words: str) -> str:
    """The ISO date in these words; the words themselves when they give none."""
    plain = " ".join(words.split())
    found = re.search(r"\d{1,2}[ /.-](?:\d{1,2}|[A-Z][a-z]+)[ /.-]\d{4}|\d{4}-\d{2}-\d{2}", plain)
    for form in DATES if found else ():
        try:
            return datetime.strptime(found[0] if found else "", form).replace(tzinfo=UTC).date().isoformat()
        except ValueError:
            continue
    return plain


def ages_of(words: str, qualifications: list[dict[str, Any]]) -> dict[str, str]:
    """Age groups by qualification, out of "Level 3 Diploma – 16+ Level 4 Diploma – 18+" or of one group for all."""
    pairs = AGE_PAIR.findall(words)
    if not pairs:
        return {q["number"] or q["title"]: " ".join(words.split()) for q in qualifications}
    found: dict[str, str] = {}
    for name, ages in pairs:
        for q in qualifications:
            if level_of(name) == q["level"] and size_of(name) == size_of(q["title"]):
                found[q["number"] or q["title"]] = ages.replace(" ", "") if any(c.isdigit() for c in ages) else ages
    return found


def min_age(words: str) -> int | None:
    """16 of "16+" or "16-18, 19+"; none for "All" or "Pre-16"."""
    if re.search(r"\ball\b|pre", words, re.IGNORECASE):
        return None
    ages = [int(a) for a in re.findall(r"\b(\d{2})\b", words)]
    return min(ages) if ages else None


def standard_of(words: str) -> Standard:
    found = STANDARD.search(words)
    if found:
        return Standard(found[1], found[2].rstrip("."), words)
    code = CODED.search(words)
    suite = re.search(r"\b(?:to|with|of) (?:the )?(.+?)(?: NOS)?\s*:", words)
    return Standard(code[1] if code else "", suite[1] if suite else "", words)


def extras_of(draft: Draft, document: dict[str, Any], note: Callable[..., None]) -> Extras:
    extras = Extras()
    qualifications = document["qualifications"]
    keys = [q["number"] or q["title"] for q in qualifications]
    for label, value, place in draft.glance:
        head = label.lower()
        if "subject" in head:
            extras.subject = value
            note("document/subject", place)
        elif re.search(r"\bages?\b", head):
            extras.ages = ages_of(value, qualifications)
            note("document/ages", place)
        elif "approval" in head:
            extras.approval = value
            note("document/approval", place)
        elif head.startswith("assessment"):
            extras.assessment = value
            note("document/assessment", place)
        else:
            read_dates(extras, head, value, keys, place, note)
    for row in draft.qualifications:
        key = row.number or row.title
        if row.ages:
            extras.ages[key] = row.ages
        if row.last_registration:
            extras.last_registration[key] = date_of(row.last_registration)
        if row.last_certification:
            extras.last_certification[key] = date_of(row.last_certification)
    for unit in document["units"]:
        if unit.get("nos"):
            extras.standards[unit["uan"]] = standard_of(unit["nos"])
        strategy = STRATEGY.search(unit.get("assessment") or "")
        if strategy:
            extras.strategies[unit["uan"]] = strategy[1]
    return extras


def read_dates(extras: Extras, head: str, value: str, keys: list[str], place: Place, note: Callable[..., None]) -> None:
    registration, certification = "registration" in head, "certificat" in head
    if registration:
        extras.last_registration = dict.fromkeys(keys, date_of(value))
        note("document/last_registration", place)
    if certification:
        extras.last_certification = dict.fromkeys(keys, date_of(value))
        note("document/last_certification", place)
