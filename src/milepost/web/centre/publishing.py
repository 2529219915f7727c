"""What is asked when an import is published: whose text it is, and what it becomes a version of."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.web.centre.forms import RightsForm, required

NEW = "new"


class PublishForm(RightsForm):
    """Whose text it is and, where something like it is known under another title, what it becomes a version of."""

    becomes = forms.ChoiceField(
        label=gettext_lazy("What does it become?"), widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Say whether this is a newer version of what is known, or something new.")),
    )  # fmt: skip

    def __init__(self, *args: Any, older: Any = None, title: str = "", version: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.older = older
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
