"""A progress review as every page of it says it: facts in sentences, parts, next steps, and whose signature stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.assessment import policies
from milepost.assessment.words import Party
from milepost.base.text import listed
from milepost.frameworks.queries import framework_of
from milepost.portfolios.wording import by_mark
from milepost.web import history

if TYPE_CHECKING:
    from milepost.assessment.models import ProgressReview, ReviewLetter, ReviewVersion
    from milepost.assessment.queries import ReviewStanding
    from milepost.engine.framework import Framework
    from milepost.portfolios.models import Registration


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing that the journal says of the period."""

    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one party says."""

    party: str
    who: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Step:
    what: str
    who: str
    by: date | None


@dataclass(frozen=True, kw_only=True)
class Signing:
    """Where one party's signature stands: "signed", "fallen", "waiting" or "not_asked"."""

    party: str
    label: str
    state: str
    text: str
    at: datetime | None = None
    note: str = ""
    own: bool = False


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One review, ready to be read."""

    review: ProgressReview
    title: str
    period: str
    version: int
    facts: list[Fact]
    before: list[Step]
    parts: list[Part]
    steps: list[Step]
    signing: list[Signing]
    over: str


def day(of: date) -> str:
    return date_format(of, "j F Y")


def period(review: ProgressReview) -> str:
    return _("%(since)s to %(until)s") % {"since": day(review.since), "until": day(review.until)}


def title_of(review: ProgressReview, registration: Registration) -> str:
    return by_mark(registration, _("Progress review %(number)d"), _("Look-back %(number)d")) % {"number": review.number}


def parties_of(registration: Registration) -> list[str]:
    """Who speaks: on a programme there is no employer."""
    return [party for party in Party.values if party != Party.EMPLOYER or not registration.programme]


def called(registration: Registration, party: str) -> str:
    """Who speaks for a party, as far as it is known beforehand."""
    if party == Party.LEARNER:
        return registration.learner.name
    if party == Party.ASSESSOR:
        return registration.assessor.name if registration.assessor else by_mark(registration, _("The assessor"), _("The adviser"))
    return registration.employer.name if registration.employer else _("The employer")


def shown(standing: ReviewStanding, *, reader: str = "") -> Shown:
    """`reader` is the party that reads, where it is one of the three."""
    review, registration, newest = standing.review, standing.review.registration, standing.newest
    framework = framework_of(registration.specification)
    before = newest.facts.get("before") or {}
    return Shown(
        review=review, title=title_of(review, registration), period=period(review), version=newest.number,
        facts=facts(newest.facts, framework), before=[_step(one, registration) for one in before.get("steps", ())],
        parts=[
            Part(party=party, who=_who(standing, party), text=newest.parts[party])
            for party in Party.values
            if str(newest.parts.get(party, "")).strip()
        ],
        steps=[_step(one, registration) for one in newest.steps],
        signing=[signing(standing, party, own=party == reader) for party in parties_of(registration)],
        over=policies.why_not_change_review(review) or "",
    )  # fmt: skip


def _who(standing: ReviewStanding, party: str) -> str:
    """Who said the part: the name of who wrote it last, with the employer's beside it."""
    name = called(standing.review.registration, party)
    if party != Party.EMPLOYER:
        return name
    for version in standing.versions:
        earlier = standing.version(version.number - 1)
        if earlier and version.parts.get(party) != earlier.parts.get(party):
            return _("%(name)s, %(employer)s") % {"name": version.made_by.name, "employer": name}
    return name


def _step(step: Mapping[str, Any], registration: Registration) -> Step:
    who = called(registration, step["who"])
    return Step(what=step["what"], who=who, by=date.fromisoformat(step["by"]) if step["by"] else None)


# What the journal says -----------------------------------------------------------------------------------------------


def facts(known: Mapping[str, Any], framework: Framework) -> list[Fact]:
    """The facts of a period as sentences. What did not happen is left out, but for what a review is about."""
    if framework.awards_nothing:
        return _of_a_programme(known, framework)
    now = known["now"]
    found = [Fact(label=_("How far"), text=_far(now))]
    met = known["met"]
    text = ngettext("%(n)d in the period: %(what)s", "%(n)d in the period: %(what)s", len(met)) % {
        "n": len(met),
        "what": history.spans(met, framework),
    }
    found.append(Fact(label=_("Judged met"), text=text if met else _("Nothing in this period")))
    if known["signed_off"]:
        units = listed(_("%(code)s %(title)s") % {"code": code, "title": title} for code, title in known["signed_off"])
        found.append(Fact(label=_("Units signed off"), text=units))
    pieces = ngettext("%(n)d piece of evidence", "%(n)d pieces of evidence", known["evidence"]) % {"n": known["evidence"]}
    handed = len(known["handed_in"])
    claims = ngettext("handed in for %(n)d criterion", "handed in for %(n)d criteria", handed) % {"n": handed}
    found.append(Fact(label=_("Shown"), text=_("%(pieces)s added, %(claims)s") % {"pieces": pieces, "claims": claims}))
    if known["redo"]:
        found.append(Fact(label=_("Asked to redo"), text=history.spans(known["redo"], framework)))
    if now["doubt"]:
        text = ngettext("%(n)d judgement, because evidence changed", "%(n)d judgements, because evidence changed", now["doubt"])
        found.append(Fact(label=_("In doubt"), text=text % {"n": now["doubt"]}))
    if now["waiting"]:
        text = ngettext("%(n)d claim", "%(n)d claims", now["waiting"]) % {"n": now["waiting"]}
        found.append(Fact(label=_("Waits for the assessor"), text=text))
    if known["visits_kept"] or known["visits_missed"]:
        words = {"kept": known["visits_kept"], "missed": known["visits_missed"]}
        found.append(Fact(label=_("Visits"), text=_("%(kept)d kept, %(missed)d missed") % words))
    return found


def _of_a_programme(known: Mapping[str, Any], framework: Framework) -> list[Fact]:
    """What happened, and no share of anything."""
    words = {"kept": known["visits_kept"], "missed": known["visits_missed"]}
    behind = [framework.unit_by_key[key].title for key in known.get("steps", ()) if key in framework.unit_by_key]
    return [
        Fact(label=_("Appointments"), text=_("%(kept)d kept, %(missed)d that did not take place") % words),
        Fact(label=_("Behind you since then"), text=listed(behind) if behind else _("No step was noted in this period")),
    ]


def _far(now: Mapping[str, int]) -> str:
    text = _("%(met)d of %(total)d criteria are met. %(signed)d percent is signed off, with %(time)d percent of the planned time used.")
    return text % now


# Signatures ----------------------------------------------------------------------------------------------------------


def signing(standing: ReviewStanding, party: str, *, own: bool = False) -> Signing:
    """Where the signature of one party stands."""
    registration = standing.review.registration
    label = called(registration, party)
    bare = Signing(party=party, label=label, state="not_asked", text=_("Has not signed"), own=own)
    if signature := standing.signed.get(party):
        return replace(bare, state="signed", text=_("Signed by %(name)s") % {"name": signature.name}, at=signature.signed_at)
    if signature := standing.fallen.get(party):
        text = _("%(name)s signed version %(n)d; changed since") % {"name": signature.name, "n": signature.version.number}
        changed = changes(standing.version(signature.version.number), standing.newest, registration)
        note = _("New since then: %(what)s.") % {"what": listed(changed)} if changed else ""
        return replace(bare, state="fallen", text=text, at=signature.signed_at, note=note)
    if party not in standing.asked:
        return replace(bare, text=_not_asked(standing))
    since = standing.waiting.get(Party(party))
    if since is None:  # it was called off
        return bare
    letter = standing.letters.get(party)
    text = _("Waits for you") if own else _("Waits for %(name)s") % {"name": letter.name if letter else label}
    return replace(bare, state="waiting", text=text, at=since, note=_letter_note(party, letter))


def _letter_note(party: str, letter: ReviewLetter | None) -> str:
    if letter is None:
        return _("No letter has gone there yet.") if party == Party.EMPLOYER else ""
    if not letter.reminders or not letter.reminded_at:
        return ""
    text = ngettext("Reminded %(n)d time, last on %(day)s.", "Reminded %(n)d times, last on %(day)s.", letter.reminders)
    return text % {"n": letter.reminders, "day": day(timezone.localtime(letter.reminded_at).date())}


def _not_asked(standing: ReviewStanding) -> str:
    registration = standing.review.registration
    if registration.employer is None:
        return _("No employer is named, so none signs.")
    if any(one.party == Party.EMPLOYER and one.withdrawn_at for one in standing.review.letters.all()) and (
        Party.EMPLOYER not in standing.letters
    ):
        return _("The employer’s link was taken back, so nobody there is asked to sign.")
    return _("%(learner)s has not agreed that the employer reads this, so the employer does not sign.") % {
        "learner": registration.learner.first_name
    }


def changes(old: ReviewVersion | None, new: ReviewVersion, registration: Registration) -> list[str]:
    """What differs between two versions, in words."""
    if old is None:
        return []
    found = [
        _("what %(name)s says") % {"name": called(registration, party)}
        for party in Party.values
        if old.parts.get(party, "") != new.parts.get(party, "")
    ]
    if old.steps != new.steps:
        found.append(_("the next steps"))
    if old.facts != new.facts:
        found.append(_("the facts"))
    return found
