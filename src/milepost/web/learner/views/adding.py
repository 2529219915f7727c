"""Adding evidence: show it, then say what it shows, then keep it or hand it in. One form, one act, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4, uuid5

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from milepost.base import drafts, previews
from milepost.base.files import uploads
from milepost.base.refusal import Refused
from milepost.engine.framework import Nature, Setting
from milepost.frameworks.queries import framework_of
from milepost.people.words import Role
from milepost.portfolios import actions, policies, queries
from milepost.portfolios import progress as projection
from milepost.portfolios.words import RECORDED_KINDS, EvidenceKind
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.files.arriving import arrived as arrived_with
from milepost.web.learner.claiming import Sheet, Told, asking_things, faults, sheet_of
from milepost.web.learner.forms import EvidenceForm, ReplaceForm
from milepost.web.learner.locators import extent_of
from milepost.web.learner.mine import claims_said, mine, spoken, units_of
from milepost.web.learner.suggesting import Suggested, asks_suggestions, met, suggested, taking
from milepost.web.learner.views.evidence import shown
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.base.models import Draft, StoredFile, Upload
    from milepost.portfolios.models import Claim, Evidence, Registration


WITH_FILES = (EvidenceKind.FILE, EvidenceKind.RPL)


@dataclass(frozen=True, kw_only=True)
class AddPage:
    form: EvidenceForm
    kinds: list[tuple[str, str, str]]
    kind: str
    arrived: list[Upload]
    place: str
    token: str
    sheet: Sheet
    trail: list[Crumb]
    assessor: str
    errors: list[tuple[str, str, str]]
    kept_at: Any
    why_not: str | None
    why_not_claim: str
    suggested: list[Suggested] | None  # None: not asked for


def place_of(registration: Registration) -> str:
    """Under which name evidence that is not added yet is kept."""
    return f"evidence:{registration.uuid}"


def _kinds() -> list[tuple[str, str, str]]:
    return [
        (EvidenceKind.FILE.value, _("Files or photos"), "paperclip"), (EvidenceKind.STATEMENT.value, _("Write"), "pen-line"),
        (EvidenceKind.LINK.value, _("Link"), "link"), (EvidenceKind.IN_SITU.value, _("Seen, stays there"), "eye"),
        (EvidenceKind.RPL.value, _("Learnt before"), "history"),
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.LEARNER)
def learner_add_evidence(request: Request) -> HttpResponse:
    """Show it first, then say what it shows. What was typed before is still here."""
    registration = mine(request)
    if request.method == "POST":
        return _suggest(request, registration) if asks_suggestions(request) else _add(request, registration)
    kept = drafts.find(request.who.reader.pk, place_of(registration))
    lists: dict[str, Sequence[str]] = {}
    if kept:
        lists = {name: value if isinstance(value, list) else [value] for name, value in kept.body.items()}
        if _added(request, registration, _first(lists, "form")):  # the form was sent, and its draft came after it
            drafts.drop(request.who.reader.pk, place_of(registration))
            kept, lists = None, {}
    wanted = [target for target in request.GET.getlist("claim") if target not in lists.get("claim", ())]
    if wanted:
        lists = {**lists, "claim": [*lists.get("claim", ()), *wanted]}
    form = EvidenceForm(initial={**{name: values[0] for name, values in lists.items() if values}, **_kind_asked(request)})
    found = uploads.on_the_way(place=place_of(registration), by=request.who.actor)
    return _shown(
        request, registration, form, Told.of(lists), [one for one in found if one.file_id], token=_first(lists, "form"), kept=kept
    )


def _kind_asked(request: Request) -> dict[str, str]:
    return {"kind": request.GET["kind"]} if request.GET.get("kind") in EvidenceKind.values else {}


def _first(lists: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(lists.get(name, ())), "")


def _shown(
    request: Request, registration: Registration, form: EvidenceForm, told: Told, arrived: list[Upload], *, token: str = "",
    wrong: Mapping[str, str] | None = None, kept: Draft | None = None, status: int = 200, offered: list[Suggested] | None = None,
) -> HttpResponse:  # fmt: skip
    sheet = sheet_of(registration, told, wrong=wrong, unit=request.GET.get("unit", ""))
    units = registration.progress.units
    page = AddPage(
        form=form, kinds=_kinds(), kind=str(form["kind"].value() or EvidenceKind.FILE.value), arrived=arrived, place=place_of(registration),
        token=token or str(uuid4()), sheet=sheet, trail=[Crumb(_("Evidence"), reverse("learner_evidence")), Crumb(_("New"))],
        assessor=registration.assessor.first_name if registration.assessor else _("your assessor"), errors=_errors(form, sheet),
        kept_at=kept.kept_at if kept else None, why_not=policies.why_not_change_portfolio(registration, by=request.who.actor),
        why_not_claim="" if units else _("Your units are not agreed yet. Keep this as a draft; you say later what it shows."),
        suggested=offered,
    )  # fmt: skip
    return render(request, "learner/add.html", {"page": page}, status=status)


def _errors(form: Any, sheet: Sheet) -> list[tuple[str, str, str]]:
    """(address, name, what to do) of all that stops the form."""
    found = [("", "", str(error)) for error in form.non_field_errors()]
    for bound in form:
        if bound.errors:
            found += [(f"#{bound.auto_id}", str(bound.label), str(error)) for error in bound.errors]
    return found + sheet.errors


# Suggestions ---------------------------------------------------------------------------------------------------------


def _suggest(request: Request, registration: Registration) -> HttpResponse:
    """The form as it stands, with criteria that may fit what it holds so far; one of them is taken or given back."""
    told = taking(Told.sent(request.POST), request)
    arrived, broken = arrived_with(request, place_of(registration))
    words = [request.POST.get(name, "") for name in ("title", "body", "what", "learnt")]
    if request.POST.get("kind") in WITH_FILES:
        words += [previews.preview(one.file).words for one in arrived if one.file]
    offered = suggested(
        units_of(registration), "\n".join(words), framework=framework_of(registration.specification), taken=told.claims,
        settled=met(projection.states(registration.progress, registration)),
    )  # fmt: skip
    if request.htmx:
        return render(request, "learner/_suggests.html", {"suggested": offered, "here": reverse("learner_add_evidence")})
    form = EvidenceForm(initial=request.POST.dict())
    for reason in broken:
        messages.error(request, reason)
    return _shown(request, registration, form, told, arrived, token=request.POST.get("form", ""), offered=offered)


# Adding --------------------------------------------------------------------------------------------------------------


def _uuid_of(registration: Registration, token: str, place: int = 0) -> UUID:
    """The name of the piece that this form makes: the same however often it is sent."""
    return uuid5(registration.uuid, f"{token}:{place}")


def _added(request: Request, registration: Registration, token: str) -> Evidence | None:
    return queries.evidence(by=request.who.actor).filter(uuid=_uuid_of(registration, token)).first() if token else None


def _add(request: Request, registration: Registration) -> HttpResponse:
    told, token = Told.sent(request.POST), request.POST.get("form", "")
    if before := _added(request, registration, token):
        messages.info(request, _("%(evidence)s is in your portfolio already.") % {"evidence": before.code})
        return redirect("learner_evidence_one", uuid=before.uuid)
    form = EvidenceForm(request.POST)
    arrived, broken = arrived_with(request, place_of(registration))
    valid = form.is_valid()
    for reason in broken:
        form.add_error(None, reason)
    kind = request.POST.get("kind", "")
    hands_in = request.POST.get("act") == "hand_in"
    found = [one.file for one in arrived if one.file] if kind in WITH_FILES else []
    wrong = faults(told, map(extent_of, found), asking_things(units_of(registration)))
    if hands_in and not told.claims:
        form.add_error(None, _("Tick at least one criterion that this shows, or keep it as a draft."))
    elif hands_in and not form.errors and not form.cleaned_data["own"]:
        form.add_error("own", _("Declare that the work is your own before you hand it in."))
    if valid and not form.errors and not wrong:
        try:
            made, claims = _make(request, registration, form, kind, found, told, token=token, hands_in=hands_in)
        except Refused as refused:
            if before := _added(request, registration, token):  # the same form, sent a moment ago
                return redirect("learner_evidence_one", uuid=before.uuid)
            form.add_error(None, refused.reason)
        else:
            uploads.done_with(found)
            drafts.drop(request.who.reader.pk, place_of(registration))
            say_kept(request, registration, made, claims, hands_in=hands_in)
            return redirect("learner_evidence_one", uuid=made[0].uuid) if len(made) == 1 else redirect("learner_evidence")
    return _shown(request, registration, form, told, arrived, token=token, wrong=wrong, status=422)


@transaction.atomic
def _make(
    request: Request, registration: Registration, form: EvidenceForm, kind: str, found: Sequence[StoredFile], told: Told, *, token: str,
    hands_in: bool,
) -> tuple[list[Evidence], list[Claim]]:  # fmt: skip
    """Evidence, claims and hand-in together or not at all. Of several files each is a piece of its own, with the same claims."""
    by, given, title = request.who.actor, form.cleaned_data, form.cleaned_data["title"].strip()
    made: list[Evidence] = []
    claims: list[Claim] = []
    for place, file in enumerate(found or [None]):
        named = title or (Path(file.name).stem if file else "")
        if title and len(found) > 1 and file:
            named = f"{title}: {file.name}"
        evidence = actions.add_evidence(
            registration, by=by, kind=kind, title=named[:200], file=file, happened_on=given["happened_on"],
            nature=given["nature"] or Nature.PERFORMANCE, setting=given["setting"] or Setting.REAL_WORK,
            uuid=_uuid_of(registration, token, place) if token else None, **form.contents(kind),
        )  # fmt: skip
        made.append(evidence)
        if told.claims:
            claims += actions.claim(evidence, by=by, targets=told.targets())
    if hands_in:
        actions.hand_in(registration, by=by, claims=claims, declared_own=given["own"])
    return made, claims


def say_kept(request: Request, registration: Registration, made: list[Evidence], claims: list[Claim], *, hands_in: bool) -> None:
    """What was kept or handed in, and who is next."""
    what = made[0].code if len(made) == 1 else _("%(first)s to %(last)s") % {"first": made[0].code, "last": made[-1].code}
    if hands_in:
        name = registration.assessor.first_name if registration.assessor else ""
        said = _("%(claims)s handed in with %(evidence)s. Now %(name)s looks at it.")
        messages.success(request, said % {"claims": claims_said(len(claims)), "evidence": what, "name": name})
    elif claims:
        said = _("%(evidence)s is kept with %(claims)s. It waits for nobody before you hand it in.")
        messages.success(request, said % {"claims": claims_said(len(claims)), "evidence": what})
    else:
        messages.success(request, _("%(evidence)s is kept. Say what it shows when you are ready.") % {"evidence": what})


# More claims for what is there ---------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.LEARNER)
def learner_claim(request: Request, uuid: UUID) -> HttpResponse:
    """Say what else a piece of evidence shows."""
    by = request.who.actor
    evidence = get_object_or_404(queries.evidence(by=by), uuid=uuid)
    registration = get_object_or_404(queries.registrations(by=by), pk=evidence.registration_id)
    if request.method != "POST":
        return shown(request, registration, evidence)
    told, hands_in = Told.sent(request.POST), request.POST.get("act") == "hand_in"
    if asks_suggestions(request):
        return shown(request, registration, evidence, told=taking(told, request))
    version = evidence.versions.select_related("file").get(number=evidence.version)
    wrong = faults(told, [extent_of(version.file)] if version.file else [], asking_things(units_of(registration)))
    refused = ""
    if not wrong:
        try:
            claims = _claim(evidence, registration, told, by=by, hands_in=hands_in, own="own" in request.POST)
        except Refused as refusal:
            refused = refusal.reason
        else:
            say_kept(request, registration, [evidence], claims, hands_in=hands_in)
            return redirect("learner_evidence_one", uuid=uuid)
    return shown(request, registration, evidence, told=told, wrong=wrong, refused=refused)


@transaction.atomic
def _claim(evidence: Evidence, registration: Registration, told: Told, *, by: Any, hands_in: bool, own: bool) -> list[Claim]:
    made = actions.claim(evidence, by=by, targets=told.targets())
    if hands_in:
        actions.hand_in(registration, by=by, claims=made, declared_own=own)
    return made


# Replacing -----------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.LEARNER)
def learner_replace_evidence(request: Request, uuid: UUID) -> HttpResponse:
    """A new version of a piece of evidence; the page says which judgements will be in doubt."""
    by = request.who.actor
    evidence = get_object_or_404(queries.evidence(by=by), uuid=uuid)
    registration = get_object_or_404(queries.registrations(by=by), pk=evidence.registration_id)
    evidence.registration = registration
    if evidence.kind == EvidenceKind.WORKBOOK:
        messages.info(request, _("Go on in the workbook, keep it, and claim the new version."))
        return redirect("workbook", uuid=evidence.versions.get(number=evidence.version).details["workbook"])
    if evidence.kind in RECORDED_KINDS:
        messages.info(request, _("%(evidence)s was written by who saw it, so it stays as it is.") % {"evidence": evidence.code})
        return redirect("learner_evidence_one", uuid=uuid)
    version = evidence.versions.select_related("file").get(number=evidence.version)
    place = f"replace:{evidence.uuid}"
    arrived: list[Upload] = []
    if request.method == "POST":
        if request.POST.get("seen", "") != str(evidence.version):
            messages.info(request, _("This is replaced already: version %(n)d is the newest.") % {"n": evidence.version})
            return redirect("learner_evidence_one", uuid=uuid)
        form = ReplaceForm(request.POST)
        arrived, broken = arrived_with(request, place) if evidence.kind in WITH_FILES else ([], [])
        if form.is_valid() and not broken:
            file = next((one.file for one in arrived if one.file), None)
            try:
                stays = {key: version.details[key] for key in ("unit", "part") if key in version.details}  # which part of which statement
                given = form.contents(evidence.kind)
                actions.replace_evidence(
                    evidence, by=by, reason=form.cleaned_data["reason"], file=file, happened_on=form.cleaned_data["happened_on"],
                    **{**given, "details": {**stays, **given["details"]}},
                )  # fmt: skip
            except Refused as refused:
                form.add_error(None, refused.reason)
            else:
                uploads.done_with([file] if file else [])
                drafts.drop(request.who.reader.pk, place)
                messages.success(request, _("Version %(n)d is in its place. The earlier one stays readable.") % {"n": evidence.version})
                return redirect("learner_evidence_one", uuid=uuid)
        for reason in broken:
            form.add_error(None, reason)
    else:
        kept = drafts.find(request.who.reader.pk, place)
        day = version.happened_on
        told = {"body": version.body, "url": version.url, "happened_on": day, **version.details, **(kept.body if kept else {})}
        if evidence.kind == EvidenceKind.RPL:
            told = {"learnt": version.details.get("what"), "learnt_where": version.details.get("where"), **told}
        form = ReplaceForm(initial=told)
        arrived = [one for one in uploads.on_the_way(place=place, by=by) if one.file_id]
    framework = framework_of(registration.specification)
    doubtful = [
        t for t, mark in registration.progress.marks.items() if mark["v"] == "met" and any(n == evidence.number for _c, n, _v in mark["on"])
    ]
    page = {
        "form": form, "evidence": evidence, "arrived": arrived, "place": place, "doubtful": [spoken(t, framework) for t in doubtful],
        "doubts": ngettext("%(n)d judgement rests on it and will be in doubt", "%(n)d judgements rest on it and will be in doubt", len(doubtful)) % {"n": len(doubtful)},
        "assessor": registration.assessor.first_name if registration.assessor else _("your assessor"),
        "trail": [Crumb(_("Evidence"), reverse("learner_evidence")), Crumb(evidence.code, reverse("learner_evidence_one", args=[uuid])), Crumb(_("New version"))],
        "why_not": policies.why_not_change_portfolio(registration, by=by),
    }  # fmt: skip
    return render(request, "learner/replace.html", {"page": page}, status=422 if form.errors else 200)
