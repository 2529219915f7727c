"""What a command about rules of combination is asked about: a specification, one of its qualifications, some of its units."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.base import text
from milepost.cli import CannotAsk
from milepost.engine.combination import Taken
from milepost.engine.framework import Framework, How, Qualification
from milepost.frameworks import shipped
from milepost.frameworks.specfile import Unreadable


def specification(given: str) -> Framework:
    try:
        return shipped.by_name_or_path(given)
    except Unreadable as problem:
        raise CannotAsk(*problem.sentences) from problem


def called(qualification: Qualification) -> str:
    return f"{qualification.title} ({qualification.number})" if qualification.number else qualification.title


def qualification(framework: Framework, number: str | None) -> Qualification:
    """The qualification with this number, which has rules."""
    try:
        found = framework.qualification(number)
    except KeyError as error:
        if not framework.qualifications:
            raise CannotAsk(
                _("This specification holds units and no qualification, so there are no rules to check them against.")
            ) from error
        known = "; ".join(called(q) for q in framework.qualifications)
        raise CannotAsk(_("Say which qualification you mean with --qualification NUMBER. There are: %s.") % known) from error
    if not found.rules:
        raise CannotAsk(_("%s has no rules of combination in this specification, so no choice of units can be checked.") % called(found))
    return found


def units(framework: Framework, given: str) -> list[str]:
    """The keys of the units that were named by code or key, in any case."""
    known = {unit.code.casefold(): unit.key for unit in framework.units} | {unit.key.casefold(): unit.key for unit in framework.units}
    names = [name for name in re.split(r"[,;\s]+", given) if name]
    if not names:
        raise CannotAsk(_("No units were named. Write them after --units with commas between, such as --units A1,B2."))
    if strange := [name for name in names if name.casefold() not in known]:
        codes = ", ".join(unit.code for unit in framework.units)
        raise CannotAsk(
            ngettext(
                "There is no unit %(names)s in this specification.", "There are no units %(names)s in this specification.", len(strange)
            )
            % {"names": text.listed(strange)}
            + " "
            + _("Its units are: %s.") % codes
        )
    return [known[name.casefold()] for name in names]


def taken(framework: Framework, given: str) -> list[Taken]:
    """The units that were named, each with how it was come by: "A1,B2=rpl"."""
    parts = [part.partition("=") for part in re.split(r"[,;\s]+", given) if part]
    keys = units(framework, ",".join(name for name, _sep, _way in parts))
    if strange := [f"{name}={way}" for name, sep, way in parts if sep and way not in set(How)]:
        ways = ", ".join(how.value for how in How)
        raise CannotAsk(
            _("%(name)s is not understood. Behind the equals sign stands one of: %(ways)s.") % {"name": strange[0], "ways": ways}
        )
    return [Taken(key, How(way) if way else How.ASSESSED) for key, (_name, _sep, way) in zip(keys, parts, strict=True)]


def pathway(qualification: Qualification, given: str) -> str:
    """The key of the pathway with this key or title; nothing where none is named."""
    known = {name.casefold(): one.key for one in qualification.pathways for name in (one.key, one.title)}
    if given and given.casefold() not in known:
        keys = ", ".join(one.key for one in qualification.pathways)
        raise CannotAsk(_("Its pathways are: %s.") % keys if keys else _("This qualification has no pathways."))
    return known.get(given.casefold(), "")
