"""The journey as a file: reading one, and saying with its place whatever is wrong in it."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.assessment import words as assessment
from milepost.assurance import words as assurance
from milepost.employers import words
from milepost.engine.journey import Journey, journey_of, twice
from milepost.frameworks.folder import specs_folder
from milepost.frameworks.specfile import Unreadable, faults, parsed
from milepost.portfolios import words as portfolios

TWICE = {
    "stage": gettext_lazy("the stage “%(key)s” stands here twice."),
    "juncture": gettext_lazy("the juncture “%(key)s” stands here twice."),
    "check": gettext_lazy("the check “%(key)s” stands twice in one stage."),
}


@cache
def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((specs_folder() / "schema" / "journey.schema.json").read_text("utf-8"))
    return found


def shipped_path() -> Path:
    return specs_folder() / "journeys" / "employer.yaml"


@cache
def shipped() -> Journey:
    """The journey that comes with Milepost."""
    return journey_of(read(shipped_path().read_text("utf-8")))


def read(text: str) -> dict[str, Any]:
    """The document in a text, checked. Raises Unreadable with a sentence for every place that is wrong."""
    document: dict[str, Any] = parsed(text, str(_("The file")))
    if wrong := faults(document, text, against=schema(), what=_("a journey")) or list(loose_ends(document)):
        raise Unreadable(wrong)
    return document


def loose_ends(document: dict[str, Any]) -> Iterator[str]:
    """What a well-written journey may still get wrong: names that lead nowhere, and things that stand twice."""
    journey = journey_of(document)
    for what, key in twice(journey):
        yield str(TWICE[what]) % {"key": key}
    if journey.again and journey.again not in journey.by_key:
        yield _("it begins again at “%(key)s”, which is no stage here.") % {"key": journey.again}
    for stage in journey.stages:
        for check in stage.checks:
            if check.fact and check.events:
                said = {"stage": stage.title, "check": check.key}
                yield _("%(stage)s: the check “%(check)s” names events and a fact. Keep one of them, or make two checks.") % said
            for event in sorted(set(check.events) - known_events()):
                said = {"stage": stage.title, "check": check.key, "event": event}
                yield _("%(stage)s: the check “%(check)s” waits for “%(event)s”, which never happens here.") % said


@cache
def known_events() -> frozenset[str]:
    """The names of everything that can stand on an employer's timeline."""
    rooms = (words, portfolios, assessment, assurance)
    return frozenset(value for room in rooms for name, value in vars(room).items() if name.isupper() and isinstance(value, str))


def written(document: dict[str, Any]) -> str:
    """The document as a person reads and changes it."""
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=120)
