"""Saved lists of employers, and who fits a choice."""

from datetime import timedelta

import pytest

from milepost.base import clock
from milepost.base.refusal import Refused
from milepost.employers import actions, facts, queries, words
from milepost.employers.choosing import Choice
from milepost.employers.models import SavedList
from milepost.people import actions as people
from tests import build
from tests.cast import Cast
from tests.employers.acting import actor_of, colleague, described, last_event, opened

SEA = Choice(q="sea")


def names(cast: Cast, choice: Choice, who: str = "bea") -> list[str]:
    return [file.employer.name for file in facts.chosen(choice, by=cast.as_(who))[0]]


def saved(cast: Cast, *, name: str = "By the sea", choice: Choice = SEA, shared: bool = False) -> SavedList:
    return actions.save_list(cast.centre, by=cast.as_("bea"), name=name, choice=choice, shared=shared)


def test_each_part_of_a_choice_leaves_out_who_does_not_fit(cast: Cast) -> None:
    by = cast.as_("bea")
    build.registration(cast)
    ferry, sea, mill = described(cast), opened(cast, "Sea Kitchens"), opened(cast, "Otter Mill", by=cast.as_("cora"))
    for file, postcode in ((ferry, "LK9 1AB"), (sea, "lk91zz"), (mill, "LK91 1AA")):
        actions.describe_file(file, by=by, given={"does": "Works.", "postcode": postcode})
    actions.note_contact(sea, by=by, kind="call", text="Hello.")
    actions.pass_stage(sea, by=by, seen="contact")
    assert names(cast, Choice()) == ["Otter Mill", "Ottersby Ferry", "Sea Kitchens"]
    assert names(cast, Choice(q="otter")) == ["Otter Mill", "Ottersby Ferry"]
    assert names(cast, Choice(whose="mine")) == ["Ottersby Ferry", "Sea Kitchens"]
    assert names(cast, Choice(whose="mine"), "cora") == ["Otter Mill"]
    assert names(cast, Choice(whose=str(cast.cora.uuid))) == ["Otter Mill"]
    assert names(cast, Choice(stages=("fit", "gone"))) == ["Sea Kitchens"]
    assert names(cast, Choice(postcode="LK9 1")) == ["Otter Mill", "Ottersby Ferry", "Sea Kitchens"]
    assert names(cast, Choice(postcode="LK91Z")) == ["Sea Kitchens"]
    assert names(cast, Choice(quiet=30)) == ["Otter Mill", "Ottersby Ferry"]
    assert names(cast, Choice(learners="some")) == ["Ottersby Ferry"]
    assert names(cast, Choice(learners="none", q="sea")) == ["Sea Kitchens"]
    with clock.at(clock.now() + timedelta(days=31)):
        assert "Sea Kitchens" in names(cast, Choice(quiet=30))
        assert "Sea Kitchens" not in names(cast, Choice(quiet=90))


def test_a_word_with_the_one_that_was_merged_counts_for_both(cast: Cast) -> None:
    kept, other = opened(cast), opened(cast, "Ottersby Ferries")
    actions.note_contact(other, by=cast.as_("bea"), kind="call", text="Hello.")
    actions.merge_employers(kept, other, by=cast.as_("cora"), reason="One telephone")
    assert names(cast, Choice(quiet=30)) == []


@pytest.mark.parametrize(
    "given",
    [{"quiet": "often"}, {"quiet": "-3"}, {"quiet": "31"}, {"learners": "maybe"}, {"postcode": "';--"}, {"q": "   "}, {"whose": None}],
)
def test_what_makes_no_sense_is_left_out(given: dict[str, str]) -> None:
    assert not Choice.of(given)


def test_a_choice_is_kept_as_it_was() -> None:
    choice = Choice(q="sea", whose="mine", stages=("fit", "needs"), postcode="LK9", quiet=90, learners="none")
    assert Choice.kept(choice.document) == choice
    assert choice.query == "q=sea&whose=mine&stage=fit&stage=needs&postcode=LK9&quiet=90&learners=none"


def test_a_list_is_ones_own_until_it_is_shared(cast: Cast) -> None:
    one, cora = saved(cast), cast.as_("cora")
    assert last_event().name == words.LIST_SAVED
    assert not queries.saved_lists(by=cora).exists()
    actions.change_list(one, by=cast.as_("bea"), name="At sea", choice=SEA, shared=True)
    assert queries.saved_lists(by=cora).get().name == "At sea"
    assert not queries.saved_lists(by=cast.as_("stan")).exists()
    assert not queries.saved_lists(by=cast.as_("asif")).exists()
    with pytest.raises(Refused, match="Only Bea Thornley changes this list"):
        actions.change_list(one, by=cora, name="Mine", choice=SEA, shared=False)
    with pytest.raises(Refused, match="Only Bea Thornley"):
        actions.remove_list(one, by=cast.as_("quentin"))  # a centre manager may: whose it is may have left
    actions.remove_list(one, by=cast.as_("bea"))
    assert (last_event().name, queries.saved_lists(by=cast.as_("bea")).count()) == (words.LIST_REMOVED, 0)
    with pytest.raises(Refused, match="was removed"):
        actions.remove_list(one, by=cast.as_("bea"))
    saved(cast, name="At sea")  # its name is free again


def test_a_list_that_says_nothing_is_not_kept(cast: Cast) -> None:
    saved(cast)
    for name, choice, says in ((" ", SEA, "Give the list a name"), ("x" * 81, SEA, "at most 80"), ("by the SEA", SEA, "You have a list"), ("All", Choice(), "Choose something first")):  # fmt: skip
        with pytest.raises(Refused, match=says):
            saved(cast, name=name, choice=choice)
    with pytest.raises(Refused, match="Only who reads about employers"):
        actions.save_list(cast.centre, by=cast.as_("asif"), name="Mine", choice=SEA)
    noor = actor_of(colleague(cast))
    assert actions.save_list(cast.centre, by=noor, name="By the sea", choice=SEA)  # hers
    assert SavedList.objects.count() == 2


def test_what_is_said_of_an_employer_is_known_when_a_list_names_it_again(cast: Cast) -> None:
    said = {"postcode": "LK9 1AB", "phone": "01904 960111", "number": "04411222"}
    tiles = people.add_employer(cast.centre, by=cast.as_("bea"), name="Northgate Tiles", particulars=said)
    file = actions.open_file(tiles, by=cast.as_("bea"))
    given = {
        "does": "Tiles.",
        "postcode": "LK2 4ZZ",
        "contact_email": "tom@northgate.example",
        "contact_name": "Tom Kiln",
        "contact_phone": "01904 960111",
    }
    actions.describe_file(file, by=cast.as_("bea"), given=given)
    tiles.refresh_from_db()
    assert (tiles.particulars["postcode"], tiles.particulars["also"]) == ("LK2 4ZZ", {"postcode": ["LK9 1AB"]})  # they have moved
    assert (tiles.particulars["email"], tiles.particulars["contact"], tiles.particulars["number"]) == (
        "tom@northgate.example",
        "Tom Kiln",
        "04411222",
    )
    actions.describe_file(file, by=cast.as_("bea"), given=given)
    assert last_event().args["changed"] == []
