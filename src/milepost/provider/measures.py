"""Live measures: a question that is saved once and answered anew each time, out of what service standards and promises count already.

A *question* names its source and what it asks of it: "standard:enquiry" is the share of the service standard "enquiry" that was kept
in the last twelve months, "standard:enquiry:sector" the same by the sector of the employer, "promise:listen" the same of a promise. A source that no longer holds is *gone*.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from milepost.commitments import adherence, promises
from milepost.commitments.facts import book_of
from milepost.commitments.models import Clock
from milepost.employers.words import Sector
from milepost.engine.disclosure import Group, shown
from milepost.engine.promises import promises_of

STANDARD, PROMISE, SECTOR = "standard", "promise", "sector"


@dataclass(frozen=True, slots=True)
class Figure:
    """What a question comes to: so many kept of all that counted, in the months from the first to the last. `gone`: nothing counts it now."""

    question: str
    title: str
    kept: int
    of: int
    first: date
    last: date
    months: Sequence[tuple[date, int, int]] = ()
    target: int | None = None
    gone: bool = False
    by: str = ""  # "sector" where it was asked so
    groups: Sequence[Group] = ()  # those that are large enough to be shown
    left_out: int = 0  # what counted in all the others together

    @property
    def percent(self) -> int | None:
        """Of a hundred, rounded down."""
        return self.kept * 100 // self.of if self.of else None


def choices(centre_id: int) -> list[tuple[str, str]]:
    """The questions that can be asked at a centre now, with their words."""
    standards = book_of(centre_id).standards
    found = [(f"{STANDARD}:{one.key}", str(_("Share kept: %(title)s") % {"title": one.title})) for one in standards]
    found += [
        (f"{STANDARD}:{one.key}:{SECTOR}", str(_("Share kept, by sector: %(title)s") % {"title": one.title}))
        for one in standards
        if one.to in adherence.TO_EMPLOYERS
    ]
    version = promises.newest(centre_id)
    held = promises_of(version.document) if version else ()
    return found + [
        (f"{PROMISE}:{one.key}", str(_("Share of the promise kept: %(short)s") % {"short": one.short})) for one in held if one.ours
    ]


def figures(questions: Collection[str], *, centre_id: int) -> dict[str, Figure]:
    """By question what it comes to today. As many queries for twenty questions as for one."""
    sources = {question.partition(":")[0] for question in questions}
    months = adherence.last_months()
    found: dict[str, Figure] = {}
    if STANDARD in sources:
        for one in adherence.by_standard(Clock.objects.filter(centre_id=centre_id), months, book_of(centre_id), {}):
            counted = [(each.month, each.tally.kept, each.tally.of) for each in one.months]
            question, standard = f"{STANDARD}:{one.standard.key}", one.standard
            found[question] = Figure(
                question, standard.title, one.tally.kept, one.tally.of, months[0], months[-1], counted, standard.target, gone=not one.holds
            )
    if PROMISE in sources and (version := promises.newest(centre_id)):
        for line in promises.board(version, months=months):
            counted = [(each.month, each.count.kept, each.count.of) for each in line.months]
            question, promise = f"{PROMISE}:{line.promise.key}", line.promise
            found[question] = Figure(
                question, promise.short, line.total.kept, line.total.of, months[0], months[-1], counted, promise.minimum
            )
    found.update(_by_sector(questions, found, months, centre_id))
    lost = (question for question in questions if question not in found)
    found.update({question: Figure(question, question.partition(":")[2], 0, 0, months[0], months[-1], gone=True) for question in lost})
    return {question: found[question] for question in questions}


def _by_sector(questions: Collection[str], found: Mapping[str, Figure], months: Sequence[date], centre_id: int) -> dict[str, Figure]:
    """The figures that are asked by sector, out of those that were found for all of them together."""
    asked = {
        question: whole for question in questions if question.endswith(f":{SECTOR}") and (whole := question.rpartition(":")[0]) in found
    }
    if not asked:
        return {}
    names = dict(Sector.choices)
    groups: dict[str, list[Group]] = {}
    keys = [whole.partition(":")[2] for whole in asked.values()]
    for one in adherence.by_sector(Clock.objects.filter(centre_id=centre_id), months, keys):
        name = str(names.get(one.sector, _("sector not known")))
        groups.setdefault(f"{STANDARD}:{one.standard}", []).append(Group(name, one.tally.kept, one.tally.of, one.tally.group))
    figures = {}
    for question, whole in asked.items():
        seen = shown(groups.get(whole, ()), few=adherence.FEW)
        figures[question] = replace(found[whole], question=question, by=SECTOR, groups=seen.groups, left_out=seen.left_out)
    return figures
