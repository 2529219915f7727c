"""Towards which qualifications whole groups of units count: said in their headings, or in sentences that name the groups."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from milepost.frameworks.importers.grammar import sentences
from milepost.frameworks.importers.lexicon import group
from milepost.frameworks.importers.rules import GROUPS, group_heading
from milepost.frameworks.importers.source import Passage
from milepost.frameworks.importers.tables import QualificationRow, UnitRow

type Names = dict[str, list[re.Pattern[str]]]  # key of a qualification → how the document names it

WHAT = r"(?:pathways?|routes?|strands?|options?|qualifications?|awards?|certificates?|diplomas?|sizes|titles|programmes?|endorsements?)"
EVERY = re.compile(
    rf"\b(?:both|all|each|every|either)(?: of)?(?: (?:the|these))?(?: (?:\d|two|three|four|five))?(?: \w+)? {WHAT}\b|"
    r"(?:両|すべての|全ての|全|どちらの|いずれの)(?:資格|コース|課程|ディプロマ|パスウェイ|ルート)",
    re.IGNORECASE,
)
SIZE = re.compile(
    r"\b(?:(?:extended|subsidiary|foundation|national|advanced|introductory) )?(?:award|certificate|diploma)\b|(?:ディプロマ|サーティフィケート|アワード)(?=$|\W)",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"\b(?:pathway|route|strand|option) (?:[A-Z]|\d{1,2})\b(?!\w)", re.IGNORECASE)
LEVELLED = re.compile(r"\blevel \d\b", re.IGNORECASE)
OWN_PART = re.compile(r"[(（]([^()（）]{3,60})[)）]\s*$|\s[–—-]\s+([^–—]{3,60})$|:\s+([^:]{3,60})$")
TOWARDS = re.compile(
    r"\b(?:counts?|counted|contributes?) (?:towards|to|for)\b|\bbelongs? to\b|\b(?:open|available|offered|common) (?:to|for|in|on)\b|"
    r"\b(?:must|should|has to|have to|need to|needs to) (?:achieve|complete|take|pass)\b|\b(?:mandatory|compulsory|optional|required|core) (?:for|in|on)\b|"
    r"\b(?:form|makes?) (?:up )?part of\b|対象|数え|共通|含まれ",
    re.IGNORECASE,
)
REFUSED = re.compile(r"\b(?:not|cannot|never|nor)\b|n't\b|ない|ません", re.IGNORECASE)
THESE = re.compile(r"\b(?:in|of) th(?:is|ese) (?:group|section)s?\b|\bthese units\b|この(?:グループ|群)", re.IGNORECASE)
LONGEST_NAMING = 90  # letters of a line that gives a pathway's number beside its qualification


def name_qualifications_of_groups(rows: Sequence[UnitRow], outside: Sequence[Passage], qualifications: Sequence[QualificationRow]) -> None:
    """Says of each row towards which qualifications it counts, where headings or sentences tell it of its group."""
    keys = list(dict.fromkeys(q.number or q.title for q in qualifications))
    if len(keys) < 2 or any(row.ticks or row.counts or row.of for row in rows):
        return
    names = names_of(qualifications, outside)
    told: dict[str, set[str]] = {}
    for letters, here in said_of_groups(outside, names):
        for letter in letters:
            told.setdefault(letter, set()).update(here)
    restricted = any(len(here) < len(keys) for here in told.values())  # the other groups are then open to all
    seen: set[str] = set()
    for row in rows:  # what a later list repeats, an index perhaps, stands in no group of its own
        if row.uan not in seen:
            row.of = tuple(key for key in keys if key in told.get(row.group, keys if restricted else ()))
        seen.add(row.uan)


def said_of_groups(outside: Sequence[Passage], names: Names) -> Iterator[tuple[list[str], set[str]]]:
    """The letters of groups, with the qualifications that a heading or a sentence gives them."""
    letter = ""
    for passage in outside:
        text = unicodedata.normalize("NFKC", passage.text or " ".join(passage.cells))
        heads, part = group_heading(text)
        if heads or part is not None:
            letter = heads
            if heads and (here := named_in(text, names)):
                yield [heads], here
            continue
        if not TOWARDS.search(text):
            continue
        for sentence in sentences(text):
            if not TOWARDS.search(sentence) or REFUSED.search(sentence):
                continue
            letters = [one for m in GROUPS.finditer(sentence) for one in group(m[1] or m[2]).removeprefix("group:").split("+")]
            if not letters and letter and THESE.search(sentence):
                letters = [letter]
            if letters and (here := named_in(sentence, names)):
                yield letters, here


def named_in(text: str, names: Names) -> set[str]:
    """The qualifications that a text names; all of them where it says "both pathways"."""
    if EVERY.search(text):
        return set(names)
    found = {key for key, patterns in names.items() if any(p.search(text) for p in patterns)}
    longer = {key for key in found for other in found - {key} if within(names[key], names[other], text)}
    return found - longer


def within(shorter: Sequence[re.Pattern[str]], longer: Sequence[re.Pattern[str]], text: str) -> bool:
    """Whether one qualification is named only inside the name of another: "Diploma" in "Extended Diploma"."""
    spans = [m.span() for p in longer for m in p.finditer(text)]
    mine = [m.span() for p in shorter for m in p.finditer(text)]
    return all(any(a <= x and y <= b and b - a > y - x for a, b in spans) for x, y in mine)


def names_of(qualifications: Sequence[QualificationRow], outside: Sequence[Passage]) -> Names:
    """How the document names each of its qualifications: number, title, what sets the title apart, the number of its pathway."""
    said: dict[str, set[str]] = {}
    for q in qualifications:
        said.setdefault(q.number or q.title, set()).update(w for w in (q.number, q.title, q.accreditation_number) if len(w) > 3)
    titles = {q.number or q.title: q.title for q in qualifications if q.title}
    for apart in (own_part, size_of, level_and_size_of):
        parts = {key: apart(title) for key, title in titles.items()}
        if all(parts.values()) and len(set(parts.values())) == len(said):
            for key, part in parts.items():
                said[key].add(part)
    names = {key: patterns(words) for key, words in said.items()}
    numbers: dict[str, set[str]] = {}
    for passage in outside:
        for text in (passage.text, *passage.cells):
            numbered = NUMBERED.search(text) if len(text) < LONGEST_NAMING else None
            if numbered and len(here := named_in(text, names)) == 1:
                numbers.setdefault(numbered[0].casefold(), set()).update(here)
    for number, here in numbers.items():
        if len(here) == 1:
            names[here.pop()].extend(patterns({number}))
    return names


def patterns(words: set[str]) -> list[re.Pattern[str]]:
    return [re.compile(rf"(?<!\w){re.escape(w)}(?!\w)", re.IGNORECASE) for w in sorted(words)]


def own_part(title: str) -> str:
    """What a title adds in brackets or behind a dash: "(Pipework)"."""
    found = OWN_PART.search(title)
    return next((g for g in found.groups() if g), "").strip().casefold() if found else ""


def size_of(title: str) -> str:
    """ "extended diploma" of "Level 3 Extended Diploma in ..."."""
    found = SIZE.search(title)
    return found[0].casefold() if found else ""


def level_and_size_of(title: str) -> str:
    level, size = LEVELLED.search(title), size_of(title)
    return f"{level[0]} {size}".casefold() if level and size else ""
