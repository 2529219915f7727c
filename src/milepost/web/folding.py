"""What stands open on the page of a unit, and what folds: the eye finds what asks for attention, and a press shows the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

AT_MOST = {"o": 3, "c": 3, "m": 2}  # of each state that may wait or is settled; redo and in doubt always stand open


class Stated(Protocol):
    """A row of a unit page."""

    @property
    def state(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Folded[Row: Stated]:
    """The rows of one outcome in their order: those that stand open, those that fold, and the words on the fold."""

    shown: list[Row]
    others: list[Row]
    words: str


def folded[Row: Stated](rows: Sequence[Row], *, settled: bool = False) -> Folded[Row]:
    """The first few of each state stand open. Where the unit is `settled`, an outcome that is met folds as a whole."""
    if settled and rows and all(row.state == "m" for row in rows):
        return Folded(shown=[], others=list(rows), words=_whole(len(rows)))
    left, shown, others = dict(AT_MOST), [], []
    for row in rows:
        left[row.state] = left.get(row.state, len(rows)) - 1
        (shown if left[row.state] >= 0 else others).append(row)
    if len(others) < 2:  # a fold takes a line itself
        return Folded(shown=list(rows), others=[], words="")
    return Folded(shown=shown, others=others, words=_others([row.state for row in others]))


def _whole(n: int) -> str:
    return ngettext("The one criterion, met", "All %(n)d criteria, met", n) % {"n": n}


def _others(states: list[str]) -> str:
    n, met, claimed, still = len(states), states.count("m"), states.count("c"), states.count("o")
    if n == met:
        return ngettext("The other one, met", "The %(n)d others, all met", n) % {"n": n}
    if n == claimed:
        return ngettext("The other one, claimed", "The %(n)d others, all claimed", n) % {"n": n}
    if n == still:
        return ngettext("The other one, open", "The %(n)d others, all open", n) % {"n": n}
    parts = []
    if met:
        parts.append(_("%(n)d met") % {"n": met})
    if claimed:
        parts.append(_("%(n)d claimed") % {"n": claimed})
    if still:
        parts.append(_("%(n)d open") % {"n": still})
    return _("The %(n)d others: %(states)s") % {"n": n, "states": ", ".join(parts)}
