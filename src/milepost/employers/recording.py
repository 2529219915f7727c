"""How an act on an employer is recorded: in the stream of the file."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from milepost.base import events
from milepost.base.models import Actor, Event
from milepost.employers.models import EmployerFile


def locked(file: EmployerFile) -> EmployerFile:
    """The file as it stands now, held for the rest of the transaction: acts on one employer come one after the other."""
    EmployerFile.objects.select_for_update().get(pk=file.pk)
    return EmployerFile.objects.select_related("employer", "centre").get(pk=file.pk)


def record(
    file: EmployerFile, name: str, *, by: Actor, args: Mapping[str, Any] | None = None, personal: Mapping[str, Any] | None = None,
    rows: Iterable[models.Model] = (),
) -> Event:  # fmt: skip
    about = {"employer": file.uuid, **(args or {})}
    return events.record(file.stream, name, by=by, centre_id=file.centre_id, args=about, personal=personal, rows=rows)
