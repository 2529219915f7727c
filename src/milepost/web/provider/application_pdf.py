"""An application on paper: PDF/UA, made with Typst. What people wrote goes in as JSON, so that none of it is markup."""

from __future__ import annotations

import json
from datetime import date, datetime
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst
from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.engine.appraisal import Verdict
from milepost.web.provider import showing

if TYPE_CHECKING:
    from milepost.provider.models import Application

SHEET = Path(str(resources.files("milepost.web.provider"))) / "application.typ"


def answer(one: Application) -> HttpResponse:
    response = HttpResponse(printed(one), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{one.held.key}-application-{one.number}.pdf"'
    return response


def printed(one: Application) -> bytes:
    sheet = json.dumps(sheet_of(one))
    return bytes(typst.compile(str(SHEET), sys_inputs={"sheet": sheet}, ignore_system_fonts=True, pdf_standards=["ua-1"]))


def sheet_of(one: Application) -> dict[str, Any]:
    """Everything that the paper and the page say, in words."""
    body, outcome = one.body, one.body["outcome"]
    day = date_format(timezone.localtime(datetime.fromisoformat(body["frozen_at"])), "j F Y, H:i")
    verdict = str(showing.VERDICTS[Verdict(outcome["verdict"])])
    return {
        "title": body["title"],
        "by": body["centre"],
        "lead": _("Application %(n)d, frozen on %(day)s by %(who)s.") % {"n": one.number, "day": day, "who": one.frozen_by.name},
        "verdict": _("%(verdict)s, by self-assessment.") % {"verdict": verdict},
        "apply_by": _("To be in by %(day)s.") % {"day": date_format(date.fromisoformat(body["apply_by"]), "j F Y")} if body["apply_by"] else "",
        "moderated": _("%(verdict)s.") % {"verdict": showing.MODERATED[Verdict(body["moderated"]["verdict"])]} if body.get("moderated") else "",
        "why": outcome["full"],
        "parts": [_part(part) for part in body["parts"]],
        "unknown_head": _("What is not confirmed of the original standard"),
        "unknown": body["unknown"],
        "shown_head": _("What shows it"),
        "score_head": _("Own score"),
        "foot": _("Application %(n)d. What was frozen: %(digest)s") % {"n": one.number, "digest": one.digest},
        "page": _("Page"),
    }  # fmt: skip


def _part(part: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": f"{part['key']}. {part['title']}",
        "indicators": [_indicator(each) for each in part["indicators"]],
    }


def _indicator(one: dict[str, Any]) -> dict[str, Any]:
    score = one["score"]
    words = score and {"band": score["band"], "percent": score["percent"], "because": score["because"], "who": score["by"]}
    return {
        "title": f"{one['key']} {one['title']}",
        "text": one["statement"],
        "evidence": [[each["title"], _says(each)] for each in one["evidence"]],
        "score": _("%(band)s, %(percent)d %%. %(because)s (%(who)s)") % words if words else "",
        "later": _later(one),
    }


def _later(one: dict[str, Any]) -> str:
    """What a peer and the moderators came to."""
    said = []
    if one.get("peer"):
        said.append(_("A peer: %(band)s, %(percent)d %%. %(because)s (%(by)s)") % one["peer"])
    if one.get("moderated") is not None:
        said.append(_("Moderated: %(percent)d %%") % {"percent": one["moderated"]})
    return " ".join(said)


def _says(one: dict[str, Any]) -> str:
    if one["figure"]:
        return showing.frozen_figure(one["figure"])
    if one["file"]:
        return _("%(name)s (its digest begins with %(digest)s)") % {"name": one["file"]["name"], "digest": one["file"]["sha256"][:12]}
    return str(one["text"])
