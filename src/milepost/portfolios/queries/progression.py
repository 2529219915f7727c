"""What a learner may go on to."""

from dataclasses import dataclass

from milepost.base.models import Actor
from milepost.engine.framework import Qualification
from milepost.engine.progression import level_of, trade_in_common
from milepost.frameworks.models import Specification
from milepost.frameworks.queries import framework_of, newest_versions
from milepost.portfolios.models import Registration


@dataclass(frozen=True, slots=True)
class Onward:
    """A qualification that the centre has published and that may come next. `named`: the learner's own names it as its progression."""

    specification: Specification
    qualification: Qualification
    named: bool = False

    @property
    def name(self) -> str:
        """What tells it from the others in an address."""
        return f"{self.specification.uuid}:{self.qualification.number or self.qualification.title}"


@dataclass(frozen=True, slots=True)
class Ahead:
    """Everything that may come next. `level` is that of the learner's own qualification; None where nothing states it.

    `unpublished` are the qualifications that the learner's own names and that the centre has not published.
    """

    level: int | None
    onward: tuple[Onward, ...]
    unpublished: tuple[str, ...] = ()


def ahead(registration: Registration, *, by: Actor) -> Ahead:
    """What the qualification names as its progression, then what stands at the next level, its own trade first. One query for the list."""
    own = framework_of(registration.specification).qualification(registration.qualification)
    level, named = level_of(own), dict.fromkeys(own.progression)
    found: list[Onward] = []
    for specification in newest_versions(by=by):
        for one in framework_of(specification).qualifications:
            if specification.title == registration.specification.title and one.title == own.title:
                continue
            names = {one.number, one.title, one.accreditation_number} - {None, ""}
            found.append(Onward(specification, one, named=bool(names & named.keys())))
            named = {name: None for name in named if name not in names}
    above = [at for one in found if (at := level_of(one.qualification)) is not None and level is not None and at > level]
    there = [one for one in found if one.named or (above and level_of(one.qualification) == min(above))]
    there.sort(key=lambda one: (not one.named, -trade_in_common(own.title, one.qualification.title), one.qualification.title))
    return Ahead(level, tuple(there), tuple(named))
