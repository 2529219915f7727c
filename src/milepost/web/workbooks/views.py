"""Workbooks: choosing one, filling it in, reading it, and claiming it as evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from milepost.base import drafts
from milepost.base.refusal import Refused
from milepost.concerns import queries as concerns
from milepost.engine.workbooks import form_of
from milepost.people.words import Role
from milepost.portfolios import actions, queries
from milepost.portfolios.actions import Target
from milepost.portfolios.workbookfile import forms
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.learner.mine import own
from milepost.web.learner.views.adding import say_kept
from milepost.web.who import Request
from milepost.web.workbooks import filling, showing
from milepost.web.workbooks.offering import Offers, offers_of
from milepost.web.workbooks.sharing import Sharing, sharing_of
from milepost.web.workbooks.sources import given_to

if TYPE_CHECKING:
    from milepost.concerns.models import Case
    from milepost.engine.workbooks import Form
    from milepost.people.models import Person
    from milepost.portfolios.models import Claim, Evidence, Registration, Workbook, WorkbookShare, WorkbookVersion

KEEPERS = (Role.LEARNER, Role.ASSESSOR, Role.IQA, Role.CENTRE_MANAGER, Role.QUALITY_MANAGER, Role.EMPLOYER_OWNER)


@dataclass(frozen=True, kw_only=True)
class ListPage:
    own: list[Workbook]
    forms: list[Form]
    learns: bool
    cases: list[Case]  # of which the reader may take up a workbook
    shared: list[WorkbookShare]  # by colleagues
    left: list[Workbook]  # by people who have gone, for who runs the centre
    people: list[Person]  # who may go on with these


@dataclass(frozen=True, kw_only=True)
class FillPage:
    workbook: Workbook
    form: Form
    title: str
    sections: list[tuple[Any, list[filling.Asked]]]
    people: Sequence[str]
    place: str
    kept_at: Any
    errors: list[tuple[str, str, str]]
    trail: list[Crumb]
    needs: bool  # whoever fills it in may claim it: what is needed for that is said

    @property
    def jumps(self) -> list[tuple[str, str, int]]:
        """The sections of a long form, with how many answers each still needs."""
        found = [(one.key, str(one.title), sum(part.wanting for part in asked) if self.needs else 0) for one, asked in self.sections]
        return found if len(found) > 2 else []


@dataclass(frozen=True, kw_only=True)
class ReadPage:
    workbook: Workbook
    form: Form
    version: WorkbookVersion
    versions: list[WorkbookVersion]
    parts: list[showing.Part]
    pictures: list[showing.Picture]
    newest: bool
    draft: bool  # something was typed since
    offers: Offers | None
    errors: list[tuple[str, str, str]]
    trail: list[Crumb]
    sharing: Sharing | None  # for who works here
    reviews: list[WorkbookShare]  # what colleagues said


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*KEEPERS)
def workbooks(request: Request) -> HttpResponse:
    """One's own workbooks, and the tools one may take up."""
    by = request.who.actor
    kept = list(queries.workbooks(by=by))
    if request.method == "POST":
        asked = request.POST.get("form", "")
        cases = list(concerns.cases_of(by=by))
        given, about = _given(request, asked), _about(asked, request.POST.get("about", ""), cases)
        reference = next((one.reference for one in cases if str(one.uuid) == request.POST.get("about", "")), "")
        begun = next((one for one in kept if one.form == asked and (about or not one.version) and _same(one, about, reference)), None)
        try:  # a form sent twice opens one, and of a case there is one for good
            opened = begun or actions.open_workbook(asked, by=by, given=given, about=about)
        except Refused as refused:
            messages.error(request, refused.reason)
            return redirect("workbooks")
        return redirect("workbook", uuid=opened.uuid)
    left = list(queries.left_behind(by=by))
    page = ListPage(
        own=kept,
        forms=list(forms().values()),
        learns=request.who.role == Role.LEARNER,
        cases=list(concerns.cases_of(by=by)),
        shared=list(queries.shared_with(by=by)),
        left=left,
        people=[request.who.reader, *queries.colleagues(by=by)] if left else [],
    )
    return render(request, "workbooks/list.html", {"page": page})


def _crumbs(*more: str) -> list[Crumb]:
    return [Crumb(_("Workbooks"), reverse("workbooks")), *map(Crumb, more)]


def _registration(request: Request) -> Registration | None:
    return own(request) if request.who.role == Role.LEARNER else None


# Filling in ----------------------------------------------------------------------------------------------------------


def _form_of(workbook: Workbook) -> Form:
    """The form as it stands today, else as it stood when something was last kept."""
    if found := forms().get(workbook.form):
        return found
    version = queries.versions_of_workbook(workbook).first()
    if version is None:
        raise Http404
    return form_of(version.form)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*KEEPERS)
def workbook(request: Request, uuid: UUID) -> HttpResponse:
    """The form. What is typed is kept as it is typed; a press of the button makes a version of it."""
    workbook = get_object_or_404(queries.workbooks(by=request.who.actor), uuid=uuid)
    form, place = _form_of(workbook), f"workbook:{workbook.uuid}"
    if request.method == "POST":
        return _sent(request, workbook, form, place)
    kept = drafts.find(request.who.reader.pk, place)
    if kept:
        given, title = filling.typed(form, kept.body), str(kept.body.get("title", ""))
    else:
        version = queries.versions_of_workbook(workbook).first()
        title = workbook.title
        given = version.answers if version else workbook.given.get("answers", {})
    return _shown(request, workbook, form, place, given, title=title, kept_at=kept.kept_at if kept else None)


def _about(asked: str, about: str, cases: Sequence[Case]) -> str:
    """ "case" where a workbook is begun about one of the reader's own."""
    form = forms().get(asked)
    return form.subject if form and about in {str(one.uuid) for one in cases} else ""


def _same(begun: Workbook, about: str, reference: str) -> bool:
    """Whether a workbook was begun about the same: about the case with this reference, or, as this one, about none."""
    return begun.given.get("about", "") == about and (not about or reference in map(str, begun.given.get("answers", {}).values()))


def _given(request: Request, asked: str) -> dict[str, Any]:
    """What Milepost knows of what the form asks."""
    form, me, about = forms().get(asked), request.who.reader.name, request.POST.get("about", "")
    return given_to(form, by=request.who.actor, me=me, registration=_registration(request), about=about) if form else {}


def _known(request: Request) -> dict[str, str]:
    return queries.known_of(_registration(request), by=request.who.actor, me=request.who.reader.name)


def _shown(
    request: Request, workbook: Workbook, form: Form, place: str, given: Mapping[str, Any], *, title: str, kept_at: Any = None,
    faults: Mapping[str, str] | None = None, refused: str = "",
) -> HttpResponse:  # fmt: skip
    faults = faults or {}
    sections = [(section, filling.asked_of(form, section, given, faults, workbook.given)) for section in form.sections]
    errors = [("", "", refused)] if refused else []
    errors += [
        (f"#{box.name}", str(box.question.asks), box.fault)
        for _section, asked in sections
        for one in asked
        for box in ([one.box] if one.box else [box for row in one.rows for box in row.boxes])
        if box.fault
    ]
    known = _known(request)
    people = [name for name in dict.fromkeys([known["me"], known.get("assessor", "")]) if name]
    page = FillPage(
        workbook=workbook, form=form, title=title, sections=sections, people=people, place=place, kept_at=kept_at, errors=errors,
        trail=_crumbs(form.title), needs=request.who.role == Role.LEARNER,
    )  # fmt: skip
    return render(request, "workbooks/fill.html", {"page": page}, status=422 if errors else 200)


def _sent(request: Request, workbook: Workbook, form: Form, place: str) -> HttpResponse:
    lists, by, person = dict(request.POST.lists()), request.who.actor, request.who.reader.pk
    given, title = filling.typed(form, lists), request.POST.get("title", "")
    word, _space, rest = request.POST.get("act", "").partition(" ")
    here = reverse("workbook", args=[workbook.uuid])
    if word in ("more", "less"):
        table, _space, number = rest.partition(" ")
        place_in = f"t-{table}"
        if word == "more" and (n := filling.longer(form, given, table)):
            place_in = f"r-{table}-{n}"
        elif word == "less":
            filling.shorter(given, table, number)
        drafts.keep(person, place, {**filling.controls(form, given), "title": title}, by=by)
        return redirect(f"{here}#{place_in}")
    drafts.keep(person, place, {**filling.controls(form, given), "title": title}, by=by)
    answers, faults = filling.read(form, given)
    if faults:
        return _shown(request, workbook, form, place, given, title=title, faults=faults)
    try:
        version = actions.write_workbook(workbook, by=by, title=title, answers=answers)
    except Refused as refused:
        return _shown(request, workbook, form, place, given, title=title, refused=refused.reason)
    drafts.drop(person, place)
    messages.success(request, _("Kept as version %(n)d. Earlier versions stay readable.") % {"n": version.number})
    return redirect("workbook_read", uuid=workbook.uuid)


# Reading and claiming ------------------------------------------------------------------------------------------------


@require_safe
@for_roles(*KEEPERS)
def workbook_read(request: Request, uuid: UUID) -> HttpResponse:
    """A workbook as a page to read and to print, with what it may be claimed for."""
    workbook = get_object_or_404(queries.workbooks(by=request.who.actor), uuid=uuid)
    if not workbook.version:
        return redirect("workbook", uuid=uuid)
    return _read(request, workbook)


def _read(request: Request, workbook: Workbook, *, ticked: Sequence[str] = (), refused: str = "") -> HttpResponse:
    versions = list(queries.versions_of_workbook(workbook))
    version = next((one for one in versions if str(one.number) == request.GET.get("version")), versions[0])
    version.workbook = workbook
    form, registration = form_of(version.form), _registration(request)
    shares = [] if registration else list(queries.shares_of(workbook))
    newest = version.number == workbook.version
    page = ReadPage(
        workbook=workbook, form=form, version=version, versions=versions, parts=showing.parts_of(form, version.answers, given=workbook.given),
        pictures=showing.pictures_of(form, version.answers), newest=newest,
        draft=drafts.find(request.who.reader.pk, f"workbook:{workbook.uuid}") is not None,
        offers=offers_of(version, form, registration, by=request.who.actor, ticked=ticked) if registration and newest else None,
        errors=[("", "", refused)] if refused else [], trail=_crumbs(version.title), sharing=sharing_of(workbook, shares, by=request.who.actor),
        reviews=[one for one in shares if one.answer],
    )  # fmt: skip
    return render(request, "workbooks/read.html", {"page": page}, status=422 if refused else 200)


@require_POST
@for_roles(Role.LEARNER)
def workbook_claim(request: Request, uuid: UUID) -> HttpResponse:
    """Put a workbook into the portfolio, and claim with it what was ticked."""
    workbook = get_object_or_404(queries.workbooks(by=request.who.actor), uuid=uuid)
    registration, version = own(request), queries.versions_of_workbook(workbook).first()
    if registration is None or version is None:
        raise Http404
    ticked, hands_in, refused = request.POST.getlist("claim"), request.POST.get("act") == "hand_in", ""
    if hands_in and not ticked:
        refused = _("Tick at least one criterion that this shows, or keep it as a draft.")
    elif hands_in and "own" not in request.POST:
        refused = _("Declare that the work is your own before you hand it in.")
    else:
        try:
            made, claims = _claimed(request, version, registration, ticked, hands_in=hands_in)
        except Refused as refusal:
            refused = refusal.reason
        else:
            say_kept(request, registration, [made], claims, hands_in=hands_in)
            return redirect("learner_evidence_one", uuid=made.uuid)
    return _read(request, workbook, ticked=ticked, refused=refused)


@transaction.atomic
def _claimed(
    request: Request, version: WorkbookVersion, registration: Registration, ticked: Sequence[str], *, hands_in: bool
) -> tuple[Evidence, list[Claim]]:
    """Evidence, claims and hand-in together or not at all."""
    by = request.who.actor
    evidence = actions.take_workbook(version, by=by, registration=registration)
    claims = actions.claim(evidence, by=by, targets=[Target(one) for one in dict.fromkeys(ticked)]) if ticked else []
    if hands_in:
        actions.hand_in(registration, by=by, claims=claims, declared_own=True)
    return evidence, claims
