"""What the learner's pages ask for. The rules themselves stand in the rooms' policies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.engine.framework import Nature, Setting
from milepost.portfolios.words import EvidenceKind

DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%d/%m/%y")
WRONG_DAY = _("Give a day, such as 3 November 2025 or 03/11/2025.")
NATURES = [(Nature.PERFORMANCE.value, _("Something I did")), (Nature.KNOWLEDGE.value, _("Something I know"))]
SETTINGS = [
    (Setting.REAL_WORK.value, _("At my own work, with real customers and colleagues")),
    (Setting.WORK_PLACEMENT.value, _("On a work placement")),
    (Setting.REALISTIC_ENVIRONMENT.value, _("In a working environment set up for training")),
    (Setting.SIMULATION.value, _("In a simulation or role play")),
]


class AskedField(forms.CharField):
    """Not optional, but which of them are asked for depends on the kind of evidence: the policy says it."""

    def validate(self, value: Any) -> None:
        """Nothing is wrong here yet."""


class ContentForm(forms.Form):
    """What a piece of evidence holds, for whichever kind it is; policies say what each kind needs."""

    body = AskedField(
        label=_("Your words"), max_length=100_000, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("What you did, why, and what came of it. It is kept as you type. Leave an empty line between paragraphs: they are numbered."),
    )  # fmt: skip
    url = AskedField(
        label=_("Address"), max_length=1000, widget=forms.URLInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        help_text=_("The whole address of the page. Your assessor must be able to open it."),
    )  # fmt: skip
    what = AskedField(label=_("What it is"), max_length=500, help_text=_("For example: the complaint log, entries of May."))
    where = AskedField(label=_("Where it stays"), max_length=500, help_text=_("So that your assessor can go and see it."))
    who_else = forms.CharField(label=_("Who else saw it"), required=False, max_length=300)
    why_not_copied = AskedField(
        label=_("Why it can’t be copied"), max_length=500, help_text=_("For example: names of customers stand in it.")
    )
    happened_on = forms.DateField(
        label=_("Day of the work"), required=False, input_formats=DAYS, error_messages={"invalid": WRONG_DAY},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), help_text=_("When you did it, not when you wrote it down."),
    )  # fmt: skip

    def contents(self, kind: str) -> dict[str, Any]:
        """What an action needs of these fields for evidence of this kind."""
        given = self.cleaned_data
        match kind:
            case EvidenceKind.STATEMENT:
                return {"body": given["body"]}
            case EvidenceKind.LINK:
                return {"url": given["url"].strip()}
            case EvidenceKind.IN_SITU:
                return {
                    "details": {
                        name: given[name].strip() for name in ("what", "where", "who_else", "why_not_copied") if given[name].strip()
                    }
                }
        return {}


class EvidenceForm(ContentForm):
    """A new piece of evidence."""

    kind = forms.ChoiceField(label=_("Kind"), choices=EvidenceKind.choices, initial=EvidenceKind.FILE)
    title = AskedField(
        label=_("Short name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("So that you both find it again: “Call of 3 November”. A file lends its own name if you leave this empty."),
    )  # fmt: skip
    nature = forms.ChoiceField(label=_("It shows"), widget=forms.RadioSelect, choices=NATURES, initial=Nature.PERFORMANCE.value)
    setting = forms.ChoiceField(
        label=_("Where the work was done"), widget=forms.RadioSelect, choices=SETTINGS, initial=Setting.REAL_WORK.value
    )
    own = forms.BooleanField(label=_("This is my own work. Where others took part, I say so."), required=False)


class ReplaceForm(ContentForm):
    """A new version of a piece of evidence."""

    reason = forms.CharField(
        label=_("What changed"), required=False, max_length=300, help_text=_("One line, for whoever compares the versions.")
    )
