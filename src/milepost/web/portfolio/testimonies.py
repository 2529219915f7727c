"""What witnesses signed in all the portfolios that the reader may open, with what is worth knowing of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from milepost.assessment import queries
from milepost.web.components import Crumb, Filter
from milepost.web.portfolio.testimony import flags_in_words

if TYPE_CHECKING:
    from milepost.assessment.models import CallBack, Testimony
    from milepost.web.who import Request

A_PAGE = 30
LOOKED_THROUGH = 1000  # the newest, for what is worth knowing


@dataclass(frozen=True, kw_only=True)
class Row:
    """One testimony."""

    testimony: Testimony
    href: str
    flags: list[str]
    call: CallBack | None


@dataclass(frozen=True, kw_only=True)
class ListPage:
    rows: list[Row]
    found: Page[Any]
    filters: list[Filter]
    trail: list[Crumb]
    any: bool


def listed(request: Request, *, evidence: str, home: str, here: str) -> HttpResponse:
    """The newest first; `?only=known` those of which something is worth knowing, `?only=unrung` those nobody has rung about."""
    told = list(queries.testimonies(by=request.who.actor).filter(superseded_by=None)[:LOOKED_THROUGH])
    flags = flags_in_words(told)
    kinds = {
        "": (_("All"), told),
        "known": (_("Worth knowing"), [one for one in told if flags[one.pk]]),
        "unrung": (_("Nobody has rung"), [one for one in told if not one.call_backs.all()]),
    }
    only = request.GET.get("only", "") if request.GET.get("only") in kinds else ""
    found = Paginator(kinds[only][1], A_PAGE).get_page(request.GET.get("page"))
    page = ListPage(
        rows=[
            Row(
                testimony=one, href=reverse(evidence, args=[one.evidence.uuid]), flags=flags[one.pk],
                call=next(iter(one.call_backs.all()), None),
            )
            for one in found.object_list
        ],
        found=found, any=bool(told), trail=[Crumb(_("Today"), reverse(home)), Crumb(_("Testimonies"))],
        filters=[
            Filter(label=words, href=reverse(here, query={"only": name} if name else None), count=len(some), current=name == only)
            for name, (words, some) in kinds.items()
        ],
    )  # fmt: skip
    return render(request, "portfolio/testimonies.html", {"page": page})
