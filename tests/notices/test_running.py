"""What people are told of how a registration goes on."""

from datetime import timedelta

from milepost.base import clock
from milepost.notices import queries, tasks
from milepost.notices.sentences import own_words, sentence
from milepost.people import actions as people
from milepost.people.models import Person
from milepost.people.words import Role
from milepost.portfolios import actions
from milepost.portfolios.words import ConsentAbout
from tests import build
from tests.cast import Cast


def told(person: Person) -> str:
    """The newest sentence."""
    tasks.tell_pending(limit=1000)
    return sentence(queries.notices_of(person)[0])


def test_learner_and_assessor_hear_of_a_break_and_its_end(cast: Cast) -> None:
    made, today = build.with_units(cast), clock.today()
    actions.pause_registration(made, by=cast.as_("cora"), starts_on=today, expected_on=today + timedelta(days=60), reason="A new baby.")
    assert "You are on a break from" in told(cast.lena)
    assert "Lena Hartog is on a break from" in told(cast.asif)
    assert own_words(queries.notices_of(cast.lena)[0]) == "A new baby."
    actions.resume_registration(made, by=cast.as_("cora"), back_on=today)
    assert "Your break has ended" in told(cast.lena)
    assert "Lena Hartog is back" in told(cast.asif)


def test_both_hear_of_more_time_and_of_the_end(cast: Cast) -> None:
    made = build.with_units(cast)
    actions.extend_registration(made, by=cast.as_("cora"), ends_on=made.ends_on + timedelta(days=30), reason="Long winter.")
    assert "You have more time" in told(cast.lena)
    actions.transfer_out(made, by=cast.as_("cora"), on=clock.today(), to="Fernhill Training")
    assert "You go on at Fernhill Training" in told(cast.lena)
    assert "nothing left to judge here" in told(cast.asif)


def test_who_leaves_is_told_that_it_stays_theirs(cast: Cast) -> None:
    made = build.with_units(cast)
    actions.withdraw_learner(made, by=cast.as_("cora"), on=clock.today(), reason="Another job.")
    assert "stays here to read and to take along" in told(cast.lena)
    assert "Lena Hartog left on" in told(cast.asif)


def test_a_new_assessor_the_old_one_and_the_learner_are_told(cast: Cast) -> None:
    made, cora = build.with_units(cast), cast.as_("cora")
    from milepost.base.actors import system
    from milepost.people import actions as people

    noor = people.appoint(cast.centre, by=system(), email="noor@larkmoor.example", name="Noor Haddad", role=Role.ASSESSOR).person
    actions.allocate(made, by=cora, assessor=noor, iqa=cast.ines, reason="Asif is away until March.")
    assert "Noor Haddad assesses your work from now on" in told(cast.lena)
    assert "Lena Hartog is assessed by Noor Haddad" in told(cast.asif)
    assert "is now among your learners" in told(noor)
    before = queries.notices_of(cast.lena).count()
    actions.allocate(made, by=cora, assessor=noor, iqa=None)
    told(cast.lena)
    assert queries.notices_of(cast.lena).count() == before, "nothing changed for her"


def test_both_hear_of_a_rule_that_is_lifted_and_that_it_holds_again(cast: Cast) -> None:
    made, until = build.with_units(cast), clock.today() + timedelta(days=30)
    waiver = actions.waive_rule(made, by=cast.as_("cora"), rule="min_credits", reason="Ill for a year.", signed_by="A. Noll", until=until)
    assert "lifts a rule for your choice of units until" in told(cast.lena)
    assert "lifts a rule for the units of Lena Hartog until" in told(cast.asif)
    actions.end_waiver(waiver, by=cast.as_("cora"))
    assert "holds again. Look whether your choice" in told(cast.lena)
    assert "lifted for Lena Hartog holds again" in told(cast.asif)


def test_a_new_employer_is_told_of_and_consent_is_asked_anew(cast: Cast) -> None:
    made, cora = build.with_units(cast), cast.as_("cora")
    actions.change_employer(made, by=cora, employer=None)
    assert "no employer at present" in told(cast.asif)
    actions.change_employer(made, by=cora, employer=cast.employer)
    assert told(cast.lena) == "Your centre noted that you work for Ottersby Ferry now."
    actions.say_consent(made, by=cast.as_("lena"), about=ConsentAbout.EMPLOYER, given=True)
    actions.change_employer(made, by=cora, employer=people.add_employer(cast.centre, by=cora, name="Sandling Quay"))
    assert "They see nothing of yours before you agree to it." in told(cast.lena)
