"""The list of employers as a file: what the page shows, and what is known of each besides."""

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from milepost.employers import facts, queries
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import centre_here
from milepost.web.employer.views.journey import READERS
from milepost.web.table import as_csv
from milepost.web.who import Request


@require_safe
@for_roles(*READERS)
def employer_list_csv(request: Request) -> StreamingHttpResponse:
    """The employers that the page shows, with the same choice of them: one line each, as a list can be brought in again."""
    by, q = request.who.actor, request.GET.get("q", "").strip()
    files = list(queries.files(by=by).filter(employer__name__icontains=q) if q else queries.files(by=by))
    owning = facts.owning_of(files, centre_id=centre_here(request).pk)
    if request.GET.get("whose") == "mine":
        files = owning.owned_by(request.who.reader.pk, files)
    heads = [
        _("Employer"), _("Company number"), _("Street"), _("Town"), _("Postcode"), _("Telephone"), _("Website"), _("Contact"),
        _("E-mail of the contact"), _("Notes"), _("What they do"), _("People"), _("Stage"), _("Since"), _("Owner"),
    ]  # fmt: skip
    rows = []
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
    return as_csv("employers", heads, rows)
