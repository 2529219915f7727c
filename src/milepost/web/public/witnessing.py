"""What a witness fills in, on one short page: the form, and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, dumps, loads
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.assessment import policies, queries
from milepost.assessment.words import DECLARATION, Account, Device
from milepost.base import files
from milepost.web import devices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.assessment.models import Testimony, WitnessRequest
    from milepost.base.models import Actor, StoredFile
    from milepost.web.who import Request

LARGEST = 50 * 1024 * 1024  # bytes of a recording: an hour of speech
SALT = "milepost.witness.voice"


class VoiceField(forms.FileField):
    """A recording, made here or chosen."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        uploaded = super().clean(data, initial)
        if isinstance(uploaded, UploadedFile) and (uploaded.size or 0) > LARGEST:
            raise forms.ValidationError(_("That recording is larger than 50 MB. Say it in fewer words, or write it."))
        return uploaded


class EitherField(forms.CharField):
    """Not optional, but something else on the page may stand for it: the form as a whole says so."""

    def validate(self, value: Any) -> None:
        """Nothing is wrong here yet."""


class WitnessForm(forms.Form):
    """Who they are, how they know the work, what they saw, and their name under it."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Give your name.")},
    )  # fmt: skip
    job = forms.CharField(
        label=gettext_lazy("Your job"), max_length=150, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )  # fmt: skip
    organisation = forms.CharField(
        label=gettext_lazy("Where you work"), max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    contact = forms.CharField(
        label=gettext_lazy("How you can be reached"), max_length=200, help_text=gettext_lazy("A telephone number or e-mail address. The assessor may ring you."),
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
        error_messages={"required": gettext_lazy("Give a telephone number or an e-mail address.")},
    )  # fmt: skip
    knows_how = forms.CharField(max_length=300, help_text=gettext_lazy("For example: I have been her line manager since May."))
    expert = forms.BooleanField(label=gettext_lazy("I am an expert in this kind of work"), required=False)
    expertise = EitherField(
        label=gettext_lazy("In what"), max_length=300,
        help_text=gettext_lazy("Your qualification or your years in it. Only if you ticked that."),
    )  # fmt: skip
    saw = EitherField(
        label=gettext_lazy("What you saw"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("When, where, what was done and how well. Write it, or say it below."),
    )  # fmt: skip
    voice = VoiceField(
        label=gettext_lazy("Or say it"), required=False, widget=forms.FileInput(attrs={"accept": "audio/*,video/*", "data-voice-file": ""})
    )
    all = forms.BooleanField(required=False)
    targets = forms.MultipleChoiceField(required=False)
    declared = forms.BooleanField(
        label=DECLARATION, error_messages={"required": gettext_lazy("Tick that this is true and your own account.")}
    )
    signed_as = forms.CharField(
        label=gettext_lazy("Sign by typing your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Type your name to sign.")},
    )  # fmt: skip

    def __init__(self, *args: Any, request: WitnessRequest, asked: Sequence[queries.Asked], kept: StoredFile | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.kept = list(asked), kept
        learner = request.registration.learner.first_name
        self.fields["knows_how"].label = _("How you know %(name)s’s work") % {"name": learner}
        self.fields["knows_how"].error_messages["required"] = _("Say how you know %(name)s’s work.") % {"name": learner}
        self.fields["targets"].label = _("What you saw %(name)s do") % {"name": learner}
        self.fields["targets"].choices = [(one.target, one.text) for one in asked]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("expert") and not given.get("expertise", "").strip():
            self.add_error("expertise", _("Say what you are an expert in."))
        if "voice" not in self.errors and not given.get("saw", "").strip() and not given.get("voice") and not self.kept:
            self.add_error("saw", _("Write what you saw, or say it into a recording."))
        if given.get("all"):
            given["targets"] = [one.target for one in self.asked]
        if not given.get("targets") and "targets" not in self.errors:
            self.add_error("targets", _("Tick what you saw. If you saw none of it, say so at the end of this page."))
        if given.get("name") and given.get("signed_as") and not policies.same_name(given["name"], given["signed_as"]):
            self.add_error("signed_as", _("At the top stands “%(name)s”. Type the same name here.") % {"name": given["name"]})
        return given

    def account(self) -> Account:
        given = self.cleaned_data
        texts = ("name", "contact", "knows_how", "saw", "job", "organisation", "expertise")
        told = {name: given[name].replace("\r\n", "\n").strip() for name in texts}
        if not given["expert"]:
            told["expertise"] = ""
        chosen = [one.target for one in self.asked if one.target in given["targets"]]
        return Account(**told, targets=tuple(chosen), expert=given["expert"])


@dataclass(frozen=True, kw_only=True)
class WitnessPage:
    """`stands` is what was signed before and is corrected now; `kept` a recording that came with a form that was refused."""

    request: WitnessRequest
    form: WitnessForm
    asked: list[queries.Asked]
    ticked: frozenset[str]
    stands: Testimony | None
    kept: StoredFile | None
    kept_token: str
    learner_is_here: bool
    draft: str

    @property
    def learner(self) -> str:
        return self.request.registration.learner.first_name

    @property
    def several(self) -> bool:
        return len(self.asked) > 1


def initial_of(request: WitnessRequest, stands: Testimony | None) -> dict[str, Any]:
    """What is known already: of a correction all that was signed but the signature, else who was asked."""
    if stands is not None:
        told = ("name", "job", "organisation", "contact", "knows_how", "expert", "expertise", "saw")
        return {**{name: getattr(stands, name) for name in told}, "targets": queries.testified(stands)}
    employer = request.registration.employer
    return {"name": request.name, "contact": request.email, "organisation": employer.name if employer else ""}


def page_of(
    request: WitnessRequest, form: WitnessForm, *, stands: Testimony | None, kept: StoredFile | None, who: Request, token: str
) -> WitnessPage:
    ticked = form["targets"].value() or []
    reader = who.who.person
    return WitnessPage(
        request=request, form=form, asked=form.asked, ticked=frozenset(ticked), stands=stands, kept=kept,
        kept_token=voice_token(kept, token) if kept else "", draft=f"witness {request.uuid} {stands.pk if stands else ''}".strip(),
        learner_is_here=reader is not None and reader.pk == request.registration.learner_id,
    )  # fmt: skip


# The recording: kept on the first try, so that a form that is refused loses nothing --------------------------------------


def voice_token(voice: StoredFile, token: str) -> str:
    return dumps([str(voice.uuid), token], salt=SALT, compress=False)


def kept_voice(request: WitnessRequest, told: str, token: str) -> StoredFile | None:
    """A recording that came with an earlier try of the same letter."""
    try:
        uuid, letter = loads(told, salt=SALT)
    except (BadSignature, ValueError, TypeError):
        return None
    return files.stored_file(uuid, centre=request.centre) if letter == token else None


def keep_voice(uploaded: UploadedFile, request: WitnessRequest, *, by: Actor) -> StoredFile:
    return files.from_form(uploaded, centre=request.centre, by=by)


def device_of(who: Request, request: WitnessRequest, told: str) -> Device:
    """Where it is signed, and what its clock said."""
    learner, reader = request.registration.learner, who.who.person
    here = reader is not None and reader.pk == learner.pk
    return Device(devices.mark_of(who), learners=here or devices.was_signed_in(who, learner.uuid), time=_moment(told))


def _moment(told: str) -> datetime | None:
    """What the device's clock said, where that can be read and stands in a calendar that people use."""
    try:
        moment = parse_datetime(told[:40])
    except ValueError:
        return None
    return moment if moment and moment.tzinfo and 2000 <= moment.year <= 2100 else None
