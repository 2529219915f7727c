"""Somebody owns every employer: handovers are accepted or nothing changes, leave is covered, leaving leaves no gap."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from milepost.base import clock
from milepost.base.refusal import Refused
from milepost.employers import actions, facts, queries, words
from milepost.employers.models import EmployerFile, EmployerMerge, Handover, Leave, Ownership
from milepost.engine.owning import Because
from milepost.people import actions as people
from milepost.people.models import Appointment, Person
from milepost.people.words import Role
from tests.cast import Cast
from tests.employers.acting import actor_of, colleague, last_event, names_since, opened


def owner(file: EmployerFile, juncture: str = "needs") -> tuple[Person, Because]:
    found = facts.owner_of(file, juncture, facts.named_of([file]), facts.team_of(file.centre_id))
    assert found.person is not None
    return Person.objects.get(pk=found.person), found.because


def test_who_opens_a_file_owns_it(cast: Cast) -> None:
    file = opened(cast)
    assert owner(file) == (cast.bea, Because.NAMED)
    assert last_event().name == words.FILE_OPENED
    assert last_event().args["owner"] == str(cast.bea.uuid)
    with pytest.raises(Refused, match="has a file already"):
        opened(cast)


def test_a_handover_changes_nothing_before_it_is_accepted(cast: Cast) -> None:
    file, noor = opened(cast), colleague(cast)
    handover = actions.ask_handover(file, by=cast.as_("bea"), to=noor, note="Call before nine.")
    assert owner(file)[0] == cast.bea
    with pytest.raises(Refused, match="has been asked"):
        actions.ask_handover(file, by=cast.as_("bea"), to=noor)
    with pytest.raises(Refused, match="Only Noor Karim can say yes"):
        actions.accept_handover(handover, by=cast.as_("bea"))
    actions.accept_handover(handover, by=actor_of(noor))
    assert owner(file)[0] == noor
    assert last_event().name == words.HANDOVER_ACCEPTED
    assert last_event().args["before"] == str(cast.bea.uuid)
    with pytest.raises(Refused, match="answered already"):
        actions.accept_handover(handover, by=actor_of(noor))


def test_who_says_no_says_why_and_the_owner_stays(cast: Cast) -> None:
    file, noor = opened(cast), colleague(cast)
    handover = actions.ask_handover(file, by=cast.as_("bea"), to=noor)
    with pytest.raises(Refused, match="Say why not"):
        actions.decline_handover(handover, by=actor_of(noor), reason=" ")
    actions.decline_handover(handover, by=actor_of(noor), reason="My family works there.")
    assert owner(file)[0] == cast.bea
    again = actions.ask_handover(file, by=cast.as_("bea"), to=noor)
    actions.take_back_handover(again, by=cast.as_("bea"))
    with pytest.raises(Refused, match="answered already"):
        actions.accept_handover(again, by=actor_of(noor))


def test_one_juncture_goes_alone_and_comes_back_with_the_whole(cast: Cast) -> None:
    file, noor = opened(cast), colleague(cast)
    actions.accept_handover(actions.ask_handover(file, by=cast.as_("bea"), to=cast.cora, juncture="contract"), by=cast.as_("cora"))
    assert (owner(file, "contract")[0], owner(file)[0]) == (cast.cora, cast.bea)
    actions.accept_handover(actions.ask_handover(file, by=cast.as_("bea"), to=noor), by=actor_of(noor))
    assert (owner(file, "contract")[0], owner(file)[0]) == (cast.cora, noor)
    actions.accept_handover(actions.ask_handover(file, by=cast.as_("cora"), to=noor, juncture="contract"), by=actor_of(noor))
    actions.accept_handover(actions.ask_handover(file, by=actor_of(noor), to=cast.bea), by=cast.as_("bea"))
    assert (owner(file, "contract")[0], owner(file)[0]) == (cast.bea, cast.bea)


def test_a_stranger_to_it_hands_nothing_over(cast: Cast) -> None:
    file, noor = opened(cast), colleague(cast)
    with pytest.raises(Refused, match="Only who owns it now"):
        actions.ask_handover(file, by=actor_of(noor), to=noor)
    with pytest.raises(Refused, match="Only who looks after employers"):
        actions.ask_handover(file, by=cast.as_("asif"), to=noor)
    with pytest.raises(Refused, match="does not look after employers here"):
        actions.ask_handover(file, by=cast.as_("bea"), to=cast.asif)
    with pytest.raises(Refused, match="no juncture of your journey"):
        actions.ask_handover(file, by=cast.as_("bea"), to=noor, juncture="tea")


def test_leave_is_covered_by_who_accepted_and_before_that_by_the_manager(cast: Cast) -> None:
    file, noor, today = opened(cast), colleague(cast), clock.today()
    leave = actions.note_leave(cast.bea, by=cast.as_("bea"), starts_on=today, ends_on=today + timedelta(days=7), stand_in=noor)
    assert owner(file) == (cast.cora, Because.AWAY)
    actions.cover_leave(leave, by=actor_of(noor))
    assert owner(file) == (noor, Because.STANDS_IN)
    with clock.at(datetime.now(UTC) + timedelta(days=9)):
        assert owner(file) == (cast.bea, Because.NAMED)
    actions.take_back_leave(leave, by=cast.as_("bea"))
    assert owner(file) == (cast.bea, Because.NAMED)


def test_leave_that_does_not_fit_is_said(cast: Cast) -> None:
    noor, today = colleague(cast), clock.today()
    bea, days = cast.as_("bea"), {"starts_on": today, "ends_on": today + timedelta(days=3)}
    actions.note_leave(noor, by=actor_of(noor), **days, stand_in=cast.bea)
    with pytest.raises(Refused, match="Noor Karim is away"):
        actions.note_leave(cast.bea, by=bea, **days, stand_in=noor)
    with pytest.raises(Refused, match="lies before the first"):
        actions.note_leave(cast.bea, by=bea, starts_on=today, ends_on=today - timedelta(days=1), stand_in=cast.cora)
    with pytest.raises(Refused, match="Choose who stands in"):
        actions.note_leave(cast.bea, by=bea, **days, stand_in=cast.bea)
    with pytest.raises(Refused, match="your own leave"):
        actions.note_leave(cast.cora, by=bea, **days, stand_in=cast.bea)
    with pytest.raises(Refused, match="have passed"):
        actions.note_leave(cast.bea, by=bea, starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 2), stand_in=cast.cora)


def test_what_an_owner_who_left_owned_falls_to_the_manager(cast: Cast) -> None:
    file = opened(cast)
    people.end_appointment(cast.bea.appointments.get(role=Role.EMPLOYER_OWNER), by=cast.as_("cora"))
    assert owner(file) == (cast.cora, Because.LEFT)
    noor = colleague(cast)
    actions.accept_handover(actions.ask_handover(file, by=cast.as_("cora"), to=noor), by=actor_of(noor))
    assert owner(file) == (noor, Because.NAMED)


def test_merged_and_parted_again_each_has_its_own(cast: Cast) -> None:
    kept, merged = opened(cast), opened(cast, "Ottersby Ferries Ltd")
    noor = colleague(cast)
    actions.accept_handover(actions.ask_handover(merged, by=cast.as_("bea"), to=noor), by=actor_of(noor))
    with pytest.raises(Refused, match="Say how you know"):
        actions.merge_employers(kept, merged, by=cast.as_("cora"), reason="")
    with pytest.raises(Refused, match="Only a centre manager"):
        actions.merge_employers(kept, merged, by=cast.as_("bea"), reason="Same number")
    before = Handover.objects.count()
    merge = actions.merge_employers(kept, merged, by=cast.as_("cora"), reason="Same number")
    assert [one.pk for one in queries.parts_of(kept)] == [kept.pk, merged.pk]
    assert list(queries.files(by=cast.as_("bea"))) == [kept]
    merged.refresh_from_db()
    with pytest.raises(Refused, match="merged into another"):
        actions.ask_handover(merged, by=cast.as_("cora"), to=cast.bea)
    actions.part_employers(merge, by=cast.as_("cora"))
    merged.refresh_from_db()
    assert (owner(kept)[0], owner(merged)[0]) == (cast.bea, noor)
    assert Handover.objects.count() == before
    with pytest.raises(Refused, match="two again"):
        actions.part_employers(merge, by=cast.as_("cora"))


def _try(act, *args, **given) -> None:
    try:
        act(*args, **given)
    except Refused:
        pass


@pytest.mark.parametrize("seed", range(12))
def test_whatever_happens_every_employer_has_one_owner_who_is_there(cast: Cast, seed: int) -> None:
    """Handovers, leaves, departures, merges in any order: at each juncture of each employer somebody present owns it."""
    rng, moment = Random(seed), datetime.now(UTC)
    team = [cast.bea, cast.cora, colleague(cast), colleague(cast, "Tom Ashe"), colleague(cast, "Ida Moss", Role.CENTRE_MANAGER)]
    for name in ("", "Gannet Boats", "Pier Kitchens", "Skerry Freight"):
        opened(cast, name)
    for _step in range(40):
        moment += timedelta(hours=rng.randint(1, 60))
        with clock.at(moment):
            _something(rng, cast, team)
            _every_juncture_is_owned(cast)


def _acting(person: Person, rng: Random):
    held = list(Appointment.objects.in_force(clock.today()).filter(person=person, role__in=facts.OWNING_ROLES).select_related("actor"))
    return rng.choice(held).actor if held else None


def _something(rng: Random, cast: Cast, team: list[Person]) -> None:
    files = list(EmployerFile.objects.select_related("employer"))
    file, by, other = rng.choice(files), _acting(rng.choice(team), rng), rng.choice(team)
    today = clock.today()
    match rng.randrange(10):
        case 0 | 1 | 2 if by:
            _try(actions.ask_handover, file, by=by, to=other, juncture=rng.choice(["", "needs", "contract", "future"]))
        case 3 | 4:
            for handover in Handover.objects.filter(answered_at=None):
                if answering := _acting(handover.to, rng):
                    _try(actions.accept_handover if rng.random() < 0.8 else actions.take_back_handover, handover, by=answering)
        case 5 if by:
            ends = today + timedelta(days=rng.randint(0, 20))
            _try(actions.note_leave, by.person, by=by, starts_on=today + timedelta(days=rng.randint(0, 5)), ends_on=ends, stand_in=other)
        case 6:
            for leave in Leave.objects.filter(accepted=None).select_related("stand_in"):
                if answering := _acting(leave.stand_in, rng):
                    _try(rng.choice([actions.cover_leave, actions.cover_leave, actions.decline_cover]), leave, by=answering)
        case 7 if by:
            held = Appointment.objects.in_force(today).filter(role__in=facts.OWNING_ROLES).order_by("pk")
            _try(people.end_appointment, rng.choice(list(held.select_related("person", "centre"))), by=by)
        case 8 if by:
            _try(actions.merge_employers, file, rng.choice(files), by=by, reason="One telephone number")
        case 9 if by:
            for merge in EmployerMerge.objects.filter(parted_at=None)[:1]:
                _try(actions.part_employers, merge, by=by)


def _every_juncture_is_owned(cast: Cast) -> None:
    team = facts.team_of(cast.centre.pk)
    files = list(EmployerFile.objects.filter(merged_into=None))
    named, journey = facts.named_of(files), queries.journey_at(cast.centre.pk)
    assert files
    assert team.managers
    for file in files:
        for juncture in journey.junctures:
            found = facts.owner_of(file, juncture.key, named, team).person
            assert found in team.staff
            called_back = all(team.present(one) is None for one in team.managers)
            assert found not in team.away or (called_back and found == team.managers[0])


def test_what_is_owned_is_only_added_to(cast: Cast) -> None:
    count = names_since(0)
    file = opened(cast)
    assert names_since(len(count)) == [words.FILE_OPENED]
    assert Ownership.objects.filter(file=file).count() == 1
