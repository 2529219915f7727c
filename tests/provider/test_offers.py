"""One piece of evidence serves several standards through a mapping: offered, and claimed by nobody unasked."""

from typing import Any

import pytest

from milepost.base.refusal import Refused
from milepost.frameworks.specfile import Unreadable
from milepost.provider import actions, mappingfile, offers, queries, words
from milepost.provider.models import BroughtMapping, EvidencePlace, HeldStandard
from tests.cast import Cast
from tests.employers.acting import last_event
from tests.provider.holding import hold, measured

OURS: dict[str, Any] = {
    "format": "milepost-mapping/1", "key": "ours", "title": "Ours",
    "links": [{"because": "Both ask who leads.", "where": {"training-quality": ["A2"], "ofqual-centres": ["A8"]}}],
}  # fmt: skip
CSV = b"Link,Standard,Indicator,Because\n1,training-quality,A2,Both ask who leads.\n1,ofqual-centres,A8,\n"


def offered(cast: Cast, held: HeldStandard, indicator: str) -> list[offers.Offer]:
    by = cast.as_("quentin")
    every = list(queries.held_standards(by=by))
    found = offers.alike(held, indicator, among=every, by=by)
    return offers.offers(found, indicator, held=held, places=queries.places_of(every))


def test_what_is_shown_at_one_is_offered_at_the_other_and_taken_with_a_word(cast: Cast) -> None:
    first, second, by = hold(cast), hold(cast, "advice-matrix", ("4",)), cast.as_("quentin")
    shown = measured(cast, first, "A5").evidence
    [offer] = offered(cast, second, "4-results")
    assert (offer.evidence, offer.stands) == (shown, [(first, "A5")])
    assert EvidencePlace.objects.count() == 1, "nothing is claimed unasked"
    assert offered(cast, second, "4-asked") == []
    actions.place(second, by=by, indicator="4-results", evidence=shown)
    assert offered(cast, second, "4-results") == []
    assert offered(cast, first, "A5") == [], "it stands here"


def test_what_is_taken_away_or_not_applied_for_is_not_offered(cast: Cast) -> None:
    first, second = hold(cast), hold(cast, "advice-matrix", ("4",))
    place = measured(cast, first, "A1")
    assert not offers.alike(first, "A1", among=[first, second], by=cast.as_("quentin")), "part 3 is not applied for"
    place = measured(cast, first, "A5")
    actions.take_away(place, by=cast.as_("quentin"))
    assert offered(cast, second, "4-results") == []


def test_a_mapping_is_brought_replaced_and_taken_out(cast: Cast) -> None:
    first, second, by = hold(cast), hold(cast, "ofqual-centres", ("A",)), cast.as_("quentin")
    measured(cast, first, "A2")
    assert offered(cast, second, "A8") == []
    actions.bring_mapping(cast.centre, by=by, document=OURS)
    assert last_event().name == words.MAPPING_BROUGHT
    assert len(offered(cast, second, "A8")) == 1
    newer = actions.bring_mapping(cast.centre, by=by, document=OURS)
    assert list(queries.brought_mappings(by=by)) == [newer] and BroughtMapping.objects.count() == 2
    actions.take_out_mapping(newer, by=by)
    assert (last_event().name, offered(cast, second, "A8")) == (words.MAPPING_TAKEN_OUT, [])
    with pytest.raises(Refused, match="taken out already"):
        actions.take_out_mapping(newer, by=by)


def test_a_mapping_is_its_centres_alone(cast: Cast) -> None:
    mine = actions.bring_mapping(cast.centre, by=cast.as_("quentin"), document=OURS)
    assert not queries.brought_mappings(by=cast.as_("stan")) and not queries.brought_mappings(by=cast.as_("ines"))
    for who in ("asif", "ines", "stan"):
        with pytest.raises(Refused, match="Only who keeps quality"):
            actions.take_out_mapping(mine, by=cast.as_(who))
        with pytest.raises(Refused, match="Only who keeps quality"):
            actions.bring_mapping(cast.centre, by=cast.as_(who), document=OURS)


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("m.yaml", b"", "empty"),
        ("m.yaml", b"format: milepost-mapping/1\nkey: m\ntitle: M\n", "links"),
        ("m.yaml", b"\xff\xfe\x00nonsense", "no text"),
        ("m.csv", CSV.replace(b"A8", b"Z8"), "“ofqual-centres” has no indicator Z8"),
        ("m.csv", CSV.replace(b"ofqual-centres", b"gas"), "“gas” that is not here"),
        ("m.csv", CSV.replace(b"\n1,ofqual-centres,A8,", b""), "names “training-quality” alone"),
        ("m.csv", CSV + b"1,ofqual-centres,A8,\n", "twice"),
        ("m.csv", b"Colour\nred\n", "These are not there: link, standard, indicator"),
        ("m.csv", CSV.replace(b"Both ask who leads.", b""), "because"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(cast: Cast, name: str, raw: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as wrong:
        mappingfile.read(raw, name=name, known=queries.indicators_known(cast.centre.pk))
    assert said in str(wrong.value)


def test_a_spreadsheet_says_the_same_as_a_file(cast: Cast) -> None:
    known = queries.indicators_known(cast.centre.pk)
    assert mappingfile.read(CSV, name="ours.csv", known=known)["links"] == OURS["links"]


def test_the_mapping_that_comes_with_milepost_reaches_every_standard_that_does() -> None:
    document = mappingfile.shipped_documents()["shipped"]
    assert {key for link in document["links"] for key in link["where"]} == {
        "training-quality",
        "advice-matrix",
        "ofqual-centres",
        "management-system",
    }
