"""Promises as a file: reading one, and saying with its place whatever is wrong in it."""

import json
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from milepost.commitments import standardfile
from milepost.commitments.standardfile import ROOMS, is_recorded
from milepost.engine.promises import promises_of
from milepost.frameworks.folder import specs_folder
from milepost.frameworks.specfile import Unreadable, faults, parsed


@cache
def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((specs_folder() / "schema" / "promises.schema.json").read_text("utf-8"))
    return found


@cache
def shipped_text() -> str:
    """The promise that comes with Milepost as an example, with what its parts mean."""
    return (specs_folder() / "promises" / "shared-promise.yaml").read_text("utf-8")


def written(document: dict[str, Any]) -> str:
    """A document as text that can be changed, with what each part means on top as in the example."""
    meaning = [line for line in shipped_text().splitlines() if line.startswith("#   ")]
    return "\n".join([*meaning, standardfile.written(document)])


def read(text: str, *, standards: Collection[str]) -> dict[str, Any]:
    """The document in a text, checked; `standards` are the keys that hold. Raises Unreadable with a sentence for every place."""
    document: dict[str, Any] = parsed(text, str(_("The file")))
    if wrong := faults(document, text, against=schema(), what=_("a set of promises")) or list(loose_ends(document, standards)):
        raise Unreadable(wrong)
    return document


def loose_ends(document: dict[str, Any], standards: Collection[str]) -> Iterator[str]:
    """What a well-written set may still get wrong: names that lead nowhere, things that stand twice, days that are none."""
    for one in document["promises"]:
        try:
            date.fromisoformat(one["review_on"])
        except ValueError:
            yield _("%(short)s: “%(given)s” is no day. Write it as 2027-06-30.") % {"short": one["short"], "given": one["review_on"]}
            return
    promises = promises_of(document)
    for key, times in Counter(one.key for one in promises).items():
        if times > 1:
            yield _("the promise “%(key)s” stands here %(times)s times.") % {"key": key, "times": times}
    for promise in promises:
        for key in promise.standards:
            if key not in standards:
                said = {"short": promise.short, "key": key, "held": ", ".join(sorted(standards))}
                yield _("%(short)s: no service standard is called “%(key)s”. Those that hold are %(held)s.") % said
        for trigger in (*promise.kept, *promise.broken, *promise.asked_after):
            if not is_recorded(trigger.event) and trigger.event.split(".")[0] in ROOMS:
                yield _("%(short)s: “%(event)s” never happens here.") % {"short": promise.short, "event": trigger.event}
