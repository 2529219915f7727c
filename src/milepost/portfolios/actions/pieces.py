"""The beginning of a piece of evidence, whoever brings it."""

from datetime import datetime
from uuid import UUID, uuid4

from milepost.base.models import Actor
from milepost.portfolios.models import Evidence, Registration


def next_piece(registration: Registration, kind: str, title: str, by: Actor, now: datetime, uuid: UUID | None) -> Evidence:
    """A piece under the next number of its portfolio, whose progress is locked. It holds nothing before it has a version."""
    registration.refresh_from_db(fields=["evidence_count"])
    registration.evidence_count += 1
    registration.save(update_fields=["evidence_count"])
    return Evidence.objects.create(
        uuid=uuid or uuid4(), centre_id=registration.centre_id, registration=registration, number=registration.evidence_count,
        kind=kind, title=title.strip(), added_at=now, added_by=by,
    )  # fmt: skip
