"""The map of stakeholders: nothing lies over anything else and no word leaves its box, whatever the names are."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milepost.web.components.lettering import broken, width_of
from milepost.web.components.stakemap import NAME, PAD, SHAPES, SMALL, Box, Shape, Spot, laid_out, stakemap

WORDS = st.text(st.sampled_from("abcdefilmtwWMIO 'ß界-"), min_size=1, max_size=60).filter(str.strip)
SPOTS = st.lists(
    st.builds(Spot, title=WORDS, near=st.integers(1, 3), note=st.sampled_from(["", "12 of 14"]), more=st.sampled_from(["", "near for some, further out for others"]), agreed=st.booleans()),
    max_size=12,
)  # fmt: skip


def apart(one: Box, other: Box) -> bool:
    return (
        one.x + one.width <= other.x or other.x + other.width <= one.x or one.y + one.height <= other.y or other.y + other.height <= one.y
    )


def inside(one: Box, other: Box) -> bool:
    across = other.x <= one.x and one.x + one.width <= other.x + other.width
    return across and other.y <= one.y and one.y + one.height <= other.y + other.height


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORDS, SPOTS, st.sampled_from(SHAPES))
def test_boxes_lie_apart_each_in_its_ring_and_words_in_their_boxes(centre: str, spots: list[Spot], shape: Shape) -> None:
    laid = laid_out(centre, spots, shape)
    everything = [laid.hub, *laid.boxes]
    assert len(laid.boxes) == len(spots)
    assert all(apart(one, other) for i, one in enumerate(everything) for other in everything[:i])
    assert all(inside(box, Box(0, 0, shape.width, laid.height, [])) for box in everything)
    assert all(inside(inner, outer) for (_o, outer), (_i, inner) in zip(laid.rings, laid.rings[1:], strict=False))
    for box in everything:
        assert all(width_of(words, SMALL if kind == "note" else NAME) <= box.width - 2 * PAD for kind, words in box.lines)
    middle = shape.width / 2
    assert all(box.x >= middle + shape.aisle or box.x + box.width <= middle - shape.aisle for box in laid.boxes)


def test_who_is_nearer_stands_nearer_to_the_middle() -> None:
    laid = laid_out("Larkmoor", [Spot(title=str(near), near=near) for near in (3, 1, 2, 1, 3)], SHAPES[0])
    far = [abs(box.middle - laid.hub.middle) for box in sorted(laid.boxes, key=lambda box: box.lines[0][1])]
    assert far[0] == far[1] < far[2] < min(far[3:])


def test_words_are_divided_only_where_they_do_not_fit() -> None:
    assert broken("Awarding organisations", NAME, 100) == ["Awarding", "organisations"]
    assert broken("Donaudampfschifffahrt", NAME, 90)[0].endswith("-")
    assert "".join(broken("Donaudampfschifffahrt", NAME, 90)).replace("-", "") == "Donaudampfschifffahrt"


def test_the_map_says_in_words_what_it_shows_and_escapes_names() -> None:
    drawn = stakemap("R & D", [Spot(title="<Learners>", near=1, agreed=False)], label="A & B")
    assert drawn.count('role="img" aria-label="A &amp; B"') == 2
    assert "&lt;Learners&gt;" in drawn
    assert "is-split" in drawn
