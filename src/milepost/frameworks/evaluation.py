"""How good the suggestions are: statements that somebody wrote and somebody else labelled, against each way to rank.

A set is a list in YAML: `id`, `specification`, `unit`, `text`, `targets` ("201:1.1": a unit by its code, and a criterion).
One half is for tuning, the half whose SHA-256 of the id begins with an even hex digit; the other is unseen. A file that
has its digest beside it (`NAME.sha256`) is read only while it is as it was when the digest was written.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from milepost.engine.framework import Framework
from milepost.engine.matching import SUGGESTED, Entry, entries, fused
from milepost.frameworks import semantic, shipped
from milepost.frameworks.folder import specs_folder
from milepost.frameworks.importers import NotReadable, read_handbook, vq
from milepost.frameworks.specfile import Unreadable
from milepost.frameworks.suggestions import index_of

TUNING, UNSEEN = "tuning", "unseen"

type Engine = Callable[[Sequence[Entry], str], Sequence[str]]


class NotAnEvaluation(Exception):
    """The file holds no set of statements that can be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Statement:
    id: str
    specification: str
    text: str
    targets: frozenset[str]  # with the key of the unit, as the specification has it

    @property
    def half(self) -> str:
        return UNSEEN if int(hashlib.sha256(self.id.encode()).hexdigest()[0], 16) % 2 else TUNING


@dataclass(frozen=True, slots=True)
class Score:
    """One way to rank on one half. Statements to which no criterion belongs are not in it."""

    engine: str
    half: str
    statements: int
    any: float  # share of statements with at least one of their targets among the first five
    found: float  # mean share of a statement's targets among the first five
    first: float  # share of statements whose first suggestion is one of their targets


def statements(path: Path) -> list[Statement]:
    """The set in a file. Raises NotAnEvaluation."""
    try:
        raw = path.read_bytes()
        rows = yaml.safe_load(raw)
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise NotAnEvaluation(_("%(file)s cannot be read: %(why)s") % {"file": path, "why": error}) from error
    digest = path.with_suffix(".sha256")
    if digest.is_file() and hashlib.sha256(raw).hexdigest() != digest.read_text().split()[0]:
        raise NotAnEvaluation(_("%(file)s is not the file whose digest stands beside it: it was changed.") % {"file": path})
    try:
        return [_statement(row) for row in rows]
    except (KeyError, TypeError, AttributeError) as error:
        raise NotAnEvaluation(
            _("%(file)s is no list of statements with id, specification, text and targets: %(why)s") % {"file": path, "why": error}
        ) from error


def _statement(row: dict[str, object]) -> Statement:
    name, targets = str(row["specification"]), row["targets"]
    codes = _specification(name).unit_by_code
    if not isinstance(targets, list):
        raise TypeError(row["id"])
    parted = [str(target).rpartition(":") for target in targets]
    return Statement(str(row["id"]), name, str(row["text"]), frozenset(codes[code].target(number) for code, _colon, number in parted))


@cache
def _specification(name: str) -> Framework:
    """A qualification that comes with Milepost, a pack that does, as it is imported, or a file."""
    pack = specs_folder() / "packs" / f"{name}.txt"
    try:
        if pack.is_file():
            reading = read_handbook(pack.read_bytes(), pack.name)
            return vq.to_framework(reading.document, reading.extras)
        return shipped.by_name_or_path(name)
    except (Unreadable, NotReadable) as error:
        raise NotAnEvaluation(str(error)) from error


def engines() -> dict[str, Engine]:
    """The ways to rank that are at hand."""
    found: dict[str, Engine] = {"lexical": lexical}
    if semantic.available():
        found |= {"semantic": semantic.ranked, "both": both}
    return found


def lexical(asked: Sequence[Entry], text: str) -> list[str]:
    return [match.target for match in index_of(asked).ranked(text, limit=len(asked))]


def both(asked: Sequence[Entry], text: str) -> list[str]:
    """The two rankings as one (reciprocal rank fusion)."""
    return fused(lexical(asked, text), semantic.ranked(asked, text))


def scores(given: Iterable[Statement], halves: Sequence[str] = (TUNING, UNSEEN)) -> list[Score]:
    """Each way to rank on each half, among all criteria of a statement's specification."""
    labelled = [one for one in given if one.targets]
    return [
        _score(name, engine, half, [one for one in labelled if one.half == half])
        for name, engine in engines().items()
        for half in halves
    ]  # fmt: skip


def _score(name: str, engine: Engine, half: str, rows: Sequence[Statement]) -> Score:
    some = found = first = 0.0
    for one in rows:
        top = list(engine(entries(_specification(one.specification).units), one.text))[:SUGGESTED]
        some += any(target in one.targets for target in top)
        found += sum(target in one.targets for target in top) / len(one.targets)
        first += bool(top) and top[0] in one.targets
    n = len(rows) or 1
    return Score(name, half, len(rows), some / n, found / n, first / n)
