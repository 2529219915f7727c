"""What is said of a standard: what the scores come to, what lacks with its way out, figures in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.base import text
from milepost.engine.appraisal import Kind, Verdict
from milepost.engine.disclosure import Group
from milepost.provider.measures import Figure
from milepost.web.components import Reason

if TYPE_CHECKING:
    from milepost.engine.appraisal import Indicator, Part
    from milepost.engine.reasons import Shortfall
    from milepost.provider.facts import Standing

FEW = 10  # of fewer a share says little

VERDICTS = {
    Verdict.FULL: gettext_lazy("These scores come to the full certificate"),
    Verdict.CONDITIONAL: gettext_lazy("These scores come to a conditional certificate"),
    Verdict.NOT_YET: gettext_lazy("These scores do not come to a certificate yet"),
}
MODERATED = {
    Verdict.FULL: gettext_lazy("The moderated scores come to the full certificate"),
    Verdict.CONDITIONAL: gettext_lazy("The moderated scores come to a conditional certificate"),
    Verdict.NOT_YET: gettext_lazy("The moderated scores do not come to a certificate yet"),
}
ASPECTS = {
    "context": gettext_lazy("context, not scored"),
    "approach": gettext_lazy("approach"),
    "results": gettext_lazy("results"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One indicator in the list of its part."""

    indicator: Indicator
    aspect: str
    href: str
    written: bool
    shown: int
    score: str
    peer: str
    moderated: str
    open: bool  # something is still to be done


@dataclass(frozen=True, kw_only=True)
class Section:
    part: Part
    percent: int | None  # none where nothing of it is scored by points
    lines: Sequence[Line]


def month(day: date) -> str:
    return date_format(day, "F Y")


def figure(one: Figure) -> str:
    """What a measure comes to, with its whole and its time."""
    if one.gone:
        return _("Nothing counts this any more.")
    if one.percent is None:
        return _("From %(first)s to %(last)s there was nothing to count.") % {"first": month(one.first), "last": month(one.last)}
    said = _("%(percent)d %%: %(kept)d of %(of)d, from %(first)s to %(last)s") % {
        "percent": one.percent, "kept": one.kept, "of": one.of, "first": month(one.first), "last": month(one.last),
    }  # fmt: skip
    goal = _(" (%(target)d %% were promised)") % {"target": one.target} if one.target else ""
    few = _(" So few say little.") if one.of < FEW else ""
    return f"{said}{goal}.{few}{_by_group(one)}"


def _by_group(one: Figure) -> str:
    """The same by group, the largest first, and what is not shown so that nobody can be made out."""
    if not one.by or one.of == 0:
        return ""
    if not one.groups:
        return _(" By sector nothing is shown: the groups are so small that one could tell whom it is about.")
    named = "; ".join(
        _("%(name)s %(percent)d %% (%(kept)d of %(of)d)") % {"name": each.name, "percent": each.percent, "kept": each.kept, "of": each.of}
        for each in sorted(one.groups, key=lambda each: -each.of)
    )
    left = _(" %(n)d in groups that are too small are not shown.") % {"n": one.left_out} if one.left_out else ""
    return _(" By sector: %(groups)s.") % {"groups": named} + left


def frozen_figure(found: dict[str, Any]) -> str:
    """The same of a figure as an application holds it."""
    return figure(
        Figure(
            found["question"], found["asks"], found["kept"], found["of"], date.fromisoformat(found["first"]),
            date.fromisoformat(found["last"]), (), found["target"], by=found.get("by", ""), left_out=found.get("left_out", 0),
            groups=[Group(name, kept, of, of) for name, kept, of in found.get("groups", ())],
        )
    )  # fmt: skip


def sections(standing: Standing) -> list[Section]:
    """The parts that are applied for, with their indicators."""
    by_points = standing.standard.full.more_than is not None
    percents = {one.part: one.percent for one in standing.outcome.scores}
    return [
        Section(part=part, percent=percents[part.key] if by_points else None, lines=[_line(one, standing) for one in part.indicators])
        for part in standing.standard.parts
        if part.key in standing.held.parts
    ]


def _line(one: Indicator, standing: Standing) -> Line:
    statement, score = standing.statements.get(one.key), standing.scores.get(one.key)
    written, shown = bool(statement and statement.text), len(standing.places.get(one.key, ()))
    gone = any(lack.kind == Kind.SOURCE_GONE and lack.culprit == one.key for lack in standing.lacks)
    lacking = bool(one.scored and (score is None or (score.percent and not shown)))
    return Line(
        indicator=one, aspect=str(ASPECTS[one.aspect]), href=reverse("quality_indicator", args=[standing.held.uuid, one.key]),
        written=written, shown=shown, score=f"{score.percent} %" if score else "",
        peer=f"{standing.peer[one.key].percent} %" if one.key in standing.peer else "", moderated=_moderated(standing, one.key), open=not written or lacking or gone,
    )  # fmt: skip


def _moderated(standing: Standing, key: str) -> str:
    found = standing.moderation.get(key)
    if found is None:
        return ""
    return f"{found.percent} %" if found.percent is not None else _("they disagree")


def next_line(found: Sequence[Section]) -> Line | None:
    """The first indicator on which something is still to be done."""
    return next((line for section in found for line in section.lines if line.open), None)


@dataclass(frozen=True, kw_only=True)
class Next:
    """The sign of a standard: the one thing to do now. `post`: pressing it does it."""

    kicker: str
    title: str
    says: str
    act: str
    href: str
    post: bool = False


def next_step(standing: Standing, found: Sequence[Section], why_not_freeze: str | None) -> Next:
    """First an indicator that is open, then what waits for a third moderator, then the day, and only then the application."""
    if line := next_line(found):
        return _on_indicator(line)
    uuid = standing.held.uuid
    if split := next((one for one in standing.lacks if one.kind == Kind.MODERATORS_DISAGREE), None):
        return Next(
            kicker=_("Waits for somebody else"), title=_("Ask a third moderator to decide on %(key)s") % {"key": split.culprit},
            says=_("Two moderators disagree, %(one)d %% and %(other)d %%. Neither stands until somebody decides who had no part in it yet.")
            % split.args,
            act=_("Open %(key)s for moderation") % {"key": split.culprit}, href=reverse("quality_assess", args=[uuid, split.culprit]),
        )  # fmt: skip
    if why_not_freeze:
        return Next(
            kicker=_("Nothing lacks"), title=_("Set the next day"), says=why_not_freeze, act=_("Set the day"),
            href=reverse("quality_day", args=[uuid]),
        )  # fmt: skip
    return Next(
        kicker=_("Nothing lacks"), title=_("Freeze the application"), act=_("Freeze the application"), post=True,
        says=_("What is written, shown and scored is copied with the figures of this moment. You can go on afterwards and freeze another."),
        href=reverse("quality_freeze", args=[uuid]),
    )  # fmt: skip


def _on_indicator(line: Line) -> Next:
    if not line.written:
        says = _("Nothing is written on it yet.")
    elif not line.score and line.indicator.scored:
        says = _("It is written, and has no score yet.")
    else:
        says = _("What is shown for it needs another look.")
    given = {"key": line.indicator.key, "title": line.indicator.title}
    return Next(
        kicker=_("Next"), title=_("Work on %(key)s: %(title)s") % given, says=says, act=_("Open %(key)s") % given, href=line.href
    )  # fmt: skip


def reasons(found: Sequence[Shortfall]) -> list[Reason]:
    """Reasons as a closed gate shows them. What rests on our reading of the original says so."""
    return [Reason(text=_sentence(one)) for one in found]


def _sentence(one: Shortfall) -> str:
    said = text.sentence(one, {})
    return _("%(why)s (this rule is our reading)") % {"why": said} if one.unconfirmed else said
