"""What running a centre asks for: approval, sites, the life of a registration. The rules stand in the rooms' policies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from milepost.portfolios.words import ApprovalState
from milepost.web.centre.forms import DayField, required


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
    applied_on = DayField(label=gettext_lazy("Applied on"), required=False)
    approved_on = DayField(label=gettext_lazy("Approved from"), required=False)
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
