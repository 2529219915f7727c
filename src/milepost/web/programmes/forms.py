"""What the pages of programmes ask for. The rules themselves stand in the rooms' policies."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from milepost.base import clock
from milepost.frameworks import queries as frameworks
from milepost.frameworks.specfile import Unreadable, programme_in
from milepost.people import queries as people
from milepost.people.words import Role
from milepost.portfolios.words import DisclosureKind
from milepost.web.centre.forms import NEW, DayField, required

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from milepost.base.models import Actor
    from milepost.engine.framework import Unit
    from milepost.people.models import Person

HALF_A_YEAR = timedelta(days=182)


class MakeForm(forms.Form):
    """A programme of the centre's own, as one writes a list."""

    title = forms.CharField(
        label=_("What is it called?"),
        max_length=200,
        error_messages=required(_("Give the programme a title, as participants will read it.")),
    )
    steps = forms.CharField(
        label=_("Its steps, one a line"), widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("A title, and after a colon what the step is for: “Find the week that fits: hours, distance and pay”."),
        error_messages=required(_("Write at least one step, a line each.")),
    )  # fmt: skip

    def steps_given(self) -> list[tuple[str, str]]:
        lines = [line.strip(" -*•\t") for line in self.cleaned_data["steps"].splitlines()]
        return [(title.strip(), aim.strip()) for title, _sep, aim in (line.partition(":") for line in lines if line)]


LARGEST = 1_000_000  # bytes: a programme is a page or two


class BringForm(forms.Form):
    """A programme as a file."""

    file = forms.FileField(
        label=_("The file"), widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.json"}),
        help_text=_("YAML or JSON in the notation of specifications, with “mark: programme”."),
        error_messages={"required": _("Choose the file first."), "empty": _("That file is empty. Choose it again.")},
    )  # fmt: skip

    def clean_file(self) -> Any:
        """The document in it, or what is wrong there in a sentence."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_now("That file is larger than any programme: one megabyte at most."))
        try:
            return programme_in(file.read(), file.name)
        except Unreadable as error:
            raise forms.ValidationError(error.sentences[:3]) from error


class RegisterForm(forms.Form):
    """Somebody new, or `known`, on a programme."""

    learner = forms.ChoiceField(label=_("Who"), widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=150, error_messages=required(_("Give the person’s name, as it should stand here.")))
    email = forms.CharField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("The invitation to sign in goes there. Who is here already is known by it, and gets no second one."),
        error_messages=required(_("Give the e-mail address that the invitation goes to.")),
    )  # fmt: skip
    programme = forms.ChoiceField(label=_("Programme"), error_messages=required(_("Choose the programme.")))
    starts_on = DayField(label=_("Starts on"))
    ends_on = DayField(label=_("Planned end"))
    adviser = forms.ModelChoiceField(
        label=_("Adviser"), queryset=None, required=False, to_field_name="uuid", empty_label=_("Nobody yet"),
        help_text=_("Whoever may assess here may advise."),
    )  # fmt: skip

    def __init__(self, *args: Any, by: Actor, known: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["learner"].choices = [(str(known.uuid), known.name) if known else (NEW, _now("Somebody new"))]
        for name in ("name", "email") if known else ():
            del fields[name]
        newest: dict[str, Any] = {}
        for one in frameworks.programmes(by=by):
            newest.setdefault(one.title, one)
        fields["programme"].choices = [("", _now("Choose one")), *((str(one.uuid), one.title) for one in newest.values())]
        fields["adviser"].queryset = people.staff_of(by, Role.ASSESSOR)
        today = clock.today()
        self.initial = {"learner": known.uuid if known else NEW, "starts_on": today, "ends_on": today + HALF_A_YEAR, **(self.initial or {})}


class AdviserForm(forms.Form):
    adviser = forms.ModelChoiceField(
        label=_("Adviser"), queryset=None, required=False, to_field_name="uuid", empty_label=_("Nobody yet"),
        help_text=_("Whoever may assess here may advise. What was told to the one before stays hidden until the participant says otherwise."),
    )  # fmt: skip

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adviser"].queryset = people.staff_of(by, Role.ASSESSOR)  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    """Which steps to take, and in one's own words what each of them is to be."""

    use_required_attribute = False

    def __init__(
        self, *args: Any, steps: Sequence[Unit], chosen: Sequence[str] = (), words: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.steps = list(steps)
        for step in self.steps:
            self.fields[f"take-{step.key}"] = forms.BooleanField(label=step.title, required=False, initial=step.key in chosen)
            self.fields[f"words-{step.key}"] = forms.CharField(
                label=_now("What we agree on “%(step)s”") % {"step": step.title}, required=False, max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}), initial=(words or {}).get(step.key, ""),
            )  # fmt: skip

    def rows(self) -> list[tuple[Unit, Any, Any]]:
        return [(step, self[f"take-{step.key}"], self[f"words-{step.key}"]) for step in self.steps]

    @property
    def units(self) -> list[str]:
        return [step.key for step in self.steps if self.cleaned_data.get(f"take-{step.key}")]

    @property
    def answers(self) -> dict[str, str]:
        return {step.key: self.cleaned_data.get(f"words-{step.key}", "") for step in self.steps}


class TellForm(forms.Form):
    """A strength or a circumstance. What is agreed is said in the labels, which name the people."""

    kind = forms.ChoiceField(
        label=_("What is it?"), widget=forms.RadioSelect,
        choices=[
            (DisclosureKind.STRENGTH.value, _("A strength: something that goes well")),
            (DisclosureKind.CIRCUMSTANCE.value, _("A circumstance: something to take into account")),
        ],
        error_messages=required(_("Say whether it is a strength or a circumstance.")),
    )  # fmt: skip
    body = forms.CharField(
        label=_("In a few words"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        error_messages=required(_("Write it in a few words.")),
    )  # fmt: skip
    purpose = forms.CharField(
        label=_("What may it be used for?"), max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("For nothing else. For example: “to find hours that fit”, “to write my letter”."),
        error_messages=required(_("Say what it may be used for. Without that nobody may keep it.")),
    )  # fmt: skip
    manager_too = forms.BooleanField(required=False)
    agreed = forms.BooleanField(required=False)

    def __init__(self, *args: Any, name: str, adviser: str, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {"name": name, "adviser": adviser}
        self.fields["manager_too"].label = (
            _now("The centre manager may read it too") if own else _now("%(name)s wants the centre manager to read it too") % words
        )
        self.fields["agreed"].label = (
            _now("Yes: %(adviser)s may read this and use it for that") % words
            if own
            else _now("%(name)s was here, heard these words and what they are for, and said yes") % words
        )
