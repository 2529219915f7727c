"""What is asked at the open door, and what a caseworker writes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.concerns import policies
from milepost.people.words import Role
from milepost.web.centre.forms import required

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


class RaiseForm(forms.Form):
    """What happened, whom it is about, and how we should know them."""

    NOT_AT_ALL, BY_NAME = "not_at_all", "by_name"

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

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("known") == self.NOT_AT_ALL and (found.get("name") or found.get("reach")):
            self.add_error("known", _("You gave a name or how to reach you. Choose “By my name”, or empty these two."))
        if found.get("known") == self.BY_NAME and not found.get("name"):
            self.add_error("name", _("Give your name, or choose “Not at all”."))
        return found


class OpenForm(forms.Form):
    passphrase = forms.CharField(
        label=_("Your five words"), max_length=200, widget=forms.TextInput(attrs={**OFF, "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("With spaces between them. Capitals do not matter."), error_messages=required(_("Type your five words.")),
    )  # fmt: skip


class MoreForm(forms.Form):
    text = forms.CharField(
        label=_("Write on"), max_length=policies.LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 5, **OFF})
    )
    pictures = _pictures()


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
