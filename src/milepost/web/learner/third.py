"""Who else may be in a piece of evidence, and what its learner said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from milepost.engine.privacy import Pointer, findings
from milepost.web.learner.forms import OTHERS

if TYPE_CHECKING:
    from milepost.portfolios.models import EvidenceVersion

CALLED = {
    Pointer.EMAIL: gettext_lazy("an e-mail address"), Pointer.PHONE: gettext_lazy("a telephone number"),
    Pointer.CARD: gettext_lazy("a card number"), Pointer.ACCOUNT: gettext_lazy("a bank account"),
    Pointer.NATIONAL_INSURANCE: gettext_lazy("a National Insurance number"), Pointer.POSTCODE: gettext_lazy("a postcode"),
    Pointer.NAME: gettext_lazy("a name"),
}  # fmt: skip
TOLD = 4  # places that are named


def said_of_others(version: EvidenceVersion) -> str:
    """What the learner said of other people in it, or nothing."""
    return str(OTHERS.get(version.details.get("others", ""), ""))


def warning(version: EvidenceVersion, text: str) -> str:
    """Why others may be in it, as long as nothing was said of them. `text` is what can be read of it."""
    if version.details.get("others"):
        return ""
    found = findings(text)
    if found:
        places = ", ".join(f"“{one.excerpt}” ({CALLED[one.kind]})" for one in found[:TOLD])
        more = ngettext("and %(n)d more", "and %(n)d more", len(found) - TOLD) % {"n": len(found) - TOLD} if len(found) > TOLD else ""
        return _("It may point at somebody: %(places)s.") % {"places": " ".join(filter(None, [places, more]))}
    if version.file and version.file.kind.startswith("image/"):
        return _("Look whether a face, a name or a number of a customer or colleague can be seen.")
    return ""
