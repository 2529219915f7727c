"""What stands elsewhere in the centre as well: the same file, near the same text, and the passages that both have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.engine import likeness
from milepost.portfolios import queries
from milepost.web.components import Crumb
from milepost.web.components.tags.page import in_words

if TYPE_CHECKING:
    from uuid import UUID

    from milepost.base.models import Actor
    from milepost.portfolios.models import EvidenceVersion
    from milepost.portfolios.queries import Alike

AROUND = 160  # characters shown before and after a passage


@dataclass(frozen=True, kw_only=True)
class Line:
    """One piece of evidence elsewhere, in a sentence."""

    words: str
    when: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Side:
    """One passage in its surroundings."""

    before: str
    text: str
    after: str


@dataclass(frozen=True, kw_only=True)
class LikenessPage:
    title: str
    lead: str
    trail: list[Crumb]
    here: str
    there: str
    pairs: list[tuple[Side, Side]]
    same_file: bool
    readable: bool
    there_href: str


def whose(one: Alike) -> str:
    """ "E3 of Tomas Reyes", or nobody by name where the reader may not know."""
    evidence = one.version.evidence
    if not one.readable:
        return _("another learner of this centre")
    return _("%(code)s of %(name)s") % {"code": evidence.code, "name": evidence.registration.learner.name}


def lines(version: EvidenceVersion, *, by: Actor, page: str) -> list[Line]:
    """What the page of one piece of evidence says of it."""
    found = []
    for one in queries.alike(version, by=by):
        given = {"whose": whose(one), "percent": one.percent}
        words = _("The same file: %(whose)s") if one.same_file else _("Near the same text, %(percent)d %% alike: %(whose)s")
        href = reverse(page, args=[version.evidence.uuid, one.version.uuid])
        found.append(Line(words=words % given, when=in_words(one.version.made_at), href=href))
    return found


def likeness_page(uuid: UUID, other: UUID, *, by: Actor, evidence_page: str) -> LikenessPage:
    """Both texts beside each other, passage by passage. Whoever may not read the other sees the words they share, no more."""
    evidence = get_object_or_404(queries.evidence(by=by), uuid=uuid)
    version = evidence.versions.select_related("file").get(number=evidence.version)
    one = queries.alike_version(version, str(other), by=by)
    if one is None:
        raise Http404
    here, there = queries.text_of_version(version), queries.text_of_version(one.version)
    found = likeness.passages(here, there)
    n = sum(passage.words for passage in found)
    lead = ngettext("%(n)d word stands in both, in a row of at least eight.", "%(n)d words stand in both, in rows of at least eight.", n)
    name = evidence.registration.learner.name
    return LikenessPage(
        title=_("The same file in two portfolios") if one.same_file else _("Near the same text in two portfolios"),
        lead=f"{lead % {'n': n}} {_('It proves nothing: both may have used a template, or worked together. Ask the learner.')}",
        trail=[Crumb(evidence.code, reverse(evidence_page, args=[uuid])), Crumb(_("Likeness"))],
        here=_("%(code)s of %(name)s, %(when)s") % {"code": evidence.code, "name": name, "when": in_words(version.made_at)},
        there=_("%(whose)s, %(when)s") % {"whose": whose(one), "when": in_words(one.version.made_at)},
        pairs=[(_side(here, p.here, around=True), _side(there, p.there, around=one.readable)) for p in found],
        same_file=one.same_file, readable=one.readable,
        there_href=reverse(evidence_page, args=[one.version.evidence.uuid]) if one.readable else "",
    )  # fmt: skip


def _side(text: str, span: Sequence[int], *, around: bool) -> Side:
    start, end = span
    if not around:
        return Side(before="", text=text[start:end], after="")
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Side(
        before=f"… {before}" if start > AROUND else before, text=text[start:end], after=f"{after} …" if end + AROUND < len(text) else after
    )
