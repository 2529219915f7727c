"""Forms of promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy

from milepost.web.centre.forms import required

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from milepost.people.models import Person


class SetForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("The promises"), widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}), strip=False, max_length=60_000,
        help_text=gettext_lazy("YAML, with what each part means on top. Leave out what you cannot hold: everybody will see whether you do."),
        error_messages=required(gettext_lazy("There is nothing here. Take the promises that stand there, and change them.")),
    )  # fmt: skip


class ProofForm(forms.Form):
    proof = forms.CharField(
        label=gettext_lazy("What was done, and where its proof is"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Say what somebody else can look at: a page, a list, minutes, a place in the journal."),
        error_messages=required(gettext_lazy("Say what was done, and where its proof is.")),
    )  # fmt: skip


FEW_ENOUGH = 7  # choices that stand in sight


class HandForm(forms.Form):
    who = forms.ChoiceField(
        label=gettext_lazy("Who puts it right from now on"),
        error_messages=required(gettext_lazy("Choose somebody who works at the centre.")),
    )

    def __init__(self, people: Sequence[Person], given: QueryDict | None = None) -> None:
        super().__init__(given)
        self.people = {str(one.uuid): one for one in people}
        choices = [(uuid, one.name) for uuid, one in self.people.items()]
        few = len(choices) <= FEW_ENOUGH
        self.fields["who"].widget = forms.RadioSelect() if few else forms.Select()
        self.fields["who"].choices = choices if few else [("", ""), *choices]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Person | None:
        return self.people.get(self.data.get("who", ""))


class CheckForm(forms.Form):
    worked = forms.TypedChoiceField(
        label=gettext_lazy("Did it work?"), widget=forms.RadioSelect, coerce=lambda said: said == "yes", empty_value=None,
        choices=[("yes", gettext_lazy("Yes, it worked")), ("no", gettext_lazy("No: it is open again, with a new day"))],
        error_messages=required(gettext_lazy("Say whether it worked.")),
    )  # fmt: skip
    said = forms.CharField(
        label=gettext_lazy("What you looked at"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=required(gettext_lazy("Say what you looked at.")),
    )  # fmt: skip


class RemedyForm(forms.Form):
    delivered = forms.CharField(
        label=gettext_lazy("What they got, and when"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("They are told, and read these words."),
        error_messages=required(gettext_lazy("Say what they got, and when.")),
    )  # fmt: skip
