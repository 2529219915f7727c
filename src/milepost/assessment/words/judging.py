"""Verdicts, the prompts beside a judgement, and the names of what happens in assessment."""

from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    MET = "met", _("Met")
    NOT_YET = "not_yet", _("Not yet")
    ASK = "ask", _("Ask at the visit")
    UNDONE = "undone", _("Undone")


class Prompt(models.TextChoices):
    """What makes evidence good enough: the assessor's four questions."""

    VALID = "valid", _("Fits the criterion")
    AUTHENTIC = "authentic", _("The learner's own work")
    CURRENT = "current", _("Recent enough")
    SUFFICIENT = "sufficient", _("Enough of it")


@dataclass(frozen=True, slots=True)
class Decision:
    """What an assessor decides about one target, before it becomes a judgement.

    `seen` is the uuid of the judgement that stood when the page was opened, "" for none, None for don't ask: of two
    people who judge at once, the second is told. `basis` marks the claims and the versions of evidence that the page
    showed, None for don't ask: nobody judges what was put in their place meanwhile.
    """

    target: str
    verdict: str
    feedback: str = ""
    prompts: dict[str, bool] = field(default_factory=dict)
    seen: str | None = None
    basis: str | None = None


CRITERIA_JUDGED = "assessment.criteria.judged"
JUDGEMENT_UNDONE = "assessment.judgement.undone"
UNIT_SIGNED_OFF = "assessment.unit.signed_off"
