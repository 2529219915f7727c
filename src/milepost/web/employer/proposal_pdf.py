"""A proposal on paper: PDF/UA, made with Typst. What people wrote goes in as JSON, so that none of it is markup."""

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

from milepost.employers.proposing import days_of
from milepost.web.employer import proposing

if TYPE_CHECKING:
    from milepost.employers.models import ProposalVersion

SHEET = Path(str(resources.files("milepost.web.employer"))) / "proposal.typ"


def answer(version: ProposalVersion) -> HttpResponse:
    response = HttpResponse(printed(version), content_type="application/pdf")
    name = f"proposal-{version.proposal.number}-version-{version.number}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def printed(version: ProposalVersion) -> bytes:
    sheet = json.dumps(_sheet(version))
    return bytes(typst.compile(str(SHEET), sys_inputs={"sheet": sheet}, ignore_system_fonts=True, pdf_standards=["ua-1"]))


def _sheet(version: ProposalVersion) -> dict[str, Any]:
    """Everything that the paper says, in words."""
    body, file = version.body, version.proposal.file
    day = date_format(timezone.localtime(version.made_at), "j F Y")
    rest = [
        (_("Price"), body["price"]), (_("Funding"), body["funding"]), (_("What you do for it"), body["duties"]),
        (_("What could get in the way"), body["risks"]), (_("How we look together whether it helped"), body["evaluation"]),
        (_("Days on which we look"), days_of(body)), (_("What you can rely on"), body["promises"]),
    ]  # fmt: skip
    return {
        "title": version.title,
        "by": file.centre.name,
        "lead": _("For %(employer)s. Version %(n)d of %(day)s, by %(who)s.")
        % {"employer": file.employer.name, "n": version.number, "day": day, "who": version.made_by.name},
        "summary": body["summary"],
        "issues_head": _("What should change"),
        "issues": [[one["title"], one["hurts"], proposing.measure_in_words(one)] for one in body["issues"]],
        "solutions_head": _("What we propose"),
        "solutions": [_solution(one) for one in proposing.offers(body)],
        "rest": [[head, text] for head, text in rest if text],
        "foot": _("Version %(n)d. What was sent: %(digest)s") % {"n": version.number, "digest": version.digest},
        "page": _("Page"),
    }


def _solution(one: proposing.Offer) -> dict[str, Any]:
    rows = [
        (_("It deals with"), one.issue["title"] if one.issue else ""), (_("Units"), one.units), (_("How long it takes"), one.takes),
        (_("How it is measured"), one.measured),
        (_("If nothing is done"), one.otherwise), (_("Price"), one.price),
    ]  # fmt: skip
    return {"title": f"{one.number}. {one.title}", "text": one.text, "rows": [[label, text] for label, text in rows if text]}
