"""The promise board: a card for each promise, its months drawn, and the same numbers as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from milepost.commitments import promises
from milepost.commitments.adherence import FEW
from milepost.commitments.words import PromiseStanding
from milepost.engine.promises import Standing

if TYPE_CHECKING:
    from uuid import UUID

    from milepost.commitments.models import PromiseVersion
    from milepost.commitments.promises import Line

# Colour, where it begins and how high it is. Form tells them apart in grey as well: full, half and hollow, hanging with a cross, dashed.
SHAPES = {
    Standing.KEPT: ("f-met", 0, 96),
    Standing.AT_RISK: ("f-risk", 50, 46),
    Standing.BROKEN: ("f-stop", 0, 50),
    Standing.NO_MEASURE: ("f-open", 68, 28),
}
APART = 0.28  # of the room of a month: empty, so that edges of neighbours do not run together on paper
CROSS = SafeString('<path class="f-cross" d="M3 3l4 4M7 3l-4 4"/>')
HEIGHTS = {
    Standing.KEPT: gettext_lazy("kept: full"),
    Standing.AT_RISK: gettext_lazy("at risk: half, hollow"),
    Standing.BROKEN: gettext_lazy("broken: hangs, with a cross"),
    Standing.NO_MEASURE: gettext_lazy("not measurable: a dashed box"),
}
TAGS = {
    Standing.KEPT: ("met", "check"),
    Standing.AT_RISK: ("warn", "triangle-alert"),
    Standing.BROKEN: ("stop", "x"),
    Standing.NO_MEASURE: ("line", "circle-dashed"),
}
GROUPS = (
    ("provider", "learners", gettext_lazy("To people who learn")),
    ("provider", "employers", gettext_lazy("To employers")),
    ("learners", "provider", gettext_lazy("What people who learn promise us")),
    ("employers", "provider", gettext_lazy("What employers promise us")),
)


@dataclass(frozen=True, kw_only=True)
class Card:
    """One promise."""

    id: str
    short: str
    says: str
    ours: bool
    standing: Standing
    tag: tuple[str, str, str]  # words, kind, icon
    drawing: SafeString
    counted: str
    answered: str
    asks: bool
    remedy: str
    had: str
    clause: str
    first: str  # month
    last: str
    counts: Sequence[tuple[str, int, str]]  # what can become of a month, how many months it was, which


@dataclass(frozen=True, kw_only=True)
class Board:
    """The page for anybody; `few` hides what was counted of fewer people."""

    uuid: UUID  # of the centre
    centre: str
    title: str
    since: str
    groups: Sequence[tuple[str, Sequence[Card]]]
    scores: Sequence[tuple[str, str, Sequence[Card]]]  # what was given in one direction: in a sentence, what else there is, each
    legend: Sequence[tuple[SafeString, str]]
    few: int
    month: str

    @property
    def cards(self) -> list[Card]:
        return [card for _words, cards in self.groups for card in cards]


def board(version: PromiseVersion, *, few: int = FEW) -> Board:
    return drawn(version, promises.board(version, few=few, said_by=FEW), few=few)


def drawn(version: PromiseVersion, lines: Sequence[Line], *, few: int) -> Board:
    """The board of promises that stand so."""
    groups = []
    for by, to, words in GROUPS:
        cards = [_card(line) for line in lines if (line.promise.by, line.promise.to) == (by, to)]
        if cards:
            groups.append((str(words), cards))
    every = [card for _words, cards in groups for card in cards]
    return Board(
        uuid=version.centre.uuid, centre=version.centre.name, title=version.document["title"], since=date_format(version.in_force_at, "j F Y"), groups=groups, few=few,
        scores=[score(some, ours) for ours in (True, False) if (some := [card for card in every if card.ours is ours])],
        legend=[(_key(one), _legend(one)) for one in Standing], month=date_format(lines[0].months[-1].month, "F"),
    )  # fmt: skip


def score(cards: Sequence[Card], ours: bool) -> tuple[str, str, Sequence[Card]]:
    """How many are kept, in a sentence, and what became of the others. Who reads only this knows how it stands."""
    count = {one: sum(card.standing == one for card in cards) for one in Standing}
    said = {"kept": count[Standing.KEPT], "all": len(cards)}
    if count[Standing.NO_MEASURE] == len(cards):
        title = _("Nothing shows yet whether our promises are kept") if ours else _("Nothing shows yet whether promises to us are kept")
    elif ours:
        title = ngettext("We keep %(kept)d of our %(all)d promise", "We keep %(kept)d of our %(all)d promises", len(cards)) % said
    else:
        title = ngettext("%(kept)d of %(all)d promise to us is kept", "%(kept)d of %(all)d promises to us are kept", len(cards)) % said
    rest = [f"{count[one]} {PromiseStanding(one).label}" for one in Standing if count[one] and one != Standing.KEPT]
    return title, ", ".join(rest), cards


def _legend(one: Standing) -> str:
    return str(HEIGHTS[one])


def _key(one: Standing) -> SafeString:
    return format_html('<svg class="skykey" aria-hidden="true">{}</svg>', _shape(one, 0, 100))


def _shape(one: Standing, at: float, wide: float) -> SafeString:
    """What a month of this standing looks like, so many percent from the left and so many wide."""
    name, top, high = SHAPES[one]
    place = format_html('x="{}%" y="{}%" width="{}%" height="{}%"', f"{at:.2f}", top, f"{wide:.2f}", high)
    cross = format_html('<svg {} viewBox="0 0 10 10">{}</svg>', place, CROSS) if one == Standing.BROKEN else ""
    return format_html('<rect class="{}" {} rx="2"/>{}', name, place, cross)


def _card(line: Line) -> Card:
    promise, tally = line.promise, line.tally
    return Card(
        id=f"p-{promise.key}", first=date_format(line.months[0].month, "M Y"), last=date_format(line.months[-1].month, "M Y"),
        short=promise.short, says=promise.says, ours=promise.ours, standing=line.now, tag=_tag(line), drawing=_drawing(line),
        counted=_counted(line), answered=_answered(line), asks=bool(promise.question), remedy=promise.remedy, clause=promise.clause,
        had=_("%(had)d of %(owed)d had it.") % {"had": line.delivered, "owed": line.owed} if line.owed and promise.ours else "",
        counts=[(str(PromiseStanding(one).label).capitalize(), tally[one], _runs(line, one)) for one in Standing],
    )  # fmt: skip


def _runs(line: Line, standing: Standing) -> str:
    """The months of which it became this; those that follow each other as one stretch."""
    found, before = [], None
    for place, one in enumerate(line.months):
        if one.standing == standing:
            if before == place - 1 and found:
                found[-1] = (found[-1][0], one.month)
            else:
                found.append((one.month, one.month))
            before = place
    named = [(date_format(first, "M Y"), date_format(last, "M Y")) for first, last in found]
    return ", ".join(first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last} for first, last in named)


def _tag(line: Line) -> tuple[str, str, str]:
    kind, icon = TAGS[line.now]
    if line.now == Standing.NO_MEASURE:
        words = _("Not measurable, counts against us") if line.promise.ours else _("Not measurable")
    elif line.now == Standing.BROKEN and line.month:
        words = _("Broken in %(month)s") % {"month": date_format(line.month, "F")}
    else:
        words = str(PromiseStanding(line.now).label).capitalize()
    return words, kind, icon


def _counted(line: Line) -> str:
    if line.total.of:
        last = next((one for one in reversed(line.months) if one.count.of), None)
        said = {"minimum": line.promise.minimum}
        if last:
            given = {**said, "kept": last.count.kept, "of": last.count.of, "month": date_format(last.month, "F Y")}
            return _("%(kept)d of %(of)d in %(month)s; the minimum is %(minimum)d in 100.") % given
        return _("%(kept)d of %(of)d in twelve months; the minimum is %(minimum)d in 100.") % {
            **said, "kept": line.total.kept, "of": line.total.of,
        }  # fmt: skip
    if not line.promise.measurable:
        return _("Nothing here can show whether it is kept.")
    if any(one.hidden for one in line.months):
        return _("So few were counted that a number could point at somebody. None is shown.")
    return _("Nothing has been counted yet.")


def _answered(line: Line) -> str:
    if not line.promise.question:
        return ""
    said = {
        "question": line.promise.question,
        "yes": line.total.yes,
        "answers": line.total.answers,
        "few": FEW,
        "minimum": line.promise.yes_minimum,
    }
    if line.total.answers:
        return ngettext(
            "%(answers)d answer to “%(question)s”: %(yes)d said yes; the minimum is %(minimum)d in 100.",
            "%(answers)d answers to “%(question)s”: %(yes)d said yes; the minimum is %(minimum)d in 100.", line.total.answers,
        ) % said  # fmt: skip
    return _("People are asked “%(question)s” Fewer than %(few)d have answered in any month, so no number is shown to anybody.") % said


def _drawing(line: Line) -> SafeString:
    """Twelve months side by side; the words beside it say the same."""
    number = len(line.months)
    wide, gap = (1 - APART) * 100 / number, APART * 50 / number
    shapes = format_html_join(
        "", "{}", ((_shape(one.standing, place * 100 / number + gap, wide),) for place, one in enumerate(line.months))
    )
    said = ", ".join(f"{line.tally[one]} {PromiseStanding(one).label}" for one in Standing if line.tally[one])
    label = _("The last twelve months: %(said)s") % {"said": said}
    return format_html(
        '<svg class="months" role="img" aria-label="{}">{}<line class="axis" x1="0" x2="100%" y1="100%" y2="100%"/></svg>', label, shapes
    )
