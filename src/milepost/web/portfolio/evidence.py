"""A piece of evidence as staff see it: what it is, what it holds in which version, and what is claimed by it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.base import previews
from milepost.base.text import SETTINGS
from milepost.frameworks.queries import framework_of
from milepost.portfolios import progress, queries
from milepost.portfolios.words import EvidenceKind
from milepost.web.components import Crumb
from milepost.web.components.tags.page import in_words
from milepost.web.portfolio import likeness, places
from milepost.web.portfolio.recorded import Recorded, recorded
from milepost.web.portfolio.testimony import Testified, testified
from milepost.web.workbooks.showing import Filled, filled

if TYPE_CHECKING:
    from uuid import UUID

    from milepost.base.models import Actor, StoredFile
    from milepost.base.previews import Preview
    from milepost.engine.framework import Framework
    from milepost.portfolios.models import Claim, Evidence, EvidenceVersion


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One numbered paragraph of a written statement, with the codes of what is claimed there."""

    number: int
    text: str
    claimed: str = ""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One version of a piece of evidence, ready to be looked at."""

    evidence: Evidence
    version: EvidenceVersion
    kind: str
    file: StoredFile | None = None
    preview: Preview | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    filled: Filled | None = None
    facts: str = ""
    recorded: Recorded | None = None
    testified: Testified | None = None

    @property
    def details(self) -> dict[str, str]:
        return dict(self.version.details)


def shown(evidence: Evidence, version: EvidenceVersion, claims: Iterable[Claim] = (), *, framework: Framework) -> Shown:
    """What a page shows of one version. Only this asks for the preview of a file."""
    file = version.file
    marks: dict[int, list[str]] = {}
    for claim in claims:
        if claim.evidence_id == evidence.pk and (number := places.paragraph_of(claim.locator)):
            marks.setdefault(number, []).append(claim.target.rpartition(":")[2])
    codes = {number: ", ".join(dict.fromkeys(there)) for number, there in marks.items()}
    return Shown(
        filled=filled(version.details, version.body, codes) if evidence.kind == EvidenceKind.WORKBOOK else None,
        evidence=evidence, version=version, kind=places.kind_of(evidence.kind, file.kind if file else ""), file=file,
        preview=previews.preview(file) if file else None,
        paragraphs=[
            Paragraph(number, text, codes.get(number, "")) for number, text in enumerate(places.paragraphs(version.body), 1)
        ],
        facts=facts_of(evidence, version), recorded=recorded(evidence.kind, version, framework),
        testified=testified(evidence, version, with_flags=True),
    )  # fmt: skip


def facts_of(evidence: Evidence, version: EvidenceVersion) -> str:
    """ "Written statement, version 2 of 3 November, work of 1 November, real work"."""
    parts = [str(EvidenceKind(evidence.kind).label).capitalize()]
    parts.append(_("version %(n)d, %(when)s") % {"n": version.number, "when": in_words(version.made_at, short=True)})
    if version.happened_on:
        parts.append(_("work of %(day)s") % {"day": date_format(version.happened_on, "j F Y")})
    parts.append(str(SETTINGS.get(version.setting, version.setting)))
    return ", ".join(parts)


# What changed between two versions ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Change:
    """What differs between the version that was judged and the newest."""

    before: EvidenceVersion
    after: EvidenceVersion
    words: list[tuple[str, str]] = field(default_factory=list)  # both texts in one: "" stayed, "went", "came"
    href: str = ""

    @property
    def sentence(self) -> str:
        given = {"before": self.before.number, "after": self.after.number, "when": in_words(self.after.made_at)}
        if self.after.reason:
            return _("Version %(after)d came %(when)s: “%(reason)s”") % {**given, "reason": self.after.reason}
        return _("Version %(after)d came %(when)s.") % given


def change(before: EvidenceVersion, after: EvidenceVersion, *, deep: bool = False, href: str = "") -> Change:
    """`deep` compares the words of files as well, for which their previews are made."""
    texts = [_words(before, deep=deep), _words(after, deep=deep)]
    return Change(before=before, after=after, words=_compared(*texts) if any(texts) else [], href=href)


def _words(version: EvidenceVersion, *, deep: bool) -> str:
    if version.body or not version.file:
        said = version.body or "\n\n".join([version.url, *map(str, version.details.values())]).strip()
        return said.replace("\r\n", "\n")
    return previews.preview(version.file).words if deep else ""


LONG = 1500  # words and gaps: comparing takes the square of it


def _compared(before: str, after: str) -> list[tuple[str, str]]:
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    if len(old) > LONG or len(new) > LONG:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    parts: list[tuple[str, str]] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=len(old) > LONG).get_opcodes():
        if kind == "equal":
            parts.append(("", "".join(old[a:b])))
            continue
        if a < b:
            parts.append(("went", "".join(old[a:b])))
        if c < d:
            parts.append(("came", "".join(new[c:d])))
    return parts


# The page -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ClaimLine:
    """One claim of the evidence: code, where in it, its state, and the words of the criterion."""

    code: str
    locator: str
    state: str
    text: str
    href: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class EvidencePage:
    title: str
    lead: str
    trail: list[Crumb]
    shown: Shown
    claims: list[ClaimLine]
    versions: list[EvidenceVersion]
    change: Change | None
    here: str
    alike: list[likeness.Line] = field(default_factory=list)  # elsewhere in the centre


def evidence_page(uuid: UUID, *, by: Actor, asked: str, learner: str, unit: str, here: str, like: str) -> EvidencePage:
    """`asked` is the number of a version, "" for the newest; the rest are names of pages to lead to."""
    found = queries.evidence(by=by).select_related("registration__specification").defer("registration__specification__document")
    evidence = get_object_or_404(found, uuid=uuid)
    registration = evidence.registration
    framework = framework_of(registration.specification)
    versions = list(evidence.versions.select_related("file", "made_by").order_by("-number"))
    version = next((one for one in versions if str(one.number) == (asked or str(evidence.version))), None)
    if version is None:
        raise Http404
    whole = queries.opens(registration, by=by)  # a countersigner reads the evidence, and not the portfolio around it
    claims = [claim for claim in evidence.claims.select_related("hand_in").order_by("id") if claim.withdrawn_at is None]
    return EvidencePage(
        title=evidence.title, lead=_("%(code)s. %(facts)s") % {"code": evidence.code, "facts": facts_of(evidence, version)},
        trail=[Crumb(registration.learner.name, reverse(learner, args=[registration.uuid]) if whole else ""), Crumb(evidence.code)],
        shown=shown(evidence, version, claims, framework=framework), claims=_claim_lines(evidence, claims, framework, unit=unit if whole else ""), versions=versions,
        change=_against(versions, version), here=reverse(here, args=[uuid]), alike=likeness.lines(version, by=by, page=like),
    )  # fmt: skip


def _against(versions: Sequence[EvidenceVersion], version: EvidenceVersion) -> Change | None:
    before = next((one for one in versions if one.number < version.number), None)
    return change(before, version, deep=True) if before else None


def _claim_lines(evidence: Evidence, claims: Sequence[Claim], framework: Framework, *, unit: str) -> list[ClaimLine]:
    registration = evidence.registration
    states = progress.states(registration.progress, registration)
    lines = []
    for claim in claims:
        key, _sep, number = claim.target.rpartition(":")
        lines.append(
            ClaimLine(
                code=f"{framework.unit_by_key[key].code}, {number.removeprefix('R')}", locator=claim.locator,
                state=states.get(claim.target, "o"), text=text_of(framework, claim.target),
                href=f"{reverse(unit, args=[registration.uuid, key])}#c-{number}" if unit else "",
                note="" if claim.hand_in_id else _("not handed in"),
            )
        )  # fmt: skip
    return lines


def text_of(framework: Framework, target: str) -> str:
    """What a target asks for, in the document's words."""
    if criterion := framework.criterion_by_target.get(target):
        return criterion.text
    requirement = framework.requirement_by_target.get(target)
    if requirement is None:
        return ""
    letter = target.rpartition(":")[2].partition(".")[2]
    item = next((one for one in requirement.items if one.letter == letter), None)
    return item.text if item else requirement.text
