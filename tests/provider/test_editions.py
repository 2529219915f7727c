"""Moving to another edition: knowingly, with what stands going along, and nothing lost."""

import copy
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from milepost.base import clock
from milepost.base.refusal import Refused
from milepost.provider import actions, facts, leaving, queries, words
from milepost.provider.models import HeldEdition, HeldStandard, IndicatorScore, Statement
from tests.cast import Cast
from tests.employers.acting import last_event
from tests.provider.holding import filled, hold, measured

type Change = Callable[[dict[str, Any]], Any]


def changed(held: HeldStandard, change: Change) -> dict[str, Any]:
    document = copy.deepcopy(held.document)
    change(document)
    return document


def without_a5(document: dict[str, Any]) -> None:
    document["parts"][0]["indicators"].pop()


def moved_on(document: dict[str, Any]) -> None:
    """Something new is asked as A1, and A1 to A5 become A2 to A6."""
    indicators = document["parts"][0]["indicators"]
    for n, one in enumerate(indicators):
        one["key"] = f"A{n + 1}" if n else "A0"
    indicators.insert(1, {"key": "A1", "title": "Newly asked", "aspect": "approach"})


def move(cast: Cast, held: HeldStandard, change: Change, *, along: bool = True) -> HeldStandard:
    """A minute later, so that what is given after it is after it."""
    document = changed(held, change)
    moves = leaving.move_of(facts.standing_of(held), document).renamed if along else {}
    with clock.at(clock.now() + timedelta(minutes=1)):
        return actions.move_edition(held, by=cast.as_("quentin"), document=document, moves=moves)


def test_what_stands_stays_and_what_goes_is_kept_to_be_read(cast: Cast) -> None:
    held = filled(cast, hold(cast))
    measured(cast, held)
    rows = (Statement.objects.count(), IndicatorScore.objects.count())
    held = move(cast, held, without_a5)
    assert last_event().name == words.EDITION_MOVED
    standing = facts.standing_of(held)
    assert list(standing.scores) == ["A1", "A2", "A3", "A4"] and "A5" not in standing.statements | standing.places
    assert standing.lacks == [], "nothing that stands on an indicator that went keeps the application back"
    assert (Statement.objects.count(), IndicatorScore.objects.count()) == rows
    [edition] = queries.editions([held])
    last = leaving.stood(edition, held.document)[-1]
    assert last.statement and last.score and (last.indicator.key, last.now, len(last.places), last.score.percent) == ("A5", "", 2, 75)
    assert actions.freeze(held, by=cast.as_("quentin"))


def test_indicators_that_moved_on_take_along_what_stands_on_them(cast: Cast) -> None:
    held = filled(cast, hold(cast))
    before = facts.standing_of(held)
    held = move(cast, held, moved_on)
    after = facts.standing_of(held)
    for n in range(1, 6):
        old, new = f"A{n}", f"A{n + 1}"
        assert after.statements[new].text == before.statements[old].text
        assert after.statements[new].written_by == before.statements[old].written_by
        assert [one.evidence.title for one in after.places[new]] == [f"Proof of {old}"]
    assert after.statements["A1"].text == "" and "A1" not in after.places, "what is newly asked has nothing from before"
    assert not after.scores, "their scores are asked anew"
    with clock.at(clock.now() + timedelta(minutes=2)):
        actions.score(held, by=cast.as_("quentin"), indicator="A2", band="most", because="Seen.")
    assert list(facts.standing_of(held).scores) == ["A2"]
    [edition] = queries.editions([held])
    stood = {one.indicator.key: one for one in leaving.stood(edition, held.document)}
    assert stood["A1"].now == "A2" and stood["A1"].statement and stood["A1"].statement.text == before.statements["A1"].text
    assert all(one.score for key, one in stood.items() if key != "A0")


def test_what_nobody_agreed_to_stays_at_its_key(cast: Cast) -> None:
    held = filled(cast, hold(cast))
    before = facts.standing_of(held).statements["A1"].text
    held = move(cast, held, moved_on, along=False)
    standing = facts.standing_of(held)
    assert standing.statements["A1"].text == before and "A6" not in standing.statements
    assert "A1" in standing.scores


def test_a_score_in_a_band_that_is_worth_less_is_asked_anew_by_every_stage(cast: Cast) -> None:
    held = filled(cast, hold(cast))
    actions.assess(held, by=cast.as_("ines"), indicator="A1", stage="peer", band="most", because="Read.")
    held = move(cast, held, lambda document: document["bands"][3].update(percent=70))
    standing = facts.standing_of(held)
    assert not standing.scores and not standing.peer
    with pytest.raises(Refused, match="Nobody has scored this for yourselves yet"):
        actions.assess(held, by=cast.as_("cora"), indicator="A1", stage="moderation", band="most", because="Read.")


def test_a_frozen_application_does_not_move(cast: Cast) -> None:
    held = filled(cast, hold(cast))
    one = actions.freeze(held, by=cast.as_("quentin"))
    body = one.body
    move(cast, held, without_a5)
    one.refresh_from_db()
    assert one.body == body and body["parts"][0]["indicators"][-1]["key"] == "A5"


def test_a_part_that_is_gone_is_not_applied_for(cast: Cast) -> None:
    held = move(cast, hold(cast, parts=("A", "B")), lambda document: document["parts"].pop())
    assert held.parts == ["A"] and HeldEdition.objects.get().parts == ["A", "B"]


def loop(document: dict[str, Any]) -> None:
    document["parts"][0]["needs"] = ["B"]


def stranger(document: dict[str, Any]) -> None:
    for part in document["parts"]:
        part["key"] = f"Z{part['key']}"
        part["needs"] = []


@pytest.mark.parametrize(
    ("who", "change", "moves", "said"),
    [
        ("asif", without_a5, {}, "Only who keeps quality"),
        ("stan", without_a5, {}, "Only who keeps quality"),
        ("quentin", lambda _document: None, {}, "This is the edition that you hold"),
        ("quentin", loop, {}, "A → B → A"),
        ("quentin", stranger, {}, "None of the parts"),
        ("quentin", without_a5, {"A5": "A4"}, "Nothing in this edition takes the place of A5"),
    ],
)
def test_what_cannot_be_moved_to_is_refused(cast: Cast, who: str, change: Change, moves: dict[str, str], said: str) -> None:
    held = hold(cast)
    with pytest.raises(Refused, match=said):
        actions.move_edition(held, by=cast.as_(who), document=changed(held, change), moves=moves)
    assert not HeldEdition.objects.exists()


def test_a_newer_edition_that_comes_with_milepost_is_seen(cast: Cast) -> None:
    held = hold(cast)
    assert leaving.newer_of(held) is None
    held.document = changed(held, without_a5)
    assert leaving.newer_of(held) is not None
    held.key = "own"
    assert leaving.newer_of(held) is None
