"""A portfolio against a quality standard by letter: a peer from outside reads it, scores it apart from everybody else's scores, and finishes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from milepost.base.files import path_of
from milepost.engine.appraisal import standard_of
from milepost.provider import actions, facts, measures, policies, queries
from milepost.provider.words import Stage
from milepost.web.centre.views.acting import act_then_back, done_in_form
from milepost.web.components import Crumb
from milepost.web.files.ranges import file_response
from milepost.web.provider import showing
from milepost.web.provider.forms import PeerCommentForm, PeerScoreForm
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.engine.appraisal import Indicator, Part
    from milepost.provider.models import EvidencePlace, IndicatorScore, PeerLetter

type View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One indicator as the peer has it. `says`: their score, or whose turn it is."""

    one: Indicator
    href: str
    says: str
    done: bool
    mine: bool  # it waits for them


@dataclass(frozen=True, kw_only=True)
class PeerPage:
    letter: PeerLetter
    lead: str
    parts: list[tuple[Part, list[Line]]]


@dataclass(frozen=True, kw_only=True)
class IndicatorPage:
    """`form` is missing where nothing can be scored or said; `why` says why not."""

    letter: PeerLetter
    trail: list[Crumb]
    one: Indicator
    said: str
    shown: list[tuple[EvidencePlace, str, str]]  # with a figure, and where a file is
    own: IndicatorScore | None
    form: PeerScoreForm | PeerCommentForm | None
    comment: str  # theirs, of a section that is not scored
    why: str
    back: str


def _by_letter(view: View) -> View:
    """Who holds the link, as long as it opens anything. Nothing of it is kept by a browser on the way."""

    @login_not_required
    @never_cache
    @csrf_protect
    @wraps(view)
    def opened(request: Request, token: str, **named: object) -> HttpResponseBase:
        letter = queries.peer_letter_by_token(token)
        if letter is None:
            reason, status = _("This link is not whole. Copy all of it from the letter."), 404
        elif over := policies.why_not_use_peer_letter(letter):
            reason, status = over, 410
        else:
            return view(request, letter, token, **named)
        return render(request, "public/review_over.html", {"reason": reason}, status=status)

    return opened


def _scores(letter: PeerLetter, indicator: str = "") -> tuple[list[IndicatorScore], dict[str, IndicatorScore]]:
    """Every score that counts, and by indicator the newest that came by this letter."""
    every = facts.counting(letter.held, indicator=indicator)
    return every, {one.indicator: one for one in every if one.scored_by_id == letter.actor_id}


def _comments(letter: PeerLetter) -> dict[str, str]:
    """By section that is not scored what came by this letter."""
    return {one.indicator: one.text for one in facts.comments(letter.held) if one.said_by_id == letter.actor_id}


@_by_letter
@require_http_methods(["GET", "HEAD", "POST"])
def peer_by_letter(request: Request, letter: PeerLetter, token: str) -> HttpResponse:
    """What there is to read and to score; and the peer's word that they have finished, or go on after all."""
    if request.method == "POST":
        return _said_how_far(request, letter, token)
    standard, (every, own) = standard_of(letter.held.document), _scores(letter)
    comments = _comments(letter)
    waiting = {one.indicator for one in every if one.stage == Stage.SELF} - {
        one.indicator for one in every if one.stage == Stage.MODERATION
    }
    ready = set() if letter.finished_at else waiting
    parts = [
        (part, [_line(one, token, own.get(one.key), ready=one.key in ready, said=one.key in comments) for one in part.indicators])
        for part in standard.parts
        if part.key in letter.held.parts
    ]
    left = sum(line.mine for _part, lines in parts for line in lines)
    lead = ngettext("%(n)d indicator waits for your score.", "%(n)d indicators wait for your score.", left) % {"n": left}
    page = PeerPage(letter=letter, lead=lead if left else _("Nothing waits for you now. Thank you."), parts=parts)
    return render(request, "public/peer.html", {"page": page})


def _said_how_far(request: Request, letter: PeerLetter, token: str) -> HttpResponse:
    by = letter.actor
    if request.POST.get("act") == "finish":
        said = _("%(name)s is told that you have finished. Thank you.") % {"name": letter.sent_by.name}
        return act_then_back(request, lambda: actions.finish_by_letter(letter, by=by), said=said, to="peer_by_letter", token=token)
    said = _("You can go on. %(name)s is told.") % {"name": letter.sent_by.name}
    return act_then_back(request, lambda: actions.go_on_by_letter(letter, by=by), said=said, to="peer_by_letter", token=token)


def _line(one: Indicator, token: str, score: IndicatorScore | None, *, ready: bool, said: bool) -> Line:
    if score:
        says = _("your score: %(percent)s %%") % {"percent": score.percent}
    elif not one.scored:
        says = _("you said something") if said else _("to be read, not scored")
    else:
        says = _("waits for your score") if ready else _("not to be scored now")
    mine = score is None and one.scored and ready
    return Line(
        one=one,
        href=reverse("peer_indicator", args=[token, one.key]),
        says=says,
        done=score is not None or (said and not one.scored),
        mine=mine,
    )


@_by_letter
@require_http_methods(["GET", "HEAD", "POST"])
def peer_indicator(request: Request, letter: PeerLetter, token: str, key: str) -> HttpResponse:
    """One indicator: what is said, what shows it, and the peer's own score."""
    held, standard = letter.held, standard_of(letter.held.document)
    part = standard.part_of(key)
    if part is None or part.key not in held.parts:
        raise Http404
    if not standard.indicators[key].scored:
        return _section(request, letter, token, standard.indicators[key])
    every, own = _scores(letter, key)
    mine, bands = own.get(key), standard.bands
    initial = {"band": mine.band, "because": mine.because} if mine else {}
    form = PeerScoreForm(request.POST if request.method == "POST" else None, bands=bands, initial=initial)
    if form.is_bound and form.is_valid():
        given = {"band": form.cleaned_data["band"], "because": form.cleaned_data["because"]}
        if done_in_form(form, lambda: actions.assess_by_letter(letter, by=letter.actor, indicator=key, **given)):
            messages.success(request, _("Your score is kept. You can change it until moderators look at it."))
            return redirect("peer_by_letter", token)
    first = bands[0].key if bands else ""
    why = policies.why_not_assess_by_letter(letter, by=letter.actor, indicator=key, band=first, because="-", before=every)
    return _indicator(request, letter, token, standard.indicators[key], own=mine, form=form, why=why or "")


def _section(request: Request, letter: PeerLetter, token: str, one: Indicator) -> HttpResponse:
    """A section that is not scored: the peer may say something to it."""
    comment = _comments(letter).get(one.key, "")
    form = PeerCommentForm(request.POST if request.method == "POST" else None, initial={"said": comment})
    if form.is_bound and form.is_valid():
        said = form.cleaned_data["said"]
        if done_in_form(form, lambda: actions.comment_by_letter(letter, by=letter.actor, indicator=one.key, said=said)):
            messages.success(request, _("What you said is kept.") if said else _("What you said is taken back."))
            return redirect("peer_by_letter", token)
    why = policies.why_not_comment_by_letter(letter, by=letter.actor, indicator=one.key, said="-", before=())
    return _indicator(request, letter, token, one, form=form, comment=comment, why=why or "")


def _indicator(
    request: Request, letter: PeerLetter, token: str, one: Indicator, *, form: PeerScoreForm | PeerCommentForm, why: str,
    own: IndicatorScore | None = None, comment: str = "",
) -> HttpResponse:  # fmt: skip
    """What is said and what shows it, above what the peer finds."""
    held = letter.held
    shown = [each for each in queries.places_of([held]) if each.indicator == one.key]
    figures = measures.figures(sorted({each.evidence.question for each in shown if each.evidence.question}), centre_id=held.centre_id)
    statement = queries.newest_statements(held).get(one.key)
    page = IndicatorPage(
        letter=letter, one=one, said=statement.text if statement else "", own=own, why=why, comment=comment,
        trail=[Crumb(str(held), reverse("peer_by_letter", args=[token])), Crumb(one.key)], back=reverse("peer_by_letter", args=[token]),
        form=None if why else form,
        shown=[
            (
                each, showing.figure(figures[each.evidence.question]) if each.evidence.question else "",
                reverse("peer_file", args=[token, each.uuid]) if each.evidence.file else "",
            )
            for each in shown
        ],
    )  # fmt: skip
    return render(request, "public/peer_indicator.html", {"page": page}, status=422 if form.errors or (form.is_bound and why) else 200)


@_by_letter
@require_safe
def peer_file(request: Request, letter: PeerLetter, token: str, uuid: UUID) -> HttpResponseBase:  # noqa: ARG001 - it opened the page
    """A file that is shown, always to be saved."""
    file = get_object_or_404(queries.places_of([letter.held]), uuid=uuid).evidence.file
    if file is None:
        raise Http404
    return file_response(
        request, path_of(file.sha256), kind=file.kind, name=file.name, etag=file.sha256, modified=file.stored_at, download=True
    )
