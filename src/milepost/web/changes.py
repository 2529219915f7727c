"""What one version changed against another, in words: for the centre that imports it and for the learner who may move to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from milepost.base import text
from milepost.engine import combination
from milepost.engine.difference import Change, Difference, FactChange, Line, PathwayChange, QualificationChange, UnitChange, marked
from milepost.engine.framework import Equivalent, Framework, Group, Qualification, Rule, Unit
from milepost.frameworks.corrections import NAMES
from milepost.web.centre.sentences import equivalent_in_words, pathway_lines, pathway_rule, rule_in_words

LABELS: dict[Change, tuple[Any, str, str]] = {
    Change.NEW: (gettext_lazy("new"), "claim", "plus"),
    Change.REWORDED: (gettext_lazy("changed"), "warn", "pen-line"),
    Change.MOVED: (gettext_lazy("renumbered"), "line", "arrow-right"),
    Change.GONE: (gettext_lazy("lost"), "stop", "trash-2"),
    Change.SAME: (gettext_lazy("the same"), "", "check"),
}
SHORTEST = 0.35  # share of words that stayed below which two wordings are shown one after the other


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A fact of a unit or a qualification, before and after."""

    label: str
    was: str
    now: str


@dataclass(frozen=True, kw_only=True)
class Marked:
    """How a change is shown: by a word, a kind of tag and an icon."""

    change: Change

    @property
    def label(self) -> Any:
        return LABELS[self.change][0]

    @property
    def kind(self) -> str:
        return LABELS[self.change][1]

    @property
    def icon(self) -> str:
        return LABELS[self.change][2]


@dataclass(frozen=True, kw_only=True)
class ChangedLine(Marked):
    """A criterion or a part of a requirement that is new, changed, renumbered or lost. `href` leads to its place."""

    number: str
    was_number: str = ""
    runs: Sequence[tuple[str, str]] = ()
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangedUnit(Marked):
    """One unit with what differs in it. `same` is how many of its criteria and parts stayed."""

    code: str
    title: str
    facts: Sequence[Fact] = ()
    lines: Sequence[ChangedLine] = ()
    same: int = 0
    href: str = ""
    doubts: int = 0
    doubts_href: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangedQualification(Marked):
    """One qualification: its facts, the rules that are gone and new as sentences, the groups with other units."""

    called: str
    facts: Sequence[Fact] = ()
    rules_new: Sequence[str] = ()
    rules_gone: Sequence[str] = ()
    groups: Sequence[str] = ()
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Everything that differs: counts on top, then qualifications, then units."""

    counts: Sequence[tuple[Any, int, str, str]]
    qualifications: Sequence[ChangedQualification] = ()
    units: Sequence[ChangedUnit] = ()
    same_units: int = 0
    doubts: int = 0
    doubts_href: str = ""

    @property
    def nothing(self) -> bool:
        return not (self.qualifications or self.units)


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where things stand: of the new version by target or unit key, of the old version likewise, and what is in doubt by unit."""

    now: Callable[[str], str] = lambda _name: ""
    was: Callable[[str], str] = lambda _name: ""
    doubts: Mapping[str, int] = field(default_factory=dict)
    doubts_href: Callable[[str], str] = lambda _key: ""


def changes(
    found: Difference, before: Framework, after: Framework, *, places: Places | None = None, units: Collection[str] | None = None
) -> Changes:
    """What differs, in words. `units` are old keys of units to which it is narrowed: then nothing is said of others."""
    at = places or Places()
    shown = [unit for unit in found.units if units is None or (unit.before and unit.before.key in units)]
    lines = [line for unit in shown for line in unit.lines]
    counts = [
        (LABELS[change][0], sum(line.change is change for line in lines), *LABELS[change][1:])
        for change in (Change.NEW, Change.REWORDED, Change.MOVED, Change.GONE, Change.SAME)
    ]
    qualifications = [_qualification(one, before, after, at) for one in found.qualifications if not one.same] if units is None else []
    if other := sum(bool(unit.facts) and unit.change is not Change.GONE and unit.change is not Change.NEW for unit in shown):
        counts.append((ngettext("unit with other facts", "units with other facts", other), other, "warn", "pen-line"))
    return Changes(
        counts=[one for one in counts if one[1]],
        qualifications=qualifications,
        units=[_unit(unit, at) for unit in shown if unit.change is not Change.SAME],
        same_units=sum(unit.change is Change.SAME for unit in shown),
        doubts=sum(at.doubts.values()),
        doubts_href=at.doubts_href("") if at.doubts else "",
    )


# Units --------------------------------------------------------------------------------------------------------------


def _unit(one: UnitChange, at: Places) -> ChangedUnit:
    key = one.unit.key
    return ChangedUnit(
        change=one.change,
        code=one.unit.code,
        title=one.unit.title,
        facts=list(_facts(one.facts, one.before, one.after)),
        lines=[changed_line(line, at) for line in one.changed],
        same=sum(line.change is Change.SAME for line in one.lines),
        href=at.now(key) if one.after else at.was(key),
        doubts=at.doubts.get(key, 0),
        doubts_href=at.doubts_href(key) if at.doubts.get(key) else "",
    )


def changed_line(line: Line, at: Places | None = None) -> ChangedLine:
    """One line of a unit, its words with what was taken out and put in."""
    at = at or Places()
    number, was = number_said(line.after or line.before), number_said(line.before) if line.before else ""
    return ChangedLine(
        change=line.change,
        number=number,
        was_number=was if was != number and line.before and line.after else "",
        runs=runs(line.was, line.now),
        href=at.now(line.after) if line.after else at.was(line.before),
    )


def number_said(target: str) -> str:
    """A number as people say it: "1.2", and "evidence 2.a" for a part of an evidence requirement."""
    number = target.rpartition(":")[2]
    return _("evidence %(number)s") % {"number": number[1:]} if number.startswith("R") else number


def runs(was: str, now: str) -> list[tuple[str, str]]:
    """The words in reading order as (same | gone | new, words). Where little stayed, the old wording whole, then the new."""
    if not (was and now):
        return [("same", now or was)]
    found = marked(was, now)
    stayed = sum(len(words.split()) for change, words in found if change is Change.SAME)
    if stayed < SHORTEST * max(len(was.split()), len(now.split())):
        return [("gone", was), ("new", now)]
    return [(change.value, words) for change, words in found]


def _facts(changed: Sequence[FactChange], before: Unit | None, after: Unit | None) -> Iterator[Fact]:
    names = {one.name for one in changed}
    for one in changed:
        if one.name == "entry" and "level" in names:
            continue
        if one.name in ("level", "entry") and before and after:
            yield Fact(label=_said("level"), was=combination.level_name(before), now=combination.level_name(after))
        else:
            yield Fact(label=_said(one.name), was=_value(one.was), now=_value(one.now))


def _said(name: str) -> str:
    label = str(NAMES.get(name, name))
    return label[:1].upper() + label[1:]


def _value(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple | list):
        return "; ".join(str(part) for part in value) or _("nothing")
    return str(value) if value not in (None, "") else _("nothing")


# Qualifications -----------------------------------------------------------------------------------------------------


def _qualification(one: QualificationChange, before: Framework, after: Framework, at: Places) -> ChangedQualification:
    now = one.after or one.before
    assert now is not None
    change = Change.NEW if one.before is None else Change.GONE if one.after is None else Change.REWORDED
    return ChangedQualification(
        called=" ".join(filter(None, [now.number, now.title])),
        change=change,
        facts=[Fact(label=_said(f.name), was=_value(f.was), now=_value(f.now)) for f in one.facts],
        rules_new=_written(
            after, one.after, one.rules_new, {p.after.key: p.rules_new for p in one.pathways if p.after}, one.equivalents_new
        ),
        rules_gone=_written(
            before, one.before, one.rules_gone, {p.before.key: p.rules_gone for p in one.pathways if p.before}, one.equivalents_gone
        ),
        groups=[*(_group(was, becomes, before, after) for was, becomes in one.groups), *filter(None, map(_pathway, one.pathways))],
        href=at.now("rules"),
    )


def _written(
    framework: Framework,
    qualification: Qualification | None,
    asked: Sequence[Rule],
    on_pathways: Mapping[str, Sequence[Rule]],
    equivalents: Sequence[Equivalent],
) -> list[str]:
    """These rules as sentences, the common ones first, then those of the pathways named by their keys, then what may count for what."""
    if qualification is None:
        return []
    called = text.names_of(framework, qualification)
    found = []
    if asked:
        lines = combination.verdict(framework, qualification, ()).lines
        found += [rule_in_words(line, called) for rule, line in zip(qualification.rules, lines, strict=False) if rule in asked]
    if any(on_pathways.values()):
        found += [
            pathway_rule(pathway, rule_in_words(line, called))
            for pathway, lines in pathway_lines(framework, qualification)
            for rule, line in zip(pathway.rules, lines, strict=False)
            if rule in on_pathways.get(pathway.key, ())
        ]
    return [*found, *(equivalent_in_words(pair, called) for pair in equivalents)]


def _pathway(one: PathwayChange) -> str:
    """What is to be said of a pathway beside its rules."""
    named = one.after or one.before
    assert named is not None
    about = {"pathway": named.title or named.key, "groups": text.listed(named.groups) or _("none of its own")}
    if one.before is None:
        return _("Pathway %(pathway)s is new; its groups: %(groups)s") % about
    if one.after is None:
        return _("Pathway %(pathway)s is gone") % about
    if one.before.title != one.after.title:
        about["was"] = one.before.title or one.before.key
        return _("Pathway %(was)s is called %(pathway)s now; its groups: %(groups)s") % about
    return _("Pathway %(pathway)s has other groups: %(groups)s") % about if one.regrouped else ""


def _codes(framework: Framework, keys: Sequence[str]) -> str:
    return text.listed(framework.unit_by_key[key].code or key if key in framework.unit_by_key else key for key in keys)


def _group(was: Group | None, now: Group | None, before: Framework, after: Framework) -> str:
    named = was or now
    assert named is not None
    about = {"group": " ".join(filter(None, [_("Group %(key)s") % {"key": named.key}, (now or named).title]))}
    if was is None and now is not None:
        return _("%(group)s is new: %(units)s") % {**about, "units": _codes(after, now.units)}
    if now is None:
        return _("%(group)s is gone") % about
    assert was is not None
    parts = []
    old, new = [_code(before, k) for k in was.units], [_code(after, k) for k in now.units]
    if come := [code for code in new if code not in old]:
        parts.append(_("%(units)s came in") % {"units": text.listed(come)})
    if gone := [code for code in old if code not in new]:
        parts.append(_("%(units)s went out") % {"units": text.listed(gone)})
    if was.optional != now.optional:
        parts.append(_("it is optional now") if now.optional else _("it is mandatory now"))
    if was.within != now.within:
        parts.append(
            _("it is part of Group %(within)s now") % {"within": now.within} if now.within else _("it is part of no other group now")
        )
    if was.borrows != now.borrows:
        parts.append(
            _("it borrows from %(others)s now") % {"others": text.listed(now.borrows)} if now.borrows else _("it borrows from no group now")
        )
    if was.imported != now.imported:
        parts.append(_("its units are imported now") if now.imported else _("its units are not imported now"))
    return _("%(group)s: %(what)s") % {**about, "what": "; ".join(parts) or _("its units changed places")}


def _code(framework: Framework, key: str) -> str:
    unit = framework.unit_by_key.get(key)
    return (unit.code or unit.title) if unit else key
