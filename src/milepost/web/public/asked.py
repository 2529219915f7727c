"""What somebody was asked for by letter, found again after signing in: a review to sign, a testimony to give."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost import links
from milepost.assessment import queries
from milepost.people.words import Role
from milepost.web.who import Request


@dataclass(frozen=True, kw_only=True)
class Asked:
    words: str
    state: str
    href: str
    done: bool


def sent_to_them(request: Request) -> list[Asked]:
    """For the contact of an employer; what waits stands first."""
    if request.who.role != Role.EMPLOYER_CONTACT:
        return []
    by = request.who.actor
    found = [
        Asked(
            words=_("Your part of the review with %(learner)s") % {"learner": one.review.registration.learner.name},
            state=_state(one.sent_by.name, one.sent_at, done=signed), done=signed,
            href=links.review_letter(queries.review_token(one.uuid)),
        )
        for one, signed in queries.reviews_sent_to(by=by)
    ] + [
        Asked(
            words=_("What you saw %(learner)s do: %(about)s") % {"learner": one.registration.learner.name, "about": one.about},
            state=_state(one.asked_by.name, one.asked_at, done=one.answered_at is not None), done=one.answered_at is not None,
            href=links.witness(queries.witness_token(one)),
        )
        for one in queries.testimonies_asked_of(by=by)
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.done)


def _state(who: str, when: datetime, *, done: bool) -> str:
    said = {"who": who, "day": date_format(when, "j F Y")}
    return _("asked by %(who)s on %(day)s; you have signed") % said if done else _("asked by %(who)s on %(day)s; it waits for you") % said
