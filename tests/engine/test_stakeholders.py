"""Where drawings of the principal stakeholders agree, and when that is a consensus."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from milepost.engine.stakeholders import (
    MOST_DRAWN,
    Drawing,
    Kind,
    Near,
    alike,
    changes,
    consensus,
    joined,
    key_of,
    likeness_of,
    resolved,
)

FIVE = ("learners", "employers", "staff", "funders", "awarding organisations")
NAMES = (*FIVE, "local community", "schools", "parents", "regulator")


def drawing(*names: str, near: Near = Near.CLOSE) -> Drawing:
    return dict.fromkeys(names, near)


def kinds(drawings: list[Drawing], asked: int) -> list[str]:
    return [one.kind for one in consensus(drawings, asked=asked).reasons]


def test_five_on_every_drawing_are_a_consensus() -> None:
    found = consensus([drawing(*FIVE)] * 3, asked=4)
    assert (found.reasons, found.overlap, len(found.shared)) == ([], 1, 5)


def test_two_thirds_are_enough_and_a_bit_less_is_not() -> None:
    four = FIVE[:4]
    assert kinds([drawing(*FIVE), drawing(*FIVE), drawing(*four)], asked=3) == []
    assert kinds([drawing(*FIVE), drawing(*FIVE), drawing(*four), drawing(*four)], asked=4) == [Kind.STAKEHOLDERS_FEW_SHARED]


def test_two_drawings_are_too_few_and_so_are_three_of_five() -> None:
    assert kinds([drawing(*FIVE)] * 2, asked=2) == [Kind.STAKEHOLDERS_FEW_DRAWINGS]
    found = consensus([drawing(*FIVE)] * 3, asked=5).reasons
    assert [(one.kind, one.args) for one in found] == [(Kind.STAKEHOLDERS_FEW_OF_ASKED, {"need": 4, "has": 3, "asked": 5})]


def test_nobody_drew() -> None:
    assert kinds([], asked=3) == [Kind.STAKEHOLDERS_FEW_DRAWINGS, Kind.STAKEHOLDERS_FEW_OF_ASKED]


def test_seven_that_everybody_shares_are_too_many() -> None:
    seven = NAMES[:7]
    drawings = [drawing(*(name for name in seven if name not in left_out)) for left_out in (seven[:1], seven[1:2], seven[2:3])]
    assert kinds(drawings, asked=3) == [Kind.STAKEHOLDERS_MANY_SHARED]


def test_names_are_told_apart_by_their_words_and_offered_where_they_are_alike() -> None:
    assert key_of("  Awarding   Organisations ") == key_of("awarding organisations")
    assert key_of("Employers") != key_of("Employer")
    assert likeness_of("Our employers") == likeness_of("employer") == likeness_of("The Employers!")
    assert likeness_of("business") != likeness_of("busines")
    assert alike(["employer", "our employers", "learners"]) == [("employer", "our employers")]
    assert likeness_of("&") == "&"


def test_names_in_one_chain_or_ring_come_out_as_one() -> None:
    assert resolved({"a": "b", "b": "c"}) == {"a": "c", "b": "c"}
    assert resolved({"a": "b", "b": "a"}) == {"b": "a"}
    assert resolved({"a": "a"}) == {}


def test_names_that_mean_one_are_counted_once_on_a_drawing_and_the_nearest_says_how_near() -> None:
    one = joined({"employer": Near.FAR, "employers": Near.STEP}, {"employer": "employers"})
    assert one == {"employers": Near.STEP}


def test_where_it_stands_is_the_middle_of_what_was_said() -> None:
    found = consensus([{"staff": Near.CLOSE}, {"staff": Near.CLOSE}, {"staff": Near.FAR}, {"staff": Near.FAR}], asked=4).stakeholders[0]
    assert (found.place, found.apart) == (Near.CLOSE, True)


def test_two_rounds_say_what_came_and_what_went() -> None:
    before = consensus([drawing("learners", "funders")] * 3, asked=3)
    now = consensus([drawing("our learners", "schools")] * 3, asked=3, into={"our learners": "learners"})
    told = [(one.before.key if one.before else "", one.now.key if one.now else "") for one in changes(before, now)]
    assert sorted(told) == [("", "schools"), ("funders", ""), ("learners", "learners")]


DRAWINGS = st.lists(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(Near), min_size=1, max_size=MOST_DRAWN), min_size=0, max_size=9)


@given(DRAWINGS, st.randoms(use_true_random=False))
def test_who_handed_in_first_makes_no_difference(drawings: list[Drawing], random: object) -> None:
    shuffled = list(drawings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert consensus(shuffled, asked=9) == consensus(drawings, asked=9)


@given(DRAWINGS)
def test_nothing_that_was_named_is_lost_and_shares_are_shares(drawings: list[Drawing]) -> None:
    found = consensus(drawings, asked=9)
    assert sum(one.named for one in found.stakeholders) == sum(map(len, drawings))
    assert all(1 <= one.named <= len(drawings) and one.place in one.near for one in found.stakeholders)
    assert found.overlap is None if len(drawings) < 2 else 0 <= (found.overlap or Fraction(0)) <= 1
    assert len(found.shared) <= MOST_DRAWN * 3 // 2


@given(DRAWINGS, st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_making_two_names_one_never_takes_a_voice_away_and_leaves_the_others_alone(drawings: list[Drawing], a: str, b: str) -> None:
    before = {one.key: one for one in consensus(drawings, asked=9).stakeholders}
    after = {one.key: one for one in consensus(drawings, asked=9, into={} if a == b else {a: b}).stakeholders}
    most = max((before[key].named for key in (a, b) if key in before), default=0)
    assert (after[b].named if b in after else 0) >= (most if a != b else 0)
    assert all(after[key].near == before[key].near for key in before if key not in (a, b))


ALIKE = st.lists(st.sets(st.sampled_from(NAMES[:7]), min_size=4, max_size=6).map(lambda names: drawing(*names)), max_size=7)


@given(st.one_of(ALIKE, DRAWINGS), st.integers(0, 4))
def test_a_consensus_has_five_or_six_that_two_thirds_share_and_enough_who_drew(drawings: list[Drawing], more: int) -> None:
    asked = len(drawings) + more
    found = consensus(drawings, asked=asked)
    enough = len(drawings) >= 3 and 3 * len(drawings) >= 2 * asked
    counts = [sum(name in one for one in drawings) for name in NAMES]
    shared = sum(3 * count >= 2 * len(drawings) for count in counts if count)
    assert (not found.reasons) == (enough and shared in (5, 6))


@given(st.integers(3, 9), st.sets(st.sampled_from(NAMES), min_size=5, max_size=6))
def test_the_same_drawing_by_everybody_is_a_full_consensus(drew: int, names: set[str]) -> None:
    found = consensus([drawing(*names)] * drew, asked=drew)
    assert not found.reasons
    assert found.overlap == 1


@given(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(NAMES)))
def test_what_a_name_counts_as_counts_as_nothing_further(said: dict[str, str]) -> None:
    found = resolved(said)
    assert all(into not in found for into in found.values())
