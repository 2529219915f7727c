"""What a round shows: the map and its table, where colleagues agree, what changed since the round before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.base.text import sentence
from milepost.employers import consensus, queries
from milepost.employers.words import Nearness
from milepost.engine.stakeholders import LEAST_DRAWINGS, Consensus, Near, Stakeholder, alike, changes, key_of, resolved
from milepost.web.components.stakemap import Spot, finding, stakemap

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from milepost.base.models import Actor
    from milepost.employers.models import StakeholderDrawing, StakeholderNaming, StakeholderRound

MOST_ON_MAP = 10


@dataclass(frozen=True, kw_only=True)
class Row:
    """One stakeholder in the table beside the map."""

    key: str
    title: str
    also: Sequence[str]  # other names that count as it
    named: str
    near: str
    apart: str
    agreed: bool
    who: Sequence[tuple[str, str]]  # who named it and what it needs, for who may open the drawings


@dataclass(frozen=True, kw_only=True)
class Moved:
    title: str
    before: str
    now: str
    how: str


@dataclass(frozen=True, kw_only=True)
class Together:
    """What came of a round that is over."""

    number: int
    picture: SafeString | None
    rows: list[Row]
    off_map: int
    reasons: list[str]
    agreed: bool
    overlap: str
    few: bool
    suggestions: list[tuple[str, Sequence[tuple[str, str]]]]  # what to call it, and (key, how it is written) of each
    made_one: list[tuple[str, str, StakeholderNaming]]
    titles: Mapping[str, str]


def own_map(centre: str, names: Sequence[Mapping[str, Any]]) -> SafeString | None:
    """A drawing as a map; nothing as long as nobody stands on it."""
    spots = [Spot(title=" ".join(one["name"].split()), near=one["near"]) for one in names if one["near"]]
    return stakemap(centre, spots, label=finding(centre, spots)) if spots else None


type OwnRow = tuple[str, str, str]


def own_rows(names: Sequence[Mapping[str, Any]]) -> list[OwnRow]:
    """The same as a table: who, how near, what they need."""
    return [(one["name"], str(Nearness(one["near"]).label), one["needs"]) for one in names if one["near"]]


def together(one: StakeholderRound, *, by: Actor) -> Together:
    """The round as its page shows it: what all drew together, and single drawings only to who may open them."""
    centre = one.centre.name
    drawn = queries.drawings_of([one]).get(one.pk, [])
    found, titles = consensus.consensus_of([one])[one.pk], consensus.titles_of(drawn)
    seen = queries.drawings_seen(one, by=by)
    if not seen and found.drew < LEAST_DRAWINGS:  # of so few, the map is a drawing: who may open none does not see it either
        found, titles, drawn = Consensus(found.asked, found.drew, (), None), {}, []
    rows = [_row(stakeholder, titles, seen) for stakeholder in found.stakeholders]
    on_map = [stakeholder for stakeholder in found.stakeholders if stakeholder.shared or stakeholder.named > 1][:MOST_ON_MAP]
    spots = [
        Spot(title=titles[stakeholder.key], near=stakeholder.place, note=_named(stakeholder), more=_apart(stakeholder), agreed=stakeholder.shared)
        for stakeholder in on_map
    ]  # fmt: skip
    namings = queries.namings_of([one]).get(one.pk, []) if drawn else []
    into = resolved({row.name: row.into for row in namings})
    return Together(
        number=one.number, picture=stakemap(centre, spots, label=finding(centre, spots)) if spots else None, rows=rows,
        off_map=len(rows) - len(spots), reasons=[f"{capfirst(sentence(reason, {}))}." for reason in found.reasons],
        agreed=not found.reasons, overlap=_overlap(found), few=not drawn,
        suggestions=_suggestions(found, titles), titles=titles,
        made_one=[(titles.get(row.name, row.name), titles.get(into.get(row.name, row.into), row.into), row) for row in namings],
    )  # fmt: skip


def _named(one: Stakeholder) -> str:
    return _("%(named)d of %(drew)d") % {"named": one.named, "drew": one.drew}


def _apart(one: Stakeholder) -> str:
    return _("near for some, further out for others") if one.apart else ""


def _row(one: Stakeholder, titles: Mapping[str, str], seen: Sequence[StakeholderDrawing]) -> Row:
    who = [(row.person.name, said["needs"]) for row in seen for said in row.names if key_of(said["name"]) in one.names]
    also = sorted(titles[key] for key in one.names if key != one.key)
    return Row(
        key=one.key, title=titles[one.key], also=also, named=_named(one), near=str(Nearness(one.place).label), apart=_spread(one),
        agreed=one.shared, who=who,
    )  # fmt: skip


def _spread(one: Stakeholder) -> str:
    """How many see it how near, where they do not agree on it."""
    if len(set(one.near)) == 1:
        return ""
    parts = [
        _("%(n)d %(near)s") % {"n": one.near.count(near), "near": str(Nearness(near).label).lower()} for near in Near if near in one.near
    ]
    return ", ".join(parts)


def _overlap(found: Consensus) -> str:
    if found.overlap is None:
        return ""
    return _("Any two drawings have on average %(n)d in 100 of their names in common.") % {"n": int(found.overlap * 100)}


def _suggestions(found: Consensus, titles: Mapping[str, str]) -> list[tuple[str, Sequence[tuple[str, str]]]]:
    """Names that look like one and are not made one yet; the one that most wrote comes first."""
    named = {one.key: one.named for one in found.stakeholders}
    groups = [sorted(group, key=lambda key: (-named[key], key)) for group in alike(named)]
    return [(group[0], [(key, titles[key]) for key in group]) for group in groups]


def moved(before: StakeholderRound, now: StakeholderRound) -> list[Moved]:
    """What changed from one round to the next, for every stakeholder that was agreed in one of them."""
    drawings = queries.drawings_of([before, now])
    titles = consensus.titles_of(drawings.get(before.pk, [])) | consensus.titles_of(drawings.get(now.pk, []))
    found = consensus.consensus_of([before, now])
    return [_moved(change.before, change.now, titles) for change in changes(found[before.pk], found[now.pk])]


def _moved(before: Stakeholder | None, now: Stakeholder | None, titles: Mapping[str, str]) -> Moved:
    one = now or before
    assert one
    was, is_ = bool(before and before.shared), bool(now and now.shared)
    nearer = (before.place - now.place) if before and now else 0
    how = {(False, True): _("new among those agreed"), (True, False): _("no longer agreed")}.get((was, is_), _("stays"))
    if was and is_ and nearer:
        how = _("stays, and is seen nearer") if nearer > 0 else _("stays, and is seen further out")
    none = _("not named")
    return Moved(title=titles[one.key], before=_named(before) if before else none, now=_named(now) if now else none, how=how)


def waiting(asked: int, drew: int) -> str:
    """How many have drawn so far."""
    text = ngettext("%(drew)d of %(asked)d colleague has drawn.", "%(drew)d of %(asked)d colleagues have drawn.", asked)
    return text % {"drew": drew, "asked": asked}
