"""Versions of a qualification: what changed, who stands on an older one and what moving would mean, a new one begun from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from milepost.base.files import store
from milepost.base.refusal import Refused
from milepost.frameworks import actions as frameworks
from milepost.frameworks.exporters import export, file_name
from milepost.frameworks.lineage import versions_of
from milepost.frameworks.queries import framework_of, specifications
from milepost.people.words import Role
from milepost.portfolios import actions, policies, queries
from milepost.portfolios.queries import Effect, changes_between
from milepost.web import moving
from milepost.web.access import for_roles
from milepost.web.centre.against import was_at
from milepost.web.centre.views.acting import SPECIFICATION_READERS, act_then_back, centre_here
from milepost.web.changes import Changes, Places, changes
from milepost.web.components import Crumb, Filter
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.frameworks.models import Specification
    from milepost.portfolios.models import Registration, VersionOffer

A_PAGE = 40


def _trail(specification: Specification, here: str) -> list[Crumb]:
    return [
        Crumb(_("Qualifications"), reverse("centre_qualifications")),
        Crumb(specification.title, reverse("centre_specification", args=[specification.uuid])),
        Crumb(here),
    ]


# What changed -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ChangesPage:
    specification: Specification
    older: Specification
    changes: Changes
    filters: list[Filter]
    trail: list[Crumb]
    runs: bool


@require_safe
@for_roles(*SPECIFICATION_READERS)
def centre_version_changes(request: Request, uuid: UUID) -> HttpResponse:
    """What a version changed against the one before it, or against any older one."""
    specification = get_object_or_404(specifications(by=request.who.actor), uuid=uuid)
    older = [one for one in versions_of(specification, by=request.who.actor) if one.version < specification.version]
    chosen = next((one for one in older if str(one.version) == request.GET.get("against")), older[0] if older else None)
    if chosen is None:
        raise Http404
    before, after = framework_of(chosen), framework_of(specification)
    filters = [
        Filter(label=_("Version %(n)s") % {"n": one.version}, href=f"?against={one.version}", current=one.pk == chosen.pk) for one in older
    ]
    page = ChangesPage(
        specification=specification, older=chosen, filters=filters if len(filters) > 1 else [],
        changes=changes(changes_between(chosen, specification), before, after, places=Places(was=was_at(chosen, before))),
        trail=_trail(specification, _("What changed")), runs=request.who.role == Role.CENTRE_MANAGER,
    )  # fmt: skip
    return render(request, "centre/version_changes.html", {"page": page})


# Who may move -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Mover:
    """A learner on an older version: what moving would mean, and what was offered. `why_not` is why it can't be offered now."""

    registration: Registration
    summary: str
    harmless: bool
    offer: VersionOffer | None
    why_not: str | None
    ticked: bool = False

    @property
    def waits(self) -> bool:
        return self.offer is not None and self.offer.answered_at is None


@dataclass(frozen=True, kw_only=True)
class MovingPage:
    specification: Specification
    movers: Sequence[Mover]
    found: Any  # the page of the list
    answered: Sequence[VersionOffer]
    offers: bool  # there is somebody to offer it to
    harmless: int  # how many of them lose nothing
    note: str
    trail: list[Crumb]
    versions: list[Specification] = field(default_factory=list)


def _movers(
    request: Request, specification: Specification, registrations: Sequence[Registration], ticked: Sequence[str], effects: Mapping[int, Effect]
) -> list[Mover]:  # fmt: skip
    by = request.who.actor
    offers: dict[int, VersionOffer] = {}
    for offer in queries.version_offers(by=by).filter(registration__in=[one.pk for one in registrations]):
        offers.setdefault(offer.registration_id, offer)
    return [_mover(request, specification, one, offers.get(one.pk), ticked, effects[one.pk]) for one in registrations]


def _effects(registrations: Sequence[Registration], to: Specification) -> dict[int, Effect]:
    grounds = queries.grounds_of(registrations)
    return {one.pk: queries.effect(one, changes_between(one.specification, to), to, ground=grounds.get(one.pk)) for one in registrations}


def _mover(
    request: Request, to: Specification, registration: Registration, offer: VersionOffer | None, ticked: Sequence[str], effect: Effect
) -> Mover:
    waiting = offer if offer and offer.answered_at is None else None
    why_not = policies.why_not_offer_version(registration, by=request.who.actor, to=to, qualification=effect.qualification, offered=waiting)
    return Mover(
        registration=registration, summary=moving.summary(effect, to), harmless=effect.harmless and why_not is None, offer=offer,
        why_not=why_not, ticked=str(registration.uuid) in ticked,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.CENTRE_MANAGER)
def centre_moving(request: Request, uuid: UUID) -> HttpResponse:
    """Everybody on an older version, with what moving to this one would mean; offer it to one, to several, to all who lose nothing."""
    by = request.who.actor
    specification = get_object_or_404(specifications(by=by), uuid=uuid)
    waiting = queries.registrations_on_older(specification, by=by)
    ticked, note = request.POST.getlist("registration"), request.POST.get("note", "")
    if request.method == "POST":
        if request.POST.get("act") == "harmless":
            everybody = list(waiting)
            movers = _movers(request, specification, everybody, [], _effects(everybody, specification))
            chosen = [mover.registration for mover in movers if mover.harmless]
        else:
            chosen = [one for one in waiting if str(one.uuid) in ticked]
        if _offered(request, chosen, specification, note):
            return redirect("centre_moving", uuid=uuid)
    everybody = list(waiting)
    movers = _movers(request, specification, everybody, ticked, _effects(everybody, specification))
    found = Paginator(movers, A_PAGE).get_page(request.GET.get("page"))
    page = MovingPage(
        specification=specification, movers=list(found.object_list), found=found, note=note, offers=any(mover.why_not is None for mover in movers),
        answered=list(queries.version_offers(by=by).filter(specification=specification).exclude(answered_at=None)[:A_PAGE]),
        harmless=sum(mover.harmless for mover in movers), trail=_trail(specification, _("Learners on older versions")),
    )  # fmt: skip
    return render(request, "centre/moving.html", {"page": page}, status=422 if request.method == "POST" else 200)


def _offered(request: Request, chosen: Sequence[Registration], to: Specification, note: str) -> int:
    """Offer it to each, say to how many, and say why where it was refused."""
    if not chosen:
        messages.error(request, _("Tick at least one learner to offer the version to."))
        return 0
    made, refusals = 0, []
    for one in chosen:
        try:
            actions.offer_version(one, by=request.who.actor, to=to, note=note)
            made += 1
        except Refused as refused:
            refusals.append(refused.reason)
    if made:
        messages.success(
            request,
            ngettext(
                "Offered to %(n)d learner. Nothing changes until they answer.",
                "Offered to %(n)d learners. Nothing changes until they answer.",
                made,
            )
            % {"n": made},
        )
    for reason in dict.fromkeys(refusals):
        messages.error(request, reason)
    return made


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_offer_take_back(request: Request, uuid: UUID) -> HttpResponse:
    """Take an offer back that nobody has answered."""
    offer = get_object_or_404(queries.version_offers(by=request.who.actor), uuid=uuid)
    said = _("Taken back. %(name)s stays on version %(version)s.") % {
        "name": offer.registration.learner.first_name, "version": offer.left.version,
    }  # fmt: skip
    return act_then_back(
        request, lambda: actions.take_back_offer(offer, by=request.who.actor), said=said, to="centre_moving", uuid=offer.specification.uuid
    )


# A new version from this one ----------------------------------------------------------------------------------------


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_begin_version(request: Request, uuid: UUID) -> HttpResponse:
    """Open a published version as an import again, so that it can be corrected into the next one."""
    by = request.who.actor
    specification = get_object_or_404(specifications(by=by).select_related("source__file"), uuid=uuid)
    try:
        if specification.source:
            file = specification.source.file
        else:
            written = export(specification.document, "yaml")
            file = store(written, name=file_name(specification.document, "yaml"), centre=centre_here(request), by=by)
        import_ = frameworks.begin_version(specification, by=by, file=file)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("centre_specification", uuid=uuid)
    messages.success(request, _("Correct what is to be different, then publish it. The version that you began from stays as it is."))
    return redirect(f"{reverse('centre_import_review', args=[import_.uuid])}?show=units")
