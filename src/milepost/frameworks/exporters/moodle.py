"""A specification as Moodle's list of competencies: the framework in the first row, then units, outcomes and criteria.

The fourteen columns are those that Moodle writes and reads itself. A unit is a competency, its outcomes stand under it, and
under them the criteria; a learner is competent in each or not yet.
"""

import csv
import html
import io
import json
from collections.abc import Iterator

from milepost.engine import combination
from milepost.engine.framework import Framework, Unit
from milepost.frameworks.document import Document, from_document

COLUMNS = (
    "Parent ID number", "ID number", "Short name", "Description", "Description format", "Scale values", "Scale configuration",
    "Rule type (optional)", "Rule outcome (optional)", "Rule config (optional)", "Cross-referenced competency ID numbers",
    "Exported ID (optional)", "Is framework", "Taxonomy",
)  # fmt: skip
HTML = "1"
LONGEST = 100  # characters of an ID number or a short name
SCALE = "Not yet competent,Competent"
SCALES = json.dumps([{"scaleid": "1"}, {"id": 1, "scaledefault": 1, "proficient": 0}, {"id": 2, "scaledefault": 0, "proficient": 1}])
TAXONOMY = "competency,outcome,indicator,indicator"


def write(document: Document) -> bytes:
    """The rows as Moodle reads them: UTF-8, with commas."""
    framework = from_document(document)
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    name = _cut(framework.number or framework.title)
    described = _paragraphs(framework.title, *(qualification.title for qualification in framework.qualifications))
    rows.writerow(["", name, _cut(framework.title), described, HTML, SCALE, SCALES, "", "", "", "", "", "1", TAXONOMY])
    for place, (parent, own, title, words) in enumerate(_competencies(framework), 1):
        rows.writerow([parent, own, title, words, HTML, "", "", "", "0", "null", "", str(place), "", ""])
    return out.getvalue().encode()


def _competencies(framework: Framework) -> Iterator[tuple[str, str, str, str]]:
    """Parent, own ID number, short name, description. ID numbers are those that a person would use: "B11", "B11:2", "B11:2.3"."""
    taken: set[str] = set()
    for unit in framework.units:
        own = _free(unit.key, taken)
        yield "", own, _cut(f"{unit.code} {unit.title}"), _about(unit)
        for outcome in unit.outcomes:
            inner = _free(f"{unit.key}:{outcome.number}", taken)
            yield own, inner, _cut(f"{outcome.number} {outcome.text}"), _paragraphs(outcome.text)
            for criterion in outcome.criteria:
                words = [criterion.text, *(f"{item.letter}) {item.text}" for item in criterion.items)]
                name = _free(f"{unit.key}:{criterion.number}", taken)
                yield inner, name, _cut(f"{criterion.number} {criterion.text}"), _paragraphs(*words)


def _about(unit: Unit) -> str:
    level = combination.level_name(unit) if unit.entry else f"Level {unit.level}"
    facts = [level if unit.level else "", f"{unit.credit} credits" if unit.credit else "", unit.uan]
    return _paragraphs(unit.title, ", ".join(filter(None, facts)), unit.aim)


def _free(wanted: str, taken: set[str]) -> str:
    """This ID number, or the next like it: Moodle takes each once."""
    found, times = _cut(wanted), 1
    while found in taken:
        times += 1
        found = f"{wanted[: LONGEST - 8]} ({times})"
    taken.add(found)
    return found


def _cut(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1].rstrip() + "…"


def _paragraphs(*words: str) -> str:
    return "".join(f"<p>{html.escape(one)}</p>" for one in words if one)
