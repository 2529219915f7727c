"""How a document numbers its outcomes and criteria, learnt from the document before any unit of it is read."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from milepost.frameworks.importers.source import GRADE, Passage

SEPARATOR = r"[.):]?\s+(?:[-–—|]\s+)?"
SHAPES = {
    "dotted": re.compile(rf"^(?:(?:AC|PC)\s?)?(?!0)(\d{{1,2}}\.\d{{1,2}}){SEPARATOR}(\S.*)$"),  # "03.1" is a sector's
    "graded": re.compile(rf"^((?:\d?[A-H]{{1,3}}\.\s?)?[PMD]\s?\d{{1,2}}|\d[A-H]\.\d{{1,2}}){SEPARATOR}(\S.*)$"),
    "coded": re.compile(rf"^((?:AC|PC)\s?\d{{1,2}}){SEPARATOR}(\S.*)$"),
    "joined": re.compile(r"^(\d{1,2}(?:[a-z]|\([a-z]\)))[.):]?\s+(\S.*)$"),
    "lettered": re.compile(rf"^([PSK]\s?\d{{1,2}}){SEPARATOR}(\S.*)$"),
}
LEADS = re.compile(r"\d|[A-H]{1,3}\.|[PMDSK]\s?\d|(?:AC|PC)\s?\d")  # what each of them begins with
LEADING = frozenset("0123456789ABCDEFGHKPMS")  # their first letters
BARE = {
    "dotted": re.compile(r"^(?:(?:AC|PC)\s?)?\d{1,2}\.\d{1,2}[.):]?(?: \|)?$"),
    "graded": re.compile(rf"^{GRADE}[.):]?(?: \|)?$"),
    "coded": re.compile(r"^(?:AC|PC)\d{1,2}[.):]?(?: \|)?$"),
    "joined": re.compile(r"^\d{1,2}(?:[a-z]|\([a-z]\))[.):]?(?: \|)?$"),
    "lettered": re.compile(r"^[PSK]\d{1,2}[.):]?(?: \|)?$"),
}
OUTCOME = re.compile(
    r"^(?:(?:学習|到達|修得|習得)?(?:成果|目標)|(?:(?:learning|performance|unit) )?outcome|LO(?!(?-i:[a-z]))|learning (?:aim|objective)|element)\s*(\d{1,2}|[A-H](?=\b))(?! (?:must|may|should|is|requires?)\b|,? ?(?:and|to|&|[–-])? ?LO ?\d|.*\bunder LO ?\d|\s*\((?-i:[PMD])\d)\s*[:：.．)）、–—-]?\s*(.*)$",
    re.IGNORECASE,
)  # "Outcome 2 must be assessed ..." is a sentence; "LO1 (P1, P2, M1)" tells of them
NOT_CRITERIA = re.compile(r"^(?:K|KU|EK|U|S|R)\s?\d{1,2}[.):]?\s+\S")  # knowledge, skills and range statements have letters of their own
JOINED = re.compile(r"(\d+)\(?([a-z])\)?")
GRADE_HEAD = re.compile(
    r"(?:(?:to|for) (?:(?:achieve|gain|reach) )?(?:an? )?)?(?:level \d )?(?:pass|merit|distinction)(?: (?:criteria|grade))?|level \d(?: level \d (?:pass|merit|distinction))*|in addition\b[^.]{0,40}",
    re.IGNORECASE,
)  # what stands over a column of criteria
GRADES = {"P": "pass", "M": "merit", "D": "distinction"}


@dataclass(frozen=True, slots=True)
class Numbering:
    """The shapes of criterion numbers that the document uses, and whether its criteria end with a full stop."""

    shapes: tuple[str, ...] = ("dotted",)
    stops: bool = False

    def criterion(self, text: str) -> tuple[str, str] | None:
        """The number and the words of a line that begins a criterion."""
        if text[:1] not in LEADING:
            return None
        for shape in self.shapes:
            if found := SHAPES[shape].match(text):
                return found[1].replace(" ", ""), found[2]
        return None

    def is_bare(self, text: str) -> bool:
        """Whether the line is the number of a criterion and nothing else."""
        return text[:1] in LEADING and any(BARE[shape].match(text) for shape in self.shapes)


def numbering_of(stream: Sequence[Passage]) -> Numbering:
    """The document's own numbering."""
    seen: dict[str, list[str]] = {shape: [] for shape in SHAPES}
    for passage in stream:
        if not LEADS.match(passage.text):
            continue
        for shape, pattern in SHAPES.items():
            if found := pattern.match(passage.text):
                seen[shape].append(found[1])
            elif BARE[shape].match(passage.text):
                seen[shape].append(passage.text.strip("|.): "))
    graded = Counter(found[1] for number in seen["graded"] if (found := re.search(r"([PMD])\s?\d+$", number)))
    shapes = [
        shape
        for shape in SHAPES
        if seen[shape]
        and (shape != "graded" or len(graded) > 1 or graded["P"] > 2)
        and (shape not in ("coded", "joined") or len(seen[shape]) > 2)
        and (shape != "dotted" or any(number.endswith((".1", ".2")) for number in seen[shape]))  # "1.5 credits" is a size
    ]
    if "dotted" in shapes and "joined" in shapes:
        shapes.remove("joined")
    shapes = [shape for shape in shapes if shape not in (("graded",) if by_letter(stream) else ("lettered",))]
    numbering = Numbering(tuple(shapes))
    ends = Counter(
        before.text[-1] in ".;"
        for before, after in pairwise(stream)
        if (numbering.criterion(after.text) or numbering.is_bare(after.text)) and len(before.text) > 3 and before.text[-1] not in ":|"
    )
    return Numbering(tuple(shapes), stops=ends[True] > 2 * ends[False])


BY_LETTER = 2  # outcomes of knowledge that tell so


def by_letter(stream: Sequence[Passage]) -> bool:
    """Whether P, S and K are no grades: what is performed and what is known are criteria, because outcomes stand right above the knowledge."""
    knowledge = (before for before, after in pairwise(p for p in stream if p.text) if re.match(r"K\s?1[.):]?(?:\s|$)", after.text))
    return sum(bool(OUTCOME.match(p.text)) for p in knowledge) >= BY_LETTER


ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def is_far_ahead(numbers: Sequence[str], number: str) -> bool:
    """Whether a number is far from the next of these, as that of a chapter is: 8 after 1 and 2."""
    return all(n.isdigit() for n in [*numbers, number]) and int(number) > max(map(int, numbers), default=int(number)) + 1


def is_next(before: Sequence[str], number: str) -> bool:
    """Whether a number ("2", "b" or "ii") is the next of those before it, which begin anew with each outcome."""

    def forms(n: int) -> list[str]:
        return [str(n), chr(ord("a") + n - 1), ROMAN[n - 1] if n <= len(ROMAN) else ""]

    expected = forms(len(before) + 1)
    form = forms(1).index(before[0].lower()) if before and before[0].lower() in forms(1) else None
    return number.lower() in expected if not before else form is not None and number.lower() == expected[form]


GRADED = re.compile(r"(?:\d?[A-H]{1,3}\.)?([PMD])\d{1,2}")
RUNS_ON = re.compile(rf"{GRADE}|[SK]\d{{1,2}}")  # numbers that go on from outcome to outcome


def grade_of(number: str) -> str:
    """The grade that a criterion's letter stands for; empty where it has none."""
    found = GRADED.fullmatch(number)
    return GRADES[found[1]] if found else ""


def of_aim(number: str) -> str:
    """The letter of the learning aim that a criterion's number begins with: A in A.P1, 2A.P1 and 1A.1; empty where it has none."""
    found = re.match(r"\d?([A-H])\.[PMD]?\d", number)
    return found[1] if found else ""


def follows(before: str, number: str) -> bool:
    """Whether a criterion number is the next after another, within the outcome or at the beginning of the next."""
    if found := re.fullmatch(r"(\d+)\.(\d+)", number):
        last = re.fullmatch(r"(\d+)\.(\d+)", before)
        if not last:
            return found[2] == "1"
        same = found[1] == last[1] and int(found[2]) - int(last[2]) in (1, 2)
        return same or (int(found[1]) == int(last[1]) + 1 and found[2] == "1")
    if found := JOINED.fullmatch(number):
        last = JOINED.fullmatch(before)
        if not last:
            return found[2] == "a"
        same = found[1] == last[1] and ord(found[2]) - ord(last[2]) in (1, 2)
        return same or (int(found[1]) == int(last[1]) + 1 and found[2] == "a")
    return bool(RUNS_ON.fullmatch(number))
