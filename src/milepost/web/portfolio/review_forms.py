"""What a party types into a progress review: its part, the assessor also the next steps, and a name where there is no account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from milepost.assessment.words import Party

if TYPE_CHECKING:
    from milepost.web.components.parts import Text

DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%d/%m/%y")
FEWEST, SPARE, MOST = 3, 2, 12  # rows of next steps
ASKED: dict[str, Text] = {
    "learner": _("What went well, what gets in the way, what you need. A few sentences do."),
    "employer": _("What you see at work: what goes well, what should be practised, whether there is time for it. A few sentences do."),
    "assessor": _("What the facts mean: what went well, what is in the way, what you agreed together."),
}


class Asked(forms.CharField):
    """Not optional, though the form goes on without it: whether it is needed depends on the act, and the policy says so."""

    def validate(self, value: Any) -> None:
        """Nothing is wrong here yet."""


class Who(forms.ChoiceField):
    """Who does a step; in a row without words it may be missing."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class PartForm(forms.Form):
    """One's own part, and which version one looked at."""

    use_required_attribute = False

    seen = forms.IntegerField(widget=forms.HiddenInput)
    part = Asked(label=_("Your part"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, party: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].help_text = str(ASKED[party])

    def look_again(self, newest: int) -> None:
        """The page shows the newest version now, so what was typed may be sent again as it is."""
        self.data = {**dict(self.data.items()), "seen": newest}


class LetterForm(PartForm):
    """The same for who comes by letter: the name is the signature."""

    name = Asked(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Typed by you, it is your signature. The time and what you signed are kept with it."),
    )  # fmt: skip


class AssessorForm(PartForm):
    """The assessor's part, with the next steps in rows. Rows without words are left out."""

    anew = forms.BooleanField(label=_("Read the journal anew for the facts of the period"), required=False)

    def __init__(self, *args: Any, steps: int = 0, programme: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, party=Party.ASSESSOR, **kwargs)
        choices = [(Party.LEARNER.value, _("participant")), (Party.ASSESSOR.value, _("adviser"))] if programme else Party.choices
        if self.is_bound:
            steps = sum(name.startswith("what_") for name in self.data)
        self.numbers = range(1, min(max(steps + (0 if self.is_bound else SPARE), FEWEST), MOST) + 1)
        for number in self.numbers:
            self.fields[f"what_{number}"] = forms.CharField(label=_("Step"), required=False, max_length=300)
            self.fields[f"who_{number}"] = Who(label=_("Who"), choices=choices)
            self.fields[f"by_{number}"] = forms.DateField(
                label=_("By"), required=False, input_formats=DAYS, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
                error_messages={"invalid": _("Give a day, such as 3 November 2025 or 03/11/2025.")},
            )  # fmt: skip

    def rows(self) -> list[tuple[int, BoundField, BoundField, BoundField]]:
        return [(n, self[f"what_{n}"], self[f"who_{n}"], self[f"by_{n}"]) for n in self.numbers]

    def steps(self) -> list[dict[str, Any]]:
        """The rows that say something."""
        given = self.cleaned_data
        return [
            {"what": given[f"what_{n}"], "who": given[f"who_{n}"] or Party.LEARNER, "by": given[f"by_{n}"]}
            for n in self.numbers
            if given[f"what_{n}"].strip()
        ]


def initial_of(parts: Mapping[str, str], steps: Sequence[Mapping[str, str]], party: str) -> dict[str, Any]:
    """What stands in the newest version, as the form begins with it."""
    found: dict[str, Any] = {"part": parts.get(party, "")}
    for number, step in enumerate(steps, start=1):
        found |= {f"what_{number}": step["what"], f"who_{number}": step["who"], f"by_{number}": step["by"]}
    return found


class PeriodForm(forms.Form):
    """From when to when a review looks back."""

    since = forms.DateField(
        label=_("From"), input_formats=DAYS, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Give a day, such as 3 November 2025 or 03/11/2025.")},
    )  # fmt: skip
    until = forms.DateField(
        label=_("To"), input_formats=DAYS, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Give a day, such as 3 November 2025 or 03/11/2025.")},
    )  # fmt: skip


class SendForm(forms.Form):
    """To whom the link goes."""

    use_required_attribute = False

    name = Asked(label=_("Name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = Asked(label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
