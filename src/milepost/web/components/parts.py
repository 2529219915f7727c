"""Values that views hand to components: small, frozen, ready to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class State(StrEnum):
    """Where a criterion stands, by the letter that progress is kept in."""

    MET = "m"
    CLAIMED = "c"
    REDO = "r"
    DOUBT = "d"
    OPEN = "o"

    @classmethod
    def of(cls, value: str) -> "State":
        """From a letter ("m") or a word ("met")."""
        return cls(value) if len(value) == 1 else cls[value.upper()]

    @property
    def slug(self) -> str:
        return self.name.lower()

    @property
    def words(self) -> Text:
        return _WORDS[self]

    @property
    def short(self) -> Text:
        return _SHORT[self]


_WORDS: dict[State, Text] = {
    State.MET: _("met"),
    State.CLAIMED: _("claimed, waiting for a judgement"),
    State.REDO: _("please redo"),
    State.DOUBT: _("in doubt, evidence changed"),
    State.OPEN: _("open"),
}
_SHORT: dict[State, Text] = {
    State.MET: _("met"),
    State.CLAIMED: _("claimed"),
    State.REDO: _("please redo"),
    State.DOUBT: _("in doubt"),
    State.OPEN: _("open"),
}


class Crumb(NamedTuple):
    """One step of the trail. Without an address it is the page itself."""

    label: Text
    href: str = ""


class Column(NamedTuple):
    """One column of a chart: its name, its share of a hundred (None where there is nothing to show), and whether somebody counted it."""

    label: Text
    share: int | None
    hand: bool = False


class Bar(NamedTuple):
    """One bar of a measure: its day over two lines, its number as such and in words, and what it is: "before", "again" or "wanted"."""

    label: Text
    below: Text
    value: Decimal
    words: str
    kind: str


class FanMark(NamedTuple):
    """A day that matters, as a line across a fan: `kind` is "due" or "goal"."""

    on: date
    label: Text
    kind: str


class Fan(NamedTuple):
    """A share so far by day, and where it leads: day, then low, lower, middle, upper and high, each from 0 to 1."""

    past: Sequence[tuple[date, int]]
    bands: Sequence[tuple[date, float, float, float, float, float]]
    marks: Sequence[FanMark]
    now: int


class Choice(NamedTuple):
    """One answer of a judgement: its stored value, its words, its icon and the key that picks it."""

    value: str
    label: Text
    icon: str = ""
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """One link of a filter bar."""

    label: Text
    href: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One condition of a gate. A closed one may carry the way out."""

    text: Text
    met: bool = False
    href: str = ""
    way: Text = ""


@dataclass(frozen=True, kw_only=True)
class Stone:
    """One stone of the road. `state` is "passed", "here" or "ahead"; `gate` is "", "open" or "closed".

    The gate stands across the road behind its stone. `lost`: it was passed, and what it asked for holds no longer.
    """

    title: Text
    state: str = "ahead"
    code: str = ""
    number: str = ""
    note: Text = ""
    href: str = ""
    gate: str = ""
    lost: bool = False

    @property
    def barred(self) -> bool:
        """Whether the gate lies across the road. Behind whoever has passed it stands open."""
        return self.gate == "closed" and self.state != "passed"


@dataclass(frozen=True, kw_only=True)
class UnitWall:
    """One unit of the wall. A cell is (number, state, href); an empty address draws a cell without a link."""

    code: str
    title: str
    cells: Sequence[tuple[str, str, str]]
    href: str = ""
    note: Text = ""

    @property
    def met(self) -> int:
        return sum(1 for _number, state, _href in self.cells if state in ("m", "met"))


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One sentence of a timeline. `text` may be safe HTML."""

    text: Text
    when: datetime | None = None
    who: str = ""
    key: bool = False
    href: str = ""
