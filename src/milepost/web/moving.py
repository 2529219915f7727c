"""What moving to a newer version would mean for one learner, in words for them and for their centre."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.base import text
from milepost.frameworks.queries import framework_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.engine.framework import Unit
    from milepost.frameworks.models import Specification
    from milepost.portfolios.queries import Effect


def kept(effect: Effect) -> str:
    """What stays as it is."""
    if not effect.kept:
        return ""
    return ngettext("%(n)d decision stays", "%(n)d decisions stay", effect.kept) % {"n": effect.kept}


def costs(effect: Effect, to: Specification) -> list[str]:
    """What would be asked again, anew or no more, a sentence each. Empty where moving costs nothing."""
    if effect.qualification is None:
        return [_("Nothing in it takes the place of this qualification, so it cannot be moved to.")]
    found = []
    if n := len(effect.again):
        found.append(ngettext("%(n)d criterion is to be looked at again", "%(n)d criteria are to be looked at again", n) % {"n": n})
    if n := len(effect.new):
        found.append(ngettext("%(n)d is new", "%(n)d are new", n) % {"n": n})
    if n := len(effect.lost):
        found.append(ngettext("%(n)d with work on it is asked no more", "%(n)d with work on them are asked no more", n) % {"n": n})
    if effect.units_gone:
        given = {"units": _codes(effect.units_gone)}
        found.append(ngettext("unit %(units)s is gone", "units %(units)s are gone", len(effect.units_gone)) % given)
    if effect.reopened:
        text_ = ngettext(
            "unit %(units)s was signed off and opens again", "units %(units)s were signed off and open again", len(effect.reopened)
        )
        found.append(text_ % {"units": _codes(effect.reopened)})
    if effect.short and not effect.was_short:
        called = text.names_of(framework_of(to), effect.qualification)
        found += [_("the choice of units would not do: %(why)s") % {"why": text.sentence(one, called)} for one in effect.short]
    return found


def summary(effect: Effect, to: Specification) -> str:
    """All of it in one line."""
    parts = [part for part in [kept(effect), *costs(effect, to)] if part]
    if not parts:
        return _("nothing is judged yet, and nothing changes in the agreed units")
    if effect.harmless and effect.qualification is not None:
        parts.append(_("nothing is asked again"))
    return "; ".join(parts)


def _codes(units: Sequence[Unit]) -> str:
    return text.listed(unit.code or unit.title for unit in units)
