"""What the page of competence asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.base import clock
from milepost.frameworks import queries as frameworks
from milepost.people import queries as people
from milepost.people.words import CompetenceState, Role
from milepost.web.centre.forms import DayField, required

if TYPE_CHECKING:
    from milepost.base.models import Actor
    from milepost.frameworks.models import Specification


def newest_by_number(by: Actor) -> dict[str, Specification]:
    """The newest version of each specification, by the number (or title) under which competence is entered."""
    newest: dict[str, Specification] = {}
    for one in frameworks.specifications(by=by):
        newest.setdefault(one.number or one.title, one)
    return newest


class CompetenceForm(forms.Form):
    person = forms.ModelChoiceField(
        label=gettext_lazy("Assessor"), queryset=None, to_field_name="uuid", error_messages=required(gettext_lazy("Choose an assessor."))
    )
    specification = forms.ChoiceField(
        label=gettext_lazy("Qualification"), error_messages=required(gettext_lazy("Choose the qualification whose units they may judge."))
    )
    units = forms.CharField(
        label=gettext_lazy("Units"), required=False, max_length=500,
        help_text=gettext_lazy("Their codes with commas between, such as “B11, B12”. Leave it empty for every unit."),
    )  # fmt: skip
    state = forms.ChoiceField(
        label=gettext_lazy("They are"), widget=forms.RadioSelect, choices=CompetenceState.choices, initial=CompetenceState.QUALIFIED
    )
    basis = forms.CharField(
        label=gettext_lazy("What it rests on"), max_length=300,
        help_text=gettext_lazy("The award they hold or work towards, and the trade they practised."),
        error_messages=required(gettext_lazy("Say what the entry rests on: the award, and the trade.")),
    )  # fmt: skip
    countersigner = forms.ModelChoiceField(
        label=gettext_lazy("Who countersigns"), queryset=None, required=False, to_field_name="uuid", empty_label=gettext_lazy("Nobody"),
        help_text=gettext_lazy("Needed while they are in training."),
    )  # fmt: skip
    starts_on = DayField(label=gettext_lazy("From"))
    ends_on = DayField(label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("Needed for a training."))

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.newest = newest_by_number(by)
        assessors = people.staff_of(by, Role.ASSESSOR)
        for name in ("person", "countersigner"):
            self.fields[name].queryset = assessors  # type: ignore[attr-defined]
        self.fields["specification"].choices = [(key, one.title) for key, one in self.newest.items()]  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = clock.today()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        specification = self.newest.get(given.get("specification", ""))
        if specification is None:
            return given
        keys = {one.code.casefold(): one.key for one in frameworks.framework_of(specification).units}
        codes = [code for code in re.split(r"[,;\s]+", given.get("units") or "") if code]
        unknown = [code for code in codes if code.casefold() not in keys]
        if unknown:
            self.add_error("units", _("%(title)s has no unit %(codes)s.") % {"title": specification.title, "codes": ", ".join(unknown)})
        given["unit_keys"] = [keys[code.casefold()] for code in dict.fromkeys(codes) if code.casefold() in keys] or [""]
        return given
