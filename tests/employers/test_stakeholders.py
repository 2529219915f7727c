"""Who the principal stakeholders are: asked, drawn alone, seen when it is over, names made one and parted again, the gate."""

from datetime import timedelta
from typing import Any

import pytest

from milepost.base import clock
from milepost.base.actors import system
from milepost.base.refusal import Refused
from milepost.employers import actions, consensus, journeyfile, queries, tasks, words
from milepost.employers.models import StakeholderNaming, StakeholderRound
from milepost.engine.stakeholders import Kind
from milepost.people.models import Person
from tests.cast import Cast
from tests.employers.acting import last_event, opened

FIVE = ("Learners", "Employers", "Our staff", "Funders", "Awarding organisations")


def names(*called: str) -> list[dict[str, Any]]:
    return [{"name": name, "near": 1, "needs": "An answer in two days."} for name in called]


def asked(cast: Cast, *who: str) -> StakeholderRound:
    people: list[Person] = [getattr(cast, name) for name in who or ("asif", "ines", "bea", "cora")]
    return actions.ask_stakeholders(cast.centre, by=cast.as_("cora"), people=people, due_on=clock.today() + timedelta(days=7))


def drawn(cast: Cast, one: StakeholderRound, *who: str, called: tuple[str, ...] = FIVE) -> None:
    for name in who:
        actions.draw_stakeholders(one, by=cast.as_(name), names=names(*called))


def lacking(cast: Cast) -> list[str]:
    return [reason.kind for reason in consensus.stakeholders_lack(cast.centre.pk)]


def test_a_manager_asks_colleagues_and_each_draws_alone(cast: Cast) -> None:
    one = asked(cast)
    event = last_event()
    assert (event.name, len(event.args["asked"])) == (words.STAKEHOLDERS_ASKED, 4)
    drawn(cast, one, "asif", "ines")
    assert (last_event().name, last_event().args["over"]) == (words.STAKEHOLDERS_DRAWN, False)
    assert [row.person for row in queries.drawings_seen(one, by=cast.as_("asif"))] == [cast.asif]
    assert queries.drawings_seen(one, by=cast.as_("cora")) == []
    assert lacking(cast) == [Kind.STAKEHOLDERS_OPEN]


def test_when_all_have_drawn_it_is_over_and_everybody_sees_everything(cast: Cast) -> None:
    one = asked(cast)
    drawn(cast, one, "asif", "ines", "bea", "cora")
    one.refresh_from_db()
    assert queries.round_over(one)
    assert last_event().args["over"] is True
    assert len(queries.drawings_seen(one, by=cast.as_("asif"))) == 4
    assert len(queries.drawings_seen(one, by=cast.as_("quentin"))) == 4  # was not asked, and reads what came of it
    assert queries.drawings_seen(one, by=cast.as_("lena")) == []
    assert lacking(cast) == []


def test_who_was_asked_and_has_not_drawn_never_opens_the_drawings_of_others(cast: Cast) -> None:
    one = asked(cast)
    drawn(cast, one, "asif", "ines", "bea")
    actions.close_stakeholders(one, by=cast.as_("cora"))
    one.refresh_from_db()
    assert last_event().name == words.STAKEHOLDERS_CLOSED
    assert queries.drawings_seen(one, by=cast.as_("cora")) == []
    assert len(queries.drawings_seen(one, by=cast.as_("asif"))) == 3
    with pytest.raises(Refused, match="round is over"):
        drawn(cast, one, "cora")
    with pytest.raises(Refused, match="closed already"):
        actions.close_stakeholders(one, by=cast.as_("cora"))


def test_one_may_draw_again_until_it_is_over_and_the_newest_counts(cast: Cast) -> None:
    one = asked(cast)
    drawn(cast, one, "asif")
    drawn(cast, one, "asif", called=("Learners", "Schools"))
    (row,) = queries.drawings_of([one])[one.pk]
    assert [said["name"] for said in row.names] == ["Learners", "Schools"]
    assert last_event().args["drew"] == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "at least one"),
        (names(*"abcdefg"), "at most 6"),
        (names("Learners", "  learners "), "twice"),
        (names("x" * 61), "longer than 60"),
        ([{"name": "Learners", "near": 0, "needs": "Time."}], "how near"),
        ([{"name": "Learners", "near": 2, "needs": " "}], "what “Learners” needs"),
        ([{"name": " ", "near": 2, "needs": "Time."}], "has no name"),
    ],
)
def test_a_drawing_that_is_not_whole_is_not_taken(cast: Cast, given: list[dict[str, Any]], said: str) -> None:
    one = asked(cast)
    with pytest.raises(Refused, match=said):
        actions.draw_stakeholders(one, by=cast.as_("asif"), names=given)
    assert queries.drawings_of([one]) == {}


def test_who_was_not_asked_does_not_draw_and_who_does_not_run_the_centre_does_not_ask(cast: Cast) -> None:
    one = asked(cast, "asif", "ines", "bea")
    with pytest.raises(Refused, match="Only who was asked"):
        drawn(cast, one, "cora")
    for who in ("asif", "bea"):
        with pytest.raises(Refused, match="Only a centre manager"):
            actions.close_stakeholders(one, by=cast.as_(who))
    with pytest.raises(Refused, match="Only a centre manager"):
        actions.ask_stakeholders(cast.centre, by=cast.as_("stan"), people=[], due_on=clock.today())
    with pytest.raises(Refused, match="A round is open"):
        asked(cast)


def test_two_colleagues_are_too_few_a_past_day_is_no_day_and_a_learner_is_no_colleague(cast: Cast) -> None:
    with pytest.raises(Refused, match="at least 3"):
        asked(cast, "asif", "ines")
    with pytest.raises(Refused, match="no longer works here"):
        asked(cast, "asif", "ines", "lena")
    with pytest.raises(Refused, match="cannot lie behind"):
        actions.ask_stakeholders(
            cast.centre, by=cast.as_("cora"), people=[cast.asif, cast.ines, cast.bea], due_on=clock.today() - timedelta(days=1)
        )


def test_further_colleagues_are_asked_and_the_day_moves(cast: Cast) -> None:
    one = asked(cast, "asif", "ines", "bea")
    with pytest.raises(Refused, match="a later day, or tick"):
        actions.widen_stakeholders(one, by=cast.as_("cora"), people=[cast.asif])
    later = one.due_on + timedelta(days=7)
    one = actions.widen_stakeholders(one, by=cast.as_("quentin"), people=[cast.asif, cast.quentin], due_on=later)
    assert (one.due_on, len(queries.asked_in(one))) == (later, 4)
    assert last_event().args["asked"] == [str(cast.quentin.uuid)]


def test_a_round_closes_by_itself_when_its_day_has_passed(cast: Cast) -> None:
    one = asked(cast)
    with pytest.raises(Refused, match="not over yet"):
        actions.close_stakeholders(one, by=system())
    StakeholderRound.objects.update(due_on=clock.today() - timedelta(days=1))
    assert (tasks.close_stakeholders(), tasks.close_stakeholders()) == (1, 0)


def test_names_are_made_one_only_when_somebody_says_so_and_parted_again(cast: Cast) -> None:
    one = asked(cast)
    drawn(cast, one, "asif", "ines", called=FIVE)
    with pytest.raises(Refused, match="not over"):
        actions.name_as_one(one, by=cast.as_("cora"), names=["employers"], into="learners")
    drawn(cast, one, "bea", "cora", called=("Learners", "Employer", "Our staff", "Funders", "Awarding bodies"))
    assert lacking(cast) == [Kind.STAKEHOLDERS_FEW_SHARED]
    cora = cast.as_("cora")
    with pytest.raises(Refused, match="does not stand on any drawing"):
        actions.name_as_one(one, by=cora, names=["martians"], into="employers")
    with pytest.raises(Refused, match="at least two"):
        actions.name_as_one(one, by=cora, names=["employers"], into="employers")
    actions.name_as_one(one, by=cora, names=["employer", "employers"], into="employers")
    actions.name_as_one(one, by=cora, names=["awarding bodies"], into="awarding organisations")
    assert lacking(cast) == []
    actions.part_names(one, by=cora, name="employer")
    assert last_event().name == words.STAKEHOLDERS_PARTED
    assert lacking(cast) == [Kind.STAKEHOLDERS_FEW_SHARED]
    with pytest.raises(Refused, match="for itself already"):
        actions.part_names(one, by=cora, name="employer")
    assert StakeholderNaming.objects.count() == 3


def test_the_name_that_others_count_as_can_be_turned_round(cast: Cast) -> None:
    one = asked(cast, "asif", "ines", "bea")
    drawn(cast, one, "asif", "ines", called=("Employers",))
    drawn(cast, one, "bea", called=("Employer",))
    cora = cast.as_("cora")
    actions.name_as_one(one, by=cora, names=["employer"], into="employers")
    actions.name_as_one(one, by=cora, names=["employers"], into="employer")
    (found,) = consensus.consensus_of([one])[one.pk].stakeholders
    assert (found.key, found.named) == ("employer", 3)


def test_the_fact_says_what_lacks(cast: Cast) -> None:
    assert lacking(cast) == [Kind.STAKEHOLDERS_NEVER]
    one = asked(cast)
    drawn(cast, one, "asif", "ines")
    actions.close_stakeholders(one, by=cast.as_("cora"))
    assert lacking(cast) == [Kind.STAKEHOLDERS_FEW_DRAWINGS, Kind.STAKEHOLDERS_FEW_OF_ASKED]
    asked(cast)  # while a further round is open, the one before counts
    assert lacking(cast) == [Kind.STAKEHOLDERS_FEW_DRAWINGS, Kind.STAKEHOLDERS_FEW_OF_ASKED]


def test_a_stage_may_ask_that_the_stakeholders_are_agreed(cast: Cast) -> None:
    text = journeyfile.shipped_path().read_text("utf-8")
    start = text.index("      - key: answered")
    old = text[start : text.index("    standards:", start)]
    new = "      - key: agreed\n        text: We agree who our stakeholders are\n        fact: stakeholders_agreed\n"
    actions.publish_journey(cast.centre, by=cast.as_("cora"), document=journeyfile.read(text.replace(old, new)))
    file, bea = opened(cast), cast.as_("bea")
    with pytest.raises(Refused, match="We agree who our stakeholders are: nobody has been asked to draw"):
        actions.pass_stage(file, by=bea, seen="contact", said={"agreed": "We do."})
    drawn(cast, asked(cast), "asif", "ines", "bea", "cora")
    passed = actions.pass_stage(file, by=bea, seen="contact")
    assert passed.shown == {"agreed": "We agree who our stakeholders are"}
