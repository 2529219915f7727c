"""Cases that somebody told with their account: the case knows them, nothing else does; nobody with a part in their work gets it."""

import json
from datetime import timedelta

import pytest

from milepost.base import clock
from milepost.base.actors import system
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.concerns import actions, passphrases, queries, sealing
from milepost.concerns.models import Case, CaseWord
from milepost.concerns.words import Speaks
from milepost.notices.reader import concerned
from milepost.notices.words import Kind
from milepost.people import actions as people
from milepost.people.models import Appointment
from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from tests import build
from tests.cast import Cast
from tests.concerns.telling import SEED, WORRY, taken, told, told_by

pytestmark = pytest.mark.db


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "COST", 2**4)
    monkeypatch.setattr(sealing, "COST", 2**4)


def test_the_case_knows_who_told_it_and_neither_a_word_nor_the_journal_does(cast: Cast) -> None:
    case = told_by(cast)
    actions.add_to_case(case, by=cast.as_("lena"), text="And once more.")
    assert case.person == cast.lena
    assert {one.made_by.person_id for one in CaseWord.objects.filter(case=case)} == {None}
    for event in Event.objects.filter(stream=case.stream):
        said = json.dumps([event.actor, event.args, event.personal], default=str)
        assert "Lena" not in said
        assert str(cast.lena.uuid) not in said


def test_only_who_told_it_writes_on_and_no_words_open_it(cast: Cast) -> None:
    case, words = actions.raise_case(cast.centre, by=cast.as_("lena"), seed=SEED, text=WORRY)
    for other in (cast.as_("asif"), actions.somebody(cast.centre)):
        with pytest.raises(Refused, match="Only who raised it"):
            actions.add_to_case(case, by=other, text="It was me.")
        with pytest.raises(Refused, match="Only who raised it"):
            actions.say_of_outcome(case, by=other, agreed=True)
    assert queries.case_by_passphrase(words, centre=cast.centre) is None
    assert queries.case_at_the_door(case.uuid, centre=cast.centre) is None
    assert not queries.cases_told(by=cast.as_("asif")).exists()
    without, _ = told(cast, seed=f"{SEED}-without")
    with pytest.raises(Refused, match="Only who raised it"):
        actions.add_to_case(without, by=cast.as_("lena"), text="It was me.")


def test_a_form_sent_at_the_door_and_with_an_account_is_not_one_case(cast: Cast) -> None:
    actions.raise_case(cast.centre, by=cast.as_("lena"), seed=SEED, text=WORRY)
    assert actions.raise_case(cast.centre, by=cast.as_("lena"), seed=SEED, text=WORRY)[0] == Case.objects.get()
    with pytest.raises(Refused, match="sent already"):
        told(cast)


def test_who_is_of_another_centre_or_raises_otherwise_does_not(cast: Cast) -> None:
    for who in ("emil", "stan", "eva"):
        with pytest.raises(Refused, match="not signed in"):
            actions.raise_case(cast.centre, by=cast.as_(who), seed=SEED, text=WORRY)


def test_it_passes_by_who_has_a_part_in_what_happens_to_them(cast: Cast) -> None:
    build.with_units(cast)  # Ines checks what Asif decides about Lena
    case, without = told_by(cast), told(cast)[0]
    assert {one.pk for one in queries.cases(by=cast.as_("quentin"))} == {case.pk, without.pk}
    assert [one.pk for one in queries.cases(by=cast.as_("ines"))] == [without.pk]
    with pytest.raises(Refused, match="passes you by"):
        taken(cast, case, "ines")
    assert taken(cast, case).caseworker == cast.quentin


def test_a_caseworker_who_gets_a_part_in_it_does_not_take_it_and_loses_it_with_the_next_word(cast: Cast) -> None:
    early, held = told_by(cast), taken(cast, told_by(cast, seed=f"{SEED}-held"), "ines")
    build.with_units(cast)
    with pytest.raises(Refused, match="passes you by"):
        taken(cast, early, "ines")
    actions.add_to_case(held, by=cast.as_("lena"), text="And once more.")
    held.refresh_from_db()
    assert held.caseworker is None


def test_who_advises_or_advised_them_has_a_part_in_it(cast: Cast) -> None:
    made = build.participant(cast)
    people.appoint(cast.centre, by=system(), email=cast.ines.email, name=cast.ines.name, role=Role.ASSESSOR)
    portfolios.allocate(made, by=cast.as_("cora"), assessor=cast.ines, iqa=None)
    portfolios.propose_units(made, by=cast.as_("ines", Role.ASSESSOR), units=["week"])
    assert cast.ines.pk in queries.part_in(cast.lena.pk, centre_id=cast.centre.pk)
    portfolios.allocate(made, by=cast.as_("cora"), assessor=cast.asif, iqa=None)
    assert cast.ines.pk in queries.part_in(cast.lena.pk, centre_id=cast.centre.pk), "what she agreed with Lena stays her part"
    case = told_by(cast)
    assert not queries.cases(by=cast.as_("ines")).exists()
    with pytest.raises(Refused, match="passes you by"):
        taken(cast, case, "ines")


def test_a_name_that_is_given_openly_bars_who_looks_after_that_person_and_a_sealed_one_says_nothing(cast: Cast) -> None:
    build.with_units(cast)
    by = actions.somebody(cast.centre)
    case, _ = actions.raise_case(cast.centre, by=by, seed=SEED, text=WORRY, name=cast.lena.name)
    assert not queries.cases(by=cast.as_("ines")).exists(), "she checks the work of who gave her name"
    assert queries.cases_waiting(by=cast.as_("quentin")).get() == case
    other, _ = actions.raise_case(cast.centre, by=by, seed=f"{SEED}-2", text=WORRY, name="Lena")
    assert queries.cases_waiting(by=cast.as_("ines")).get() == other, "a first name alone is nobody’s"
    for_her, _ = actions.raise_case(cast.centre, by=by, seed=f"{SEED}-3", text=WORRY, speaks=Speaks.KNOWN, other=cast.lena.name)
    assert for_her not in queries.cases_waiting(by=cast.as_("ines"))
    for who in ("quentin", "ines", "cora"):
        actions.make_seal_key(cast.centre, by=cast.as_(who))
    sealed, _ = actions.raise_case(cast.centre, by=by, seed=f"{SEED}-4", text=WORRY, name=cast.lena.name, sealed=True)
    assert sealed in queries.cases_waiting(by=cast.as_("ines")), "who is barred would say whose name it is"


def test_who_takes_cases_never_gets_their_own(cast: Cast) -> None:
    case = told_by(cast, "quentin")
    assert not queries.cases(by=cast.as_("quentin")).exists()
    with pytest.raises(Refused, match="passes you by"):
        taken(cast, case)
    assert taken(cast, case, "cora").caseworker == cast.cora


def test_where_everybody_has_a_part_it_is_not_kept_and_that_is_said(cast: Cast) -> None:
    with pytest.raises(Refused, match="without your account"):
        actions.raise_case(
            cast.centre, by=cast.as_("quentin"), seed=SEED, text=WORRY, not_for=[Role.IQA, Role.CENTRE_MANAGER, Role.QUALITY_MANAGER]
        )
    assert not Case.objects.exists()


def test_they_are_told_of_each_word_and_of_nothing_else(cast: Cast) -> None:
    case, without = taken(cast, told_by(cast)), taken(cast, told(cast)[0])
    by = cast.as_("quentin")
    for one in (case, without):
        actions.acknowledge_case(one, by=by)
        actions.ask_about_case(one, by=by, text="Which days?")
        actions.answer_case(one, by=by, text="Four days are corrected.")
        actions.close_case(one, by=by, text="The final word.")
    told_of = [one for event in Event.objects.filter(stream=case.stream) for one in concerned(event) if one.kind == Kind.TOLD_ANSWERED]
    assert [(one.person, one.role, one.args) for one in told_of] == [(cast.lena, Role.LEARNER, {"told": str(case.uuid)})] * 4
    others = [one for event in Event.objects.filter(stream=without.stream) for one in concerned(event)]
    assert cast.lena not in [one.person for one in others]


def test_who_has_left_is_told_of_nothing(cast: Cast) -> None:
    case = told_by(cast)
    assert queries.role_of_teller(case) == Role.LEARNER
    Appointment.objects.filter(person=cast.lena).update(ends_on=clock.today() - timedelta(days=1))
    assert queries.role_of_teller(case) is None
    assert queries.role_of_teller(told(cast)[0]) is None


def test_a_watch_is_tied_to_what_they_told_with_their_account_by_nobody_else(cast: Cast) -> None:
    case = told_by(cast)
    assert queries.case_with_name(case.reference, by=cast.as_("lena")) == case
    assert queries.case_with_name(case.reference, by=cast.as_("asif")) is None
