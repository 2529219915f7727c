"""What the pages ask when it is looked whether something helped, and when the relationship is planned."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from milepost.employers.words import Doing, ViewParty
from milepost.web.centre.forms import DayField, required
from milepost.web.employer.forms import MeasureForm

if TYPE_CHECKING:
    from milepost.employers.models import BusinessIssue

NUMBER = {"invalid": _("Give a number, such as 141 or 12.5.")}
USEFUL = [("5", _("5: very useful")), ("4", "4"), ("3", "3"), ("2", "2"), ("1", _("1: of no use"))]
RECOMMEND = [("", _("Choose one")), ("10", _("10: surely")), *((str(n), str(n)) for n in range(9, 0, -1)), ("0", _("0: surely not"))]


class CountForm(MeasureForm):
    """The same count again, at a check: one of several on the page, each of which may stay empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"empty_permitted": True, "use_required_attribute": False}
        super().__init__(*args, **kwargs)

    def has_changed(self) -> bool:
        """What stands there beforehand, the day and the unit, begins nothing."""
        return bool(set(self.changed_data) & {"value", "share", "note"})


class ManagerForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150, error_messages=required(_("Give the name of who is asked.")))
    email = forms.EmailField(
        label=_("E-mail address"),
        error_messages={"required": _("Give the e-mail address."), "invalid": _("It looks like emil@example.org.")},
    )


class CloseForm(forms.Form):
    conclusion = forms.CharField(
        label=_("What came of it"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5000,
        help_text=_("Two or three sentences: what changed, what else had a part in it, what follows."),
        error_messages=required(_("Say in a sentence or two what came of it.")),
    )  # fmt: skip
    uncounted = forms.CharField(
        label=_("Why a measure was not counted"), max_length=300, required=False, help_text=_("Only where one was not.")
    )


class WhenForm(forms.Form):
    due_on = DayField(label=_("Day"))


class MoveForm(WhenForm):
    reason = forms.CharField(label=_("Why it moves"), max_length=300, error_messages=required(_("Say why it moves.")))


class FigureForm(forms.Form):
    value = forms.DecimalField(
        label=_("Figure"), max_digits=14, decimal_places=3, error_messages={**NUMBER, "required": _("Give the figure as a number.")}
    )
    said_by = forms.CharField(label=_("Who stated it"), max_length=150, error_messages=required(_("Say who stated the figure.")))
    said_on = DayField(label=_("On which day"))
    note = forms.CharField(label=_("How they reckon"), max_length=300, required=False)


class SeriesForm(forms.Form):
    measure = forms.CharField(label=_("What is counted now"), max_length=200, error_messages=required(_("Say what is counted.")))
    unit = forms.CharField(label=_("Unit"), max_length=40, error_messages=required(_("Give the new unit.")))
    baseline = forms.DecimalField(
        label=_("Where it stood at first, in the new unit"), max_digits=14, decimal_places=3,
        error_messages={**NUMBER, "required": _("Give the number. Where nobody can work it out for then, count it today.")},
        help_text=_("Work the first count out anew, or begin with a count of today."),
    )  # fmt: skip
    baseline_on = DayField(label=_("Counted on"))
    target = forms.DecimalField(
        label=_("Where it should stand, in the new unit"), max_digits=14, decimal_places=3,
        error_messages={**NUMBER, "required": _("Give the number.")},
    )  # fmt: skip
    target_on = DayField(label=_("By when"))
    reason = forms.CharField(label=_("Why it is counted otherwise"), max_length=300, error_messages=required(_("Say why.")))


class PlanForm(forms.Form):
    next_step = forms.CharField(label=_("What comes next"), max_length=300, error_messages=required(_("Say what comes next.")))
    next_on = DayField(label=_("By when"))
    every_weeks = forms.IntegerField(
        label=_("Somebody is in touch every how many weeks"), min_value=1, max_value=52, initial=12,
        error_messages={
            "required": _("Give a number of weeks."), "invalid": _("Give a number of weeks, such as 8."),
            "min_value": _("Give a number of weeks from 1 to 52."), "max_value": _("Give a number of weeks from 1 to 52."),
        },
    )  # fmt: skip
    year = forms.CharField(
        label=_("The year to come"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What they want to do, whether there is work in it for you or not."),
    )  # fmt: skip
    agreed_with = forms.CharField(
        label=_("Agreed with"), max_length=150, required=False, help_text=_("Who of theirs agreed to it. Empty: it is only yours.")
    )


class ViewForm(forms.Form):
    """What a learner or a manager is asked by letter: two minutes on a phone."""

    useful = forms.TypedChoiceField(
        label=_("How useful was it for you?"), widget=forms.RadioSelect, choices=USEFUL, coerce=int,
        error_messages={**required(_("Say how useful it was.")), "invalid_choice": _("Choose one of the numbers.")},
    )  # fmt: skip
    doing = forms.ChoiceField(
        label=_("Do you do something differently at work since?"), widget=forms.RadioSelect, choices=Doing.choices,
        error_messages={**required(_("Say whether you do something differently.")), "invalid_choice": _("Choose one of the answers.")},
    )  # fmt: skip
    example = forms.CharField(
        label=_("An example"), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What happened, and what you did otherwise than before."),
    )  # fmt: skip
    hinders = forms.CharField(label=_("What stands in the way?"), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 2}))
    recommend = forms.TypedChoiceField(
        label=_("From 0 to 10: would you recommend us?"), choices=RECOMMEND, coerce=int,
        error_messages={**required(_("Choose a number from 0 to 10.")), "invalid_choice": _("Choose a number from 0 to 10.")},
    )  # fmt: skip
    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages=required(_("Type your name, so that we know who answers.")),
    )  # fmt: skip

    def __init__(self, *args: Any, party: str, issues: Iterable[BusinessIssue] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked: list[int] = []
        if party == ViewParty.LEARNER:
            return
        self.fields["useful"].label = _now("How useful was it for your business?")
        self.fields["doing"].label = _now("Do you see people do something differently at work since?")
        self.fields["example"].help_text = _now("What you saw, and how it was before.")
        self.fields["hinders"].label = _now("What else had a part in it, or stood in the way?")
        for issue in issues:
            self.asked.append(issue.number)
            self.fields[f"share-{issue.number}"] = forms.IntegerField(
                label=_now("“%(title)s”: how much of the change do you put down to the work with us?") % {"title": issue.title},
                required=False, min_value=0, max_value=100, help_text=_now("From 0 to 100. Leave it empty where you cannot say."),
                error_messages={
                    name: _now("Give a whole number from 0 to 100, or leave it empty.") for name in ("invalid", "min_value", "max_value")
                },
            )  # fmt: skip
        self.order_fields(["useful", "doing", "example", *(f"share-{n}" for n in self.asked), "hinders", "recommend", "name"])

    @property
    def given(self) -> dict[str, Any]:
        """What was said, as the action takes it."""
        said = {name: self.cleaned_data[name] for name in ("useful", "doing", "example", "hinders", "recommend", "name")}
        shares = {n: share for n in self.asked if (share := self.cleaned_data.get(f"share-{n}")) is not None}
        return {**said, "shares": shares}
