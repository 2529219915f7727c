"""The employer's own page: what needs them, whom to speak to, their learners as far as these agree, what we promise and keep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost import links
from milepost.assessment import queries as assessment
from milepost.base.actors import by_link
from milepost.commitments import adherence, sentences
from milepost.commitments import promises as commitments
from milepost.commitments.adherence import Kept, Tally
from milepost.concerns import queries as concerns
from milepost.employers import facts, queries
from milepost.engine.owning import Because
from milepost.portfolios.queries import employers_see
from milepost.web.components import Column
from milepost.web.employer.views.owning import because

if TYPE_CHECKING:
    from milepost.assessment.models import ReviewLetter, WitnessRequest
    from milepost.base.models import Actor
    from milepost.commitments.models import Remedy
    from milepost.concerns.models import Concern
    from milepost.employers.models import EmployerFile, ImpactLetter, Meeting, PageLetter
    from milepost.people.models import Centre, Organisation, Person
    from milepost.portfolios.models import Registration

OWED = 12  # on the page


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Who opens the page: somebody who speaks for an employer, by their private link or signed in."""

    centre: Centre
    employer: Organisation
    file: EmployerFile | None  # that into which it was merged, where it was
    name: str
    email: str
    letter: PageLetter | None = None
    token: str = ""
    account: Actor | None = None

    @cached_property
    def parts(self) -> list[EmployerFile]:
        return queries.parts_of(self.file) if self.file else []

    @cached_property
    def employers(self) -> list[int]:
        return list(dict.fromkeys([self.employer.pk, *(part.employer_id for part in self.parts)]))

    @property
    def key(self) -> str:
        """Who it is, for counting."""
        return str(self.letter.uuid) if self.letter else self.email

    def actor(self) -> Actor:
        """As whom they act."""
        return self.account or by_link(self.name, centre_id=self.centre.pk)

    def at(self, name: str, *args: object) -> str:
        """One of the pages, in the way in which they came."""
        return reverse(f"{name}_by_link", args=[self.token, *args]) if self.token else reverse(name, args=args)

    @property
    def home(self) -> str:
        return self.at("employer_own")

    @property
    def tell(self) -> str:
        return self.at("employer_own_tell")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Something that they are asked for, and where the letter's link leads."""

    words: str
    state: str
    act: str
    href: str
    done: bool


@dataclass(frozen=True, kw_only=True)
class Speaks:
    """The one person to speak to."""

    person: Person
    why: str


@dataclass(frozen=True, kw_only=True)
class Promise:
    title: str
    promise: str
    limit: str
    tally: Tally


@dataclass(frozen=True, kw_only=True)
class Owed:
    """What follows a promise to them that was broken."""

    row: Remedy
    says: str
    remedy: str


@dataclass(frozen=True, kw_only=True)
class OwnPage:
    visitor: Visitor
    asked: Sequence[Asked]
    done: Sequence[Asked]
    speaks: Speaks | None
    meeting: Meeting | None
    learners: Sequence[Registration]
    unseen: int
    promises: Sequence[Promise]
    columns: Sequence[Column]
    months: Sequence[tuple[str, Tally]]
    tally: Tally
    finding: str
    concerns: Sequence[tuple[Concern, str]]
    owed: Sequence[Owed]


def own_page(visitor: Visitor) -> OwnPage:
    """Everything on the page. Each list is one question to the database, however long it is."""
    months = adherence.last_months()
    kept = adherence.with_employer(visitor.centre.pk, [part.pk for part in visitor.parts], visitor.employers, months)
    registrations = list(queries.learners_at(visitor.employers))
    asked, sees = _asked(visitor, registrations)
    shown = [one for one in registrations if one.pk in sees]
    by_month = [(month, sum((one.months[n].tally for one in kept), Tally())) for n, month in enumerate(months)]
    tally = sum((one.tally for one in kept), Tally())
    raised = concerns.concerns_raised_from(visitor.email, visitor.employers, centre_id=visitor.centre.pk)
    return OwnPage(
        visitor=visitor, asked=[one for one in asked if not one.done], done=[one for one in asked if one.done], speaks=speaks(visitor),
        meeting=queries.meetings_ahead(visitor.parts).first(), learners=shown, unseen=len(registrations) - len(shown),
        promises=[_promise(one) for one in kept], tally=tally, finding=_finding(tally),
        columns=[Column(date_format(month, "M"), one.percent) for month, one in by_month],
        months=[(date_format(month, "F Y"), one) for month, one in by_month],
        concerns=[(one, visitor.at("employer_own_concern", one.uuid)) for one in raised], owed=list(_owed(visitor)),
    )  # fmt: skip


def _owed(visitor: Visitor) -> Iterable[Owed]:
    for row in commitments.owed_to(visitor.parts)[:OWED]:
        if promise := commitments.promise_of(row.version, row.promise):
            yield Owed(row=row, says=promise.says, remedy=promise.remedy)


def speaks(visitor: Visitor) -> Speaks | None:
    """Who owns the employer today at the juncture where it stands; before it has a file, the manager on duty."""
    file = visitor.file
    if file is None:
        owning = facts.owning_of([], centre_id=visitor.centre.pk)
        person = owning.person(owning.team.on_duty)
        return Speaks(person=person, why="") if person else None
    owning = facts.owning_of([file], centre_id=visitor.centre.pk)
    found = owning.of(file, owning.journey.at(file.stage).juncture.key)
    person = owning.person(found.person)
    if person is None:
        return None
    return Speaks(person=person, why=because(found, owning) if found.because is Because.STANDS_IN else "")


def _finding(tally: Tally) -> str:
    if not tally.of:
        return ""
    return ngettext(
        "In twelve months we kept %(kept)d of %(of)d promise to you: %(percent)d in 100.",
        "In twelve months we kept %(kept)d of %(of)d promises to you: %(percent)d in 100.",
        tally.of,
    ) % {"kept": tally.kept, "of": tally.of, "percent": tally.percent}


def _promise(one: Kept) -> Promise:
    standard = one.standard
    limit = sentences.limit(standard.within) if standard.within else _("as agreed")
    return Promise(title=standard.title, promise=standard.promise, limit=limit, tally=one.tally)


# What they are asked for --------------------------------------------------------------------------------------------------


def _asked(visitor: Visitor, registrations: Iterable[Registration]) -> tuple[list[Asked], set[int]]:
    """What waits stands first; with it the registrations of whom they may know more. Who does not agree is not named."""
    reviews = assessment.reviews_sent_to(visitor.email, centre_id=visitor.centre.pk)
    testimonies = assessment.testimonies_asked_of(visitor.email, centre_id=visitor.centre.pk)
    views = queries.views_asked_of(visitor.email, visitor.parts)
    about = {one.registration_id for one in views if one.registration_id}
    about |= {one.review.registration_id for one, _signed in reviews} | {one.registration_id for one in testimonies}
    sees = employers_see(about | {one.pk for one in registrations})
    found = [*_reviews(reviews, sees), *_proposals(visitor), *_views(views, sees), *_testimonies(testimonies, sees), *_questions(visitor)]
    return sorted(found, key=lambda one: one.done), sees


def _questions(visitor: Visitor) -> Iterable[Asked]:
    for ask in commitments.asks_of(visitor.email, visitor.parts, visitor.employers):
        if promise := commitments.promise_of(ask.version, ask.promise):
            state = _("asked by %(who)s on %(day)s") % {"who": visitor.centre.name, "day": date_format(ask.asked_at, "j F Y")}
            href = links.promise_question(commitments.ask_token(ask.uuid))
            yield Asked(words=promise.question, state=state, act=_("Answer with one tap"), href=href, done=False)


def _state(who: str, when: datetime) -> str:
    return _("asked by %(who)s on %(day)s") % {"who": who, "day": date_format(when, "j F Y")}


def _reviews(reviews: Iterable[tuple[ReviewLetter, bool]], sees: set[int]) -> Iterable[Asked]:
    for one, signed in reviews:
        registration = one.review.registration
        words = _("Your part of the review with %(learner)s") % {"learner": registration.learner.name}
        if registration.pk not in sees:
            words = _("Your part of a progress review")
        href = links.review_letter(assessment.review_token(one.uuid))
        yield Asked(words=words, state=_state(one.sent_by.name, one.sent_at), act=_("Read and sign"), href=href, done=signed)


def _testimonies(testimonies: Iterable[WitnessRequest], sees: set[int]) -> Iterable[Asked]:
    for one in testimonies:
        about = {"learner": one.registration.learner.name, "about": one.about}
        words = _("What you saw %(learner)s do: %(about)s") if one.registration_id in sees else _("What you saw a learner do")
        yield Asked(
            words=words % about, state=_state(one.asked_by.name, one.asked_at), act=_("Say what you saw"),
            href=links.witness(assessment.witness_token(one)), done=one.answered_at is not None,
        )  # fmt: skip


def _proposals(visitor: Visitor) -> Iterable[Asked]:
    for one, answer in queries.proposals_sent_to(visitor.email, visitor.parts):
        state = _state(one.sent_by.name, one.sent_at)
        if answer:
            said = {"answer": answer.get_kind_display(), "name": answer.name, "day": date_format(answer.made_at, "j F Y")}
            state = _("%(answer)s by %(name)s on %(day)s") % said
        yield Asked(
            words=_("Our proposal “%(title)s”") % {"title": one.version.title}, state=state, act=_("Read and answer"),
            href=links.proposal_letter(queries.proposal_token(one.uuid)), done=answer is not None,
        )  # fmt: skip


def _views(views: Iterable[ImpactLetter], sees: set[int]) -> Iterable[Asked]:
    for one in views:
        said = getattr(one, "view", None) is not None
        words = _("Whether it helped: “%(title)s”") % {"title": one.impact.version.title}
        if one.registration and one.registration_id in sees:
            words = _("Whether it helped %(learner)s at work") % {"learner": one.registration.learner.name}
        yield Asked(
            words=words, state=_state(one.sent_by.name, one.sent_at), act=_("Say whether it helped"),
            href=links.impact_letter(queries.impact_token(one.uuid)), done=said,
        )  # fmt: skip
