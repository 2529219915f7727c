"""The list of employers as a file: what the page shows, and what is known of each besides."""

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from milepost.employers import facts
from milepost.web.access import for_roles
from milepost.web.employer.views.journey import READERS
from milepost.web.employer.views.lists import asked
from milepost.web.table import as_csv, as_xlsx
from milepost.web.who import Request


@require_safe
@for_roles(*READERS)
def employer_list_csv(request: Request) -> StreamingHttpResponse:
    """The employers that the page shows, with the same choice of them: one line each, as a list can be brought in again."""
    return as_csv("employers", *_table(request))


@require_safe
@for_roles(*READERS)
def employer_list_xlsx(request: Request) -> HttpResponse:
    """The same as a workbook."""
    return as_xlsx("employers", *_table(request))


def _table(request: Request) -> tuple[list[str], list[list[Any]]]:
    choice, _saved = asked(request, request.GET)
    files, owning = facts.chosen(choice, by=request.who.actor)
    heads = [
        _("Employer"), _("Company number"), _("Street"), _("Town"), _("Postcode"), _("Telephone"), _("Website"), _("Contact"),
        _("E-mail of the contact"), _("Notes"), _("What they do"), _("People"), _("Stage"), _("Since"), _("Owner"),
    ]  # fmt: skip
    rows: list[list[Any]] = []
    for file in files:
        said, stage = file.employer.particulars, owning.journey.at(file.stage)
        owner = owning.owns(file, stage.juncture.key)
        rows.append(
            [
                file.employer.name, said.get("number", ""), said.get("street", ""), said.get("town", ""), file.postcode or said.get("postcode", ""),
                file.contact_phone or said.get("phone", ""), file.website or said.get("website", ""), file.contact_name or said.get("contact", ""),
                file.contact_email or said.get("email", ""), said.get("notes", ""), file.does, file.size or "", stage.title,
                timezone.localtime(file.stage_since).date().isoformat(), owner.name if owner else "",
            ]
        )  # fmt: skip
    return heads, rows
