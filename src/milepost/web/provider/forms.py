"""What the pages of quality standards ask for. The rules stand in the room's policies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.web.centre.forms import DayField, required

if TYPE_CHECKING:
    from milepost.engine.appraisal import Band, Standard
    from milepost.provider.models import ShownEvidence

WRITING = 30_000


def chosen(sentence: Any) -> dict[str, Any]:
    return {**required(sentence), "invalid_choice": sentence}


class DayForm(forms.Form):
    apply_by = DayField(
        label=gettext_lazy("Apply by"),
        required=False,
        help_text=gettext_lazy("The day on which the application must be in, if there is one."),
    )


class HoldForm(DayForm):
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("Which parts"), widget=forms.CheckboxSelectMultiple,
        error_messages=required(gettext_lazy("Choose at least one part.")),
    )  # fmt: skip
    field_order = ("parts", "apply_by")

    def __init__(self, *args: Any, standard: Standard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = [(one.key, f"{one.key}. {one.title}") for one in standard.parts]  # type: ignore[attr-defined]
        self.fields["parts"].initial = [one.key for one in standard.parts if not one.optional]


class StatementForm(forms.Form):
    said = forms.CharField(
        label=gettext_lazy("What you say"), error_messages=required(gettext_lazy("Write what you want to say.")), widget=forms.Textarea(attrs={"rows": 12}), max_length=WRITING,
        help_text=gettext_lazy("What you do, since when, how often, and how you know. It is kept as you type."),
    )  # fmt: skip


class LicensedForm(forms.Form):
    prefix = "licensed"
    said = forms.CharField(
        label=gettext_lazy("The text that you hold a licence for"), required=False, widget=forms.Textarea(attrs={"rows": 5}),
        max_length=WRITING, help_text=gettext_lazy("It stays in this installation, and does not go into an application."),
    )  # fmt: skip


class ScoreForm(forms.Form):
    band = forms.ChoiceField(
        label=gettext_lazy("Your own score"), widget=forms.RadioSelect, error_messages=chosen(gettext_lazy("Choose one of the scores."))
    )
    because = forms.CharField(
        label=gettext_lazy("What it rests on"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000,
        error_messages=required(gettext_lazy("Say in a sentence what the score rests on.")),
    )  # fmt: skip

    def __init__(self, *args: Any, bands: Iterable[Band], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["band"].choices = [(one.key, _said(one)) for one in bands]  # type: ignore[attr-defined]


class PeerScoreForm(ScoreForm):
    """The score of a peer from outside."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["band"].label, self.fields["because"].label = _("Your score"), _("What it rests on, and what you would say to them")


class PeerCommentForm(forms.Form):
    """What a peer from outside says to a section that is not scored."""

    said = forms.CharField(
        label=gettext_lazy("What you would say to them"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What is clear, what you miss, what you would ask. Empty takes back what you said."),
    )  # fmt: skip


class PeerForm(forms.Form):
    """Whom outside one asks to look."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100, error_messages=required(gettext_lazy("Say who the peer is.")))
    organisation = forms.CharField(
        label=gettext_lazy("Where they work"),
        max_length=100,
        error_messages=required(gettext_lazy("Say where they work: it stands beside their scores.")),
    )
    email = forms.CharField(
        label=gettext_lazy("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages=required(gettext_lazy("Give the address that the link goes to.")),
    )  # fmt: skip


class AssessForm(ScoreForm):
    stage = forms.ChoiceField(
        label=gettext_lazy("You look at it"), widget=forms.RadioSelect,
        choices=[("peer", gettext_lazy("as a peer, beside the score of its own")), ("moderation", gettext_lazy("as a moderator, after the peer"))],
        error_messages=chosen(gettext_lazy("Say whether you assess as a peer or moderate.")),
    )  # fmt: skip
    field_order = ("stage", "band", "because")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["band"].label = _("Your score")


def _said(one: Band) -> str:
    words = {"title": one.title, "percent": one.percent, "means": one.means}
    return _("%(title)s, %(percent)s %%: %(means)s") % words if one.means else _("%(title)s, %(percent)s %%") % words


def _title() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("What it shows"), max_length=200, error_messages=required(gettext_lazy("Say in a few words what this shows."))
    )


class MeasureForm(forms.Form):
    prefix = "measure"
    question = forms.ChoiceField(
        label=gettext_lazy("What the system counts"), error_messages=chosen(gettext_lazy("Choose one of the questions."))
    )
    title = _title()

    def __init__(self, *args: Any, questions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].choices = questions  # type: ignore[attr-defined]


class SentenceForm(forms.Form):
    prefix = "sentence"
    title = _title()
    said = forms.CharField(
        label=gettext_lazy("The sentence"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=required(gettext_lazy("Write the sentence that you want to show.")),
    )  # fmt: skip


class FileForm(forms.Form):
    prefix = "file"
    title = _title()
    file = forms.FileField(
        label=gettext_lazy("The file"),
        error_messages={**required(gettext_lazy("Choose the file that you want to show.")),
                        "empty": gettext_lazy("This file is empty. Choose another.")},
    )  # fmt: skip


class PlaceForm(forms.Form):
    prefix = "place"
    evidence = forms.ChoiceField(
        label=gettext_lazy("Shown already"), error_messages=chosen(gettext_lazy("Choose what is to serve here as well."))
    )

    def __init__(self, *args: Any, evidence: Iterable[ShownEvidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].choices = [(str(one.uuid), f"{one.title} ({one.get_kind_display()})") for one in evidence]  # type: ignore[attr-defined]
