"""What service standards ask for. The rules stand in the room's policies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.commitments.words import BreachWhy, DayOffKind, Division
from milepost.web.centre.forms import DayField, required


class BreachForm(forms.Form):
    why = forms.ChoiceField(
        label=gettext_lazy("What was it?"), widget=forms.RadioSelect, choices=BreachWhy.choices,
        error_messages=required(gettext_lazy("Choose what it was.")),
    )  # fmt: skip
    said = forms.CharField(
        label=gettext_lazy("In your words"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Leave it out where the choice says it all."),
    )  # fmt: skip
    done = forms.CharField(
        label=gettext_lazy("What was done about it, or will be"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For whoever waited, and so that it does not happen again."),
        error_messages=required(gettext_lazy("Say what was done about it, or will be.")),
    )  # fmt: skip


class HoursForm(forms.Form):
    from_on = DayField(label=gettext_lazy("From"))
    division = forms.ChoiceField(label=gettext_lazy("Whose bank holidays"), widget=forms.RadioSelect, choices=Division.choices)
    week = forms.CharField(
        label=gettext_lazy("Office hours"), max_length=200, help_text=gettext_lazy("09:00-17:00, or mon-thu 09:00-17:00, fri 09:00-16:00."),
        error_messages=required(gettext_lazy("Say when you work, such as 09:00-17:00.")),
    )  # fmt: skip
    cut_off = forms.CharField(
        label=gettext_lazy("Cut-off time"), required=False, max_length=5,
        help_text=gettext_lazy("What comes later counts as received on the next working day. Leave it out where there is none."),
    )  # fmt: skip


class DayOffForm(forms.Form):
    day = DayField(label=gettext_lazy("Day"))
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), widget=forms.RadioSelect, choices=DayOffKind.choices)
    name = forms.CharField(
        label=gettext_lazy("Its name"), max_length=120, help_text=gettext_lazy("People read it where a clock skips the day."),
        error_messages=required(gettext_lazy("Give the day a name: it is what people read where a clock skips it.")),
    )  # fmt: skip


class HandCountForm(forms.Form):
    standard = forms.ChoiceField(label=gettext_lazy("Standard"))
    month = forms.CharField(label=gettext_lazy("Month"), help_text=gettext_lazy("Such as 2026-03."), max_length=20)
    of = forms.IntegerField(label=gettext_lazy("How many there were"), min_value=1)
    kept = forms.IntegerField(label=gettext_lazy("How many of them were kept"), min_value=0)
    source = forms.CharField(
        label=gettext_lazy("Where the numbers come from"), max_length=200,
        error_messages=required(gettext_lazy("Say where the numbers come from, so that somebody can look them up.")),
    )  # fmt: skip

    def __init__(self, *args: Any, standards: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standard"].choices = standards  # type: ignore[attr-defined]

    def clean_month(self) -> date:
        said = str(self.cleaned_data["month"]).strip()
        try:
            return date.fromisoformat(f"{said}-01")
        except ValueError as error:
            raise forms.ValidationError(_("“%(given)s” is no month. Write it as 2026-03.") % {"given": said}) from error


class StandardsForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("The set"), widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}), strip=False, max_length=60_000,
        help_text=gettext_lazy("YAML. Change what should be otherwise: what has started already keeps the times that it began with."),
        error_messages=required(gettext_lazy("There is nothing here. Take the set that holds now, and change it.")),
    )  # fmt: skip
