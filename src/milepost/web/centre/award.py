"""What makes the award in an import: units that count, groups and rules of each qualification, as sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.base import text
from milepost.engine import combination
from milepost.engine.framework import Framework, Group, Pathway, Qualification
from milepost.frameworks.corrections import mark
from milepost.frameworks.document import from_document
from milepost.frameworks.impossible import why_impossible
from milepost.web.centre.rule_forms import group_name
from milepost.web.centre.sentences import equivalent_in_words, pathway_lines, rule_in_words


@dataclass(frozen=True, kw_only=True)
class Said:
    """One rule or group, in words."""

    path: str
    words: str
    edit: str
    editing: bool
    note: str = ""
    warning: str = ""
    unconfirmed: bool = False

    @property
    def anchor(self) -> str:
        return self.path.replace("/", "-")


@dataclass(frozen=True, kw_only=True)
class Way:
    """One pathway: what it is called, its rules, and where each is changed."""

    said: Said
    rules: list[Said]
    add: str
    adding: bool


@dataclass(frozen=True, kw_only=True)
class Award:
    """One qualification: what its rules say, and where each is changed."""

    path: str
    called: str
    counting: Said
    groups: list[Said]
    rules: list[Said]
    pathways: list[Way]
    equivalents: list[Said]
    together: str
    add_group: str
    adding_group: bool
    add_rule: str
    adding_rule: bool
    add_pathway: str
    adding_pathway: bool
    add_equivalent: str
    adding_equivalent: bool
    unruled: Unruled | None = None
    seen: str = ""  # the mark of how it stands, by which it is taken out

    @property
    def anchor(self) -> str:
        return self.path.replace("/", "-")


def framework_in(document: dict[str, Any]) -> Framework | None:
    """The framework that the document describes as it stands; None while something in it is not written as it should be."""
    try:
        return from_document(document)
    except (AttributeError, KeyError, StopIteration, TypeError, ValueError):
        return None


@dataclass(frozen=True, kw_only=True)
class Unruled:
    """A qualification of which no rule is known: whether all of its units are required is to be asked."""

    position: int
    called: str
    units: list[str]  # keys

    @property
    def ask(self) -> str:
        n = len(self.units)
        said = {"n": n, "name": self.called}
        return ngettext("%(name)s: yes, its unit is required", "%(name)s: yes, all %(n)d units are required", n) % said


def unruled(document: dict[str, Any]) -> list[Unruled]:
    """Every qualification that says nothing of what makes the award."""
    if (framework := framework_in(document)) is None:
        return []
    return [
        Unruled(position=i, called=one.number or one.title, units=[u.key for u in framework.units if u.key in _counting(framework, one)])
        for i, one in enumerate(framework.qualifications)
        if framework.units and not one.rules and not any(pathway.rules for pathway in one.pathways)
    ]


def _counting(framework: Framework, qualification: Qualification) -> set[str]:
    """Keys of the units that count towards it: where none is marked, all."""
    return set(qualification.units).union(*(group.units for group in qualification.groups)) or set(framework.unit_by_key)


def awards(document: dict[str, Any], *, edit: str, link: Callable[..., str]) -> Iterator[Award]:
    """Each qualification of the document. `edit` is the path that is being corrected, `link` makes addresses of the page."""
    if (framework := framework_in(document)) is None:
        return
    bare = {one.position: one for one in unruled(document)}
    for i, qualification in enumerate(framework.qualifications):
        award = _award(framework, qualification, f"qualifications/{i}", edit, link)
        yield replace(award, unruled=bare.get(i), seen=mark(document["qualifications"][i]))


def _award(framework: Framework, qualification: Qualification, path: str, edit: str, link: Callable[..., str]) -> Award:
    def said(place: str, words: str, **more: Any) -> Said:
        at = f"{path}/{place}"
        return Said(path=at, words=words, edit=link(at=at, edit=at), editing=edit == at, **more)

    called = text.names_of(framework, qualification)
    lines = combination.verdict(framework, qualification, ()).lines[: len(qualification.rules)]
    alone = [why_impossible(framework, qualification, [rule]) or "" for rule in qualification.rules]
    together = None if any(alone) else why_impossible(framework, qualification, qualification.rules)
    counting = set(qualification.units).union(*(group.units for group in qualification.groups))
    credits = sum(unit.credit for unit in framework.units if unit.key in counting or not counting)
    words = _("%(n)s of the %(all)s units here count, %(credits)s credits") % {
        "n": len(counting) or len(framework.units), "all": len(framework.units), "credits": credits,
    }  # fmt: skip
    note = "" if counting else _("No unit is marked for this qualification, so all of them count.")
    return Award(
        path=path,
        called=" ".join(filter(None, [qualification.number, qualification.title])),
        counting=said("units", words, note=note),
        groups=[said(f"groups/{j}", group_name(group), note=_members(framework, group)) for j, group in enumerate(qualification.groups)],
        rules=[
            said(f"rules/{j}", rule_in_words(line, called), warning=alone[j], unconfirmed=line.unconfirmed) for j, line in enumerate(lines)
        ],
        pathways=[
            Way(
                said=said(f"pathways/{j}", _pathway_name(pathway), note=_groups_of(pathway)), add=link(at=f"{path}/pathways/{j}", edit=f"{path}/pathways/{j}/rules/-"),
                rules=[said(f"pathways/{j}/rules/{k}", rule_in_words(line, called), unconfirmed=line.unconfirmed) for k, line in enumerate(found)],
                adding=edit == f"{path}/pathways/{j}/rules/-",
            )
            for j, (pathway, found) in enumerate(pathway_lines(framework, qualification))
        ],
        equivalents=[said(f"equivalents/{j}", equivalent_in_words(pair, called)) for j, pair in enumerate(qualification.equivalents)],
        together=together or "",
        add_group=link(at=f"{path}/groups", edit=f"{path}/groups/-"),
        adding_group=edit == f"{path}/groups/-",
        add_rule=link(at=f"{path}/rules", edit=f"{path}/rules/-"),
        adding_rule=edit == f"{path}/rules/-",
        add_pathway=link(at=f"{path}/pathways", edit=f"{path}/pathways/-"),
        adding_pathway=edit == f"{path}/pathways/-",
        add_equivalent=link(at=f"{path}/equivalents", edit=f"{path}/equivalents/-"),
        adding_equivalent=edit == f"{path}/equivalents/-",
    )  # fmt: skip


def _pathway_name(pathway: Pathway) -> str:
    return f"{pathway.title} ({pathway.key})" if pathway.title and pathway.title != pathway.key else pathway.key


def _groups_of(pathway: Pathway) -> str:
    if not pathway.groups:
        return _("no groups of its own")
    return _("its groups: %(groups)s") % {"groups": text.listed(pathway.groups)}


def _members(framework: Framework, group: Group) -> str:
    codes = text.listed(framework.unit_by_key[key].code if key in framework.unit_by_key else key for key in group.units)
    said = {"units": codes or _("no unit yet"), "within": group.within, "others": text.listed(group.borrows)}
    parts = [_("optional: %(units)s") % said if group.optional else _("mandatory: %(units)s") % said]
    if group.within:
        parts.append(_("part of Group %(within)s") % said)
    if group.borrows:
        parts.append(_("borrows from %(others)s") % said)
    if group.imported:
        parts.append(_("imported"))
    return "; ".join(parts)
