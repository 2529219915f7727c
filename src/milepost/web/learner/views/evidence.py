"""The evidence: all of it as cards, one piece with what it shows, taking claims and evidence back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from milepost.base import previews
from milepost.base.refusal import Refused
from milepost.base.text import SETTINGS
from milepost.frameworks.queries import framework_of
from milepost.people.words import Role
from milepost.portfolios import actions, policies, queries
from milepost.portfolios import progress as projection
from milepost.portfolios.words import RECORDED_KINDS, EvidenceKind
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.learner.claiming import Sheet, Told, sheet_of
from milepost.web.learner.mine import KIND_ICONS, Chip, criterion_chip, evidence_state, mine, units_of
from milepost.web.learner.suggesting import Suggested, met, suggested
from milepost.web.learner.third import said_of_others, warning
from milepost.web.paging import page_of
from milepost.web.portfolio.places import paragraphs
from milepost.web.portfolio.recorded import Recorded, recorded
from milepost.web.portfolio.testimony import Testified, testified
from milepost.web.who import Request
from milepost.web.workbooks.showing import Filled, filled

if TYPE_CHECKING:
    from milepost.base.models import StoredFile
    from milepost.portfolios.models import Evidence, EvidenceVersion, Registration

A_PAGE = 24
KINDS = {
    "application/pdf": "pdf", "text/csv": "sheet", "message/rfc822": "mail", "text/plain": "text", "application/zip": "archive",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "text",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Card:
    """One piece of evidence in the list."""

    title: str
    href: str
    kind: str
    facts: str
    state: str
    picture: str
    chips: list[Chip]
    more: int


def kind_of(piece: Evidence, file: StoredFile | None) -> str:
    """The slug of its icon."""
    if file is None:
        return KIND_ICONS[EvidenceKind(piece.kind)]
    media = file.kind.partition("/")[0]
    return media if media in ("image", "audio", "video") else KINDS.get(file.kind, "file")


def picture_of(file: StoredFile | None) -> str:
    if file is None or not (file.kind.startswith("image/") or file.kind == "application/pdf"):
        return ""
    return reverse("file_page", args=[file.uuid, 1, 800])


def facts_of(version: EvidenceVersion) -> str:
    """Kind and size, version, day of the work."""
    piece, parts = version.evidence, []
    if version.file:
        parts.append(f"{version.file.name}, {filesizeformat(version.file.size)}")
    elif piece.kind == EvidenceKind.IN_SITU:
        parts.append(_("Stays at %(where)s") % {"where": version.details.get("where", "")})
    else:
        parts.append(str(EvidenceKind(piece.kind).label).capitalize())
    if version.number > 1:
        parts.append(_("version %(n)d") % {"n": version.number})
    if version.happened_on:
        parts.append(date_format(version.happened_on, "j F Y"))
    return ", ".join(parts) + "."


SHOWN = 8


@require_safe
@for_roles(Role.LEARNER)
def learner_evidence(request: Request) -> HttpResponse:
    """Every piece, the newest first, with what it shows."""
    registration = mine(request)
    wanted = request.GET.get("q", "").strip()
    versions = queries.versions_of(registration).defer("body")
    if wanted:
        versions = versions.filter(evidence__title__icontains=wanted)
    found = page_of(versions, A_PAGE, request.GET.get("page"))
    claims = queries.claims_at_a_glance(registration, [version.evidence_id for version in found.object_list])
    states = projection.states(registration.progress, registration)
    page = {
        "found": found,
        "q": wanted,
        "cards": [_card(registration, version, claims.get(version.evidence_id, []), states) for version in found.object_list],
        "lead": ngettext("%(n)d piece. Nothing is ever altered or lost.", "%(n)d pieces. Nothing is ever altered or lost.", found.paginator.count)
        % {"n": found.paginator.count},
        "why_not": policies.why_not_change_portfolio(registration, by=request.who.actor),
    }  # fmt: skip
    return render(request, "learner/evidence.html", {"page": page})


def _card(registration: Registration, version: EvidenceVersion, claims: list[queries.ClaimAtAGlance], states: dict[str, str]) -> Card:
    piece, framework = version.evidence, framework_of(registration.specification)
    chips = [criterion_chip(claim, states, framework) for claim in claims[:SHOWN]]
    return Card(
        title=f"{piece.code} {piece.title}", href=reverse("learner_evidence_one", args=[piece.uuid]), kind=kind_of(piece, version.file),
        facts=facts_of(version), state=evidence_state(piece, claims, states), picture=picture_of(version.file), chips=chips,
        more=len(claims) - len(chips),
    )  # fmt: skip


# One piece -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ClaimLine:
    """One claim of a piece, and whether it can be taken back."""

    chip: Chip
    why_not: str | None


@dataclass(frozen=True, kw_only=True)
class EvidencePage:
    evidence: Evidence
    title: str
    lead: str
    trail: list[Crumb]
    version: EvidenceVersion
    versions: list[EvidenceVersion]
    file: StoredFile | None
    preview: Any
    recorded: Recorded | None
    testified: Testified | None
    paragraphs: list[str]
    filled: Filled | None
    nature: str
    setting: str
    claims: list[ClaimLine]
    drafts: int
    sheet: Sheet
    errors: list[tuple[str, str, str]]
    refused: str
    state: str
    assessor: str
    why_not_withdraw: str | None
    why_not_change: str | None
    written_by: str  # who wrote down what they saw; "" for the learner's own
    no_units: bool
    suggested: list[Suggested]
    others: str  # what was said of other people in it
    third: str  # why other people may be in it, where nothing was said
    coverable: bool


@require_safe
@for_roles(Role.LEARNER)
def learner_evidence_one(request: Request, uuid: UUID) -> HttpResponse:
    """One piece: look at it, see what it shows and since when, say more, replace it, take it back."""
    by = request.who.actor
    evidence = get_object_or_404(queries.evidence(by=by), uuid=uuid)
    registration = get_object_or_404(queries.registrations(by=by), pk=evidence.registration_id)
    return shown(request, registration, evidence)


def shown(
    request: Request, registration: Registration, evidence: Evidence, *, told: Told | None = None, wrong: Mapping[str, str] | None = None,
    refused: str = "",
) -> HttpResponse:  # fmt: skip
    """The page of one piece, also when a form on it was refused: with everything that was ticked and typed."""
    by, row = request.who.actor, registration.progress
    evidence.registration = registration
    versions = list(evidence.versions.select_related("file", "made_by").order_by("-number"))
    version = next((v for v in versions if str(v.number) == request.GET.get("version")), versions[0])
    own = list(queries.claims_of(registration).filter(evidence=evidence))
    states, framework = projection.states(row, registration), framework_of(registration.specification)
    for claim in own:
        claim.registration = registration
    sheet = sheet_of(registration, told or Told(), wrong=wrong, before=own)
    seen = previews.preview(version.file) if version.file else None
    written = f"{version.body}\n{seen.words if seen else ''}"
    why_not_change = policies.why_not_change_portfolio(registration, by=by)
    says_more = not (evidence.kind in RECORDED_KINDS or evidence.withdrawn_at or why_not_change)
    offered = suggested(
        units_of(registration) if says_more else (), f"{evidence.title}\n{written}", framework=framework, taken=told.claims if told else (),
        settled=met(states) | {claim.target for claim in own},
    )  # fmt: skip
    page = EvidencePage(
        suggested=offered,
        evidence=evidence, title=evidence.title, version=version, versions=versions, file=version.file,
        lead=_("%(code)s. %(facts)s") % {"code": evidence.code, "facts": facts_of(version)},
        trail=[Crumb(_("Evidence"), reverse("learner_evidence")), Crumb(evidence.code)],
        preview=seen, recorded=recorded(evidence.kind, version, framework),
        testified=testified(evidence, version, with_flags=False),
        paragraphs=paragraphs(version.body), filled=filled(version.details, version.body) if evidence.kind == EvidenceKind.WORKBOOK else None,
        nature=_("Something you know") if version.nature == "knowledge" else _("Something you did"), setting=str(SETTINGS[version.setting]),
        claims=[
            ClaimLine(
                chip=criterion_chip(claim, states, framework),
                why_not=policies.why_not_withdraw_claim(claim, by=by, judged=projection.rests_on_claim(row, claim)),
            )
            for claim in own
        ],
        drafts=sum(not claim.hand_in_id for claim in own), sheet=sheet, refused=refused,
        errors=[*([("", "", refused)] if refused else []), *sheet.errors], state=evidence_state(evidence, own, states),
        assessor=registration.assessor.first_name if registration.assessor else _("your assessor"),
        why_not_withdraw=policies.why_not_withdraw_evidence(evidence, by=by, judged=projection.rests_on_evidence(row, evidence.number)),
        why_not_change=why_not_change, written_by=versions[0].made_by.name if evidence.kind in RECORDED_KINDS else "", no_units=not row.units, others=said_of_others(version),
        third="" if evidence.kind in RECORDED_KINDS or evidence.withdrawn_at else warning(version, written),
        coverable=bool(version.file and version.file.kind.startswith("image/")),
    )  # fmt: skip
    return render(request, "learner/evidence_one.html", {"page": page}, status=422 if page.errors else 200)


@require_POST
@for_roles(Role.LEARNER)
def learner_withdraw_evidence(request: Request, uuid: UUID) -> HttpResponse:
    """Take a piece back, with its claims."""
    evidence = get_object_or_404(queries.evidence(by=request.who.actor), uuid=uuid)
    try:
        actions.withdraw_evidence(evidence, by=request.who.actor)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("learner_evidence_one", uuid=uuid)
    messages.success(request, _("%(evidence)s is taken back. It stays readable in the history.") % {"evidence": evidence.code})
    return redirect("learner_evidence")


@require_POST
@for_roles(Role.LEARNER)
def learner_withdraw_claim(request: Request, uuid: UUID) -> HttpResponse:
    """Take one claim back."""
    claim = get_object_or_404(queries.claims(by=request.who.actor), uuid=uuid)
    try:
        actions.withdraw_claim(claim, by=request.who.actor)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("The claim is taken back."))
    return redirect("learner_evidence_one", uuid=claim.evidence.uuid)
