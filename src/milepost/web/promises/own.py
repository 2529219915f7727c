"""Promises as people meet them: the board for anybody, one's own page, and the one tap that answers, signed in or by link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from milepost.base.actors import by_link
from milepost.base.refusal import Refused
from milepost.commitments import actions, policies, promises
from milepost.engine.promises import promises_of
from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.promises import showing
from milepost.web.promises.views import Owed, owed
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.commitments.models import PromiseAsk
    from milepost.engine.promises import Promise


@require_safe
@login_not_required
def promise_board(request: Request, centre: UUID) -> HttpResponse:
    """What a provider promises and whether it is kept, for anybody."""
    version = promises.public_board(centre)
    if version is None:
        raise Http404
    return render(request, "promises/board.html", {"page": showing.board(version)})


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question to the reader, with the promise it is about."""

    ask: PromiseAsk
    promise: Promise | None
    why_not: str | None


@dataclass(frozen=True, kw_only=True)
class Mine:
    """What was promised to the reader and by them, what they are asked, what is owed to them."""

    questions: list[Question]
    owed: list[Owed]
    to_me: list[Promise]
    by_me: list[Promise]
    board: str


def _question(request: Request, ask: PromiseAsk) -> Question:
    until = (ask.asked_at + promises.OPEN_FOR).date()
    why_not = policies.why_not_answer_promise(ask, by=request.who.actor, open_until=until)
    return Question(ask=ask, promise=promises.promise_of(ask.version, ask.promise), why_not=why_not)


def questions(request: Request) -> list[Question]:
    """What the reader is asked and has not answered yet."""
    asked = [_question(request, ask) for ask in promises.own_asks(by=request.who.actor)[:12]]
    return [one for one in asked if one.promise and not one.why_not]


@require_safe
@for_roles(Role.LEARNER)
def promises_mine(request: Request) -> HttpResponse:
    by = request.who.actor
    version = promises.newest(by.at_centre)
    held = promises_of(version.document) if version else ()
    page = Mine(
        questions=questions(request),
        owed=[owed(row) for row in promises.own_remedies(by=by)[:12]],
        to_me=[one for one in held if one.ours and one.to == "learners"],
        by_me=[one for one in held if one.by == "learners"],
        board=reverse("promise_board", args=[version.centre.uuid]) if version else "",
    )
    return render(request, "promises/mine.html", {"page": page})


@require_POST
@for_roles(Role.LEARNER)
def promise_tap(request: Request, uuid: UUID) -> HttpResponse:
    """One tap on one's own page."""
    ask = get_object_or_404(promises.own_asks(by=request.who.actor), uuid=uuid)
    try:
        actions.answer_promise(ask, by=request.who.actor, yes=request.POST.get("answer") == "yes")
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("Thank you. It counts as one of many."))
    return redirect("promises_mine")


@login_not_required
@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def promise_answer(request: Request, token: str) -> HttpResponse:
    """One tap by link. Opening the link answers nothing: letters are opened by machines as well."""
    ask = promises.ask_by_token(token)
    promise = promises.promise_of(ask.version, ask.promise) if ask else None
    if ask is None or promise is None:
        return _answer(request, {"reason": _("This link is not whole. Copy all of it from the letter.")}, 404)
    if ask.answered_at:
        return _answer(request, {"thanks": True, "promise": promise, "board": reverse("promise_board", args=[ask.centre.uuid])}, 200)
    by = by_link(ask.name, centre_id=ask.centre_id)
    if request.method == "POST" and request.POST.get("answer") in ("yes", "no"):
        try:
            actions.answer_promise(ask, by=by, yes=request.POST["answer"] == "yes")
        except Refused as refused:
            return _answer(request, {"reason": refused.reason}, 410)
        return redirect("promise_answer", token)
    if closed := policies.why_not_answer_promise(ask, by=by, open_until=(ask.asked_at + promises.OPEN_FOR).date()):
        return _answer(request, {"reason": closed}, 410)
    return _answer(request, {"promise": promise, "centre": ask.centre.name}, 200)


def _answer(request: Request, page: dict[str, object], status: int) -> HttpResponse:
    return render(request, "promises/answer.html", {"page": page}, status=status)
