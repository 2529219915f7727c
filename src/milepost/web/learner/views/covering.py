"""Covering part of a picture, so that customers and colleagues in it can't be recognised."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from milepost.base import files, previews
from milepost.base.refusal import Refused
from milepost.people.words import Role
from milepost.portfolios import actions, policies, queries
from milepost.web.access import for_roles
from milepost.web.components import Crumb
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.portfolios.models import EvidenceVersion

BOXES = 8


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.LEARNER)
def learner_cover(request: Request, uuid: UUID) -> HttpResponse:
    """Draw boxes over what nobody should see. The covered picture is a new version; the earlier one stays with the learner alone."""
    by = request.who.actor
    evidence = get_object_or_404(queries.evidence(by=by), uuid=uuid)
    version = evidence.versions.select_related("file").get(number=evidence.version)
    if version.file is None or not version.file.kind.startswith("image/"):
        raise Http404
    refused = ""
    if request.method == "POST":
        if request.POST.get("seen", "") != str(evidence.version):
            messages.info(request, _("This is replaced already: version %(n)d is the newest.") % {"n": evidence.version})
            return redirect("learner_evidence_one", uuid=uuid)
        boxes = _boxes(request.POST)
        if not boxes:
            refused = _("Draw at least one box, or give its place in the fields below.")
        else:
            try:
                _cover(request, version, boxes)
            except Refused as refusal:
                refused = refusal.reason
            else:
                messages.success(
                    request, _("Covered: version %(n)d. Only you can still see what it was before.") % {"n": evidence.version + 1}
                )
                return redirect("learner_evidence_one", uuid=uuid)
    page = {
        "evidence": evidence, "picture": reverse("file_page", args=[version.file.uuid, 1, 1600]), "refused": refused,
        "boxes": [(n, *(request.POST.get(f"{side}-{n}", "") for side in SIDES)) for n in range(1, BOXES + 1)],
        "trail": [Crumb(_("Evidence"), reverse("learner_evidence")), Crumb(evidence.code, reverse("learner_evidence_one", args=[uuid])),
                  Crumb(_("Cover"))],
        "why_not": policies.why_not_change_portfolio(evidence.registration, by=by),
    }  # fmt: skip
    return render(request, "learner/cover.html", {"page": page}, status=422 if refused else 200)


SIDES = ("left", "top", "width", "height")


def _boxes(form: QueryDict) -> list[previews.Box]:
    """What was drawn or typed, in percent of the picture. A row that is empty or says nothing is left out."""
    found = []
    for n in range(1, BOXES + 1):
        try:
            left, top, width, height = (min(max(float(form.get(f"{side}-{n}", "") or 0), 0), 100) / 100 for side in SIDES)
        except ValueError:
            continue
        if width > 0 and height > 0:
            found.append((left, top, min(width, 1 - left), min(height, 1 - top)))
    return found


def _cover(request: Request, version: EvidenceVersion, boxes: list[previews.Box]) -> None:
    by, file = request.who.actor, version.file
    assert file is not None
    made = files.store(previews.covered(file, boxes), name=f"{Path(file.name).stem}.jpg", centre=version.evidence.centre, by=by)
    actions.replace_evidence(
        version.evidence, by=by, file=made, happened_on=version.happened_on, reason=_("part of the picture covered"),
        details={**version.details, "others": "covered", "covers": str(version.number)},
    )  # fmt: skip
