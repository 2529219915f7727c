"""Why not: breaks in learning, withdrawal, another planned end, going to another centre, another place of the centre, another employer."""

from datetime import date

from django.utils.translation import gettext as _

from milepost.base import clock, text
from milepost.base.models import Actor
from milepost.engine import combination
from milepost.frameworks.queries import framework_of
from milepost.people.models import Organisation, Site
from milepost.people.permissions import Permission, may
from milepost.portfolios import queries
from milepost.portfolios.models import Pause, Progress, Registration
from milepost.portfolios.words import OPEN_STATES, RegistrationState


def why_not_open(registration: Registration, *, by: Actor) -> str | None:
    """Why nothing can be added or judged in this portfolio today, whoever asks."""
    if registration.state == RegistrationState.ACTIVE:
        return None
    if registration.state != RegistrationState.ON_BREAK:
        if registration.programme:
            return _("This programme has ended, so nothing changes any more.")
        return _("This registration is closed, so nothing can be added or judged.")
    pause = registration.pauses.filter(ended_on=None).first()
    until = pause.expected_on if pause else None
    words = {"name": registration.learner.first_name, "day": f"{until:%-d %B %Y}" if until else ""}
    if by.person_id == registration.learner_id:
        if until:
            return _("You are on a break until %(day)s, so nothing can be added. Tell your centre when you are back.") % words
        return _("You are on a break, so nothing can be added. Tell your centre when you are back.")
    if until:
        return (
            _("%(name)s is on a break until %(day)s, so nothing is added or judged. The centre manager notes when they are back.") % words
        )
    return _("%(name)s is on a break, so nothing is added or judged. The centre manager notes when they are back.") % words


def why_not_run(registration: Registration, *, by: Actor) -> str | None:
    """Why somebody can't change how this registration goes on."""
    if not may(by.role, Permission.RUN_REGISTRATION) or registration.centre_id != by.centre_id:
        return _("Only the centre manager notes breaks, withdrawals and planned ends.")
    if registration.state not in OPEN_STATES:
        return _("This registration is closed: %(state)s. It stays as it is.") % {"state": registration.get_state_display()}
    return None


def why_not_pause_registration(
    registration: Registration, *, by: Actor, starts_on: date, expected_on: date | None = None, reason: str
) -> str | None:
    name = registration.learner.first_name
    if refusal := why_not_run(registration, by=by):
        return refusal
    if registration.state == RegistrationState.ON_BREAK:
        return _("%(name)s is on a break already. Note when they are back first.") % {"name": name}
    if starts_on > clock.today():
        return _("That day has not come yet. Note the break on the day it begins, so that %(name)s can work until then.") % {"name": name}
    if starts_on < registration.starts_on:
        return _("The break can’t begin before the registration, on %(day)s.") % {"day": f"{registration.starts_on:%-d %B %Y}"}
    if expected_on and expected_on <= starts_on:
        return _("The day they mean to be back must come after the break begins.")
    if not reason.strip():
        return _("Say why, in a word or two. %(name)s and the assessor are told of it.") % {"name": name}
    before = registration.pauses.order_by("-ended_on").first()
    if before and before.ended_on and starts_on < before.ended_on:
        return _("%(name)s was on a break until %(day)s. The new one begins on that day or later.") % {
            "name": name,
            "day": f"{before.ended_on:%-d %B %Y}",
        }
    return None


def why_not_resume_registration(registration: Registration, *, by: Actor, back_on: date, pause: Pause | None) -> str | None:
    """`pause` is the break that has not ended."""
    if refusal := why_not_run(registration, by=by):
        return refusal
    if registration.state != RegistrationState.ON_BREAK or pause is None:
        return _("%(name)s is not on a break.") % {"name": registration.learner.first_name}
    if back_on > clock.today():
        return _("That day has not come yet. Note it on the day they are back.")
    if back_on < pause.starts_on:
        return _("The break began on %(day)s, so it can’t end before that.") % {"day": f"{pause.starts_on:%-d %B %Y}"}
    return None


def _why_not_close(registration: Registration, *, by: Actor, on: date) -> str | None:
    if refusal := why_not_run(registration, by=by):
        return refusal
    if on > clock.today():
        return _("That day has not come yet. Note it on the last day.")
    if on < registration.starts_on:
        return _("They were registered from %(day)s, so it can’t end before that.") % {"day": f"{registration.starts_on:%-d %B %Y}"}
    return None


def why_not_withdraw_learner(registration: Registration, *, by: Actor, on: date, reason: str) -> str | None:
    if refusal := _why_not_close(registration, by=by, on=on):
        return refusal
    if not reason.strip():
        return _("Say why they leave, as it should stand in the nominal roll.")
    return None


def why_not_complete_registration(registration: Registration, *, by: Actor, on: date, row: Progress) -> str | None:
    """`row` is where the learner stands: every agreed unit must be final, and the units must make the award."""
    name = registration.learner.first_name
    if refusal := why_not_run(registration, by=by):
        return refusal
    if registration.state == RegistrationState.ON_BREAK:
        return _("%(name)s is on a break. Note when they are back first.") % {"name": name}
    if not row.units:
        return (
            _("No plan is agreed, so nothing is complete.") if registration.programme else _("No units are agreed, so nothing is complete.")
        )
    if registration.programme:
        return None  # where a person wants to end is theirs to say, whichever steps are behind them
    standing = queries.whole_standing(registration)
    if standing and (missing := standing.missing(row.units)):
        return _("%(parts)s: not achieved yet. All of it must be before this is complete.") % {
            "parts": text.listed(part.unit.title for part in missing)
        }
    if row.signed_percent < 100 and not (standing and not row.total):
        return _("Of what %(name)s has to show, %(percent)d percent is final. All of it must be before this is complete.") % {
            "percent": row.signed_percent,
            "name": name,
        }
    if row.waiting or row.doubt:
        return _("Something of %(name)s still waits for a judgement or is in doubt. It has to be settled first.") % {"name": name}
    framework = framework_of(registration.specification)
    verdict = combination.verdict(
        framework,
        framework.qualification(registration.qualification),
        queries.taken(row.units, queries.wish_of(registration)),
        waivers=queries.waivers_in_force(registration),
    )
    if verdict.shortfalls:
        names = text.names_of(framework, framework.qualification(registration.qualification))
        return _("The units of %(name)s do not make the award: %(reason)s.") % {
            "name": name,
            "reason": text.sentence(verdict.shortfalls[0], names),
        }
    if on > clock.today():
        return _("That day has not come yet.")
    if on < registration.starts_on:
        return _("That day is before the registration began, on %(day)s.") % {"day": f"{registration.starts_on:%-d %B %Y}"}
    return None


def why_not_transfer_out(registration: Registration, *, by: Actor, on: date, to: str) -> str | None:
    if refusal := _why_not_close(registration, by=by, on=on):
        return refusal
    if not to.strip():
        return _("Say which centre they go to.")
    return None


def why_not_extend_registration(registration: Registration, *, by: Actor, ends_on: date, reason: str) -> str | None:
    if refusal := why_not_run(registration, by=by):
        return refusal
    if ends_on <= registration.ends_on:
        return _("The planned end is %(day)s already. Give a later day.") % {"day": f"{registration.ends_on:%-d %B %Y}"}
    if not reason.strip():
        return _("Say why it takes longer. Whoever looks at the roll next year will ask.")
    return None


def why_not_place_at_site(registration: Registration, *, by: Actor, site: Site | None) -> str | None:
    if refusal := why_not_run(registration, by=by):
        return refusal
    if site and site.centre_id != registration.centre_id:
        return _("This centre has no such site.")
    if site and site.closed_on and site.closed_on < clock.today():
        return _("%(site)s closed on %(day)s. Choose another site.") % {"site": site.name, "day": f"{site.closed_on:%-d %B %Y}"}
    return None


def why_not_change_employer(registration: Registration, *, by: Actor, employer: Organisation | None) -> str | None:
    if refusal := why_not_run(registration, by=by):
        return refusal
    if registration.programme:
        return _("Who takes part in a programme does so for themselves, and no employer sees it.")
    if employer and employer.centre_id != registration.centre_id:
        return _("This centre has no such employer. Add the employer first.")
    if employer == registration.employer:
        named = {"name": registration.learner.first_name, "employer": employer.name if employer else ""}
        return _("%(name)s works for %(employer)s already.") % named if employer else _("%(name)s has no employer now.") % named
    return None
