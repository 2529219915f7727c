"""What the pages of stakeholders ask for. The rules themselves stand in the room's policies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.employers.policies.stakeholders import LONGEST_NAME, LONGEST_NEEDS, LONGEST_NOTE
from milepost.employers.words import Nearness
from milepost.engine.stakeholders import MOST_DRAWN, key_of
from milepost.web.centre.forms import DayField, required

if TYPE_CHECKING:
    from django.forms.boundfield import BoundField

    from milepost.people.models import Person

# What one might forget. Anything else may be typed.
KNOWN = (
    gettext_lazy("Learners"),
    gettext_lazy("Employers"),
    gettext_lazy("Awarding organisations"),
    gettext_lazy("Funders"),
    gettext_lazy("Our staff"),
    gettext_lazy("Local community"),
    gettext_lazy("Regulators"),
    gettext_lazy("Partners and subcontractors"),
)
OF_LINE = ("name", "near", "needs")


class _People(forms.MultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)

    def offer(self, people: Iterable[Person]) -> None:
        self.choices = [(str(one.uuid), one.name) for one in people]


class AskForm(forms.Form):
    due_on = DayField(label=gettext_lazy("Until when"), help_text=gettext_lazy("The last day on which one can draw. A week is enough."))
    people = _People(
        label=gettext_lazy("Who is asked"), help_text=gettext_lazy("Each draws alone. Ask from every corner of the house."),
        error_messages=required(gettext_lazy("Tick at least three colleagues: fewer cannot make a consensus.")),
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("What they should know"), required=False, max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, colleagues: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].offer(colleagues)  # type: ignore[attr-defined]


class WidenForm(forms.Form):
    due_on = DayField(label=gettext_lazy("Until when"))
    people = _People(label=gettext_lazy("Ask as well"), required=False)

    def __init__(self, *args: Any, others: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if others:
            self.fields["people"].offer(others)  # type: ignore[attr-defined]
        else:
            del self.fields["people"]


class OneForm(forms.Form):
    """Names that mean one stakeholder, and which of them stands on the map."""

    names = forms.MultipleChoiceField(
        label=gettext_lazy("These names mean one"), widget=forms.CheckboxSelectMultiple,
        error_messages=required(gettext_lazy("Tick the names that mean one.")),
    )  # fmt: skip
    into = forms.ChoiceField(
        label=gettext_lazy("On the map it is called"), error_messages=required(gettext_lazy("Choose what it is called on the map."))
    )

    def __init__(self, *args: Any, titles: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = sorted(titles.items(), key=lambda one: one[1].casefold())
        self.fields["names"].choices = choices  # type: ignore[attr-defined]
        self.fields["into"].choices = [("", _("Choose one")), *choices]  # type: ignore[attr-defined]


class _Words(forms.CharField):
    """Asked for, and yet empty in a line that is empty as a whole: the form itself looks at whole lines."""

    def validate(self, value: Any) -> None:
        """Nothing is missing in an empty line."""


class _Nearness(forms.ChoiceField):
    def validate(self, value: Any) -> None:
        """The same."""
        if value:
            super().validate(value)


class DrawForm(forms.Form):
    """Up to six stakeholders, a line each."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, MOST_DRAWN + 1):
            name = forms.TextInput(attrs={"list": "known", "autocomplete": "off"})
            self.fields[f"name_{n}"] = _Words(
                label=_("Who"), max_length=LONGEST_NAME, widget=name,
                error_messages={"max_length": _("Use at most %(n)d characters: it has to fit on a map.") % {"n": LONGEST_NAME}},
            )  # fmt: skip
            self.fields[f"near_{n}"] = _Nearness(
                label=_("How near to us"), widget=forms.RadioSelect, choices=Nearness.choices,
                error_messages={"invalid_choice": _("Choose how near.")},
            )  # fmt: skip
            self.fields[f"needs_{n}"] = _Words(
                label=_("What they need from us"), max_length=LONGEST_NEEDS,
                error_messages={"max_length": _("Use at most %(n)d characters: one sentence is enough.") % {"n": LONGEST_NEEDS}},
            )  # fmt: skip

    def lines(self) -> Iterator[tuple[int, list[BoundField]]]:
        for n in range(1, MOST_DRAWN + 1):
            yield n, [self[f"{part}_{n}"] for part in OF_LINE]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for n in range(1, MOST_DRAWN + 1):
            name, near, needs = (given.get(f"{part}_{n}") or "" for part in OF_LINE)
            if not (name or near or needs):
                continue
            if not name and f"name_{n}" not in self.errors:
                self.add_error(f"name_{n}", _("Say who it is, or empty this line."))
            if name and not near and f"near_{n}" not in self.errors:
                self.add_error(f"near_{n}", _("Say how near “%(name)s” is to you.") % {"name": name})
            if name and not needs and f"needs_{n}" not in self.errors:
                self.add_error(f"needs_{n}", _("Say in a sentence what “%(name)s” needs from you.") % {"name": name})
            if name and key_of(name) in seen:
                self.add_error(f"name_{n}", _("“%(name)s” stands on your map already. Leave one of them out.") % {"name": name})
            seen.add(key_of(name))
        return given

    @property
    def names(self) -> list[dict[str, Any]]:
        """What is drawn, as the room takes it."""
        return list(drawn_lines(self.cleaned_data))


def drawn_lines(body: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The lines of a drawing that have a name, from a form or from a draft."""
    for n in range(1, MOST_DRAWN + 1):
        name, near, needs = (str(body.get(f"{part}_{n}") or "").strip() for part in OF_LINE)
        if name:
            yield {"name": name, "near": int(near) if near in map(str, Nearness.values) else 0, "needs": needs}


def filled_in(names: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A drawing as the fields of its form."""
    return {f"{part}_{n}": str(one[part]) for n, one in enumerate(names, start=1) for part in OF_LINE}
