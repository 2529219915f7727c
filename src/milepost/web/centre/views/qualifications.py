"""The centre's qualifications: what is published, what is being imported, what comes with Milepost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from milepost import links
from milepost.base import text
from milepost.base.refusal import Refused
from milepost.engine import combination
from milepost.engine.framework import Framework, Qualification, Unit
from milepost.frameworks import actions, queries
from milepost.frameworks.document import digest, to_document
from milepost.frameworks.exporters import FORMS
from milepost.frameworks.shipped import names, shipped
from milepost.frameworks.words import SHARED, Rights
from milepost.people.words import Role
from milepost.portfolios import policies
from milepost.portfolios.queries import approvals
from milepost.portfolios.words import ApprovalState
from milepost.web.access import for_roles
from milepost.web.asked import uuid_in
from milepost.web.centre.sentences import pathway_rules, published_requirement, rule_in_words
from milepost.web.centre.views.acting import SPECIFICATION_READERS, centre_here
from milepost.web.components import Crumb
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.portfolios.models import Approval


@dataclass(frozen=True)
class Shipped:
    """A qualification that comes with Milepost. `here` is true when this centre has it already."""

    name: str
    framework: Framework
    here: bool

    @property
    def criterion_count(self) -> int:
        return sum(1 for unit in self.framework.units for _criterion in unit.criteria)


@require_safe
@for_roles(*SPECIFICATION_READERS)
def centre_qualifications(request: Request) -> HttpResponse:
    """What learners can be registered on, newest first, and what is on its way."""
    by = request.who.actor
    published = list(queries.specifications_with_learners(by=by))
    known = approvals(by=by)
    digests = {specification.digest for specification in published}
    newest: dict[str, int] = {}
    for one in published:
        newest[one.title] = max(one.version, newest.get(one.title, 0))
    page = {
        "published": [(one, _approved(queries.framework_of(one), known), one.version == newest[one.title]) for one in published],
        "imports": [(one, len(queries.warnings_open(one))) for one in queries.open_imports(by=by)],
        "shipped": [Shipped(name, shipped(name), digest(to_document(shipped(name))) in digests) for name in names()],
        "open": queries.specifications_open_to(by=by)[:20],
        "runs": request.who.role == Role.CENTRE_MANAGER,
    }
    return render(request, "centre/qualifications.html", {"page": page})


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_adopt(request: Request) -> HttpResponse:
    """Publish a qualification that comes with Milepost, or an open one of another centre, as it is."""
    name, by, open_one = request.POST.get("name", ""), request.who.actor, request.POST.get("open", "")
    licence = ""
    if open_one:
        other = get_object_or_404(queries.specifications_open_to(by=by).defer(None), uuid=uuid_in(open_one))
        document, licence = other.document, other.licence
    elif name in names():
        document = to_document(shipped(name))
    else:
        messages.error(request, _("Choose one of the qualifications below."))
        return redirect("centre_qualifications")
    try:
        specification = actions.adopt(centre_here(request), by=by, document=document, rights=Rights.OPEN)
        if licence:  # it goes along with the text
            actions.mark_rights(specification, by=by, rights=Rights.OPEN, licence=licence)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("centre_qualifications")
    messages.success(
        request,
        _("%(title)s is published here. Note the approval of your centre; then learners can be registered on it.")
        % {"title": specification.title},
    )
    return redirect("centre_specification", uuid=specification.uuid)


@dataclass(frozen=True)
class UnitCard:
    unit: Unit
    level: str
    criterion_count: int
    requirements: list[tuple[str, str, str]]

    @property
    def said(self) -> str:
        """What a list says of it: level and credits, and where there are no criteria yet, that."""
        level = "" if not self.unit.level else self.level if self.unit.entry else _("Level %(level)s") % {"level": self.level}
        credit = ngettext("%(n)d credit", "%(n)d credits", self.unit.credit) % {"n": self.unit.credit} if self.unit.credit else ""
        return ", ".join(filter(None, [level, credit, "" if self.criterion_count else _("no criteria yet")]))


@dataclass(frozen=True)
class GroupCard:
    title: str
    units: list[Unit]
    optional: bool


@dataclass(frozen=True)
class Approved:
    """What the awarding organisation says. `why_not` is empty while learners can be registered."""

    place: int
    noted: Approval | None
    why_not: str
    named: str = ""  # the qualification, where a specification holds several

    @property
    def called(self) -> str:
        """The label with the qualification before it, for a list of several."""
        return f"{self.named}: {self.label}" if self.named else self.label

    @property
    def said(self) -> str:
        """Why nobody can be registered, said where the approval itself is noted."""
        if self.noted is None:
            return _("Nobody can be registered on it before the approval is noted.")
        if self.noted.state == ApprovalState.APPLIED:
            return _("Applied for and not given yet. Note it here when it comes; then learners can be registered.")
        return self.why_not

    @property
    def label(self) -> str:
        if self.noted is None:
            return _("approval not noted")
        ended = self.why_not and self.noted.state in (ApprovalState.APPROVED, ApprovalState.CONDITIONS)
        return _("approval ended") if ended else str(self.noted.get_state_display())


def _approved(framework: Framework, approvals: Mapping[str, Approval]) -> list[Approved]:
    """One a qualification, in their order."""
    found = []
    for place, qualification in enumerate(framework.qualifications, start=1):
        noted = approvals.get(qualification.number or qualification.title)
        named = (qualification.number or qualification.title) if len(framework.qualifications) > 1 else ""
        found.append(Approved(place, noted, policies.why_not_approved(noted, title=qualification.title) or "", named))
    return found


def _no_approval(found: Sequence[Approved]) -> str:
    """Why nobody can be registered on any qualification of several; empty where one is approved."""
    if not found or any(not one.why_not for one in found):
        return ""
    return _("Nobody can be registered before one of these qualifications is approved.")


@dataclass(frozen=True)
class QualificationCard:
    qualification: Qualification
    approval: Approved
    facts: list[tuple[str, str]]
    rules: list[tuple[str, bool]]
    groups: list[GroupCard]


def _day(words: str) -> str:
    """A day as people read it; a document's own words stay as they are."""
    try:
        return date_format(date.fromisoformat(words), "j F Y")
    except ValueError:
        return words


def _facts(qualification: Qualification) -> list[tuple[str, str]]:
    found = [
        (_("Accreditation"), qualification.accreditation_number),
        (_("Ages"), qualification.ages),
        (_("Last registration"), _day(qualification.last_registration)),
        (_("Last certification"), _day(qualification.last_certification)),
        (_("Approval"), qualification.approval),
    ]
    return [(label, value) for label, value in found if value]


def _card(framework: Framework, qualification: Qualification, approval: Approved) -> QualificationCard:
    called = text.names_of(framework, qualification)
    lines = combination.verdict(framework, qualification, ()).lines[: len(qualification.rules)]
    rules = [(rule_in_words(line, called), line.unconfirmed) for line in lines] + pathway_rules(framework, qualification, called)
    groups = [
        GroupCard(
            " ".join(filter(None, [_("Group %(key)s") % {"key": g.key}, g.title])),
            [framework.unit_by_key[key] for key in g.units if key in framework.unit_by_key],
            g.optional,
        )
        for g in qualification.groups
    ]
    grouped = {key for group in qualification.groups for key in group.units}
    others = [framework.unit_by_key[key] for key in qualification.units if key in framework.unit_by_key and key not in grouped]
    if others:
        groups.append(GroupCard(_("Other units that count") if grouped else _("Units that count"), others, optional=True))
    return QualificationCard(qualification, approval, _facts(qualification), rules, groups)


@dataclass(frozen=True)
class Version:
    """One published version under the same name: whether it is read here, and how many learners stand on it."""

    specification: Any
    here: bool
    newest: bool


@dataclass(frozen=True)
class Versions:
    """Every version, the newest first; the one before this; how many learners stand on an older one."""

    all: list[Version]
    before: Any
    newest: Any
    on_older: int


def _versions(specification: Any, *, by: Any) -> Versions:
    same = list(queries.specifications_with_learners(by=by).filter(title=specification.title).order_by("-version"))
    older = [one for one in same if one.version < specification.version]
    return Versions(
        [Version(one, one.pk == specification.pk, one is same[0]) for one in same], older[0] if older else None,
        same[0] if same[0].pk != specification.pk else None, sum(one.learners for one in older),
    )  # fmt: skip


@require_safe
@for_roles(*SPECIFICATION_READERS)
def centre_specification(request: Request, uuid: UUID) -> HttpResponse:
    """One published version: what it asks, whose text it is, who is pinned to it."""
    specification = get_object_or_404(
        queries.specifications_with_learners(by=request.who.actor).select_related("published_by", "source"), uuid=uuid
    )
    framework = queries.framework_of(specification)
    units: Sequence[UnitCard] = [
        UnitCard(
            unit,
            combination.level_name(unit),
            sum(1 for _criterion in unit.criteria),
            [(r.number, r.text, published_requirement(r)) for r in unit.requirements],
        )
        for unit in framework.units
    ]
    approved = _approved(framework, approvals(by=request.who.actor))
    page: dict[str, Any] = {
        "specification": specification,
        "framework": framework,
        "qualifications": [
            _card(framework, qualification, approval) for qualification, approval in zip(framework.qualifications, approved, strict=True)
        ],
        "why_not_register": (approved[0].why_not and approved[0].said) if len(approved) == 1 else _no_approval(approved),
        "units": units,
        "trail": [Crumb(_("Qualifications"), reverse("centre_qualifications")), Crumb(specification.title)],
        "rights": Rights(specification.rights_now).label,
        "service": links.case_service() if specification.rights_now in SHARED else "",
        "forms": [(name, form.title, form.about) for name, form in FORMS.items()],
        "runs": request.who.role == Role.CENTRE_MANAGER,
        "register": f"{reverse('centre_register')}?of={specification.uuid}",
        "versions": _versions(specification, by=request.who.actor),
        "lead": _("Version %(version)s: %(units)s units with %(criteria)s criteria. It never changes; learners stay on it.")
        % {"version": specification.version, "units": specification.unit_count, "criteria": specification.criterion_count},
    }
    return render(request, "centre/specification.html", {"page": page})
