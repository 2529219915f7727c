"""The caseload criterion by criterion: units, and under each the cells of every learner who has agreed it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from milepost.frameworks.queries import framework_of
from milepost.portfolios import progress
from milepost.web.components import Filter, State
from milepost.web.portfolio.cohort import NOBODY

if TYPE_CHECKING:
    from milepost.engine.framework import Unit
    from milepost.portfolios.models import Progress

ALL = "all"
SHORT = {state.value: state.short for state in State}


@dataclass(frozen=True, kw_only=True)
class MatrixRow:
    """One learner's cells of one unit."""

    name: str
    href: str
    numbers: list[SafeString]  # of the unit's criteria, drawn once for all learners
    cells: str

    @property
    def met(self) -> str:
        return f"{self.cells.count('m')}/{len(self.cells)}"

    @cached_property
    def drawn(self) -> SafeString:
        """Thousands on a page: each run of one state is one group, and says its state once."""
        runs, start = [], 0
        for letter, run in groupby(self.cells):
            end = start + len(list(run))
            runs.append((letter, SHORT[letter], SafeString("".join(self.numbers[start:end]))))
            start = end
        return format_html_join("", '<span class="is-{}"><b>{}</b>{}</span>', runs)


@dataclass(frozen=True, kw_only=True)
class UnitMatrix:
    unit: Unit
    rows: list[MatrixRow]
    numbers: list[SafeString]

    @property
    def waiting(self) -> int:
        return sum(row.cells.count("c") + row.cells.count("d") for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class Matrix:
    lead: str
    units: list[UnitMatrix]
    filters: list[Filter]


def matrix(rows: Iterable[Progress], *, wanted: str = "") -> Matrix:
    """`wanted` is a unit's key, "all", or nothing: then the unit in which most waits."""
    units: dict[str, UnitMatrix] = {}
    address = reverse("assessor_unit", args=[NOBODY, "-"])
    for row in rows:
        registration = row.registration
        known = framework_of(registration.specification).unit_by_key if row.units else {}
        for key, cells in progress.unit_cells(row, registration).items() if row.units else ():
            if key not in units:
                numbers = [format_html("<i>{}</i>", criterion.number) for criterion in known[key].criteria]
                units[key] = UnitMatrix(unit=known[key], rows=[], numbers=numbers)
            one = units[key]
            href = address.replace(str(NOBODY), str(registration.uuid)).replace("/-/", f"/{key}/")
            one.rows.append(MatrixRow(name=registration.learner.name, href=href, numbers=one.numbers, cells=cells))
    ordered = sorted(units.values(), key=lambda one: one.unit.code)
    busiest = max(ordered, key=lambda one: one.waiting, default=None)
    shown = ordered if wanted == ALL else [units[wanted]] if wanted in units else [busiest] if busiest else []
    here = reverse("assessor_caseload_criteria")
    filters = [
        Filter(label=one.unit.code, href=reverse("assessor_caseload_criteria", query={"unit": one.unit.key}), count=len(one.rows),
               current=wanted != ALL and one in shown)
        for one in ordered
    ]  # fmt: skip
    if len(ordered) > 1:
        filters.append(Filter(label=_("All units"), href=f"{here}?unit={ALL}", current=wanted == ALL))
    lead = _("Number behind each unit: how many of your learners have it.") if ordered else ""
    return Matrix(lead=lead, units=shown, filters=filters)
