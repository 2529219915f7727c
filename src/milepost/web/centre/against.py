"""An import held against the published version that it seems to be a newer version of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from milepost.engine.difference import difference
from milepost.frameworks import queries
from milepost.frameworks.lineage import Known, Likeness
from milepost.web.centre.award import framework_in
from milepost.web.centre.review import Review, anchor
from milepost.web.changes import Changes, Places, changes

if TYPE_CHECKING:
    from milepost.engine.framework import Framework
    from milepost.frameworks.models import Specification


@dataclass(frozen=True, kw_only=True)
class Against:
    """What the import changes. `changes` is None while the document can't be read as a framework."""

    older: Specification
    why: str
    changes: Changes | None


def why(known: Known) -> str:
    """Why it seems to be a newer version."""
    return {
        Likeness.TITLE: _("It has the same title."),
        Likeness.NUMBER: _("It has the same number, %(number)s, under another title.") % {"number": known.specification.number},
        Likeness.QUALIFICATION: _("A qualification in it has the same number."),
        Likeness.UNITS: _("Most of its units are the same."),
    }[known.because]


def against(review: Review, known: Known) -> Against:
    """The import as it is corrected so far, against the older version."""
    older, after = known.specification, framework_in(review.document)
    if after is None:
        return Against(older=older, why=why(known), changes=None)
    before = queries.framework_of(older)
    now = paths(after)
    open_ones = set(queries.warnings_open(review.import_))
    doubts = Counter(w["unit"] or "" for i, w in enumerate(review.reading.get("warnings", ())) if i in open_ones)
    first = {w["unit"]: i for i, w in reversed([*enumerate(review.reading.get("warnings", ()))]) if i in open_ones}
    places = Places(
        now=lambda name: "?show=rules" if name == "rules" else _here(review, _place(now, name)),
        was=was_at(older, before),
        doubts=doubts,
        doubts_href=lambda key: f"?show=decide&at={first[key]}#w{first[key]}" if key in first else "?show=decide",
    )
    return Against(older=older, why=why(known), changes=changes(difference(before, after), before, after, places=places))


def _here(review: Review, path: str) -> str:
    """The same tab with the source turned to this place."""
    return f"{review.link(at=path)}#src" if path else ""


def was_at(older: Specification, framework: Framework) -> Callable[[str], str]:
    """Where something of an older version stood: its import beside its source; nowhere where it was not imported."""
    source = getattr(older, "source_uuid", None)
    if source is None:
        return lambda _name: ""
    page, known = reverse("centre_import_review", args=[source]), paths(framework)

    def address(name: str) -> str:
        path = _place(known, name)
        show = "units" if path.count("/") == 1 else "requirements" if "/requirements/" in path else "criteria"
        return f"{page}?{urlencode({'show': show, 'at': path})}#{anchor(path)}" if path else ""

    return address


def _place(known: Mapping[str, str], name: str) -> str:
    """Where something stands. A part of a requirement stands where the requirement does."""
    return known.get(name) or known.get(name.rpartition(".")[0], "")


def paths(framework: Framework) -> dict[str, str]:
    """Where units, criteria and requirements stand in the document of a framework, by key and by target."""
    return dict(_paths(framework))


def _paths(framework: Framework) -> Iterator[tuple[str, str]]:
    for i, unit in enumerate(framework.units):
        yield unit.key, f"units/{i}"
        for j, outcome in enumerate(unit.outcomes):
            for k, criterion in enumerate(outcome.criteria):
                yield unit.target(criterion.number), f"units/{i}/outcomes/{j}/criteria/{k}"
        for j, requirement in enumerate(unit.requirements):
            yield unit.target(f"R{requirement.number}"), f"units/{i}/requirements/{j}"
