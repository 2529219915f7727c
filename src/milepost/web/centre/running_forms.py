"""What running a centre asks for: approval, sites, the life of a registration. The rules stand in the rooms' policies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from milepost.people import queries as people
from milepost.portfolios.words import ApprovalState
from milepost.web.centre.forms import DayField, required

if TYPE_CHECKING:
    from milepost.base.models import Actor
    from milepost.people.models import Person
    from milepost.portfolios.models import Registration
    from milepost.portfolios.queries import Load


class ApprovalForm(forms.Form):
    state = forms.ChoiceField(
        label=gettext_lazy("What has the awarding organisation said?"), widget=forms.RadioSelect,
        choices=[
            (ApprovalState.APPLIED.value, gettext_lazy("Nothing yet: the centre has applied")),
            (ApprovalState.APPROVED.value, gettext_lazy("Approved")),
            (ApprovalState.CONDITIONS.value, gettext_lazy("Approved with conditions")),
            (ApprovalState.WITHDRAWN.value, gettext_lazy("Approval is withdrawn")),
        ],
        error_messages=required(gettext_lazy("Say what the awarding organisation has answered.")),
    )  # fmt: skip
    applied_on = DayField(label=gettext_lazy("Applied on"), required=False, help_text=gettext_lazy("Needed while nothing is answered yet."))
    approved_on = DayField(label=gettext_lazy("Approved from"), required=False, help_text=gettext_lazy("Needed once it is approved."))
    expires_on = DayField(
        label=gettext_lazy("Approved until"), required=False, help_text=gettext_lazy("Leave it out where the approval has no end.")
    )
    conditions = forms.CharField(
        label=gettext_lazy("Conditions"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("As the awarding organisation put them, and by when."),
    )  # fmt: skip
    reference = forms.CharField(
        label=gettext_lazy("Reference of the letter"), required=False, max_length=100,
        help_text=gettext_lazy("So that whoever asks finds it."),
    )  # fmt: skip

    FIELDS = ("state", "applied_on", "approved_on", "expires_on", "conditions", "reference")

    @classmethod
    def shown(cls, approval: Any) -> dict[str, Any]:
        """What is noted, as the form shows it."""
        return {name: getattr(approval, name) for name in cls.FIELDS} if approval else {}


# How a registration goes on -----------------------------------------------------------------------------------------


class PauseForm(forms.Form):
    starts_on = DayField(label=gettext_lazy("The break begins on"))
    expected_on = DayField(
        label=gettext_lazy("They mean to be back on"), required=False, help_text=gettext_lazy("Leave it out where nobody knows yet.")
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=300, help_text=gettext_lazy("A word or two: illness, a new baby, another shift."),
        error_messages=required(gettext_lazy("Say why, in a word or two.")),
    )  # fmt: skip


class ResumeForm(forms.Form):
    back_on = DayField(label=gettext_lazy("Back since"))
    move_end = forms.BooleanField(
        label=gettext_lazy("Move the planned end by as many days as the break was long"), required=False, initial=True
    )


class ExtendForm(forms.Form):
    ends_on = DayField(label=gettext_lazy("The planned end is now"))
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=300, error_messages=required(gettext_lazy("Say why it takes longer.")),
    )  # fmt: skip


class CompleteForm(forms.Form):
    on = DayField(label=gettext_lazy("The day on which the last of it became final"))


class WithdrawForm(forms.Form):
    on = DayField(label=gettext_lazy("Last day"))
    reason = forms.CharField(
        label=gettext_lazy("Why they leave"), max_length=300, help_text=gettext_lazy("It stands in the nominal roll."),
        error_messages=required(gettext_lazy("Say why they leave, as it should stand in the nominal roll.")),
    )  # fmt: skip


class TransferForm(forms.Form):
    on = DayField(label=gettext_lazy("Last day here"))
    to = forms.CharField(
        label=gettext_lazy("The centre they go to"), max_length=200, error_messages=required(gettext_lazy("Say which centre they go to."))
    )


class PlaceForm(forms.Form):
    site = forms.ModelChoiceField(
        label=gettext_lazy("Site"), queryset=None, required=False, to_field_name="uuid", empty_label=gettext_lazy("None in particular")
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["site"].queryset = people.sites_open(by)


class EmployerForm(forms.Form):
    employer = forms.ModelChoiceField(
        label=gettext_lazy("Employer"), queryset=None, required=False, to_field_name="uuid", empty_label=gettext_lazy("None at present"),
        help_text=gettext_lazy("Is it not in the list? Add it under People, Employers first."),
    )  # fmt: skip

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["employer"].queryset = people.employers_of(by)


class WaiverForm(forms.Form):
    """`rules` are those that can be lifted: their sentences by label."""

    rule = forms.ChoiceField(
        label=gettext_lazy("Which rule"), widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose the rule that is lifted."),
            "invalid_choice": gettext_lazy("Choose one of the rules that are listed. This one is lifted already, or there is no such rule."),
        },
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Whoever verifies the award asks for it."),
        error_messages=required(gettext_lazy("Say why the rule is lifted: whoever verifies the award asks for it.")),
    )  # fmt: skip
    signed_by = forms.CharField(
        label=gettext_lazy("Who allowed it"), max_length=200, help_text=gettext_lazy("A name and an office at the awarding organisation."),
        error_messages=required(gettext_lazy("Say who at the awarding organisation allowed it: a name and an office.")),
    )  # fmt: skip
    until = DayField(
        label=gettext_lazy("Last day on which it is lifted"), required=False, help_text=gettext_lazy("Leave it empty if there is no end.")
    )

    def __init__(self, *args: Any, rules: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["rule"].choices = list(rules.items())


class SiteForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=200, help_text=gettext_lazy("Such as the town or the building."),
        error_messages=required(gettext_lazy("Give the site a name, such as the town or the building.")),
    )  # fmt: skip
    address = forms.CharField(label=gettext_lazy("Address"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    satellite = forms.BooleanField(
        label=gettext_lazy("A satellite: another organisation’s place that works in our name"), required=False,
        help_text=gettext_lazy("The awarding organisation has to know of it."),
    )  # fmt: skip
    opened_on = DayField(label=gettext_lazy("Since"))


# Who has whom -------------------------------------------------------------------------------------------------------


class ReassignForm(forms.Form):
    """Which of `learners` go to which of `takers`. Several takers share them by what they have."""

    whom = forms.ChoiceField(
        label=gettext_lazy("Whom"), widget=forms.RadioSelect, initial="all",
        choices=[("all", gettext_lazy("All of them")), ("ticked", gettext_lazy("Only those I tick below"))],
        error_messages=required(gettext_lazy("Say whether all of them go, or those you tick.")),
    )  # fmt: skip
    learners = forms.MultipleChoiceField(label=gettext_lazy("Learners"), required=False, widget=forms.CheckboxSelectMultiple)
    to = forms.MultipleChoiceField(
        label=gettext_lazy("To whom"), widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick several to share them: each goes to whoever has the fewest by then."),
        error_messages=required(gettext_lazy("Tick who takes them.")),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=300, help_text=gettext_lazy("It stands in each learner’s history."),
        error_messages=required(gettext_lazy("Say why, in a word or two.")),
    )  # fmt: skip

    def __init__(self, *args: Any, learners: Sequence[Registration], takers: Sequence[tuple[Person, Load]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.uuid): one for one in learners}
        self.takers = {str(one.uuid): one for one, _load in takers}
        fields: Any = self.fields
        fields["learners"].choices = [(key, one.learner.name) for key, one in self.known.items()]
        fields["to"].choices = [
            (
                str(one.uuid),
                ngettext("%(name)s, has %(n)d learner", "%(name)s, has %(n)d learners", load.learners)
                % {"name": one.name, "n": load.learners},
            )
            for one, load in takers
        ]

    def clean_to(self) -> list[Person]:
        return [self.takers[key] for key in self.cleaned_data["to"]]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("whom") == "ticked" and not given.get("learners") and "learners" not in self.errors:
            self.add_error("learners", _("Tick at least one learner, or choose all of them."))
        return given

    @property
    def chosen(self) -> list[Registration]:
        """The registrations that go."""
        if self.cleaned_data["whom"] == "all":
            return list(self.known.values())
        return [self.known[key] for key in self.cleaned_data["learners"]]
