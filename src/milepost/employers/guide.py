"""The conversation about what an employer needs: what is asked, in the order in which it is easily talked about."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from milepost.engine.workbooks import Question, Section

GUIDE = (
    Section("goals", _("The year ahead"), (
        Question("goals", _("What should be true in twelve months?"), _("Growth, new work, new sites, a number that somebody watches.")),
        Question("strategy", _("What drives that?"), _("Customers, owners, a law, a competitor.")),
    )),
    Section("hurts", _("What hurts"), (
        Question("hurts", _("What keeps you busy that should not?"), _("Quality, complaints, people who leave, waste, waiting, near misses.")),
        Question("costs", _("What does it cost: money, time, nerves?")),
        Question("tried", _("What have you tried, and what came of it?")),
    )),
    Section("measures", _("Measures"), (
        Question("measures", _("What do you count today that shows it?"), _("Who counts it, how often, and where it stands now.")),
    )),
    Section("people", _("People and roles"), (
        Question("roles", _("Who works there, in which roles, how many of each?")),
        Question("gaps", _("What should people be able to do that they cannot yet?"), _("By role rather than by name.")),
    )),
    Section("constraints", _("What has to fit"), (
        Question("shifts", _("Shifts, seasons, busy days")),
        Question("sites", _("Sites, and how far apart they are")),
        Question("release", _("How much time can people be released for, and when?")),
    )),
    Section("duties", _("Duties in law"), (
        Question("duties", _("What must people hold or be trained in by law or by contract?"), _("Licences, health and safety, safeguarding, insurance.")),
    )),
    Section("past", _("Training so far"), (
        Question("training", _("What training was there in the last two years?")),
        Question("results", _("What came of it, and how do you know?")),
        Question("funding", _("Money: budget, levy, what was funded before")),
    )),
)  # fmt: skip
QUESTIONS = tuple(question for part in GUIDE for question in part.questions)
ASKED_FOR = ("goals", "hurts")  # without these nobody signs


def answered(given: Mapping[str, Any]) -> dict[str, str]:
    """What was said, by question, without what is empty or asked nowhere."""
    found = {one.key: str(given.get(one.key, "")).replace("\r\n", "\n").strip() for one in QUESTIONS}
    return {key: text for key, text in found.items() if text}
