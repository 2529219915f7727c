"""What the pages of visits ask for. The rules themselves stand in the rooms' policies."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from milepost.assessment.words import MissedBy, VisitKind
from milepost.web.learner.forms import DAYS, AskedField
from milepost.web.programmes.history import missed_by

TIMES = ("%H:%M", "%H.%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p", "%I.%M %p", "%I %p", "%I%p")
WRONG_DAY = _("Give a day, such as 3 November 2026 or 03/11/2026.")
WRONG_TIME = _("Give a time, such as 09:30 or 2 pm.")


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, input_formats=DAYS, error_messages={"invalid": WRONG_DAY, "required": WRONG_DAY}, widget=widget)


class ShiftTimeField(forms.TimeField):
    """Empty on a day without a shift, which is no more optional than the day itself."""

    def validate(self, value: Any) -> None:
        """Nothing is wrong here yet."""


def _time(label: Any, kind: type[forms.TimeField] = forms.TimeField) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return kind(label=label, input_formats=TIMES, error_messages={"invalid": WRONG_TIME, "required": WRONG_TIME}, widget=widget)


class TimeForm(forms.Form):
    """A day with a beginning and an end, at the clock of the installation."""

    use_required_attribute = False
    day = _day(_("Day"))
    begins = _time(_("From"))
    ends = _time(_("Until"))

    def times(self) -> tuple[datetime, datetime]:
        given = self.cleaned_data
        return moment(given["day"], given["begins"]), moment(given["day"], given["ends"])


def moment(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


class PlanForm(TimeForm):
    """A new visit."""

    activity = forms.CharField(
        label=_("What will you watch?"), max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("The work itself, in the words of the place: “refunds and complaints at the ticket desk”. What it could show is ranked by these words."),
        error_messages={"required": _("Say what you will watch, so that it can be prepared.")},
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("How you meet"), widget=forms.RadioSelect, choices=VisitKind.choices, initial=VisitKind.AT_WORK)
    place = AskedField(label=_("Where"), max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    field_order = ("activity", "day", "begins", "ends", "kind", "place")

    def __init__(self, *args: Any, programme: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if programme:
            activity, kind = self.fields["activity"], self.fields["kind"]
            activity.label, activity.help_text = _now("What is it about?"), _now("In a few words that both of you understand.")
            activity.error_messages["required"] = _now("Say what it is about, so that it can be prepared.")
            kind.choices = [(VisitKind.AT_WORK.value, _now("in person")), (VisitKind.REMOTE.value, VisitKind.REMOTE.label)]  # type: ignore[attr-defined]


class MeetForm(PlanForm):
    """An appointment that a participant would like."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, programme=True, **kwargs)
        self.fields["place"].label, self.fields["place"].help_text = (
            _now("Where, or on which number"),
            _now("For a call it may stay empty."),
        )


class MoveForm(TimeForm):
    """Another time or place for a visit."""

    place = AskedField(label=_("Where"), max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class MissForm(forms.Form):
    """A visit that did not take place."""

    missed_by = forms.ChoiceField(label=_("On whose side it lay"), widget=forms.RadioSelect, choices=MissedBy.choices)
    reason = forms.CharField(label=_("What happened"), required=False, max_length=300)

    def for_a_programme(self) -> None:
        field: Any = self.fields["missed_by"]
        field.choices = [(side, missed_by(side)) for side in MissedBy.values]


class CallOffForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=300, error_messages={"required": _("Say in a few words why, so that the other knows.")}
    )


class ShiftForm(forms.Form):
    """The shift of one day of the week; both times empty: no shift then."""

    use_required_attribute = False
    begins = _time(_("From"), ShiftTimeField)
    ends = _time(_("Until"), ShiftTimeField)

    def __init__(self, data: Any = None, *, day: int, initial: Any = None) -> None:
        super().__init__(data, prefix=f"d{day}", initial=initial)
        self.day, self.name = day, WEEKDAYS[day]
        for name in ("begins", "ends"):
            self.fields[name].label = {"begins": _now("%(day)s from"), "ends": _now("%(day)s until")}[name] % {"day": self.name}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        begins, ends = given.get("begins"), given.get("ends")
        if begins is not None and ends is None and not self.has_error("ends"):
            self.add_error("ends", _now("Say when the shift on %(day)s ends, or leave both empty.") % {"day": self.name})
        if ends is not None and begins is None and not self.has_error("begins"):
            self.add_error("begins", _now("Say when the shift on %(day)s begins, or leave both empty.") % {"day": self.name})
        return given

    @property
    def shift(self) -> dict[str, Any] | None:
        begins, ends = self.cleaned_data.get("begins"), self.cleaned_data.get("ends")
        return {"day": self.day, "from": f"{begins:%H:%M}", "to": f"{ends:%H:%M}"} if begins is not None and ends is not None else None


class WorkplaceForm(forms.Form):
    """Where a learner works."""

    place = forms.CharField(
        label=_("Place of work"), required=False, max_length=300, help_text=_("The address, and how one finds you there."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("What a visitor should know"), required=False, max_length=300,
        help_text=_("For example: whom to ask for, where to sign in, what to wear."),
    )  # fmt: skip
