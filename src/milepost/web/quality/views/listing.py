"""Every sign-off and its second look as a table of values, for the awarding organisation or a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from milepost.assurance import queries
from milepost.base import clock
from milepost.portfolios import progress
from milepost.web.access import for_roles
from milepost.web.quality.units import unit_signed
from milepost.web.quality.views.today import READERS
from milepost.web.table import as_csv
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.assessment.models import SignOff


def _line(one: SignOff) -> list[str | int]:
    registration, review = one.registration, getattr(one, "review", None)
    unit = unit_signed(registration, one.unit)
    return [
        registration.learner.name, registration.qualification_title, unit.code, unit.title, one.signed_by.name,
        one.signed_at.date().isoformat(), review.get_verdict_display() if review else "", review.made_by.name if review else "",
        review.made_at.date().isoformat() if review else "", review.reason if review else "",
        ((review.made_at if review else clock.now()) - one.signed_at).days, progress.doubts_in(registration.progress, one.unit),
    ]  # fmt: skip


@require_safe
@for_roles(*READERS)
def quality_sign_offs_csv(request: Request) -> StreamingHttpResponse:
    """One line a sign-off, the newest first, as they are read."""
    heads = [
        _("Learner"), _("Qualification"), _("Unit"), _("Title"), _("Signed off by"), _("Signed off on"), _("Second look"), _("Looked at by"),
        _("Looked at on"), _("Said"), _("Days until the second look"), _("In doubt"),
    ]  # fmt: skip
    rows = queries.all_sign_offs(by=request.who.actor).defer("registration__specification__document")
    return as_csv("sign-offs", heads, map(_line, rows.iterator(chunk_size=500)))
