"""How standards were kept: the page for staff and the one for the public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.core.paginator import Page as Pages
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from milepost import links
from milepost.commitments import adherence, queries, sentences, standardfile
from milepost.commitments.adherence import FEW, Kept, Share, Tally
from milepost.commitments.facts import book_of
from milepost.people.permissions import Permission, may
from milepost.web.components import Column, Filter

if TYPE_CHECKING:
    from milepost.commitments.models import OpenPage
    from milepost.web.who import Request

TO = (
    ("", gettext_lazy("Everybody we promise something")),
    ("learners", gettext_lazy("Learners")),
    ("employers", gettext_lazy("Employers")),
    ("everybody", gettext_lazy("Whoever is unhappy")),
)
EMPLOYERS = 25


@dataclass(frozen=True, kw_only=True)
class Card:
    """One standard: what is promised, how far it was kept, and its months."""

    key: str
    title: str
    promise: str
    limit: str
    target: int
    tally: Tally
    reached: bool | None
    finding: str
    columns: list[Column]
    months: list[tuple[str, Tally | None, str]]  # the month, what counted (None: too few to say), what somebody counted
    hand: str = ""
    note: str = ""
    few: int = 0  # months of which nothing is said, for so few have counted

    @property
    def drawn(self) -> bool:
        """Whether there is anything to draw."""
        return any(one.share is not None for one in self.columns)


@dataclass(frozen=True, kw_only=True)
class Adherence:
    """The page for staff."""

    lead: str
    cards: list[Card]
    quiet: list[Card]  # nothing of theirs has counted
    filters: list[Filter]
    owners: Sequence[Share]
    employers: Pages[Share]
    only: str = ""  # whose clocks alone are counted, by name
    keeps: bool = False
    steps: bool = False  # who reads it reads employers’ files too
    public: str = ""
    address: str = ""


def card(one: Kept) -> Card:
    """One standard as a card. The chart has a column for each month with anything in it."""
    percent, standard = one.tally.percent, one.standard
    if percent is None:
        finding = _("%(title)s: nothing has counted in these months.") % {"title": standard.title}
    else:
        finding = _("%(title)s: %(kept)d of %(of)d kept, %(percent)d in 100; the target is %(target)d.") % {
            "title": standard.title, "kept": one.tally.kept, "of": one.tally.of, "percent": percent, "target": standard.target,
        }  # fmt: skip
    hand_kept, hand_of = one.by_hand
    hand = ""
    if hand_of:
        hand = ngettext(
            "Counted by hand, and apart: %(kept)d of %(of)d.", "Counted by hand, and apart: %(kept)d of %(of)d.", hand_of
        ) % {"kept": hand_kept, "of": hand_of}  # fmt: skip
    return Card(
        key=standard.key, title=standard.title, promise=standard.promise, target=standard.target, tally=one.tally, reached=one.reached,
        limit=sentences.limit(standard.within) if standard.within else _("as agreed"), finding=finding, hand=hand,
        columns=[_column(month) for month in one.months],
        months=[(date_format(month.month, "F Y"), month.tally, _by_hand(month)) for month in one.months],
        note="" if one.holds else _("It is in the set no more; what ran by it still counts."),
    )  # fmt: skip


def _column(month: adherence.Month) -> Column:
    name = date_format(month.month, "M")
    if month.tally.percent is None and month.hand:
        return Column(name, month.hand.kept * 100 // month.hand.of, hand=True)
    return Column(name, month.tally.percent)


def _by_hand(month: adherence.Month) -> str:
    return _("%(kept)d of %(of)d") % {"kept": month.hand.kept, "of": month.hand.of} if month.hand else ""


def page(request: Request) -> Adherence:
    """Everything that the page for staff shows, with one query for each of its three counts."""
    by, asked = request.who.actor, request.GET
    book, months = book_of(by.at_centre), adherence.last_months()
    seen, only = queries.clocks(by=by).select_related(None), ""
    owners, employers = adherence.by_owner(seen, months), adherence.by_employer(seen, months)
    chosen = {"owner": _chosen(asked.get("owner", ""), owners), "employer": _chosen(asked.get("employer", ""), employers)}
    if share := chosen["owner"]:
        seen, only = adherence.of_owner(seen, share.key), share.name  # type: ignore[arg-type]
    elif share := chosen["employer"]:
        seen, only = adherence.of_employer(seen, share.key), share.name  # type: ignore[arg-type]
    hand = {} if only else queries.hand_counts(by.at_centre)
    kept = adherence.by_standard(seen, months, book, hand)
    to = asked.get("to", "") if asked.get("to", "") in dict(TO) else ""
    shown = [one for one in kept if not to or one.standard.to == to]
    counts = [one for one in shown if one.tally.of or any(month.hand for month in one.months)]
    whole = sum((one.tally for one in counts), Tally())
    opened = queries.open_page_of(by.at_centre) if may(by.role, Permission.KEEP_STANDARDS) else None
    return Adherence(
        lead=_lead(whole), only=only, owners=owners, employers=Paginator(employers, EMPLOYERS).get_page(asked.get("page")),
        cards=[card(one) for one in counts],
        quiet=[_quiet(one) for one in shown if one not in counts],
        filters=[Filter(label=words, href=_address(asked, to=key), current=key == to) for key, words in TO],
        keeps=may(by.role, Permission.KEEP_STANDARDS), steps=may(by.role, Permission.READ_EMPLOYERS), public=links.absolute(reverse("standards_public", args=[opened.uuid])) if opened else "",
        address=reverse("standards"),
    )  # fmt: skip


def _chosen(said: str, shares: Sequence[Share]) -> Share | None:
    return next((share for share in shares if share.key and str(share.key) == said), None)


def _address(asked: object, *, to: str) -> str:
    kept = {name: value for name in ("owner", "employer") if (value := asked.get(name))}  # type: ignore[attr-defined]
    return reverse("standards", query={**kept, **({"to": to} if to else {})} or None)


def _quiet(one: Kept) -> Card:
    if standardfile.not_recorded(one.standard):
        return replace(card(one), note=_("Nothing here writes down what would start this clock."))
    return card(one)


def _lead(whole: Tally) -> str:
    if not whole.of:
        return _("Nothing has counted yet. Clocks start by themselves with what happens: nobody enters anything twice.")
    return ngettext(
        "In twelve months %(kept)d of %(of)d clock was kept: %(percent)d in 100.",
        "In twelve months %(kept)d of %(of)d clocks were kept: %(percent)d in 100.",
        whole.of,
    ) % {"kept": whole.kept, "of": whole.of, "percent": whole.percent}


@dataclass(frozen=True, kw_only=True)
class Public:
    """The page for anybody: standards and months, and nothing of any person."""

    centre: str
    cards: list[Card]
    few: list[Card]  # too few to show a share


def public(opened: OpenPage) -> Public:
    kept = adherence.of_public(opened.centre_id)
    return Public(
        centre=opened.centre.name,
        cards=[public_card(one) for one in kept if one.holds and one.tally.group >= FEW],
        few=[card(one) for one in kept if one.holds and one.tally.group < FEW],
    )


def public_card(one: Kept) -> Card:
    """A standard without the months that have too few to show; it says how many these are."""
    few = [bool(m.tally.of) and m.tally.group < FEW for m in one.months]
    months = [
        adherence.Month(m.month, Tally() if is_few else m.tally, m.hand if m.hand and m.hand.of >= FEW else None)
        for m, is_few in zip(one.months, few, strict=True)
    ]
    made = card(Kept(one.standard, months, one.tally, one.holds))
    shown = [(name, None if is_few else tally, hand) for (name, tally, hand), is_few in zip(made.months, few, strict=True)]
    return replace(made, months=shown, few=sum(few))
