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

OTHERS = {
    "nobody": _("Nobody else can be recognised"),
    "agreed": _("They agreed that I show it"),
    "covered": _("What points at them is covered"),
}


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
    learnt = AskedField(
        label=_("What you learnt before"), max_length=500, help_text=_("For example: handling complaints, as a team leader.")
    )
    learnt_where = AskedField(
        label=_("Where, and when"), max_length=500, help_text=_("The employer or course, from when to when, and who can confirm it.")
    )
    award = forms.CharField(label=_("Certificate or award, if there is one"), required=False, max_length=300)
    still = AskedField(
        label=_("Why you can still do it"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("When you last did it, and what keeps it fresh."),
    )  # fmt: skip
    others = forms.ChoiceField(
        label=_("Other people in it"), required=False, choices=[("", _("Not said yet")), *OTHERS.items()],
        help_text=_("Names, numbers and faces of customers and colleagues belong to them."),
    )  # fmt: skip
    happened_on = forms.DateField(
        label=_("Day of the work"), required=False, input_formats=DAYS, error_messages={"invalid": WRONG_DAY},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), help_text=_("When you did it, not when you wrote it down."),
    )  # fmt: skip

    def contents(self, kind: str) -> dict[str, Any]:
        """What an action needs of these fields for evidence of this kind."""
        given = self.cleaned_data
        details = {"others": given["others"]} if given.get("others") else {}
        match kind:
            case EvidenceKind.STATEMENT:
                return {"body": given["body"], "details": details}
            case EvidenceKind.LINK:
                return {"url": given["url"].strip(), "details": details}
            case EvidenceKind.IN_SITU:
                names = {name: name for name in ("what", "where", "who_else", "why_not_copied")}
            case EvidenceKind.RPL:
                names = {"learnt": "what", "learnt_where": "where", "award": "award", "still": "still"}
            case _:
                return {"details": details}
        return {"details": {**details, **{key: given[name].strip() for name, key in names.items() if given[name].strip()}}}


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


class HoursField(forms.DecimalField):
    """Hours with a point or a comma."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class PaceForm(forms.Form):
    """What a finish is worked out from."""

    hours_a_week = HoursField(
        label=_("Hours a week that you really have for it"), required=False, max_digits=4, decimal_places=1, localize=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        help_text=_("For example 3 or 4.5. Count what is left beside the work itself."),
        error_messages={"invalid": _("Give the hours as a number, such as 3 or 4.5.")},
    )  # fmt: skip
    finish_by = forms.DateField(
        label=_("The day by which you would like to be finished"), required=False, input_formats=DAYS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), error_messages={"invalid": WRONG_DAY},
        help_text=_("Leave it empty if there is none."),
    )  # fmt: skip
