"""What a person may see of imports and specifications, and the framework inside a specification."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from milepost.base.models import Actor, Event
from milepost.engine.framework import Framework
from milepost.frameworks.document import framework_by_digest
from milepost.frameworks.models import Import, RegisterEntry, RightsMark, Specification
from milepost.frameworks.register import entries_for
from milepost.frameworks.words import REGISTER_BROUGHT_IN, SHARED, Rights
from milepost.people.permissions import Permission, may


def specifications(*, by: Actor) -> QuerySet[Specification]:
    """The published qualifications of the centre, newest first. Their documents are left in the table: see `framework_of`."""
    return _published(by).filter(programme=None)


def programmes(*, by: Actor) -> QuerySet[Specification]:
    """The programmes of the centre, which award nothing, newest first."""
    return _published(by).exclude(programme=None)


def _published(by: Actor) -> QuerySet[Specification]:
    if not may(by.role, Permission.READ_FRAMEWORK):
        return Specification.objects.none()
    return Specification.objects.filter(centre_id=by.at_centre).defer("document").order_by("-published_at", "-pk")


def specifications_with_learners(*, by: Actor) -> QuerySet[Any]:
    """The same, each with `learners`: how many registrations are pinned to it, and with `rights_now`."""
    return with_rights(specifications(by=by).annotate(learners=Count("registrations")))


def with_rights(found: QuerySet[Specification]) -> QuerySet[Any]:
    """Each with `rights_now` and `licence`: what was said last of its text."""
    newest = RightsMark.objects.filter(specification=OuterRef("pk")).order_by("-pk")
    return found.annotate(
        rights_now=Coalesce(Subquery(newest.values("rights")[:1]), F("rights")),
        licence=Coalesce(Subquery(newest.values("licence")[:1]), Value("")),
    )


def rights_of(specification: Specification) -> tuple[str, str]:
    """Whose text it is, and under which licence, as was said last."""
    newest = specification.rights_marks.order_by("-pk").values_list("rights", "licence").first()
    return newest or (specification.rights, "")


def shared_specifications() -> QuerySet[Specification]:
    """What anybody may read, oldest first: text that a centre has marked as its own or as open."""
    return with_rights(Specification.objects.filter(programme=None)).filter(rights_now__in=SHARED).defer("document").order_by("pk")


def specifications_open_to(*, by: Actor) -> QuerySet[Any]:
    """Versions that other centres have marked as open, so that this one may adopt them."""
    if not may(by.role, Permission.IMPORT_FRAMEWORK):
        return Specification.objects.none()
    return (
        with_rights(Specification.objects.filter(programme=None))
        .filter(rights_now=Rights.OPEN)
        .exclude(centre_id=by.at_centre)
        .exclude(digest__in=Specification.objects.filter(centre_id=by.at_centre).values("digest"))
        .defer("document")
        .order_by("title", "-version")
    )


def imports(*, by: Actor) -> QuerySet[Import]:
    """The centre's imports, newest first, for whoever works on them."""
    if not may(by.role, Permission.IMPORT_FRAMEWORK):
        return Import.objects.none()
    return Import.objects.filter(centre_id=by.at_centre).select_related("file", "read_by", "centre").order_by("-read_at", "-pk")


def open_imports(*, by: Actor) -> QuerySet[Import]:
    """Imports that are neither published nor given up, for a list: of what was read only the warnings, as `warnings`."""
    return imports(by=by).filter(closed_at=None).defer("reading", "document").annotate(warnings=F("reading__warnings"))


def framework_of(specification: Specification) -> Framework:
    """The framework in a specification, kept in this process by its digest: a hit asks the database nothing."""

    def read() -> Mapping[str, Any]:
        document: dict[str, Any] = specification.document
        return document

    return framework_by_digest(specification.digest, read)


def warnings_open(import_: Import) -> list[int]:
    """Positions of the warnings that nobody has settled yet."""
    warnings = import_.warnings if hasattr(import_, "warnings") else import_.reading.get("warnings")
    return [position for position, _ in enumerate(warnings or ()) if str(position) not in import_.decisions]


def next_version(*, centre_id: int, title: str) -> int:
    """The number that the next publication of this title would get."""
    newest = Specification.objects.filter(centre_id=centre_id, title=title).order_by("-version").values_list("version", flat=True).first()
    return (newest or 0) + 1


# The regulator's register -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Brought:
    """The list of the register that a centre has: how many lines, and when it came."""

    count: int
    at: datetime | None = None


def register_here(*, by: Actor) -> Brought | None:
    """What of the regulator's register is here; None where nothing is."""
    count = RegisterEntry.objects.filter(centre_id=by.at_centre).count() if may(by.role, Permission.READ_FRAMEWORK) else 0
    if not count:
        return None
    told = Event.objects.filter(centre_id=by.at_centre, name=REGISTER_BROUGHT_IN).order_by("-position").first()
    return Brought(count, told.at if told else None)


def register_for(*frameworks: Framework, by: Actor) -> dict[str, RegisterEntry] | None:
    """What the register says of the qualifications of these frameworks; None where the centre has brought in none. Two queries at most."""
    return entries_for(by.at_centre, (one.accreditation_number for framework in frameworks for one in framework.qualifications))


def newest_versions(*, by: Actor) -> list[Specification]:
    """The newest published version of each specification, by title."""
    newest: dict[str, Specification] = {}
    for one in specifications(by=by).order_by("title", "version"):
        newest[one.title] = one
    return list(newest.values())
