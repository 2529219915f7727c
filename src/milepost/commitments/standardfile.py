"""Standards as a file: reading one, and saying with its place whatever is wrong in it."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from milepost.assessment import words as assessment
from milepost.assurance import words as assurance
from milepost.concerns import words as concerns
from milepost.employers import words as employers
from milepost.engine import worktime
from milepost.engine.clocks import Does, Standard, standards_of
from milepost.engine.journey import Journey
from milepost.frameworks.folder import specs_folder
from milepost.frameworks.specfile import Unreadable, faults, parsed
from milepost.people import words as people
from milepost.portfolios import words as portfolios


@cache
def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((specs_folder() / "schema" / "standards.schema.json").read_text("utf-8"))
    return found


def shipped_path() -> Path:
    return specs_folder() / "standards" / "provider.yaml"


@cache
def shipped_document() -> dict[str, Any]:
    """The standards that come with Milepost, as a document."""
    return read(shipped_path().read_text("utf-8"))


def read(text: str) -> dict[str, Any]:
    """The document in a text, checked. Raises Unreadable with a sentence for every place that is wrong."""
    document: dict[str, Any] = parsed(text, str(_("The file")))
    if wrong := faults(document, text, against=schema(), what=_("a set of standards")) or list(loose_ends(document)):
        raise Unreadable(wrong)
    return document


def loose_ends(document: dict[str, Any]) -> Iterator[str]:
    """What a well-written set may still get wrong: names that lead nowhere, things that stand twice, hours that are none."""
    standards = standards_of(document)
    for key, times in Counter(one.key for one in standards).items():
        if times > 1:
            yield _("the standard “%(key)s” stands here %(times)s times.") % {"key": key, "times": times}
    for one in standards:
        for event in sorted(set(one.events)):
            if not is_recorded(event) and event.split(".")[0] in ROOMS:
                yield _("%(title)s: “%(event)s” never happens here.") % {"title": one.title, "event": event}
        if one.hours != "office" and worktime.week_of(one.hours) is None:
            yield _("%(title)s: “%(hours)s” are no office hours. Write 09:00-17:00, or mon-thu 09:00-17:00, fri 09:00-16:00.") % {
                "title": one.title,
                "hours": one.hours,
            }
        if (Does.PAUSES in one.triggers) != (Does.RESUMES in one.triggers):
            yield _("%(title)s: what pauses a clock needs something that lets it go on, and the other way round.") % {"title": one.title}
        for what in (Does.MOVES, Does.MISSES):
            if what in one.triggers and one.within:
                yield _("%(title)s: only an appointment is moved or missed; give it “at” instead of “within”.") % {"title": one.title}


def not_held(journey: Journey, standards: Iterable[Standard]) -> Iterator[str]:
    """The standards that a journey names and that a set does not hold, a sentence each."""
    held = sorted(one.key for one in standards)
    for stage in journey.stages:
        for key in stage.standards:
            if key not in held:
                said = {"stage": stage.title, "key": key, "held": ", ".join(held)}
                yield _("%(stage)s: no service standard is called “%(key)s”. Those that hold are %(held)s.") % said


def written(document: dict[str, Any]) -> str:
    """The document as a person reads and changes it."""
    return str(yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=120))


ROOMS = {
    "employers": employers,
    "concerns": concerns,
    "people": people,
    "portfolios": portfolios,
    "assessment": assessment,
    "assurance": assurance,
}


@cache
def known_events() -> frozenset[str]:
    """The names of everything that the rooms record."""
    return frozenset(value for room in ROOMS.values() for name, value in vars(room).items() if name.isupper() and isinstance(value, str))


def is_recorded(event: str) -> bool:
    """Whether anything here writes this event down."""
    return event in known_events()


def not_recorded(standard: Standard) -> bool:
    """Whether nothing here can start this standard's clock."""
    return not any(is_recorded(trigger.event) for trigger in standard.triggers[Does.STARTS])
