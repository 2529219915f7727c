"""What the ways to complete are worked out from, in words and as a form: the job, the pathway, and each unit's part in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.base import text
from milepost.engine.framework import Framework, How, Qualification

if TYPE_CHECKING:
    from django.http import QueryDict

    from milepost.portfolios.models import RouteWish

PREFERRED, IMPOSSIBLE = "preferred", "impossible"
PARTS = {
    PREFERRED: gettext_lazy("Preferred"),
    IMPOSSIBLE: gettext_lazy("Not possible"),
    How.TRANSFER.value: gettext_lazy("Credit is transferred"),
    How.RPL.value: gettext_lazy("Learnt before, shown as such"),
    How.EXEMPT.value: gettext_lazy("Exempt"),
}


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """One unit and its part: "" or a key of `PARTS`."""

    key: str
    id: str
    code: str
    title: str
    part: str


@dataclass(frozen=True, kw_only=True)
class WishForm:
    """The form, filled in with what was said, or with what was typed and refused."""

    job: str
    pathway: str
    pathways: list[tuple[str, str]]
    groups: list[tuple[str, list[UnitRow], bool]]  # the last: something is said of one of them
    why_not: str | None = None
    refused: str = ""

    @property
    def parts(self) -> list[tuple[str, str]]:
        return [("", _("As it comes")), *((key, str(label)) for key, label in PARTS.items())]


def told_of(wish: RouteWish | None) -> dict[str, Any]:
    """What was said, in the shape of the form."""
    if wish is None:
        return {"job": "", "pathway": "", "parts": {}}
    parts = dict.fromkeys(wish.preferred, PREFERRED) | dict.fromkeys(wish.impossible, IMPOSSIBLE) | wish.come_by
    return {"job": wish.job, "pathway": wish.pathway, "parts": parts}


def told_by(given: QueryDict, framework: Framework) -> dict[str, Any]:
    """What was typed."""
    parts = {unit.key: part for unit in framework.units if (part := given.get(f"part-{unit.key}", ""))}
    return {"job": given.get("job", ""), "pathway": given.get("pathway", ""), "parts": parts}


def as_said(told: Mapping[str, Any]) -> dict[str, Any]:
    """What the act takes."""
    parts: Mapping[str, str] = told["parts"]
    return {
        "job": told["job"], "pathway": told["pathway"],
        "preferred": [key for key, part in parts.items() if part == PREFERRED],
        "impossible": [key for key, part in parts.items() if part == IMPOSSIBLE],
        "come_by": {key: part for key, part in parts.items() if part not in (PREFERRED, IMPOSSIBLE)},
    }  # fmt: skip


def form_of(
    framework: Framework, qualification: Qualification, told: Mapping[str, Any], *, why_not: str | None, refused: str = ""
) -> WishForm:
    """Every unit once, in its first group."""
    known, shown, groups = framework.unit_by_key, set(), []
    rest = [key for key in qualification.units or known if not qualification.group_of(key)]
    for name, members in [*((f"{group.key} {group.title}", group.units) for group in qualification.groups), (_("Other units"), rest)]:
        rows = [
            UnitRow(key=key, id=slugify(key), code=known[key].code, title=known[key].title, part=told["parts"].get(key, ""))
            for key in members
            if key in known and key not in shown
        ]
        shown.update(members)
        if rows:
            groups.append((name.strip(), rows, any(row.part for row in rows)))
    pathways = [(one.key, one.title or one.key) for one in qualification.pathways]
    return WishForm(
        job=told["job"], pathway=told["pathway"], pathways=pathways if len(pathways) > 1 else [], groups=groups, why_not=why_not, refused=refused
    )  # fmt: skip


def said_of(framework: Framework, qualification: Qualification, wish: RouteWish | None) -> list[tuple[str, str]]:
    """What was said, a line each: (what, the words)."""
    if wish is None:
        return []
    called = text.names_of(framework, qualification)
    told = told_of(wish)
    lines = [(_("The job"), wish.job)] if wish.job else []
    lines += [(_("Pathway"), one.title or one.key) for one in qualification.pathways if one.key == wish.pathway]
    for part, label in PARTS.items():
        if units := [key for key, its in told["parts"].items() if its == part]:
            lines.append((str(label), text.listed(called.get(key, key) for key in units)))
    return lines
