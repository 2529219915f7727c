"""What is asked where an employer tells of a concern, and where somebody answers it; the link to their page; one's own telephone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from milepost.web.centre.forms import required


class TellForm(forms.Form):
    """What worries them, and who may read it."""

    OWNER, MANAGERS = "owner", "managers"

    text = forms.CharField(
        label=_("What happened, or what worries you?"), max_length=5000, widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("In your own words. Say when and where, if you can. You need no proof."),
        error_messages=required(_("Say what happened, or what worries you. A sentence is enough.")),
    )  # fmt: skip
    who = forms.ChoiceField(
        label=_("Who may read it?"), widget=forms.RadioSelect, error_messages=required(_("Choose who may read it.")),
        help_text=_("Nobody treats you or your learners differently for telling us. Being wrong in good faith is fine."),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages=required(_("Give your name, so that we know whom to answer.")),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, owner: str, managers: str, name: str) -> None:
        super().__init__(data, initial={"who": self.OWNER, "name": name})
        both = _now("%(owner)s, who looks after you, and the managers: %(managers)s") % {"owner": owner, "managers": managers}
        alone = _now("In confidence, the managers alone: %(managers)s") % {"managers": managers}
        if not owner or owner in managers.split(", "):
            both = _now("Whoever looks after you, and the managers: %(managers)s") % {"managers": managers}
        self.fields["who"].choices = [(self.OWNER, both), (self.MANAGERS, alone)]  # type: ignore[attr-defined]


class MoreForm(forms.Form):
    text = forms.CharField(
        label=_("Say more"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=required(_("Say what you want to add.")),
    )


class AcknowledgeForm(forms.Form):
    text = forms.CharField(
        label=_("A word to them"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("When they hear from you, and what you do until then. You may leave it empty: they read that you have it."),
    )  # fmt: skip


class SettleForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What you found, what is put right, and by when. They read it as you write it."),
        error_messages=required(_("Say what you found, what is put right, and by when.")),
    )  # fmt: skip


class PageForm(forms.Form):
    """To whom the private link goes."""

    name = forms.CharField(label=_("Who gets the link"), max_length=150, error_messages=required(_("Say who gets the link.")))
    email = forms.EmailField(
        label=_("Their e-mail address"), help_text=_("Reviews, proposals and testimonies that went to this address stand on their page."),
        error_messages={**required(_("Give their e-mail address.")), "invalid": _("It looks like emil@example.org.")},
    )  # fmt: skip


class ReachedForm(forms.Form):
    phone = forms.CharField(
        label=_("Your telephone at work"), required=False, max_length=40, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        help_text=_("Employers that you look after read it on their page, beside your e-mail address. Leave it empty, and they read none."),
    )  # fmt: skip
