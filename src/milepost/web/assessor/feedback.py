"""The page of feedback: what was seen, asked and talked of, criterion by criterion, with what the assessor decides of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.assessment import policies
from milepost.assessment.words import Decision, Verdict
from milepost.base import clock
from milepost.base.text import SETTINGS
from milepost.engine.framework import Setting
from milepost.frameworks.queries import framework_of
from milepost.portfolios import progress, queries
from milepost.web.assessor import noting
from milepost.web.assessor.observing import FILES, Ready, Subject, targets_of, trail_of, watch_units
from milepost.web.components import Choice, Crumb
from milepost.web.components.tags.work import JUDGEMENTS
from milepost.web.learner.claiming import asking_things
from milepost.web.learner.mine import dom_id, spoken, units_of

if TYPE_CHECKING:
    from datetime import datetime

    from milepost.base.models import Actor
    from milepost.portfolios.models import Claim

CHOICES = (*JUDGEMENTS[:2], Choice(Verdict.ASK, gettext_lazy("Ask again"), "calendar", "V"))


@dataclass(frozen=True, kw_only=True)
class Card:
    """One criterion with what speaks for it. `closed` says why nothing can be decided."""

    target: str
    number: str
    label: str
    text: str
    lines: list[noting.Shown]
    others: list[tuple[str, str, str, str]]
    state: str
    verdict: str
    feedback: str
    asks_thing: bool
    thing: str
    closed: str
    first: bool

    @property
    def radio(self) -> str:
        return f"v-{self.target}"

    @property
    def id(self) -> str:
        return f"v-{dom_id(self.target)}"

    @property
    def is_open(self) -> bool:
        return self.verdict == Verdict.NOT_YET or bool(self.feedback)


@dataclass(frozen=True, kw_only=True)
class CardGroup:
    code: str
    title: str
    cards: list[Card]


@dataclass(frozen=True, kw_only=True)
class FeedbackPage:
    subject: Subject
    title: str
    lead: str
    trail: list[Crumb]
    groups: list[CardGroup]
    noted: noting.Noted
    moments: list[noting.Moment]
    asked: list[noting.Asked]
    marks: list[noting.Moment]
    labels: dict[str, str]
    brings: list[str]
    feedback: str
    day: str
    setting: str
    settings: list[tuple[str, str]]
    token: str
    mark: str
    ahead: str
    refused: str
    why_not: str | None
    kept_at: datetime | None = None
    choices: Sequence[Choice] = CHOICES

    @property
    def decided(self) -> int:
        return sum(bool(card.verdict) for group in self.groups for card in group.cards)

    @property
    def all(self) -> int:
        return sum(len(group.cards) for group in self.groups)


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """What stands in the form of feedback."""

    verdicts: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    things: dict[str, str] = field(default_factory=dict)
    overall: str = ""
    day: str = ""
    setting: str = Setting.REAL_WORK

    @classmethod
    def of(cls, fields: Mapping[str, Any]) -> Feedback:
        lists = noting.lists_of(fields)

        def under(prefix: str) -> dict[str, str]:
            return {name.removeprefix(prefix): values[0] for name, values in lists.items() if name.startswith(prefix) and values}

        def text(name: str) -> str:
            return next(iter(lists.get(name, ())), "")

        setting = text("setting")
        return cls(
            verdicts=under("v-"), words=under("f-"), things=under("thing-"), overall=text("feedback"), day=text("day"),
            setting=setting if setting in list(Setting) else Setting.REAL_WORK,
        )  # fmt: skip

    def decisions(self, targets: Iterable[str]) -> list[Decision]:
        return [Decision(t, self.verdicts[t], self.words.get(t, "")) for t in targets if self.verdicts.get(t)]


def feedback_page(
    subject: Subject, ready: Ready, given: Feedback, *, by: Actor, refused: str = "", kept_at: datetime | None = None
) -> FeedbackPage:
    registration, noted = subject.registration, ready.noted
    framework, row = framework_of(registration.specification), registration.progress
    shown = noting.shown_by_target(noted)
    states, final = progress.states(row, registration), progress.closed_units(row)
    asking = asking_things(units_of(registration))
    others: dict[str, list[Claim]] = {}
    for claim in queries.claims_of(registration).filter(target__in=shown, hand_in__isnull=False).select_related("evidence"):
        others.setdefault(claim.target, []).append(claim)
    groups: list[CardGroup] = []
    first = True
    for unit in watch_units(registration, [t for t in targets_of(registration) if t in shown]):
        cards = []
        for one in unit.criteria:
            closed = one.target.rpartition(":")[0] in final
            cards.append(
                Card(
                    target=one.target, number=one.number, label=one.label, text=one.text, lines=shown[one.target], state=states.get(one.target, "o"),
                    others=[(c.evidence.code, c.locator, reverse("assessor_evidence", args=[c.evidence.uuid]), c.evidence.kind) for c in others.get(one.target, ())],
                    verdict=given.verdicts.get(one.target, ""), feedback=given.words.get(one.target, ""), asks_thing=one.target in asking,
                    thing=given.things.get(one.target, ""), first=first and not closed,
                    closed=_("The unit is signed off. It opens again when the IQA returns it.") if closed else "",
                )
            )  # fmt: skip
            first = first and closed
        groups.append(CardGroup(code=unit.code, title=unit.title, cards=cards))
    return FeedbackPage(
        subject=subject, title=_("Feedback for %(name)s") % {"name": subject.name}, groups=groups, noted=noted, moments=noted.seen,
        lead=_("What you noted, and what you decide of it. %(name)s gets it on one page.") % {"name": subject.name},
        asked=noted.answered, marks=noted.said, labels={t: spoken(t, framework) for t in shown}, trail=trail_of(subject, Crumb(_("Feedback"))),
        brings=[file.name for kind in FILES for file, _caption in ready.stored(kind)], feedback=given.overall, day=given.day or default_day(subject).isoformat(),
        setting=given.setting, settings=[(value, capfirst(str(words))) for value, words in SETTINGS.items()], token=noted.token, mark=ready.mark, ahead=ready.ahead, refused=refused,
        why_not=policies.why_not_assess(registration, by=by), kept_at=kept_at,
    )  # fmt: skip


def default_day(subject: Subject) -> date:
    """The day of the visit; today for a visit that is still to come."""
    return min(timezone.localtime(subject.visit.starts_at).date(), clock.today()) if subject.visit else clock.today()
