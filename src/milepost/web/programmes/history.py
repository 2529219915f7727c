"""What happens on a programme, as sentences of a history, in the words that people there read."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.assessment import words as assessment
from milepost.engine.framework import Framework
from milepost.portfolios import words as portfolios
from milepost.portfolios.words import HowTold

type Args = Mapping[str, Any]


def _when(text: str) -> str:
    return date_format(timezone.localtime(datetime.fromisoformat(text)), "j F Y, H:i")


def _steps(keys: list[str], framework: Framework | None) -> str:
    known = framework.unit_by_key if framework else {}
    return ", ".join(f"“{known[key].title}”" if key in known else key for key in keys)


MISSED = {
    "learner": lambda: _("the participant could not"), "assessor": lambda: _("the adviser could not"),
    "workplace": lambda: _("where they were to meet it was not possible"),
}  # fmt: skip


def missed_by(side: str) -> str:
    """On whose side it lay that an appointment did not take place."""
    return MISSED[side]() if side in MISSED else ""


def _quoted(sentence: str, personal: Args) -> str:
    return _("%(sentence)s: “%(said)s”") % {"sentence": sentence, "said": personal["reason"]} if personal.get("reason") else sentence


def _written(args: Args, _personal: Args, _framework: Framework | None) -> str:
    return (
        _("changed look-back %(number)s, so it is signed anew") if args["fallen"] else _("said their part in look-back %(number)s")
    ) % args


SENTENCES: dict[str, Callable[[Args, Args, Framework | None], str]] = {
    portfolios.LEARNER_REGISTERED: lambda a, p, f: _("put %(name)s on the programme") % {"name": p.get("learner") or _("somebody")},
    portfolios.ASSESSOR_ALLOCATED: lambda a, p, f: _("named %(name)s as adviser") % {"name": p.get("assessor") or _("nobody yet")},
    portfolios.UNITS_PROPOSED: lambda a, p, f: _("proposed a plan: %(steps)s") % {"steps": _steps(a["units"], f)},
    portfolios.UNITS_AGREED: lambda a, p, f: _("agreed the plan: %(steps)s") % {"steps": _steps(a["units"], f)},
    portfolios.LEARNER_WITHDRAWN: lambda a, p, f: _quoted(_("noted that the programme ended early"), p),
    portfolios.REGISTRATION_COMPLETED: lambda a, p, f: _("noted that the programme ended as agreed"),
    portfolios.LEARNER_PLACED: lambda a, p, f: _("noted the site"),
    portfolios.STEP_TAKEN: lambda a, p, f: _("said that %(step)s is behind them") % {"step": _steps([a["step"]], f)},
    portfolios.STEP_OPENED: lambda a, p, f: _("opened %(step)s again") % {"step": _steps([a["step"]], f)},
    portfolios.DISCLOSURE_TOLD: lambda a, p, f: (
        _("told something of themselves") if a["how"] == HowTold.SAID else _("noted something about them while they were there")
    ),
    portfolios.DISCLOSURE_TAKEN_BACK: lambda a, p, f: _("took back something that was told; it is deleted"),
    portfolios.DISCLOSURE_LET_READ: lambda a, p, f: _("let the new adviser read something that was told"),
    assessment.VISIT_PROPOSED: lambda a, p, f: (
        _("proposed an appointment on %(when)s: “%(about)s”")
        % {"when": _when(a["starts_at"]), "about": p.get("activity") or _("what it was about was erased")}
    ),
    assessment.VISIT_AGREED: lambda a, p, f: _("agreed the appointment of %(when)s") % {"when": _when(a["starts_at"])},
    assessment.VISIT_MOVED: lambda a, p, f: (
        _("asked to move the appointment of %(before)s to %(when)s") % {"before": _when(a["from"]), "when": _when(a["starts_at"])}
    ),
    assessment.VISIT_KEPT: lambda a, p, f: _("noted that the appointment of %(when)s was kept") % {"when": _when(a["starts_at"])},
    assessment.VISIT_MISSED: lambda a, p, f: _quoted(
        _("noted that the appointment of %(when)s did not take place, %(who)s")
        % {"when": _when(a["starts_at"]), "who": missed_by(a["missed_by"])},
        p,
    ),
    assessment.VISIT_CALLED_OFF: lambda a, p, f: _quoted(_("called off the appointment of %(when)s") % {"when": _when(a["starts_at"])}, p),
    assessment.REVIEW_OPENED: lambda a, p, f: _("began look-back %(number)s") % a,
    assessment.REVIEW_WRITTEN: _written,
    assessment.REVIEW_SENT: lambda a, p, f: _("sent a link to look-back %(number)s") % a,
    assessment.REVIEW_SIGNED: lambda a, p, f: (
        (_("signed look-back %(number)s, and with that both have signed") if a["complete"] else _("signed look-back %(number)s")) % a
    ),
    assessment.REVIEW_REMINDED: lambda a, p, f: _("sent a reminder of look-back %(number)s") % a,
    assessment.REVIEW_LETTER_WITHDRAWN: lambda a, p, f: _("took back a link to look-back %(number)s") % a,
    assessment.REVIEW_CALLED_OFF: lambda a, p, f: _quoted(_("called off look-back %(number)s") % a, p),
    assessment.REVIEW_CLOSED: lambda a, p, f: _("closed look-back %(number)s") % a,
}
