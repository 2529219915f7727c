"""What the centre's pages ask for. The rules themselves stand in the rooms' policies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.base import clock
from milepost.engine.framework import Nature, RequirementKind, Setting
from milepost.frameworks import queries as frameworks
from milepost.frameworks.words import Rights
from milepost.people import queries as people
from milepost.people.words import Role
from milepost.portfolios.policies import why_not_approved
from milepost.portfolios.queries import approvals

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from milepost.base.models import Actor
    from milepost.people.models import Person

DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%d/%m/%y")


class DayField(forms.DateField):
    """A day, as the browser's calendar gives it or typed in words."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(
            input_formats=DAYS,
            error_messages={
                "required": gettext_lazy("Give the day."),
                "invalid": gettext_lazy("Give a day, such as 1 September 2026 or 01/09/2026."),
            },
            **kwargs,
        )


def required(sentence: Any) -> dict[str, Any]:
    return {"required": sentence}


# People -------------------------------------------------------------------------------------------------------------

STAFF = (Role.ASSESSOR, Role.IQA, Role.EQA, Role.CENTRE_MANAGER, Role.QUALITY_MANAGER, Role.EMPLOYER_OWNER, Role.EMPLOYER_CONTACT)
DOES = {
    Role.ASSESSOR: gettext_lazy("Assessor: judges evidence and signs units off"),
    Role.IQA: gettext_lazy("Internal quality assurer: looks a second time"),
    Role.EQA: gettext_lazy("External quality assurer: reads everything, from outside"),
    Role.CENTRE_MANAGER: gettext_lazy("Centre manager: qualifications, people, learners"),
    Role.QUALITY_MANAGER: gettext_lazy("Quality manager: reads everything at the centre"),
    Role.EMPLOYER_OWNER: gettext_lazy("Employer owner: looks after employers"),
    Role.EMPLOYER_CONTACT: gettext_lazy("Employer contact: speaks for one employer"),
}


class InviteForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=150,
        error_messages=required(gettext_lazy("Give the person’s name, as it should stand here.")),
    )
    email = forms.CharField(
        label=gettext_lazy("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("The invitation goes there. It is good for 30 days."),
        error_messages=required(gettext_lazy("Give the e-mail address that the invitation goes to.")),
    )  # fmt: skip
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), widget=forms.RadioSelect, choices=[(r.value, DOES[r]) for r in STAFF],
        error_messages=required(gettext_lazy("Choose what the person will do here.")),
    )  # fmt: skip
    employer = forms.ModelChoiceField(
        label=gettext_lazy("Employer"), queryset=None, required=False, to_field_name="uuid", empty_label=gettext_lazy("None"),
        help_text=gettext_lazy("Only for an employer contact."),
    )  # fmt: skip

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"].queryset = people.employers_of(by)  # type: ignore[attr-defined]


class CorrectPersonForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=150,
        help_text=gettext_lazy("What they did before keeps the name under which they did it."),
        error_messages=required(gettext_lazy("Give the person’s name, as it should stand here.")),
    )  # fmt: skip
    email = forms.CharField(
        label=gettext_lazy("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("A new invitation goes there, and the one sent before is void."),
        error_messages=required(gettext_lazy("Give the e-mail address that the invitation goes to.")),
    )  # fmt: skip
    born_on = DayField(label=gettext_lazy("Date of birth"), required=False)
    uln = forms.CharField(
        label=gettext_lazy("Unique Learner Number"),
        required=False,
        max_length=10,
        help_text=gettext_lazy("Ten digits; the last one is checked."),
    )

    def __init__(self, *args: Any, person: Person, learns: bool, lacks_uln: bool, **kwargs: Any) -> None:
        """Who has joined keeps their address; what is known of a birth or a number already is not asked for."""
        kwargs["initial"] = {"name": person.name, "email": person.email}
        super().__init__(*args, **kwargs)
        known = {"email": person.joined_on is not None, "born_on": not learns or person.born_on is not None, "uln": not lacks_uln}
        for name in (name for name, not_asked in known.items() if not_asked):
            del self.fields[name]


class EmployerForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name of the employer"), max_length=200, error_messages=required(gettext_lazy("Give the employer’s name."))
    )


# Learners -----------------------------------------------------------------------------------------------------------

NEW = "new"
LISTED = 200  # who stands further down is found by a part of the name or e-mail address


def qualification_choices(by: Actor) -> list[tuple[str, str]]:
    """Every qualification of the newest version of each specification. The framework is read once a version, then kept."""
    newest: dict[str, Any] = {}
    for specification in frameworks.specifications(by=by):
        newest.setdefault(specification.title, specification)
    choices, noted = [], approvals(by=by)
    for specification in newest.values():
        for qualification in frameworks.framework_of(specification).qualifications:
            name = qualification.number or qualification.title
            title = qualification.title if not qualification.number else f"{qualification.number} {qualification.title}"
            if why_not_approved(noted.get(name), title=qualification.title):
                label = _("%(title)s (version %(version)s), not approved") % {"title": title, "version": specification.version}
            else:
                label = _("%(title)s (version %(version)s)") % {"title": title, "version": specification.version}
            choices.append((f"{specification.uuid}|{name}", label))
    return choices


class RegisterForm(forms.Form):
    """For somebody new, or for `known`: who learns here already is not asked for what is known of them."""

    learner = forms.ChoiceField(
        label=gettext_lazy("Who"), widget=forms.HiddenInput,
        error_messages=required(gettext_lazy("Choose a learner, or invite a new one.")),
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=150,
        error_messages=required(gettext_lazy("Give the learner’s name, as it should stand in the portfolio.")),
    )
    email = forms.CharField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("The invitation to sign in goes there. Who learns here already is known by it, and gets no second one."),
        error_messages=required(gettext_lazy("Give the e-mail address that the invitation goes to.")),
    )
    born_on = DayField(
        label=gettext_lazy("Date of birth"), required=False, help_text=gettext_lazy("Asked where a qualification has a youngest age.")
    )
    qualification = forms.ChoiceField(
        label=gettext_lazy("Qualification"),
        error_messages=required(gettext_lazy("Choose the qualification.")),
        help_text=gettext_lazy("The learner stays on this version, whatever is published later."),
    )
    uln = forms.CharField(
        label=gettext_lazy("Unique Learner Number"), max_length=13, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("Ten digits; the last one is checked."),
    )  # fmt: skip
    starts_on = DayField(label=gettext_lazy("Starts on"))
    ends_on = DayField(label=gettext_lazy("Planned end"))
    employer = forms.ModelChoiceField(
        label=gettext_lazy("Employer"), queryset=None, required=False, to_field_name="uuid", empty_label=gettext_lazy("None yet")
    )
    site = forms.ModelChoiceField(
        label=gettext_lazy("Site"), queryset=None, required=False, to_field_name="uuid", empty_label=gettext_lazy("None in particular")
    )
    assessor = forms.ModelChoiceField(
        label=gettext_lazy("Assessor"),
        queryset=None,
        required=False,
        to_field_name="uuid",
        empty_label=gettext_lazy("Nobody yet"),
        help_text=gettext_lazy("Whoever has answered their invitation can be chosen."),
    )
    iqa = forms.ModelChoiceField(
        label=gettext_lazy("Internal quality assurer"), queryset=None, required=False, to_field_name="uuid",
        empty_label=gettext_lazy("Nobody yet"),
    )  # fmt: skip

    def __init__(self, *args: Any, by: Actor, known: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["learner"].choices = [(str(known.uuid), known.name) if known else (NEW, _("Somebody new"))]
        for name in ("name", "email", *(["born_on"] if known.born_on else [])) if known else ():
            del fields[name]
        fields["qualification"].choices = [("", _("Choose one")), *qualification_choices(by)]
        fields["employer"].queryset = people.employers_of(by)
        fields["site"].queryset = people.sites_open(by)
        if not fields["site"].queryset.exists():
            del fields["site"]
        fields["assessor"].queryset = people.staff_of(by, Role.ASSESSOR)
        fields["iqa"].queryset = people.staff_of(by, Role.IQA)
        today = clock.today()
        self.initial = {
            "learner": known.uuid if known else NEW,
            "starts_on": today,
            "ends_on": today + timedelta(days=548),
            **(self.initial or {}),
        }

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        born = given.get("born_on")
        if isinstance(born, date) and born >= clock.today():
            self.add_error("born_on", _("The date of birth lies in the future. Check the year."))
        return given


class AllocateForm(forms.Form):
    assessor = forms.ModelChoiceField(
        label=gettext_lazy("Assessor"),
        queryset=None,
        required=False,
        to_field_name="uuid",
        empty_label=gettext_lazy("Nobody yet"),
        help_text=gettext_lazy("Whoever has answered their invitation can be chosen."),
    )
    iqa = forms.ModelChoiceField(
        label=gettext_lazy("Internal quality assurer"), queryset=None, required=False, to_field_name="uuid",
        empty_label=gettext_lazy("Nobody yet"),
    )  # fmt: skip

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["assessor"].queryset = people.staff_of(by, Role.ASSESSOR)
        fields["iqa"].queryset = people.staff_of(by, Role.IQA)


# Qualifications -----------------------------------------------------------------------------------------------------


LARGEST_HANDBOOK = 100 * 1024 * 1024  # bytes: it is read as a whole


class ImportForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The handbook"),
        help_text=gettext_lazy(
            "A PDF, Word document, web page, workbook, CSV or plain text file, or a specification of your own (YAML or JSON)."
        ),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.html,.htm,.xlsx,.csv,.tsv,.txt,.md,.yaml,.yml,.json"}),
        error_messages={
            "required": gettext_lazy("Choose the file first."),
            "missing": gettext_lazy("Choose the file first."),
            "empty": gettext_lazy("That file is empty. Choose the handbook again; it may not have finished downloading."),
        },
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_HANDBOOK:
            raise forms.ValidationError(
                _("That file is larger than any handbook: 100 MB at most. Save its text pages without the pictures.")
            )
        return file


class RightsForm(forms.Form):
    rights = forms.ChoiceField(
        label=gettext_lazy("Whose text is it?"), widget=forms.RadioSelect, initial=Rights.IMPORTED,
        choices=[
            (Rights.IMPORTED.value, gettext_lazy("An awarding body’s: it stays inside this centre")),
            (Rights.OWN.value, gettext_lazy("Ours: this centre wrote it, and anybody may read it")),
            (Rights.OPEN.value, gettext_lazy("Open: anybody may read it, and use it under its licence")),
        ],
        error_messages=required(gettext_lazy("Say whose text this is.")),
    )  # fmt: skip


class MarkForm(RightsForm):
    licence = forms.CharField(
        label=gettext_lazy("Licence"), max_length=200, required=False, help_text=gettext_lazy("For open text: its name, such as CC BY 4.0.")
    )


LETTERED = re.compile(r"\(?([A-Za-z]|[ivx]{1,4}|\d{1,2})[).:]\s+(.+)")


def items_of(text: str) -> list[dict[str, str]]:
    """Lettered parts, one a line: "a) rain"; a line without a letter gets the next one."""
    found: list[dict[str, str]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        marked = LETTERED.fullmatch(line)
        found.append({"letter": marked[1].lower() if marked else chr(ord("a") + len(found) % 26), "text": marked[2] if marked else line})
    return found


def lines_of(items: Iterable[Any]) -> str:
    """The parts as they are typed, one a line."""
    return "\n".join(f"{item['letter']}) {item['text']}" for item in items or ())


class UnitForm(forms.Form):
    code = forms.CharField(label=gettext_lazy("Number"), max_length=40, error_messages=required(gettext_lazy("Give the unit’s number.")))
    title = forms.CharField(label=gettext_lazy("Title"), max_length=300, error_messages=required(gettext_lazy("Give the unit’s title.")))
    uan = forms.CharField(label=gettext_lazy("Unit number of the regulator (UAN)"), max_length=20, required=False)
    level = forms.CharField(label=gettext_lazy("Level"), max_length=10, required=False)
    credit = forms.CharField(label=gettext_lazy("Credit value"), max_length=4, required=False)
    glh = forms.CharField(label=gettext_lazy("Guided learning hours"), max_length=4, required=False)
    conditions = forms.CharField(
        label=gettext_lazy("Whom it is not for"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One sentence a line. Asked when units are chosen."),
    )  # fmt: skip

    @staticmethod
    def shown(unit: dict[str, Any]) -> dict[str, str]:
        """The unit's facts as the form shows them."""
        level = f"Entry {unit.get('level', '')}" if unit.get("entry") else str(unit.get("level", ""))
        plain = {name: str(unit.get(name, "") or "") for name in ("code", "title", "uan", "credit", "glh")}
        return plain | {"level": level, "conditions": "\n".join(unit.get("conditions", ()))}

    def value(self) -> dict[str, str]:
        """The facts of a unit that is added, as they were typed."""
        return dict(self.cleaned_data)


class QualificationForm(forms.Form):
    """A qualification of which the document says nothing: enough to register on. The rest of its facts stand beside the units."""

    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=200, error_messages=required(gettext_lazy("Give the title of the qualification."))
    )
    number = forms.CharField(label=gettext_lazy("Number of the awarding body"), max_length=20, required=False)
    level = forms.CharField(label=gettext_lazy("Level"), max_length=20, required=False)
    accreditation_number = forms.CharField(
        label=gettext_lazy("Accreditation number"), max_length=20, required=False,
        help_text=gettext_lazy("As the regulator’s register has it, such as 600/1234/5."),
    )  # fmt: skip

    def value(self) -> dict[str, Any]:
        """What was said of it. Its units are all of them, until some are marked."""
        return {name: words for name, given in self.cleaned_data.items() if (words := " ".join(given.split()))}


class OutcomeForm(forms.Form):
    number = forms.CharField(
        label=gettext_lazy("Number"), max_length=10, error_messages=required(gettext_lazy("Give its number, such as 1."))
    )
    text = forms.CharField(
        label=gettext_lazy("Outcome"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=required(gettext_lazy("Give the outcome’s words.")),
    )

    def value(self) -> dict[str, Any]:
        return {"number": self.cleaned_data["number"].strip(), "text": " ".join(self.cleaned_data["text"].split())}


class CriterionForm(forms.Form):
    number = forms.CharField(
        label=gettext_lazy("Number"), max_length=10, error_messages=required(gettext_lazy("Give its number, such as 1.2."))
    )
    text = forms.CharField(
        label=gettext_lazy("What must be shown"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=required(gettext_lazy("Give the criterion’s words.")),
    )
    items = forms.CharField(
        label=gettext_lazy("Parts"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One a line, each with its letter: a) rain"),
    )

    def value(self) -> dict[str, Any]:
        given = self.cleaned_data
        found: dict[str, Any] = {"number": given["number"].strip(), "text": " ".join(given["text"].split())}
        if items := items_of(given["items"]):
            found["items"] = items
        return found


KINDS = [
    (RequirementKind.SHOWN.value, gettext_lazy("Shown as a whole")),
    (RequirementKind.ALL_OF.value, gettext_lazy("All of its parts")),
    (RequirementKind.N_OF.value, gettext_lazy("At least so many of its parts")),
    (RequirementKind.N_DIFFERENT.value, gettext_lazy("So many different things, not listed")),
    (RequirementKind.NO_SIMULATION.value, gettext_lazy("No simulation")),
    (RequirementKind.PLACE.value, gettext_lazy("Some settings do not count")),
    (RequirementKind.SUFFICIENT_PERIOD.value, gettext_lazy("Over a sufficient period")),
    (RequirementKind.PERMISSION.value, gettext_lazy("A permission: never blocks")),
]
SETTINGS = [
    (Setting.REAL_WORK.value, gettext_lazy("real work")),
    (Setting.REALISTIC_ENVIRONMENT.value, gettext_lazy("a realistic working environment")),
    (Setting.WORK_PLACEMENT.value, gettext_lazy("a work placement")),
    (Setting.SIMULATION.value, gettext_lazy("simulation")),
]


class RequirementForm(forms.Form):
    number = forms.CharField(
        label=gettext_lazy("Number"), max_length=10, error_messages=required(gettext_lazy("Give its number, such as 2."))
    )
    text = forms.CharField(
        label=gettext_lazy("What the evidence must be"), widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=required(gettext_lazy("Give the requirement’s words.")),
    )  # fmt: skip
    kind = forms.ChoiceField(label=gettext_lazy("As a rule"), choices=KINDS)
    at_least = forms.IntegerField(
        label=gettext_lazy("How many"),
        help_text=gettext_lazy("Of its parts, or of different things."), required=False, min_value=1, max_value=99,
        error_messages={"invalid": gettext_lazy("Give a whole number, such as 2.")},
    )  # fmt: skip
    items = forms.CharField(
        label=gettext_lazy("Parts"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One a line, each with its letter: a) rain"),
    )
    nature = forms.ChoiceField(
        label=gettext_lazy("Simulation is not allowed for"), required=False,
        choices=[
            ("", gettext_lazy("any evidence")),
            (Nature.PERFORMANCE.value, gettext_lazy("evidence of performance")),
            (Nature.KNOWLEDGE.value, gettext_lazy("evidence of knowledge")),
        ],
    )  # fmt: skip
    settings = forms.MultipleChoiceField(
        label=gettext_lazy("Settings that do not count"), required=False, choices=SETTINGS, widget=forms.CheckboxSelectMultiple
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        kind, items = given.get("kind"), items_of(given.get("items", ""))
        if kind in (RequirementKind.ALL_OF, RequirementKind.N_OF) and not items:
            self.add_error("items", _("List the parts, one a line."))
        if kind in (RequirementKind.N_OF, RequirementKind.N_DIFFERENT) and not given.get("at_least") and "at_least" not in self.errors:
            self.add_error("at_least", _("Say how many are enough."))
        if kind == RequirementKind.PLACE and not given.get("settings"):
            self.add_error("settings", _("Tick the settings that do not count."))
        return given

    def value(self) -> dict[str, Any]:
        """The requirement as a document writes it."""
        given = self.cleaned_data
        found: dict[str, Any] = {"number": given["number"].strip(), "text": " ".join(given["text"].split())}
        items = items_of(given["items"])
        match given["kind"]:
            case RequirementKind.ALL_OF:
                found["enough"] = {"all": items}
            case RequirementKind.N_OF:
                found["enough"] = {"at_least": given["at_least"], "of": items}
            case RequirementKind.N_DIFFERENT:
                found["enough"] = {"different": given["at_least"]}
            case RequirementKind.NO_SIMULATION:
                found["simulation"] = f"none for {given['nature']}" if given["nature"] else "none"
            case RequirementKind.PLACE:
                found["not_from"] = given["settings"]
            case RequirementKind.SUFFICIENT_PERIOD:
                found["period"] = "sufficient"
            case RequirementKind.PERMISSION:
                found["permission"] = True
        if items and "enough" not in found:
            found["items"] = items
        return found
