"""What is asked at the open door, and what a caseworker writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.concerns import policies
from milepost.concerns.procedure import Outside
from milepost.concerns.words import Cause, Option, Speaks, Theme, Way
from milepost.people.words import Role
from milepost.web.centre.forms import DayField, required

if TYPE_CHECKING:
    from django.forms.boundfield import BoundField

    from milepost.concerns.models import CaseOption

OFF = {"autocomplete": "off"}


class Pictures(forms.ClearableFileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """None, one or several."""

    widget = Pictures

    def clean(self, data: Any, initial: Any = None) -> list[bytes]:
        each = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(PicturesField, self).clean(one, initial).read() for one in each]


def _pictures() -> PicturesField:
    return PicturesField(
        label=_("Pictures"), required=False, widget=Pictures(attrs={"accept": "image/*"}),
        help_text=_(
            "At most four. Place, time and device are taken out before we keep them; their names too. What one sees stays: faces, names, a view "
            "from a window. Of a document take a picture, or of the screen: other files can’t be cleaned."
        ),
    )  # fmt: skip


def _speaks() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("For whom do you speak?"), widget=forms.RadioSelect, initial=Speaks.SELF, required=False, choices=Speaks.choices,
        help_text=_("Anybody may speak for somebody else. We do nothing that would reach them before you said here that it may."),
    )  # fmt: skip


def _other() -> forms.CharField:
    return forms.CharField(
        label=_("Who that is, if you want to say"), required=False, max_length=150, widget=forms.TextInput(attrs=OFF),
        help_text=_("Their name, or only “my son” or “a man on my course”."),
    )  # fmt: skip


class RaiseForm(forms.Form):
    """What happened, whom it is about, and how we should know them."""

    NOT_AT_ALL, SEALED, BY_NAME = "not_at_all", "sealed", "by_name"

    seed = forms.CharField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What happened?"), max_length=policies.LONGEST, widget=forms.Textarea(attrs={"rows": 7, **OFF}),
        help_text=_("In your own words, in any language. Say when and where if you can."),
        error_messages=required(_("Say what happened, or what worries you. A sentence is enough.")),
    )  # fmt: skip
    wanted = forms.CharField(label=_("What would put it right?"), required=False, max_length=1000, widget=forms.TextInput(attrs=OFF))
    about = forms.CharField(
        label=_("Whom is it about?"), required=False, max_length=300, widget=forms.TextInput(attrs=OFF),
        help_text=_("Whoever you name, here or above, never gets it to read."),
    )  # fmt: skip
    not_for = forms.MultipleChoiceField(
        label=_("If you don’t know the name"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[
            (Role.CENTRE_MANAGER.value, _("It is about who runs this place")),
            (Role.QUALITY_MANAGER.value, _("It is about who looks after quality here")),
            (Role.IQA.value, _("It is about who checks the assessors’ work")),
        ],
    )  # fmt: skip
    pictures = _pictures()
    speaks = _speaks()
    other = _other()
    known = forms.ChoiceField(
        label=_("How should we know you?"), widget=forms.RadioSelect, initial=NOT_AT_ALL,
        help_text=_("You can still give your name later. You can’t take it back."),
        choices=[(NOT_AT_ALL, _("Not at all")), (BY_NAME, _("By my name"))],
        error_messages=required(_("Choose how we should know you.")),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Your name, if you chose so"), required=False, max_length=150, widget=forms.TextInput(attrs=OFF),
    )  # fmt: skip
    reach = forms.CharField(
        label=_("How to reach you"), required=False, max_length=200, widget=forms.TextInput(attrs=OFF),
        help_text=_("Nobody rings or writes there before you said here that they may."),
    )  # fmt: skip

    def __init__(self, *args: Any, sealed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sealed:  # two caseworkers hold a key
            known = self.fields["known"]
            assert isinstance(known, forms.ChoiceField)
            known.choices = [
                (self.NOT_AT_ALL, _("Not at all")), (self.SEALED, _("By my name, sealed: two caseworkers could open it, and you read here who did and why")),
                (self.BY_NAME, _("By my name")),
            ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("known") == self.NOT_AT_ALL and (found.get("name") or found.get("reach")):
            self.add_error("known", _("You gave a name or how to reach you. Choose “By my name”, or empty these two."))
        if found.get("known") in (self.SEALED, self.BY_NAME) and not found.get("name"):
            self.add_error("name", _("Give your name, or choose “Not at all”."))
        found["speaks"] = Speaks(found.get("speaks") or Speaks.SELF)
        if found["speaks"] == Speaks.SELF and found.get("other"):
            self.add_error("speaks", _("You say who somebody else is. Choose that you speak for them, or empty that line."))
        return found


class ToldForm(RaiseForm):
    """The same with one's account: how to know them is not asked."""

    known = name = reach = None  # type: ignore[assignment]


class EnterForm(forms.Form):
    """What somebody told by telephone, on paper or face to face, written down for them."""

    seed = forms.CharField(required=False, widget=forms.HiddenInput)
    way = forms.ChoiceField(
        label=_("How did they tell you?"), widget=forms.RadioSelect, choices=[one for one in Way.choices if one[0] != Way.DOOR],
        error_messages=required(_("Choose how they told you.")),
    )  # fmt: skip
    told_on = DayField(
        label=_("When was it?"),
        help_text=_("The day on which they rang or spoke, or on which the letter arrived. The times that we promise run from then."),
    )
    text = forms.CharField(
        label=_("What they told"), max_length=policies.LONGEST, widget=forms.Textarea(attrs={"rows": 8, **OFF}),
        help_text=_("In their words. Read it to them before you send it."),
        error_messages=required(_("Write down what they told, in their words.")),
    )  # fmt: skip
    wanted = forms.CharField(label=_("What would put it right?"), required=False, max_length=1000, widget=forms.TextInput(attrs=OFF))
    about = forms.CharField(
        label=_("Whom is it about?"), required=False, max_length=300, widget=forms.TextInput(attrs=OFF),
        help_text=_("Whoever is named never gets it to read."),
    )  # fmt: skip
    pictures = _pictures()
    speaks = _speaks()
    other = _other()
    name = forms.CharField(
        label=_("Their name"), required=False, max_length=150, widget=forms.TextInput(attrs=OFF),
        help_text=_("Only if they want it to stand here. Without it, nothing here says who they are."),
    )  # fmt: skip
    reach = forms.CharField(
        label=_("Where the answer may go, and to whom"), required=False, max_length=200, widget=forms.TextInput(attrs=OFF),
        help_text=_("As they say it: “a letter to me at home, nothing by telephone”. Empty: they come back with their five words."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speaks = self.fields["speaks"]
        assert isinstance(speaks, forms.ChoiceField)
        speaks.label = _("For whom do they speak?")
        speaks.help_text = _(
            "Anybody may speak for somebody else. That person notices nothing of it before whoever tells it says that they may."
        )
        speaks.choices = [(key, _("For themselves") if key == Speaks.SELF else label) for key, label in Speaks.choices]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        found["speaks"] = Speaks(found.get("speaks") or Speaks.SELF)
        return found


class OfficesForm(forms.Form):
    """Who outside may be asked: up to six, each with when and where."""

    MOST = 6

    def __init__(self, *args: Any, offices: Sequence[Outside], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(self.MOST):
            held = offices[number] if number < len(offices) else Outside("", "", "")
            for key, label, longest in (
                ("name", _("%(n)d. Who"), 150),
                ("when", _("When one asks them"), 400),
                ("address", _("Address"), 300),
            ):
                wide = forms.Textarea(attrs={"rows": 5}) if key == "when" else forms.TextInput()
                self.fields[f"{key}_{number}"] = forms.CharField(
                    label=label % {"n": number + 1} if key == "name" else label, required=False, max_length=longest, widget=wide,
                    initial=getattr(held, key),
                )  # fmt: skip

    @property
    def held(self) -> list[list[BoundField]]:
        """The fields of each that is shown now, and of the next one."""
        number = 1 + max((n for n in range(self.MOST) if self[f"name_{n}"].value()), default=-1)
        return self._lines[: number + 1]

    @property
    def room(self) -> list[list[BoundField]]:
        """The fields of those for which there is room besides."""
        return self._lines[len(self.held) :]

    @property
    def _lines(self) -> list[list[BoundField]]:
        return [[self[f"{key}_{number}"] for key in ("name", "when", "address")] for number in range(self.MOST)]

    def offices(self) -> list[dict[str, str]]:
        """Those of which anything was written."""
        told = [{key: self.cleaned_data[f"{key}_{number}"].strip() for key in ("name", "when", "address")} for number in range(self.MOST)]
        return [one for one in told if any(one.values())]


class OpenForm(forms.Form):
    passphrase = forms.CharField(
        label=_("Your five words"), max_length=200, widget=forms.TextInput(attrs={**OFF, "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("With spaces between them. Capitals do not matter."), error_messages=required(_("Type your five words.")),
    )  # fmt: skip


class MoreForm(forms.Form):
    """What who raised it writes on. With `options` they may choose one of them."""

    text = forms.CharField(
        label=_("Write on"), max_length=policies.LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 5, **OFF})
    )
    pictures = _pictures()

    def __init__(self, *args: Any, options: Sequence[CaseOption] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if options:
            self.fields["option"] = forms.TypedChoiceField(
                label=_("Which way settles it?"), widget=forms.RadioSelect, required=False, coerce=int, empty_value=None,
                choices=[(one.number, f"{one.number}. {one.text}") for one in options],
                help_text=_("What speaks for and against each stands above."),
            )  # fmt: skip
            self.order_fields(["option", "text", "pictures"])


class TakeForm(forms.Form):
    uninvolved = forms.BooleanField(
        label=_("I have no part in what this may be about, as far as I know."), required=False,
        help_text=_("If you find when reading that you have, give it back at once: it goes to somebody else."),
    )  # fmt: skip


class WriteForm(forms.Form):
    text = forms.CharField(
        label=_("Write to them"), max_length=policies.LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("They read it as you write it, when they come back with their words. Ask nothing that would say who they are."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """What was found and is suggested, with up to three ways to put it right."""

    text = forms.CharField(
        label=_("What you found, and what you suggest"), max_length=policies.LONGEST, widget=forms.Textarea(attrs={"rows": 7}),
        error_messages=required(_("Say what you found, and what you suggest.")),
        help_text=_("They read it as you write it, and say whether it settles it."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "answer-%s"} | kwargs)
        for number in range(1, policies.OPTIONS + 1):
            for key, label in (
                ("option", _("Way %(n)d")),
                ("benefits", _("What speaks for it, for them")),
                ("drawbacks", _("What speaks against it, for them")),
            ):
                self.fields[f"{key}_{number}"] = forms.CharField(
                    label=label % {"n": number} if key == "option" else label, required=False, max_length=1000,
                    widget=forms.Textarea(attrs={"rows": 2}),
                )  # fmt: skip

    def options(self) -> list[Option]:
        """Those of which anything was written."""
        told = [
            Option(*(self.cleaned_data[f"{key}_{number}"].strip() for key in ("option", "benefits", "drawbacks")))
            for number in range(1, policies.OPTIONS + 1)
        ]
        return [one for one in told if any(one)]

    def fills_options(self) -> bool:
        """Whether the ways are to stand open on the page."""
        return any(self.data.get(name, "").strip() for name in self.fields if name != "text")


class FinalForm(forms.Form):
    text = forms.CharField(
        label=_("The final letter"), max_length=policies.LONGEST, widget=forms.Textarea(attrs={"rows": 7}),
        error_messages=required(_("Write the final letter: what was found, what is done about it, and what they can do if they disagree.")),
        help_text=_("What was found, what is done about it, and what they can do if they disagree. The way outside stands below it by itself."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "final-%s"} | kwargs)


class OpenNameForm(forms.Form):
    reason = forms.CharField(
        label=_("Why you need to know who it is"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("They read it, with your name and the time."), error_messages=required(_("Say why you need to know who it is: they read it.")),
    )  # fmt: skip
    passphrase = forms.CharField(
        label=_("The six words of your key"), max_length=200, widget=forms.PasswordInput(attrs=OFF),
        error_messages=required(_("Type your six words.")),
    )  # fmt: skip


class GiveHalfForm(forms.Form):
    case = forms.UUIDField(widget=forms.HiddenInput)
    passphrase = forms.CharField(
        label=_("The six words of your key"), max_length=200, widget=forms.PasswordInput(attrs=OFF),
        error_messages=required(_("Type your six words.")),
    )  # fmt: skip


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(label=_("What it was about"), choices=Theme.choices)
    cause = forms.ChoiceField(label=_("Why it came to it, as you found"), choices=Cause.choices)


class PolicyForm(forms.Form):
    theme = forms.ChoiceField(label=_("Because of which theme"), choices=Theme.choices)
    policy = forms.CharField(label=_("What changes"), max_length=300, error_messages=required(_("Say what changes.")))
    benefits = forms.CharField(
        label=_("Benefits"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), error_messages=required(_("Say what it should do."))
    )
    drawbacks = forms.CharField(
        label=_("Drawbacks"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=required(_("Say what it costs, and whom.")),
    )  # fmt: skip
    from_on = DayField(label=_("From when"))
    look_on = DayField(label=_("When you look whether it worked"))


class JudgePolicyForm(forms.Form):
    change = forms.UUIDField(widget=forms.HiddenInput)
    found = forms.CharField(max_length=2000, error_messages=required(_("Say what you found.")))
