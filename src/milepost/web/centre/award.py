"""What makes the award in an import: units that count, groups and rules of each qualification, as sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from milepost.base import text
from milepost.engine import combination
from milepost.engine.framework import Framework, Group, Qualification
from milepost.frameworks.document import from_document
from milepost.frameworks.impossible import why_impossible
from milepost.web.centre.rule_forms import group_name
from milepost.web.centre.sentences import pathway_rules, rule_in_words


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
class Award:
    """One qualification: what its rules say, and where each is changed."""

    path: str
    called: str
    counting: Said
    groups: list[Said]
    rules: list[Said]
    pathways: list[str]
    together: str
    add_group: str
    adding_group: bool
    add_rule: str
    adding_rule: bool

    @property
    def anchor(self) -> str:
        return self.path.replace("/", "-")


def framework_in(document: dict[str, Any]) -> Framework | None:
    """The framework that the document describes as it stands; None while something in it is not written as it should be."""
    try:
        return from_document(document)
    except (AttributeError, KeyError, StopIteration, TypeError, ValueError):
        return None


def awards(document: dict[str, Any], *, edit: str, link: Callable[..., str]) -> Iterator[Award]:
    """Each qualification of the document. `edit` is the path that is being corrected, `link` makes addresses of the page."""
    if (framework := framework_in(document)) is None:
        return
    for i, qualification in enumerate(framework.qualifications):
        yield _award(framework, qualification, f"qualifications/{i}", edit, link)


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
        pathways=[words for words, _unconfirmed in pathway_rules(framework, qualification, called)],
        together=together or "",
        add_group=link(at=f"{path}/groups", edit=f"{path}/groups/-"),
        adding_group=edit == f"{path}/groups/-",
        add_rule=link(at=f"{path}/rules", edit=f"{path}/rules/-"),
        adding_rule=edit == f"{path}/rules/-",
    )


def _members(framework: Framework, group: Group) -> str:
    codes = text.listed(framework.unit_by_key[key].code if key in framework.unit_by_key else key for key in group.units)
    said = {"units": codes or _("no unit yet")}
    return _("optional: %(units)s") % said if group.optional else _("mandatory: %(units)s") % said
