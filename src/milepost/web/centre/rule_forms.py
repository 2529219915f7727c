"""Forms for what makes the award: the units that count, their groups, pathways and equivalents, and the rules of combination."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.engine.framework import Equivalent, Framework, Group, Pathway, Qualification, Rule, RuleKind, Unit
from milepost.frameworks.document import written_rule
from milepost.frameworks.notation import EXAMPLE, rule_as_line, rule_from_line
from milepost.frameworks.specfile import Unreadable
from milepost.web.centre.forms import required

EVERY_UNIT_OF = "all_from"
IN_NOTATION = "notation"
KINDS = [
    (RuleKind.MIN_CREDITS.value, gettext_lazy("At least so many credits")),
    (RuleKind.MAX_CREDITS.value, gettext_lazy("At most so many credits count")),
    (RuleKind.EXACT_CREDITS.value, gettext_lazy("Exactly so many credits")),
    (RuleKind.MIN_CREDITS_AT_LEVEL.value, gettext_lazy("At least so many credits at exactly a level")),
    (RuleKind.MIN_CREDITS_AT_LEVEL_OR_ABOVE.value, gettext_lazy("At least so many credits at a level or above")),
    (RuleKind.MAX_CREDITS_AT_LEVEL.value, gettext_lazy("At most so many credits at exactly a level count")),
    (RuleKind.MAX_CREDITS_AT_LEVEL_OR_BELOW.value, gettext_lazy("At most so many credits at a level or below count")),
    (RuleKind.MIN_UNITS.value, gettext_lazy("At least so many units")),
    (RuleKind.MAX_UNITS.value, gettext_lazy("At most so many units count")),
    (RuleKind.EXACT_UNITS.value, gettext_lazy("Exactly so many units")),
    (RuleKind.MANDATORY.value, gettext_lazy("These units must be taken")),
    (EVERY_UNIT_OF, gettext_lazy("Every unit of the groups must be taken")),
    (RuleKind.ONE_FROM_EACH.value, gettext_lazy("At least one unit from each of the groups")),
    (RuleKind.BARRED.value, gettext_lazy("Only one of these units counts")),
    (RuleKind.TOGETHER.value, gettext_lazy("These units count only together")),
    (RuleKind.SAME_TITLE.value, gettext_lazy("Units with the same title count once")),
    (RuleKind.BARRING_CODES.value, gettext_lazy("Units with the same barring code count once")),
    (IN_NOTATION, gettext_lazy("Another rule, written in the notation")),
]
NAMING = {RuleKind.MANDATORY.value, RuleKind.BARRED.value, RuleKind.TOGETHER.value}
IN_PAIRS = {RuleKind.BARRED.value, RuleKind.TOGETHER.value}
AT_LEVEL = {value for value, _label in KINDS if "at_level" in value}
BY_GROUP = {EVERY_UNIT_OF, RuleKind.ONE_FROM_EACH.value}
BY_ITSELF = {RuleKind.SAME_TITLE.value, RuleKind.BARRING_CODES.value, IN_NOTATION}  # no number


def group_name(group: Group) -> str:
    """How a group is called in a list: "Group B, People"."""
    name = _("Group %(key)s") % {"key": group.key}
    return f"{name}, {group.title}" if group.title else name


def unit_choices(units: Sequence[Unit]) -> list[tuple[str, str]]:
    return [(unit.key, f"{unit.code} {unit.title}") for unit in units]


def _has_fields(rule: Rule) -> bool:
    """Whether the fields of the form can say all of the rule; else it is shown in the notation."""
    kind = rule.kind.value
    named = kind in NAMING or kind in BY_ITSELF
    return (
        kind in dict(KINDS)
        and not (rule.how or rule.further or (rule.units and not named) or (kind == RuleKind.TOGETHER and rule.groups))
        and rule.scope in ("total", "optional", "mandatory")
    )


class RuleForm(forms.Form):
    """One rule. Which fields matter follows from its kind; the others are left alone."""

    kind = forms.ChoiceField(label=gettext_lazy("The rule"), choices=KINDS)
    number = forms.IntegerField(
        label=gettext_lazy("How many"), required=False, min_value=1, max_value=999, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("Where it is a number of credits or units."), error_messages={"invalid": gettext_lazy("Give a whole number, such as 37.")},
    )  # fmt: skip
    level = forms.IntegerField(
        label=gettext_lazy("Level"), required=False, min_value=1, max_value=8, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("Where it is about a level."),
        error_messages={"invalid": gettext_lazy("Give the level as a number from 1 to 8.")},
    )  # fmt: skip
    scope = forms.ChoiceField(
        label=gettext_lazy("Counted over"), required=False,
        choices=[
            ("", gettext_lazy("all units, or the groups ticked above")),
            ("optional", gettext_lazy("the optional groups")),
            ("mandatory", gettext_lazy("the mandatory groups")),
        ],
    )  # fmt: skip
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Groups"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Several count together. None ticked: the rule is about all units."),
    )  # fmt: skip
    units = forms.CharField(
        label=gettext_lazy("Units"), required=False, max_length=500,
        help_text=gettext_lazy("Where it is about single units: their numbers, with commas between them."),
    )  # fmt: skip
    line = forms.CharField(
        label=gettext_lazy("In the notation"), required=False, max_length=500,
        help_text=format_lazy(gettext_lazy("Where no kind above says it, such as {example}"), example=EXAMPLE),
    )  # fmt: skip

    def __init__(self, *args: Any, framework: Framework, qualification: Qualification, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.framework = framework
        fields: Any = self.fields
        fields["groups"].choices = [(group.key, group_name(group)) for group in qualification.groups]
        if not qualification.groups:
            del fields["groups"], fields["scope"]
            fields["kind"].choices = [choice for choice in KINDS if choice[0] not in BY_GROUP]

    @staticmethod
    def shown(framework: Framework, rule: Rule) -> dict[str, Any]:
        """The rule as the form shows it."""
        by_group = rule.kind is RuleKind.MANDATORY and rule.groups and not rule.units
        if not _has_fields(rule):
            return {"kind": IN_NOTATION, "line": rule_as_line(rule, framework)}
        codes = [framework.unit_by_key[key].code if key in framework.unit_by_key else key for key in rule.units]
        return {
            "kind": EVERY_UNIT_OF if by_group else rule.kind.value, "number": rule.value or None, "level": rule.level or None,
            "scope": "" if rule.scope == "total" else rule.scope, "groups": list(rule.groups), "units": ", ".join(codes),
        }  # fmt: skip

    def clean_units(self) -> list[str]:
        found = []
        for name in filter(None, (part.strip() for part in re.split(r"[,;\n]", self.cleaned_data["units"]))):
            unit = self.framework.unit_by_code.get(name) or self.framework.unit_by_key.get(name)
            if unit is None:
                raise forms.ValidationError(_("No unit here has the number %(name)s. Look at the list of units.") % {"name": name})
            found.append(unit.key)
        return list(dict.fromkeys(found))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        kind = given.get("kind")
        if kind in NAMING and "units" not in self.errors and len(given.get("units", ())) < (2 if kind in IN_PAIRS else 1):
            self.add_error("units", _("Name at least two units.") if kind in IN_PAIRS else _("Name the units."))
        if kind == IN_NOTATION:
            self._read_line(given)
        if kind not in NAMING | BY_GROUP | BY_ITSELF and not given.get("number") and "number" not in self.errors:
            self.add_error("number", _("Say how many."))
        if kind in AT_LEVEL and not given.get("level") and "level" not in self.errors:
            self.add_error("level", _("Say which level."))
        if kind in BY_GROUP and not given.get("groups"):
            self.add_error("groups", _("Tick the groups."))
        return given

    def _read_line(self, given: dict[str, Any]) -> None:
        if not given.get("line", "").strip():
            self.add_error("line", _("Write the rule."))
            return
        try:
            self.read = rule_from_line(given["line"], self.framework)
        except Unreadable as problem:
            self.add_error("line", " ".join(problem.sentences))

    def value(self) -> dict[str, Any]:
        """The rule as a document writes it, without what its kind has no use for."""
        given = self.cleaned_data
        kind, groups = given["kind"], tuple(given.get("groups", ()))
        if kind == IN_NOTATION:
            return self.read
        if kind in BY_ITSELF:
            return written_rule(Rule(RuleKind(kind), units=tuple(given.get("units", ()))))
        if kind in NAMING:
            return written_rule(Rule(RuleKind(kind), units=tuple(given["units"])))
        if kind == EVERY_UNIT_OF:
            return written_rule(Rule(RuleKind.MANDATORY, groups=groups))
        if kind == RuleKind.ONE_FROM_EACH:
            return written_rule(Rule(RuleKind.ONE_FROM_EACH, value=1, groups=groups))
        level = given["level"] if kind in AT_LEVEL else 0
        return written_rule(Rule(RuleKind(kind), value=given["number"], groups=groups, scope=given.get("scope") or "total", level=level))


class GroupForm(forms.Form):
    key = forms.CharField(
        label=gettext_lazy("Letter or number"), max_length=10, help_text=gettext_lazy("As rules call it: B for “Group B”."),
        error_messages=required(gettext_lazy("Give the letter or number that rules call it by.")),
    )  # fmt: skip
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, required=False)
    mandatory = forms.BooleanField(label=gettext_lazy("A mandatory group"), required=False)
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Its units"), widget=forms.CheckboxSelectMultiple,
        error_messages=required(gettext_lazy("Tick the units of this group.")),
    )  # fmt: skip
    within = forms.ChoiceField(
        label=gettext_lazy("Part of"), required=False, help_text=gettext_lazy("What counts here counts in that group too."),
    )  # fmt: skip
    borrows = forms.MultipleChoiceField(
        label=gettext_lazy("Borrows from"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Units of these groups may count here as well, as on another pathway."),
    )  # fmt: skip
    imported = forms.BooleanField(label=gettext_lazy("Its units are imported, and rules may limit how many count"), required=False)

    def __init__(self, *args: Any, framework: Framework, qualification: Qualification, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        others = [(group.key, group_name(group)) for group in qualification.groups if group.key != self.initial.get("key")]
        fields["within"].choices = [("", _("no other group")), *others]
        fields["borrows"].choices = others
        if not others:
            del fields["within"], fields["borrows"]
        stands = {key: group.key for group in qualification.groups for key in group.units}
        fields["units"].choices = [
            (key, _("%(unit)s, in Group %(group)s") % {"unit": label, "group": stands[key]} if key in stands else label)
            for key, label in unit_choices(framework.units)
        ]

    @staticmethod
    def shown(group: Group) -> dict[str, Any]:
        return {
            "key": group.key, "title": group.title, "mandatory": not group.optional, "units": list(group.units), "within": group.within,
            "borrows": list(group.borrows), "imported": group.imported,
        }  # fmt: skip

    def value(self) -> dict[str, Any]:
        given = self.cleaned_data
        found: dict[str, Any] = {"key": given["key"].strip(), "units": given["units"]}
        if title := " ".join(given["title"].split()):
            found["title"] = title
        if given["mandatory"]:
            found["optional"] = False
        return found | {name: given[name] for name in ("within", "borrows", "imported") if given.get(name)}


class PathwayForm(forms.Form):
    """One of the ways through a qualification. Its rules stand beneath it, each in a form of its own."""

    key = forms.CharField(
        label=gettext_lazy("Short name"), max_length=20, help_text=gettext_lazy("A word or a letter, such as “process”."),
        error_messages=required(gettext_lazy("Give the pathway a short name.")),
    )  # fmt: skip
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, required=False)
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Its groups"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("They count on this pathway, and on others that name them. What no pathway names is common to all."),
    )  # fmt: skip

    def __init__(self, *args: Any, framework: Framework, qualification: Qualification, **kwargs: Any) -> None:  # noqa: ARG002 - as the others
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["groups"].choices = [(group.key, group_name(group)) for group in qualification.groups]
        if not qualification.groups:
            del fields["groups"]

    @staticmethod
    def shown(pathway: Pathway) -> dict[str, Any]:
        return {"key": pathway.key, "title": pathway.title, "groups": list(pathway.groups)}

    def value(self) -> dict[str, Any]:
        given = self.cleaned_data
        found: dict[str, Any] = {"key": given["key"].strip()}
        if title := " ".join(given["title"].split()):
            found["title"] = title
        return found | ({"groups": given["groups"]} if given.get("groups") else {})


class EquivalentForm(forms.Form):
    """A unit that may count in place of another."""

    unit = forms.ChoiceField(label=gettext_lazy("This unit"), error_messages=required(gettext_lazy("Choose the unit that may count.")))
    instead_of = forms.ChoiceField(
        label=gettext_lazy("may count in place of"), error_messages=required(gettext_lazy("Choose the unit that it may stand for.")),
    )  # fmt: skip
    carries = forms.ChoiceField(
        label=gettext_lazy("With whose credit, level and hours"), widget=forms.RadioSelect, initial="own",
        choices=[("own", gettext_lazy("its own")), ("target", gettext_lazy("those of the unit that it stands for"))],
        error_messages=required(gettext_lazy("Say whose credit it brings.")),
    )  # fmt: skip

    def __init__(self, *args: Any, framework: Framework, qualification: Qualification, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        choices = [("", ""), *unit_choices(framework.units)]
        counting = set(qualification.units).union(*(group.units for group in qualification.groups))
        fields["unit"].choices = choices
        fields["instead_of"].choices = [one for one in choices if not counting or not one[0] or one[0] in counting]

    @staticmethod
    def shown(pair: Equivalent) -> dict[str, Any]:
        return {"unit": pair.unit, "instead_of": pair.instead_of, "carries": pair.carries}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("unit") and given.get("unit") == given.get("instead_of"):
            self.add_error("instead_of", _("Choose another unit: none stands for itself."))
        return given

    def value(self) -> dict[str, Any]:
        given = self.cleaned_data
        found = {"unit": given["unit"], "instead_of": given["instead_of"]}
        return found | ({"carries": "target"} if given["carries"] == "target" else {})


class UnitsForm(forms.Form):
    """Which units count towards a qualification, beside those of its groups."""

    units = forms.MultipleChoiceField(
        label=gettext_lazy("Units that count"), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=gettext_lazy("The units of a group always count. Where none is ticked and there is no group, every unit counts."),
    )  # fmt: skip

    def __init__(self, *args: Any, framework: Framework, qualification: Qualification, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.framework = framework
        self.grouped = {key for group in qualification.groups for key in group.units}
        fields: Any = self.fields
        fields["units"].choices = unit_choices([unit for unit in framework.units if unit.key not in self.grouped])

    @staticmethod
    def shown(qualification: Qualification) -> dict[str, Any]:
        return {"units": list(qualification.units)}

    def value(self) -> list[str]:
        ticked = set(self.cleaned_data["units"])
        return [unit.key for unit in self.framework.units if unit.key in ticked | self.grouped] if ticked else []
