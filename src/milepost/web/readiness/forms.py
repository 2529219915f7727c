"""What the pages of the road ask for. The rules stand in the room's policies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from milepost.readiness import roadfile
from milepost.web.centre.forms import DayField, required


def _hours(label: Any, help_text: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=help_text, max_digits=5, decimal_places=1,
        error_messages={**required(gettext_lazy("Give the hours as a number, such as 7 or 3.5.")),
                        "invalid": gettext_lazy("Give the hours as a number, such as 7 or 3.5.")},
    )  # fmt: skip


class DatesForm(forms.Form):
    register_by = DayField(
        label=gettext_lazy("Register by"), help_text=gettext_lazy("The last day on which you can register for assessment. It costs a form.")
    )
    registered_on = DayField(
        label=gettext_lazy("Registered on"), required=False, help_text=gettext_lazy("Leave it out until you have registered.")
    )
    ready_by = DayField(
        label=gettext_lazy("Be ready by"),
        help_text=gettext_lazy("The day on which everything on the road must be true. It is another day."),
    )
    hours_a_week = _hours(gettext_lazy("Hours a week"), gettext_lazy("What all of you together have for this in a week without holidays."))


class WorkForm(forms.Form):
    milepost = forms.ChoiceField(label=gettext_lazy("For which milepost"))
    what = forms.CharField(
        label=gettext_lazy("What is to be done"), max_length=200, error_messages=required(gettext_lazy("Say what is to be done."))
    )
    hours = _hours(gettext_lazy("Hours"), gettext_lazy("About how long it takes. Take large work apart."))
    known_on = DayField(
        label=gettext_lazy("Known since"),
        help_text=gettext_lazy("What turns up later counts as growth, so say honestly since when you know of it."),
    )
    done_on = DayField(
        label=gettext_lazy("Finished on"),
        required=False,
        help_text=gettext_lazy("Only where it is done already: the pace is read from it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["milepost"].choices = [(one.key, one.title) for one in roadfile.shipped()]  # type: ignore[attr-defined]


class FinishForm(forms.Form):
    done_on = DayField(label=gettext_lazy("Finished on"))


class PassForm(forms.Form):
    said = forms.CharField(
        label=gettext_lazy("What makes it true?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("A sentence that somebody can check: how many, of how many, seen by whom."),
        error_messages=required(gettext_lazy("Say in a sentence what you saw that makes it true.")),
    )  # fmt: skip


class CheckpointForm(forms.Form):
    on = DayField(label=gettext_lazy("Judge anew on"), help_text=gettext_lazy("What is forecast for that day today is kept beside it."))


class JudgeForm(forms.Form):
    said = forms.CharField(
        label=gettext_lazy("What follows from it?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=required(gettext_lazy("Say what follows from it, even if you just keep going.")),
    )  # fmt: skip
