"""What the pages of employers ask for. The rules themselves stand in the room's policies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from milepost.employers.choosing import MINE, QUIET
from milepost.employers.words import ContactKind, MeetingKind, Sector, Source
from milepost.web.centre.forms import DayField, required

if TYPE_CHECKING:
    from milepost.employers.models import EmployerFile
    from milepost.engine.journey import Journey
    from milepost.people.models import Person


class EmployerForm(forms.Form):
    name = forms.CharField(label=_("Name of the employer"), max_length=200, error_messages=required(_("Give the employer’s name.")))


class ChoiceForm(forms.Form):
    """Which employers to see. It is only drawn: an address is read by the choice itself, so that an old one still opens."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    stage = forms.MultipleChoiceField(label=_("Where they stand"), required=False, widget=forms.CheckboxSelectMultiple)
    whose = forms.ChoiceField(label=_("Whose"), required=False)
    postcode = forms.CharField(label=_("Postcode begins with"), required=False, max_length=8)
    quiet = forms.ChoiceField(label=_("No word with them for"), required=False)
    learners = forms.ChoiceField(label=_("Learners"), required=False)

    def __init__(self, *args: Any, journey: Journey, colleagues: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = [(str(one), ngettext("%(n)d day", "%(n)d days", one) % {"n": one}) for one in QUIET]
        learners = {"some": _("somebody learns or learnt there"), "none": _("nobody yet")}
        everybody = [(str(one.uuid), one.name) for one in colleagues]
        for name, choices in {
            "stage": [(one.key, one.title) for one in journey.stages], "whose": [("", _("Everybody’s")), (MINE, _("Mine")), *everybody],
            "quiet": [("", _("It does not matter")), *days], "learners": [("", _("It does not matter")), *learners.items()],
        }.items():  # fmt: skip
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class ListForm(forms.Form):
    """The name of a saved list, and who sees it."""

    name = forms.CharField(label=_("Name of the list"), max_length=80, error_messages=required(_("Give the list a name.")))
    shared = forms.BooleanField(label=_("Everybody who reads about employers here sees it"), required=False)


class FileForm(forms.Form):
    does = forms.CharField(
        label=_("What they do"), max_length=300, help_text=_("In a sentence: “Sorting and delivery of parcels.”"),
        error_messages=required(_("Say in a sentence what they do.")),
    )  # fmt: skip
    sector = forms.ChoiceField(
        label=_("Their sector"), required=False, choices=[("", _("Not known")), *Sector.choices],
        error_messages={"invalid_choice": _("Choose one of the sectors.")},
    )  # fmt: skip
    size = forms.IntegerField(
        label=_("How many people work there"), required=False, min_value=1,
        error_messages={"invalid": _("Give a number, such as 140."), "min_value": _("Give a number, such as 140.")},
    )  # fmt: skip
    sites = forms.CharField(label=_("Where"), max_length=300, required=False, help_text=_("Their sites, as people call them."))
    postcode = forms.CharField(label=_("Postcode"), max_length=12, required=False)
    website = forms.CharField(label=_("Website"), max_length=200, required=False)
    contact_name = forms.CharField(label=_("Who speaks for them"), max_length=150, required=False)
    contact_email = forms.EmailField(
        label=_("Their e-mail address"), required=False, error_messages={"invalid": _("It looks like emil@example.org.")}
    )
    contact_phone = forms.CharField(label=_("Their telephone"), max_length=40, required=False)


class HandoverForm(forms.Form):
    to = forms.ChoiceField(
        label=_("Who takes over"), widget=forms.RadioSelect, error_messages=required(_("Choose who takes over.")),
        help_text=_("Everybody who looks after employers here. Whoever is missing has to be given that role first, under People; an assessor can hold both."),
    )  # fmt: skip
    juncture = forms.ChoiceField(label=_("What"), required=False, initial="")
    note = forms.CharField(
        label=_("What they should know"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("They read it before they answer."),
    )  # fmt: skip

    def __init__(self, *args: Any, colleagues: Iterable[Person], journey: Journey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(str(one.uuid), one.name) for one in colleagues]  # type: ignore[attr-defined]
        whole = [("", _("The whole relationship"))]
        self.fields["juncture"].choices = whole + [(s.juncture.key, f"{s.title}: {s.juncture.title}") for s in journey.stages]  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    person = forms.ChoiceField(label=_("Who is away"), error_messages=required(_("Choose who is away.")))
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    stand_in = forms.ChoiceField(
        label=_("Who stands in"), help_text=_("They are asked. Until they accept, a centre manager answers on these days."),
        error_messages=required(_("Choose who stands in.")),
    )  # fmt: skip

    def __init__(self, *args: Any, colleagues: Iterable[Person], own: Person, runs: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everybody = [(str(one.uuid), one.name) for one in colleagues]
        mine = [(str(own.uuid), own.name)]
        self.fields["person"].choices = everybody if runs else mine  # type: ignore[attr-defined]
        self.fields["stand_in"].choices = [("", _("Choose somebody")), *everybody]  # type: ignore[attr-defined]


class JourneyForm(forms.Form):
    file = forms.FileField(
        label=_("Your journey as a file"), help_text=_("A YAML file, like the one that you can take from this page."),
        error_messages=required(_("Choose the file.")),
    )  # fmt: skip


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300, error_messages=required(_("Say why.")))


class MergeForm(forms.Form):
    other = forms.ChoiceField(label=_("Which other employer is the same"), error_messages=required(_("Choose the other one.")))
    reason = forms.CharField(
        label=_("How you know"), max_length=300, help_text=_("One telephone number, one owner, they told you."),
        error_messages=required(_("Say how you know that they are one employer.")),
    )  # fmt: skip

    def __init__(self, *args: Any, others: Iterable[EmployerFile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [("", _("Choose one")), *((str(one.uuid), one.employer.name) for one in others)]  # type: ignore[attr-defined]


class MomentField(forms.DateTimeField):
    """A day and a time, as the browser's own control gives it or typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
            input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%d %B %Y %H:%M"],
            error_messages={
                "required": _("Give day and time."),
                "invalid": _("Give day and time, such as 01/09/2026 14:30."),
            },
            **kwargs,
        )


class EnquiryForm(forms.Form):
    """What somebody asks, as staff write it down. The public form asks for the same, without how it came."""

    source = forms.ChoiceField(
        label=_("How it came"), widget=forms.RadioSelect, choices=[one for one in Source.choices if one[0] != Source.FORM],
        error_messages=required(_("Say how the enquiry came.")),
    )  # fmt: skip
    organisation = forms.CharField(
        label=_("Organisation"), max_length=200, error_messages=required(_("Give the name of the organisation."))
    )
    name = forms.CharField(label=_("Who asks"), max_length=150, error_messages=required(_("Give the name of who asks.")))
    email = forms.EmailField(label=_("E-mail address"), required=False, error_messages={"invalid": _("It looks like emil@example.org.")})
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    text = forms.CharField(
        label=_("What they want"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5}),
        error_messages=required(_("Say in a sentence or two what is wanted.")),
    )  # fmt: skip


class AskForm(forms.Form):
    """The same on the public page."""

    organisation = forms.CharField(
        label=_("Your organisation"), max_length=200, error_messages=required(_("Give the name of your organisation."))
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages=required(_("Give your name.")),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("It looks like emil@example.org.")},
    )  # fmt: skip
    phone = forms.CharField(label=_("Your telephone"), max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "tel"}))
    text = forms.CharField(
        label=_("What would you like to talk about?"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5}),
        error_messages=required(_("Say in a sentence or two what you would like to talk about.")),
    )  # fmt: skip
    may_contact = forms.BooleanField(
        label=_("You may contact me about this"),
        error_messages=required(_("Tick that we may contact you about this: otherwise we cannot answer.")),
    )


class TakeForm(forms.Form):
    """Into which file an enquiry goes: that of an employer who is known, or a new one."""

    into = forms.ChoiceField(label=_("Whose enquiry is it?"), error_messages=required(_("Choose the employer, or a new one.")))

    def __init__(self, *args: Any, files: Iterable[EmployerFile], organisation: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new = _("A new employer: %(name)s") % {"name": organisation}
        self.fields["into"].choices = [("new", new), *((str(one.uuid), one.employer.name) for one in files)]  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """With which employer a mail stands: those whom it names come first."""

    file = forms.ChoiceField(label=_("Whose is it?"), error_messages=required(_("Choose the employer.")))

    def __init__(self, *args: Any, files: Iterable[EmployerFile], likely: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = list(likely)
        names = {str(one.uuid): one.employer.name for one in files}
        self.anybody = bool(names)
        named = [(uuid, names[uuid]) for uuid in first if uuid in names]
        rest = [(uuid, name) for uuid, name in names.items() if uuid not in first]
        groups = [(_("Named in it"), named), (_("The others"), rest)] if named else rest
        self.fields["file"].choices = [("", _("Choose one")), *groups]  # type: ignore[attr-defined]
        if len(named) == 1:
            self.initial["file"] = named[0][0]


class ContactForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What it was"),
        widget=forms.RadioSelect,
        choices=ContactKind.choices,
        error_messages=required(_("Say what kind of contact it was.")),
    )
    with_whom = forms.CharField(label=_("With whom"), max_length=150, required=False)
    happened_at = MomentField(label=_("When"))
    reference = forms.CharField(
        label=_("Number or reference"), max_length=80, required=False, help_text=_("Of an invoice or a letter, so that it can be found.")
    )
    text = forms.CharField(label=_("What was said"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    next_step = forms.CharField(label=_("What comes next"), max_length=300, required=False)
    next_on = DayField(label=_("By when"), required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("kind") == ContactKind.INVOICE and not given.get("reference", "x"):
            self.add_error("reference", _("Give the number of the invoice, so that it can be found."))
        if given.get("kind") != ContactKind.INVOICE and not given.get("text", "x"):
            self.add_error("text", _("Write down what was said, in a sentence or two."))
        return given


class AnswerForm(ContactForm):
    """The first answer to an enquiry: with whom is known, and it is no invoice."""

    with_whom = None  # type: ignore[assignment]
    reference = None  # type: ignore[assignment]
    kind = forms.ChoiceField(
        label=_("What it was"), widget=forms.RadioSelect, choices=[one for one in ContactKind.choices if one[0] != ContactKind.INVOICE],
        error_messages=required(_("Say what kind of contact it was.")),
    )  # fmt: skip


class MeetingForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Where"),
        widget=forms.RadioSelect,
        choices=MeetingKind.choices,
        error_messages=required(_("Say where the meeting is held.")),
    )
    starts_at = MomentField(label=_("When"))
    about = forms.CharField(label=_("What it is about"), max_length=300, error_messages=required(_("Say what the meeting is about.")))
    with_whom = forms.CharField(label=_("With whom"), max_length=150, required=False)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)


class HeldForm(forms.Form):
    """What became of a meeting."""

    act = forms.ChoiceField(
        label=_("What became of it"), widget=forms.RadioSelect,
        choices=[("hold", _("It was held")), ("us", _("We missed it")), ("them", _("They did not come")), ("call_off", _("It is called off")), ("move", _("It moves"))],
        error_messages=required(_("Say what became of it.")),
    )  # fmt: skip
    note = forms.CharField(label=_("What was said and agreed, or why not"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    starts_at = MomentField(label=_("New day and time"), required=False, help_text=_("Only where it moves."))


class IssueForm(forms.Form):
    title = forms.CharField(
        label=_("What should change"), max_length=200, error_messages=required(_("Say in a few words what should change."))
    )
    hurts = forms.CharField(label=_("What it does to them"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    measure = forms.CharField(label=_("What is counted"), max_length=200, error_messages=required(_("Say what is counted.")))
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False, help_text=_("“calls a week”, “%”"))
    baseline = forms.DecimalField(
        label=_("Where it stood at first"), max_digits=14, decimal_places=3, error_messages=required(_("Give the number."))
    )
    baseline_on = DayField(label=_("Counted on"))
    target = forms.DecimalField(
        label=_("Where it should stand"), max_digits=14, decimal_places=3, error_messages=required(_("Give the number."))
    )
    target_on = DayField(label=_("By when"))


class MeasureForm(forms.Form):
    value = forms.DecimalField(
        label=_("The same count today"), max_digits=14, decimal_places=3, error_messages=required(_("Give the number."))
    )
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    measured_on = DayField(label=_("Counted on"))
    share = forms.IntegerField(
        label=_("How much of the change do they put down to the work with you?"), required=False, min_value=0, max_value=100,
        help_text=_("In percent. Ask, and leave it empty where nobody was asked."),
    )  # fmt: skip
    said_by = forms.CharField(label=_("Who said so"), max_length=150, required=False)
    note = forms.CharField(label=_("What else changed meanwhile"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
