"""The shape of employers that speed is measured on: years of enquiries, talks and meetings with each of them, told once as
plain values. `employers_acted.py` acts it, and `employers_bulk.py` writes what that would have written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

YEARS = timedelta(days=3 * 365)
OPENING = 3  # events with which an employer begins: it is added, its file is opened and described
FORGOTTEN = 40  # of so many meetings and steps one is never closed
TRADES = ("Ferries", "Bakery", "Foundry", "Nursery", "Printers", "Boatyard", "Dairy", "Joinery", "Laundry", "Tannery", "Timber")
TOWNS = ("Aldmouth", "Birkwell", "Corran", "Dunholm", "Eskford", "Fenwick Sands", "Garth", "Hollin", "Inverlee", "Kelder", "Lowside")


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody there asked for something; the owner took it and, as far as it came, answered."""

    at: datetime
    answered_at: datetime | None

    @property
    def taken_at(self) -> datetime:
        return self.at + timedelta(minutes=40)

    @property
    def events(self) -> int:
        return 2 + (self.answered_at is not None)


@dataclass(frozen=True, slots=True)
class Talked:
    """A talk with a next step, and when that was done."""

    at: datetime
    text: str
    next_step: str
    next_on: date
    done_at: datetime | None

    @property
    def events(self) -> int:
        return 1 + (self.done_at is not None)


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting that was planned, and when somebody said what came of it."""

    at: datetime
    starts_at: datetime
    held_at: datetime | None

    @property
    def events(self) -> int:
        return 1 + (self.held_at is not None)


type Dealing = Asked | Talked | Met


@dataclass(frozen=True, slots=True)
class Employed:
    """One employer, from the day it was added to the last that happened."""

    index: int
    owner: int
    name: str
    does: str
    postcode: str
    contact: str
    email: str
    opened_at: datetime
    dealings: tuple[Dealing, ...]

    @property
    def events(self) -> int:
        return OPENING + sum(one.events for one in self.dealings)


def employed(index: int, owners: int, events: int, until: datetime) -> Employed:
    """The employer with this number, with at least so many events in the years before `until`."""
    trade, town = TRADES[index % len(TRADES)], TOWNS[index // len(TRADES) % len(TOWNS)]
    opened = until - YEARS + timedelta(hours=index % 700)
    return Employed(
        index=index, owner=index % owners, name=f"{town} {trade} {index:04d}", does=f"They run a {trade.lower()} of {20 + index % 90} people.",
        postcode=f"ZE{index % 90 + 1} {index % 9}AB", contact=f"Contact {index:04d}", email=f"contact{index:04d}@employer.example",
        opened_at=opened, dealings=tuple(_dealings(index, events - OPENING, opened, until)),
    )  # fmt: skip


def _dealings(index: int, events: int, opened: datetime, until: datetime) -> Iterator[Dealing]:
    """Round after round, evenly until a week before the end: what is open then is open today."""
    rounds = [Asked, Talked, Met, Talked]
    each = (until - timedelta(days=7) - opened) * 2.25 / max(events, 1)
    number = told = 0
    while told < events:
        at = opened + each * number + timedelta(hours=1)
        kind, last = rounds[number % len(rounds)], told + 3 >= events
        forgotten = (index + number) % FORGOTTEN == 0 or (last and index % 5 == 0)
        if kind is Asked:
            one: Dealing = Asked(at, None if last and index % 5 == 0 else at + timedelta(hours=5 + index % 60))
        elif kind is Talked:
            done = None if forgotten else at + timedelta(days=2)
            text = f"We spoke about the rota of week {number}, and what the learners there need."
            one = Talked(at, text, f"Send the plan of week {number}", (at + timedelta(days=3)).date(), done)
        else:
            one = Met(at, at + timedelta(days=2), None if forgotten else at + timedelta(days=2, hours=3))
        yield one
        told += one.events
        number += 1


def employers(count: int, owners: int, events: int, until: datetime) -> Iterator[Employed]:
    """So many employers, with so many events between them."""
    for index in range(count):
        yield employed(index, owners, events // count, until)
