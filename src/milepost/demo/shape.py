"""The shape of data that speed is measured on: 12 units with 360 criteria; a learner with 36 pieces of evidence and
180 claims, of which about 90 are judged. The learner's story is told once, here, as plain values: `actions.py` of the
rooms can act it, and `bulk.py` writes what they would have written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

UNITS, CRITERIA, OUTCOMES = 12, 30, 3
EVIDENCE, CLAIMS_EACH = 36, 5
JUDGED_EACH, JUDGED_OF_36 = 5, 18  # about half of the evidence is judged: 4 met and 1 not yet each
QUALIFICATION = "7700-03"
START = datetime(2025, 9, 1, 8, 0, tzinfo=UTC)
FILE_SIZE = 100_000
LOCATOR = "p 1"


def document() -> dict[str, Any]:
    """The specification: 12 units of 30 criteria, in our own words and of no trade."""
    units = []
    for u in range(1, UNITS + 1):
        each = CRITERIA // OUTCOMES
        outcomes = [
            {
                "number": str(o),
                "text": f"Be able to do part {o} of the work of station {u}",
                "criteria": [
                    {"number": f"{o}.{c}", "text": f"carry out step {c} of part {o} at station {u}, and say what came of it"}
                    for c in range(1, each + 1)
                ],
            }
            for o in range(1, OUTCOMES + 1)
        ]
        units.append({"key": f"S{u}", "code": f"S{u}", "title": f"Work at station {u}", "level": 3, "credit": 4, "outcomes": outcomes})
    keys = [unit["key"] for unit in units]
    return {
        "format": "milepost-spec/1",
        "title": "Diploma in Station Work",
        "number": "7700",
        "qualifications": [
            {
                "number": QUALIFICATION,
                "title": "Level 3 Diploma in Station Work",
                "units": keys,
                "groups": [{"key": "A", "title": "Stations", "units": keys, "optional": False}],
                "rules": [{"at_least": 48, "of": "credits"}],
            }
        ],
        "units": units,
    }


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence, what it is claimed for, and what the assessor made of it (none: not judged yet)."""

    number: int
    title: str
    targets: tuple[str, ...]
    added_at: datetime
    claimed_at: datetime
    handed_in_at: datetime
    judged_at: datetime | None
    met: tuple[str, ...] = ()
    not_yet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """One learner from registration to today."""

    index: int
    name: str
    email: str
    assessor: int
    registered_at: datetime
    pieces: tuple[Piece, ...]

    @property
    def proposed_at(self) -> datetime:
        return self.registered_at + timedelta(days=1)

    @property
    def agreed_at(self) -> datetime:
        return self.registered_at + timedelta(days=2)

    @property
    def ends_on(self) -> date:
        return self.registered_at.date() + timedelta(days=450)


def _targets(order: int) -> tuple[str, ...]:
    """Five criteria in a row: 36 pieces cover the first half of every unit, three pieces a unit."""
    unit, third = order // 3 + 1, order % 3
    outcome, first = third + 1, 1
    return tuple(f"S{unit}:{outcome}.{c}" for c in range(first, first + CLAIMS_EACH))


def story(index: int, assessors: int, registered: datetime | None = None) -> Story:
    """The learner with this number. How much is judged varies a little, so that a sort has something to sort."""
    registered = registered or START + timedelta(hours=index % 2000)
    judged = JUDGED_OF_36 + index % 7 - 3
    pieces = []
    for order in range(EVIDENCE):
        added = registered + timedelta(days=3 + order * 7)
        targets = _targets(order)
        done = order < judged
        pieces.append(
            Piece(
                number=order + 1,
                title=f"Record of week {order + 1}",
                targets=targets,
                added_at=added,
                claimed_at=added + timedelta(minutes=5),
                handed_in_at=added + timedelta(minutes=9),
                judged_at=added + timedelta(days=2) if done else None,
                met=targets[:4] if done else (),
                not_yet=targets[4:] if done else (),
            )
        )
    return Story(
        index=index,
        name=f"Learner {index:05d}",
        email=f"learner{index:05d}@station.example",
        assessor=index % assessors,
        registered_at=registered,
        pieces=tuple(pieces),
    )


def stories(count: int, assessors: int) -> Iterator[Story]:
    for index in range(count):
        yield story(index, assessors)


def file_bytes() -> bytes:
    """100 KB that is a text file: a journal kept by the hour."""
    line = b"08:00 Opened the station, checked the lamps, wrote the weather into the log and greeted the first boat.\n"
    return (line * (FILE_SIZE // len(line) + 1))[:FILE_SIZE]
