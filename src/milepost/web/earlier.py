"""What happened to a portfolio before it came here, as sentences: read from the package that it came in."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from milepost.carrying.queries import history_that_came
from milepost.engine.framework import Framework
from milepost.frameworks.queries import framework_of
from milepost.portfolios.queries import history_of
from milepost.portfolios.words import LEARNER_REGISTERED
from milepost.web.history import Line, line, lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from milepost.base.models import Actor, Event
    from milepost.portfolios.models import Registration


def lines_before(registration: "Registration", framework: Framework, own: "Sequence[Event]") -> list[Line]:
    """Newest first, each with the centre where it happened. Nothing where the portfolio began here, as `own`, newest first, tells."""
    if own and own[-1].name == LEARNER_REGISTERED:
        return []
    found = []
    for told in history_that_came(registration):
        said = line(told.event, framework)
        found.append(replace(said, who=_("%(who)s at %(centre)s") % {"who": said.who, "centre": told.centre}))
    return found


def history_until_now(registration: "Registration", reader: "Actor", *, most: int) -> list[Line]:
    """The newest lines of what happened, here and before: the package is opened only where this centre's own do not fill them."""
    framework = framework_of(registration.specification)
    events = list(history_of(registration)[:most])
    own = lines(events, framework, reader)
    return own if len(own) == most else [*own, *lines_before(registration, framework, events)][:most]
