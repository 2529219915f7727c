"""A progress review on paper: PDF/UA, made with Typst. What people wrote goes in as JSON, so that none of it is markup."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst
from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.web.portfolio import review as reading

if TYPE_CHECKING:
    from milepost.assessment.queries import ReviewStanding
    from milepost.web.portfolio.review import Shown, Signing, Step

SHEET = Path(str(resources.files("milepost.web.portfolio"))) / "review.typ"


def answer(standing: ReviewStanding) -> HttpResponse:
    review = standing.review
    name = f"review-{review.number}-{review.registration.learner.name.lower().replace(' ', '-')}.pdf"
    response = HttpResponse(printed(standing), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name.encode("ascii", "ignore").decode()}"'
    return response


def printed(standing: ReviewStanding) -> bytes:
    sheet = json.dumps(_sheet(standing))
    return bytes(typst.compile(str(SHEET), sys_inputs={"sheet": sheet}, ignore_system_fonts=True, pdf_standards=["ua-1"]))


def _sheet(standing: ReviewStanding) -> dict[str, Any]:
    """Everything that the paper says, in words."""
    review, registration, shown = standing.review, standing.review.registration, reading.shown(standing)
    words = {"title": shown.title, "name": registration.learner.name}
    return {
        "title": _("%(title)s with %(name)s") % words,
        "by": review.centre.name,
        "lead": _("%(qualification)s. %(period)s.") % {"qualification": registration.qualification_title, "period": shown.period},
        "facts_head": _("What the journal says"),
        "facts": [[one.label, one.text] for one in shown.facts],
        "before_head": _("Agreed last time"),
        "before": [_step(one) for one in shown.before],
        "parts": [[_("%(name)s says") % {"name": one.who}, one.text] for one in shown.parts],
        "steps_head": _("Next steps"),
        "steps": [_step(one) for one in shown.steps],
        "signatures_head": _("Signatures"),
        "signatures": [[one.label, _signature(one)] for one in shown.signing],
        "over": shown.over,
        "foot": _foot(standing, shown),
        "page": _("Page"),
    }


def _step(one: Step) -> list[str]:
    return [one.what, one.who, reading.day(one.by) if one.by else ""]


def _signature(one: Signing) -> str:
    when = date_format(timezone.localtime(one.at), "j F Y, H:i") if one.at else ""
    if one.state == "waiting":
        return _("%(text)s, since %(when)s") % {"text": one.text, "when": when}
    return _("%(text)s, %(when)s") % {"text": one.text, "when": when} if when else one.text


def _foot(standing: ReviewStanding, shown: Shown) -> str:
    return _("Version %(n)d of %(day)s. What is signed: %(digest)s") % {
        "n": shown.version,
        "day": date_format(timezone.localtime(standing.newest.made_at), "j F Y, H:i"),
        "digest": standing.newest.digest,
    }
