"""Workbooks: whose they are, what stands in them, and what the system knows already."""

from uuid import UUID, uuid5

from django.db.models import QuerySet

from milepost.base import clock
from milepost.base.models import Actor
from milepost.people.permissions import Permission, may
from milepost.portfolios.models import Evidence, Registration, Workbook, WorkbookVersion


def workbooks(*, by: Actor) -> QuerySet[Workbook]:
    """The reader's own workbooks at their centre, the newest first. Nobody else's: others see what is claimed."""
    if not may(by.role, Permission.KEEP_WORKBOOKS) or by.person_id is None:
        return Workbook.objects.none()
    return Workbook.objects.filter(centre_id=by.at_centre, owner_id=by.person_id).order_by("-opened_at", "-pk")


def versions_of_workbook(workbook: Workbook) -> QuerySet[WorkbookVersion]:
    """Every version, the newest first."""
    return workbook.versions.select_related("made_by").order_by("-number")


def known_of(registration: Registration | None, *, by: Actor, me: str) -> dict[str, str]:
    """What the system can write into a new workbook: by the name under which a form asks for it."""
    known = {"me": me, "today": clock.today().isoformat(), "centre": by.centre.name if by.centre else ""}
    if registration is not None:
        known |= {
            "employer": registration.employer.name if registration.employer else "",
            "assessor": registration.assessor.name if registration.assessor else "",
            "qualification": registration.qualification_title,
        }
    return known


def name_as_evidence(registration: Registration, workbook: UUID) -> UUID:
    """The uuid of the piece that a workbook is in a portfolio: the same however often it is claimed."""
    return uuid5(registration.uuid, f"workbook:{workbook}")


def evidence_of_workbook(registration: Registration, workbook: Workbook) -> Evidence | None:
    """The piece of evidence that a workbook already is."""
    return registration.evidence.filter(uuid=name_as_evidence(registration, workbook.uuid)).first()
