"""Progress reviews of the caseload: who is due, the reviews of one learner, and one review to write, send and sign."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from milepost.assessment import actions, policies, queries
from milepost.assessment.words import Party
from milepost.base import clock, drafts
from milepost.base.refusal import Refused
from milepost.base.text import listed
from milepost.people.words import Role
from milepost.portfolios import queries as portfolios
from milepost.portfolios.wording import by_mark
from milepost.portfolios.words import ConsentAbout, RegistrationState
from milepost.web.access import for_roles
from milepost.web.components import Crumb, Filter
from milepost.web.portfolio import review as reading
from milepost.web.portfolio.review_forms import AssessorForm, PeriodForm, SendForm, initial_of
from milepost.web.portfolio.reviewing import said
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.assessment.models import ProgressReview
    from milepost.assessment.queries import ReviewStanding
    from milepost.portfolios.models import Registration

DUE, LATE = timedelta(weeks=8), timedelta(weeks=12)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One learner of the caseload, and where their review stands. `state`: open, late, due or calm."""

    name: str
    href: str
    last: str
    state: str
    text: str
    act: str = ""
    waits_for_reader: bool = False


def _line(registration: Registration, review: ProgressReview | None, *, sees: bool) -> Line:
    reviews = reverse("assessor_learner_reviews", args=[registration.uuid])
    if review and not review.closed_at:
        standing = queries.standing_of(review, employer_sees=sees)
        waits = [
            _("%(name)s since %(day)s") % {"name": reading.called(registration, party), "day": reading.day(since.date())}
            for party, since in standing.waiting.items()
            if party != Party.ASSESSOR
        ]
        own = Party.ASSESSOR in standing.waiting
        text = _("Waits for you") if own and not standing.newest.parts.get(Party.ASSESSOR) else _("Open")
        if waits:
            text = _("Waits for %(whom)s") % {"whom": listed([*([_("you")] if own else []), *waits])}
        elif own:
            text = _("Waits for your signature")
        return Line(
            name=registration.learner.name, href=reverse("assessor_review", args=[review.uuid]), last=reading.period(review), state="open",
            text=text, waits_for_reader=own,
        )  # fmt: skip
    last = review.until if review else registration.starts_on
    gone = clock.today() - last
    state = "late" if gone >= LATE else "due" if gone >= DUE else "calm"
    words = {"late": _("Due since %(day)s"), "due": _("Due by %(day)s"), "calm": _("Next from %(day)s")}[state]
    text = words % {"day": reading.day(last + (DUE if state == "calm" else LATE))}
    return Line(
        name=registration.learner.name, href=reviews, last=reading.day(review.until) if review else _("None yet"), state=state, text=text,
        act=by_mark(registration, _("Open a review"), _("Look back together")) if state != "calm" else "",
    )  # fmt: skip


KINDS: dict[str, Callable[[Line], bool]] = {
    "all": lambda one: True,
    "due": lambda one: one.state in ("due", "late"),
    "open": lambda one: one.state == "open",
    "mine": lambda one: one.waits_for_reader,
}
ORDER = ["late", "open", "due", "calm"]


@require_safe
@for_roles(Role.ASSESSOR)
def assessor_reviews(request: Request) -> HttpResponse:
    """Whose review is due, open, waiting for whom: the learners of the caseload, the most urgent first."""
    by, only_advises = request.who.actor, request.who.advises_only
    learners = list(portfolios.registrations(by=by).filter(state=RegistrationState.ACTIVE))
    newest, sees = queries.newest_reviews(by=by, registrations=learners), portfolios.employers_see([one.pk for one in learners])
    lines = [_line(one, newest.get(one.pk), sees=one.pk in sees) for one in learners]
    lines.sort(key=lambda one: (ORDER.index(one.state), one.name))
    words = {"all": _("All"), "due": _("Due"), "open": _("Open"), "mine": _("Wait for me")}
    only = request.GET.get("only", "") if request.GET.get("only") in KINDS else "all"
    page = {
        "lines": [one for one in lines if KINDS[only](one)],
        "number": len(lines),
        "filters": [
            Filter(
                label=words[key], href=reverse("assessor_reviews", query={"only": key} if key != "all" else None),
                count=sum(map(fits, lines)), current=key == only,
            )
            for key, fits in KINDS.items()
        ],
        "columns": [(_("Participant"),), (_("Last look-back"),), (_("Where it stands"),), (_("What to do"),)] if only_advises else [(_("Learner"),), (_("Last review"),), (_("Where it stands"),), (_("What to do"),)],
        "lead": _lead(lines, advises=only_advises, both=any(one.programme for one in learners) and not only_advises), "advises": only_advises,
    }  # fmt: skip
    return render(request, "assessor/reviews.html", {"page": page})


def _lead(lines: list[Line], *, advises: bool, both: bool) -> str:
    """`advises`: the reader has participants alone; `both`: participants and learners."""
    due = sum(map(KINDS["due"], lines))
    if advises:
        text = ngettext("%(n)d look-back is due.", "%(n)d look-backs are due.", due) % {"n": due} if due else _("No look-back is due.")
        return _("%(text)s With each participant one every 8 to 12 weeks, signed by both of you.") % {"text": text}
    text = ngettext("%(n)d review is due.", "%(n)d reviews are due.", due) % {"n": due} if due else _("No review is due.")
    if both:
        return _(
            "%(text)s With each learner one every 8 to 12 weeks, signed by the three of you; a participant and you sign a look-back."
        ) % {"text": text}
    return _("%(text)s With each learner one every 8 to 12 weeks, signed by the three of you.") % {"text": text}


# One learner's -------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ASSESSOR)
def assessor_learner_reviews(request: Request, uuid: UUID) -> HttpResponse:
    """The reviews of one learner, and opening the next."""
    by = request.who.actor
    registration = get_object_or_404(portfolios.registrations(by=by), uuid=uuid)
    found = list(queries.reviews(by=by).filter(registration=registration))
    before = next((one for one in found if one.state != "called_off"), None)
    since = min(before.until + timedelta(days=1) if before else registration.starts_on, clock.today())
    form = PeriodForm(request.POST or None, initial={"since": since, "until": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_review(registration, by=by, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return redirect("assessor_review", opened.uuid)
    still_open = next((one for one in found if not one.closed_at), None)
    page = {
        "registration": registration,
        "trail": [Crumb(registration.learner.name, reverse("assessor_learner", args=[uuid])), Crumb(by_mark(registration, _("Reviews"), _("Look-backs")))],
        "form": None if still_open and not form.errors else form,
        "reviews": [(one, reverse("assessor_review", args=[one.uuid]), reading.period(one)) for one in found],
    }  # fmt: skip
    return render(request, "assessor/learner_reviews.html", {"page": page}, status=422 if form.errors else 200)


# One review ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ReviewPage:
    shown: reading.Shown
    registration: Registration
    trail: list[Crumb]
    form: AssessorForm
    place: str
    kept_at: Any
    send: list[Any]  # (party, label, form, why not, letter, why not back)
    consent: str
    signs: str
    last: bool  # nobody else is waited for
    can_close: bool
    errors: str
    reason: str


def _place(review: ProgressReview) -> str:
    return f"review:{review.uuid}"


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ASSESSOR)
def assessor_review(request: Request, uuid: UUID) -> HttpResponse:
    """One review on one page: the facts, everybody's part, the next steps, the signatures, the letters."""
    review = get_object_or_404(queries.reviews(by=request.who.actor), uuid=uuid)
    standing = queries.standing_now(review)
    if request.method != "POST":
        return _page(request, standing)
    act = ACTS.get(request.POST.get("act", "").partition(":")[0])
    if act is None:
        raise Http404
    return act(request, standing)


def _page(
    request: Request, standing: ReviewStanding, *, form: AssessorForm | None = None, send: tuple[str, SendForm] | None = None,
    refused: str = "", reason: str = "",
) -> HttpResponse:  # fmt: skip
    review, registration, by = standing.review, standing.review.registration, request.who.actor
    kept = drafts.find(request.who.reader.pk, _place(review)) if form is None else None
    if form is None:
        body = initial_of(standing.newest.parts, standing.newest.steps, Party.ASSESSOR) | (dict(kept.body) if kept else {})
        steps = max((int(name[5:]) for name, value in body.items() if name.startswith("what_") and value), default=0)
        form = AssessorForm(programme=registration.programme, initial={**body, "seen": standing.newest.number}, steps=steps)
    else:
        form.look_again(standing.newest.number)
    said_ = portfolios.consent_in_force(registration, ConsentAbout.EMPLOYER)
    page = ReviewPage(
        shown=reading.shown(standing, reader=Party.ASSESSOR), registration=registration, form=form, place=_place(review),
        kept_at=kept.kept_at if kept else None,
        trail=[Crumb(registration.learner.name, reverse("assessor_learner", args=[registration.uuid])),
               Crumb(by_mark(registration, _("Reviews"), _("Look-backs")), reverse("assessor_learner_reviews", args=[registration.uuid])), Crumb(str(review.number))],
        send=[_sending(standing, party, by, send, refused=bool(said_ and not said_.given)) for party in ((Party.LEARNER,) if registration.programme else (Party.EMPLOYER, Party.LEARNER))],
        consent="" if registration.programme else _consent(registration, said_), signs=request.who.reader.name,
        last=set(standing.waiting) == {Party.ASSESSOR},
        can_close=policies.why_not_close_review(standing, by=by) is None, errors=refused, reason=reason,
    )  # fmt: skip
    return render(request, "assessor/review.html", {"page": page}, status=422 if refused or form.errors else 200)


def _consent(registration: Registration, said_: Any) -> str:
    words = {"learner": registration.learner.first_name, "employer": reading.called(registration, Party.EMPLOYER)}
    if said_ is None:
        return (
            _("%(learner)s has not said yet whether the employer may read this. Until then %(employer)s sees only their own part.") % words
        )
    if not said_.given:
        return _("%(learner)s does not want the employer to read this. No letter goes to %(employer)s.") % words
    return _("%(learner)s agrees that the employer reads this.") % words


def _sending(standing: ReviewStanding, party: Party, by: Any, given: tuple[str, SendForm] | None, *, refused: bool) -> dict[str, Any]:
    review, registration, letter = standing.review, standing.review.registration, standing.letters.get(party)
    learner = registration.learner
    known = {"name": letter.name, "email": letter.email} if letter else {}
    if not known and party == Party.LEARNER:
        known = {"name": learner.name, "email": learner.email}
    form = given[1] if given and given[0] == party else SendForm(initial=known, prefix=party.value)
    why_not = policies.why_not_send_review(review, by=by, party=party, name="-", email="a@example.org", refused=refused)
    return {
        "party": party.value, "label": reading.called(registration, party), "form": form, "why_not": why_not, "letter": letter,
        "signs_in": party == Party.LEARNER and learner.has_usable_password(),
    }  # fmt: skip


def _write(request: Request, standing: ReviewStanding) -> HttpResponse:
    form = AssessorForm(request.POST, programme=standing.review.registration.programme)
    sign = request.POST["act"] == "sign"
    if not form.is_valid():
        return _page(request, standing, form=form)
    try:
        said(standing, form, by=request.who.actor, party=Party.ASSESSOR, name=request.who.reader.name, sign=sign)
    except Refused as refused:
        drafts.keep(request.who.reader.pk, _place(standing.review), _typed(request), by=request.who.actor)
        return _page(request, standing, form=form, refused=refused.reason)
    drafts.drop(request.who.reader.pk, _place(standing.review))
    messages.success(request, _("Signed.") if sign else _("Kept as a new version."))
    return redirect("assessor_review", standing.review.uuid)


def _typed(request: Request) -> dict[str, str]:
    return {
        name: value for name, value in request.POST.items() if name not in ("csrfmiddlewaretoken", "act", "seen") and isinstance(value, str)
    }


def _send(request: Request, standing: ReviewStanding) -> HttpResponse:
    party = request.POST["act"].partition(":")[2]
    form = SendForm(request.POST, prefix=party)
    form.is_valid()
    given = {"name": form.cleaned_data.get("name", ""), "email": form.cleaned_data.get("email", "")}
    try:
        letter = actions.send_review(standing.review, by=request.who.actor, party=party, **given)
    except Refused as refused:
        return _page(request, standing, send=(party, form), refused=refused.reason)
    words = {"name": letter.name, "email": letter.email}
    messages.success(request, _("The link is on its way to %(name)s, %(email)s. Reminders go by themselves.") % words)
    return redirect("assessor_review", standing.review.uuid)


def _take_back(request: Request, standing: ReviewStanding) -> HttpResponse:
    letter = standing.letters.get(request.POST["act"].partition(":")[2])
    if letter is None:
        return _page(request, standing, refused=_("This link is taken back already."))
    actions.withdraw_review_letter(letter, by=request.who.actor)
    messages.success(request, _("The link of %(name)s opens nothing any more.") % {"name": letter.name})
    return redirect("assessor_review", standing.review.uuid)


def _call_off(request: Request, standing: ReviewStanding) -> HttpResponse:
    reason = request.POST.get("reason", "")
    try:
        actions.call_off_review(standing.review, by=request.who.actor, reason=reason)
    except Refused as refused:
        return _page(request, standing, refused=refused.reason, reason=reason)
    messages.success(request, _("Called off. Nobody is reminded of it any more."))
    return redirect("assessor_review", standing.review.uuid)


def _close(request: Request, standing: ReviewStanding) -> HttpResponse:
    actions.close_review(standing.review, by=request.who.actor)
    messages.success(request, _("Closed. It stays as it is."))
    return redirect("assessor_review", standing.review.uuid)


ACTS: dict[str, Callable[[Request, ReviewStanding], HttpResponse]] = {
    "write": _write, "sign": _write, "send": _send, "take_back": _take_back, "call_off": _call_off, "close": _close,
}  # fmt: skip
