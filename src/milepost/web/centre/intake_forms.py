"""What the pages of lists ask for: the file, what columns mean, what holds for every line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.people import queries as people
from milepost.people.words import Role
from milepost.portfolios.intake import columns
from milepost.portfolios.words import IntakeKind
from milepost.web.centre.forms import DayField, qualification_choices, required

if TYPE_CHECKING:
    from milepost.base.models import Actor
    from milepost.portfolios.models import Intake

KINDS = {
    IntakeKind.LEARNERS: gettext_lazy("Learners: who they are, and what they are registered for"),
    IntakeKind.STAFF: gettext_lazy("Staff: assessors, IQAs, managers, contacts of employers"),
    IntakeKind.EMPLOYERS: gettext_lazy("Employers, with a contact each if you like"),
    IntakeKind.ILR: gettext_lazy("ILR: the learners of a national return (XML)"),
}
LATER, NOW = "later", "now"
UNREAD = "-"
PLACE = ("qualification", "starts_on", "ends_on", "employer", "assessor", "iqa")


class BringInForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What does the list hold?"), widget=forms.RadioSelect, choices=list(KINDS.items()),
        error_messages=required(gettext_lazy("Say what the list holds.")),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("The list"), help_text=gettext_lazy("CSV or a workbook (.xlsx), up to 5,000 lines; an ILR as XML."),
        error_messages=required(gettext_lazy("Choose the file with the list.")) | {"empty": gettext_lazy("That file is empty. Choose another one.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xml"}),
    )  # fmt: skip


class PlanForm(forms.Form):
    """What each column means, and for learners what holds for every line that says nothing else."""

    def __init__(self, *args: Any, intake: Intake, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.intake, settings, fields = intake, intake.settings, dict[str, forms.Field]()
        heads = settings.get("head", [])
        means = columns.meanings(heads, intake.kind, settings.get("columns"))
        choices = [(UNREAD, _("not read")), *[(key, label) for key, label in columns.FIELDS[intake.kind].items()]]
        for place, (head, key) in enumerate(zip(heads, means, strict=True)):
            if key != columns.REASONS:
                label = head or _("Column %(n)s, without a head") % {"n": place + 1}
                fields[f"column-{place}"] = forms.ChoiceField(label=label, choices=choices, initial=key or UNREAD)
        if intake.kind in (IntakeKind.LEARNERS, IntakeKind.ILR):
            fields |= _place_fields(by, national=intake.kind == IntakeKind.ILR)
            for key in PLACE:
                if key in fields:
                    fields[key].initial = settings.get(key) or None
        self.fields.update(fields)

    @property
    def of_columns(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("column-")]

    @property
    def of_place(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name in PLACE]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        seen: dict[str, str] = {}
        for name, key in list(given.items()):
            if name.startswith("column-") and key == UNREAD:
                given[name] = columns.NOT_READ
            elif name.startswith("column-"):
                if key in seen:
                    other = self.fields[seen[key]].label
                    self.add_error(name, _("“%(other)s” means the same already. Let only one of them mean it.") % {"other": other})
                seen.setdefault(key, name)
        return given

    @property
    def settings(self) -> dict[str, Any]:
        """As a plan keeps it."""
        given = self.cleaned_data
        kept: dict[str, Any] = {"columns": {name.removeprefix("column-"): key for name, key in given.items() if name.startswith("column-")}}
        for key in PLACE:
            value = given.get(key)
            kept[key] = str(getattr(value, "uuid", value)) if value else ""
        return kept


def _place_fields(by: Actor, *, national: bool) -> dict[str, forms.Field]:
    def one_of(label: Any, queryset: Any) -> forms.Field:
        return forms.ModelChoiceField(
            label=label, queryset=queryset, required=False, to_field_name="uuid", empty_label=_("As the line says")
        )

    fields: dict[str, forms.Field] = {}
    if not national:
        choices = [("", _("As the line says")), *qualification_choices(by)]
        fields["qualification"] = forms.ChoiceField(label=_("Qualification"), choices=choices, required=False)
        fields["starts_on"] = DayField(label=_("Start"), required=False)
        fields["ends_on"] = DayField(label=_("Planned end"), required=False)
    fields["employer"] = one_of(_("Employer"), people.employers_of(by))
    fields["assessor"] = one_of(_("Assessor"), people.staff_of(by, Role.ASSESSOR))
    fields["iqa"] = one_of(_("Internal quality assurer"), people.staff_of(by, Role.IQA))
    return fields


class LettersForm(forms.Form):
    """When the invitations leave."""

    letters = forms.ChoiceField(
        label=gettext_lazy("When do the invitations leave?"), widget=forms.RadioSelect, initial=LATER,
        choices=[
            (LATER, gettext_lazy("Later: I send them from this page, when everything is ready")),
            (NOW, gettext_lazy("At once, as each line is brought in")),
        ],
    )  # fmt: skip
