"""What is asked when an import is published: whose text it is, what it becomes a version of, and whether it goes without rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.web.centre.award import Unruled
from milepost.web.centre.forms import RightsForm, required

NEW = "new"


class PublishForm(RightsForm):
    """Whose text it is and, where something like it is known under another title, what it becomes a version of."""

    becomes = forms.ChoiceField(
        label=gettext_lazy("What does it become?"), widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Say whether this is a newer version of what is known, or something new.")),
    )  # fmt: skip

    unruled = forms.BooleanField(
        label=gettext_lazy("No: publish it without rules"),
        help_text=gettext_lazy("Then nobody is told whether a choice of units makes the award, and no way to complete is found."),
        error_messages=required(gettext_lazy("Say that all units are required, add the rules, or tick that it is published without.")),
    )  # fmt: skip

    def __init__(
        self, *args: Any, older: Any = None, title: str = "", version: int = 1, unruled: Sequence[Unruled] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.older, self.bare = older, unruled
        if not unruled:
            del self.fields["unruled"]
        if older is None or older.title == title:
            del self.fields["becomes"]
            return
        kept = {"version": older.version + 1, "title": older.title}
        new = {"version": version, "title": title}
        self.fields["becomes"].choices = [  # type: ignore[attr-defined]
            (str(older.uuid), _("Version %(version)s of %(title)s: its learners can move to it") % kept),
            (NEW, _("Something new: version %(version)s of %(title)s") % new),
        ]

    def version_of(self) -> Any:
        """What it becomes the next version of; None where its own title says it."""
        return self.older if self.cleaned_data.get("becomes", NEW) != NEW else None
