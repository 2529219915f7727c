"""Consent: the learner says it, takes it back, and the newest word counts."""

import pytest

from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.base.verification import verify
from milepost.people.words import Role
from milepost.portfolios import actions, queries
from milepost.portfolios.words import CONSENT_SAID, ConsentAbout
from tests import build
from tests.cast import Cast

EMPLOYER = ConsentAbout.EMPLOYER


def test_before_anything_is_said_the_employer_sees_nothing(cast: Cast) -> None:
    made = build.registration(cast)
    assert queries.consent_in_force(made, EMPLOYER) is None
    assert not queries.employer_sees(made)


def test_the_newest_word_counts_and_every_word_stays(cast: Cast) -> None:
    made, lena = build.registration(cast), cast.as_("lena")
    actions.say_consent(made, by=lena, about=EMPLOYER, given=True)
    assert queries.employer_sees(made)
    assert queries.employers_see([made.pk]) == {made.pk}
    actions.say_consent(made, by=lena, about=EMPLOYER, given=False)
    assert not queries.employer_sees(made)
    assert queries.employers_see([made.pk]) == set()
    assert [one.given for one in queries.consents_of(made)] == [False, True]
    events = Event.objects.filter(name=CONSENT_SAID)
    assert [event.args["given"] for event in events.order_by("pk")] == [True, False]
    assert [row[0] for row in events[0].rows] == ["consent"]
    assert verify() == []


@pytest.mark.parametrize(("who", "role"), [("asif", None), ("cora", None), ("stan", Role.LEARNER)])
def test_nobody_else_says_it(cast: Cast, who: str, role: Role | None) -> None:
    made = build.registration(cast)
    with pytest.raises(Refused, match="Only Lena can say this"):
        actions.say_consent(made, by=cast.as_(who, role), about=EMPLOYER, given=True)


def test_the_same_word_twice_is_said_once(cast: Cast) -> None:
    made = build.registration(cast)
    actions.say_consent(made, by=cast.as_("lena"), about=EMPLOYER, given=True)
    with pytest.raises(Refused, match="already"):
        actions.say_consent(made, by=cast.as_("lena"), about=EMPLOYER, given=True)
    assert made.consents.count() == 1


def test_there_is_nothing_else_to_agree_to(cast: Cast) -> None:
    made = build.registration(cast)
    with pytest.raises(Refused, match="Nobody asks"):
        actions.say_consent(made, by=cast.as_("lena"), about="newsletter", given=True)
