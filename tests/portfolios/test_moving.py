"""A newer version is offered, taken back, declined; what it would mean is said before anybody answers."""

import pytest

from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.portfolios import actions, queries, words
from milepost.portfolios.models import VersionOffer
from tests import build
from tests.cast import Cast


def events_of(offer: VersionOffer) -> list[str]:
    return list(Event.objects.filter(stream=offer.registration.stream).order_by("position").values_list("name", flat=True))


def test_an_offer_changes_nothing_until_it_is_answered(cast: Cast) -> None:
    made = build.with_units(cast)
    offer = build.offered(cast, made)
    made.refresh_from_db()
    assert made.specification_id == offer.left_id
    assert queries.open_offer(made) == offer
    assert events_of(offer)[-1] == words.VERSION_OFFERED


def test_what_it_would_mean_is_counted_over_the_agreed_units(cast: Cast) -> None:
    made, to = build.with_units(cast), build.newer(cast)
    build.met_unit(cast, made, "L2")
    build.signed_off(cast, made, "L1")
    made.refresh_from_db()
    found = queries.effect(made, queries.changes_between(made.specification, to), to)
    assert found.kept == 5  # three of L1, and of L2 the first and, under another number, the log
    assert [line.after for line in found.again] == ["L2:1.4"]
    assert [line.after for line in found.new] == ["L2:1.2"]
    assert not found.lost and not found.units_gone and not found.reopened and not found.short


def test_a_version_without_a_unit_that_somebody_chose_says_so(cast: Cast) -> None:
    made = build.with_units(cast)
    made.refresh_from_db()
    document = build.SMALL | {"units": [build.SMALL["units"][0], build.SMALL["units"][2]]}
    qualification = build.SMALL["qualifications"][0]
    document["qualifications"] = [
        qualification
        | {"units": ["L1", "L3"], "groups": [qualification["groups"][0], {"key": "B", "title": "More lamps", "units": ["L3"]}]}
    ]
    to = build.specification(cast, document)
    found = queries.effect(made, queries.changes_between(made.specification, to), to)
    assert [unit.code for unit in found.units_gone] == ["L2"]
    assert [reason.kind for reason in found.short] == ["credits"]
    assert not found.was_short and not found.harmless


@pytest.mark.parametrize(
    ("who", "sentence"),
    [("lena", "Only the centre manager offers"), ("asif", "Only the centre manager offers"), ("stan", "Only the centre manager offers")],
)
def test_only_the_centre_manager_offers(cast: Cast, who: str, sentence: str) -> None:
    made, to = build.with_units(cast), build.newer(cast)
    with pytest.raises(Refused, match=sentence):
        actions.offer_version(made, by=cast.as_(who), to=to)


def test_an_older_version_the_same_version_and_a_second_offer_are_refused(cast: Cast) -> None:
    old = build.specification(cast)
    to = build.newer(cast)
    made = build.with_units(cast, of=to)
    with pytest.raises(Refused, match="older than the one"):
        actions.offer_version(made, by=cast.as_("cora"), to=old)
    with pytest.raises(Refused, match="already"):
        actions.offer_version(made, by=cast.as_("cora"), to=to)


def test_an_offer_that_waits_is_not_made_again(cast: Cast) -> None:
    made = build.with_units(cast)
    offer = build.offered(cast, made)
    with pytest.raises(Refused, match="has this offer already"):
        build.offered(cast, made, offer.specification)


def test_who_stays_says_why_and_the_offer_is_answered(cast: Cast) -> None:
    offer = build.offered(cast, build.with_units(cast))
    with pytest.raises(Refused, match="Say in a word why"):
        actions.stay_on_version(offer, by=cast.as_("lena"), note=" ")
    with pytest.raises(Refused, match="Only the learner"):
        actions.stay_on_version(offer, by=cast.as_("asif"), note="No.")
    actions.stay_on_version(offer, by=cast.as_("lena"), note="I finish in May.")
    assert (offer.answer, offer.answer_note) == ("stayed", "I finish in May.")
    assert events_of(offer)[-1] == words.VERSION_DECLINED
    with pytest.raises(Refused, match="answered already"):
        actions.stay_on_version(offer, by=cast.as_("lena"), note="Again.")


def test_the_centre_takes_an_offer_back_and_may_make_another(cast: Cast) -> None:
    made = build.with_units(cast)
    offer = build.offered(cast, made)
    actions.take_back_offer(offer, by=cast.as_("cora"))
    assert events_of(offer)[-1] == words.VERSION_TAKEN_BACK
    assert build.offered(cast, made, offer.specification).pk != offer.pk
    with pytest.raises(Refused, match="answered already"):
        actions.take_back_offer(offer, by=cast.as_("cora"))
