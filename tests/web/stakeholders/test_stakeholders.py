"""The pages of principal stakeholders: asked, drawn alone on a phone, seen together, names made one, rounds compared."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock, drafts
from milepost.employers import actions, journeyfile
from milepost.employers.models import StakeholderDrawing, StakeholderRound
from milepost.notices import queries as told
from milepost.notices import tasks as notices
from milepost.notices.words import Kind
from tests.cast import Cast
from tests.employers.acting import opened
from tests.employers.test_stakeholders import FIVE, asked, drawn
from tests.fixtures import Enter

HOME = "/stakeholders/"  # "stakeholders"
ASK = "/stakeholders/ask/"  # "stakeholders_ask"


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def there(one: StakeholderRound) -> str:
    return f"/stakeholders/{one.uuid}/"  # "stakeholders_round"


def draw(one: StakeholderRound) -> str:
    return f"/stakeholders/{one.uuid}/draw/"  # "stakeholders_draw"


def filled(*names: str, needs: str = "An answer in two days.") -> dict[str, str]:
    lines = [{f"name_{n}": name, f"near_{n}": "1", f"needs_{n}": needs} for n, name in enumerate(names, start=1)]
    return {key: text for line in lines for key, text in line.items()}


@pytest.fixture
def cora(enter: Enter) -> Client:
    return enter("cora")


def test_before_anybody_has_drawn_the_page_says_what_will_stand_there(cora: Client, enter: Enter) -> None:
    assert "Ask at least three colleagues" in words(cora.get(HOME))
    assert "When a manager asks you" in words(enter("asif").get(HOME))
    assert "Principal stakeholders</a>" in words(enter("asif").get(HOME))
    assert enter("lena").get(HOME).status_code == 404
    assert enter("asif").get(ASK).status_code == 404


def test_a_manager_ticks_colleagues_and_each_is_told(cast: Cast, cora: Client, enter: Enter) -> None:
    assert "Asif Rahman" in words(cora.get(ASK))
    people = [str(who.uuid) for who in (cast.asif, cast.ines, cast.cora)]
    given = {"people": people, "due_on": (clock.today() + timedelta(days=7)).isoformat(), "note": "Do not look it up."}
    few = cora.post(ASK, given | {"people": people[:2]})
    assert (few.status_code, "Do not look it up." in words(few)) == (422, True)
    assert "Tick at least 3 colleagues" in words(few)
    assert "They are asked" in words(cora.post(ASK, given, follow=True))
    notices.tell_pending()
    assert [one.kind for one in told.notices_of(cast.asif)] == [Kind.STAKEHOLDERS_ASKED]
    assert list(told.notices_of(cast.cora)) == []  # she asked herself
    asif = enter("asif")
    assert "Cora Lindqvist asks you to draw your principal stakeholders until" in words(asif.get(reverse("notices")))
    home = words(asif.get(HOME))
    assert "Draw who matters most" in home
    assert "Do not look it up." in home
    assert "A round is open. Let it end first." in words(cora.get(HOME))


def test_what_is_typed_is_kept_shown_as_a_map_and_handed_in(cast: Cast, enter: Enter) -> None:
    one, asif = asked(cast), enter("asif")
    assert "Stakeholder 6" in words(asif.get(draw(one)))
    assert asif.post(draw(one), filled("Learners", "Employers") | {"name_3": "Schools", "act": "look"}).status_code == 302
    page = words(asif.get(draw(one)))
    assert 'value="Schools"' in page
    assert 'aria-label="Larkmoor in the middle. Around it: Learners, Employers."' in page
    assert not StakeholderDrawing.objects.exists()
    wrong = asif.post(draw(one), filled("Learners", "learners") | {"name_3": "Schools", "act": "hand_in"})
    assert wrong.status_code == 422
    assert "“learners” stands on your map already" in words(wrong)
    assert "Say how near “Schools” is to you." in words(wrong)
    done = words(asif.post(draw(one), filled(*FIVE) | {"act": "hand_in"}, follow=True))
    assert "Handed in." in done
    assert drafts.find(cast.asif.pk, f"stakeholders:{one.uuid}") is None
    assert StakeholderDrawing.objects.get().names[0] == {"name": "Learners", "near": 1, "needs": "An answer in two days."}
    assert 'value="Learners"' in words(asif.get(draw(one)))  # to draw it anew


def test_nobody_sees_another_drawing_before_the_round_is_over_and_their_own_is_handed_in(cast: Cast, cora: Client, enter: Enter) -> None:
    one = asked(cast)
    drawn(cast, one, "asif", called=("Widows of the pier",))
    for who in ("asif", "ines", "cora", "quentin"):
        assert ("Widows of the pier" in words(enter(who).get(there(one)))) == (who == "asif")
        assert "Widows of the pier" not in words(enter(who).get(HOME))
    drawn(cast, one, "ines", "bea")
    assert "The round is over" in words(cora.post(there(one), {"act": "close"}, follow=True))
    page = words(cora.get(there(one)))
    assert "You did not draw in this round." in page
    assert "An answer in two days." not in page
    seen = words(enter("ines").get(there(one)))
    assert "Widows of the pier" in seen
    assert 'An answer in two days. <span class="meta">Asif Rahman' in seen
    assert enter("cora").get(draw(one)).headers["Location"] == there(one)


def test_of_one_or_two_drawings_who_has_not_drawn_sees_no_map(cast: Cast, cora: Client, enter: Enter) -> None:
    one = asked(cast)
    drawn(cast, one, "asif", "ines", called=("Widows of the pier",))
    actions.close_stakeholders(one, by=cast.as_("cora"))
    assert "Widows of the pier" in words(enter("asif").get(there(one)))
    for address in (HOME, there(one)):
        assert "Widows of the pier" not in words(cora.get(address))
    assert "There is no map" in words(cora.get(there(one)))
    late = enter("bea").post(draw(one), filled(*FIVE) | {"act": "hand_in"}, follow=True)
    assert "came too late and does not count" in words(late)
    assert "The round is over" in words(cora.post(there(one), {"act": "widen", "due_on": one.due_on.isoformat()}))


def test_the_page_of_an_employer_says_that_a_stage_waits_for_the_consensus(cast: Cast, enter: Enter) -> None:
    text = journeyfile.shipped_path().read_text("utf-8")
    start = text.index("      - key: answered")
    new = "      - key: agreed\n        text: We agree who matters\n        fact: stakeholders_agreed\n"
    document = journeyfile.read(text[:start] + new + text[text.index("    standards:", start) :])
    actions.publish_journey(cast.centre, by=cast.as_("cora"), document=document)
    file, bea = opened(cast), enter("bea")
    page = words(bea.get(f"/employers/all/{file.uuid}/"))
    assert "Nobody has been asked to draw the principal stakeholders yet." in page
    drawn(cast, asked(cast), "asif", "ines", "bea", "cora")
    assert "it holds now" in words(bea.get(f"/employers/all/{file.uuid}/"))
    assert "a fact of your organisation" in words(bea.get("/employers/all/journey/"))


def test_the_page_shows_the_map_its_table_and_the_consensus(cast: Cast, cora: Client, enter: Enter) -> None:
    one = asked(cast)
    drawn(cast, one, "asif", "ines", "bea")
    drawn(cast, one, "cora", called=(*FIVE, "Schools"))
    page = words(cora.get(there(one)))
    assert "You agree who your principal stakeholders are" in page
    assert "Any two drawings have on average 91 in 100 of their names in common." in page
    assert page.count('class="stakes stakes--') == 2
    assert '<td data-label="Named by" class="num">1 of 4</td>' in page
    assert "You agree who your principal stakeholders are" in words(enter("quentin").get(HOME))
    notices.tell_pending()
    assert Kind.STAKEHOLDERS_OVER in [notice.kind for notice in told.notices_of(cast.asif)]


def test_a_manager_makes_names_one_and_parts_them_again(cast: Cast, cora: Client, enter: Enter) -> None:
    one = asked(cast, "asif", "ines", "bea")
    drawn(cast, one, "asif", "ines", called=FIVE)
    drawn(cast, one, "bea", called=("Learner", "Employers", "Our staff", "Funders", "Awarding bodies"))
    page = words(cora.get(there(one)))
    assert "“Learners”, “Learner”" in page
    assert "Make them one: Learners" in page
    assert "Make them one" not in words(enter("asif").get(there(one)))
    none = cora.post(there(one), {"act": "one", "names": ["learner"]})
    assert (none.status_code, "Choose what it is called on the map." in words(none)) == (422, True)
    page = words(cora.post(there(one), {"act": "one", "names": ["learner", "learners"], "into": "learners"}, follow=True))
    assert "“Learner” counts as “Learners”" in page
    assert "also written: Learner" in page
    assert "These look like one." not in page
    page = words(cora.post(there(one), {"act": "part", "name": "learner"}, follow=True))
    assert "These look like one." in page
    assert enter("bea").post(there(one), {"act": "part", "name": "learner"}).status_code == 404


def test_the_round_is_given_longer_and_further_colleagues_are_asked(cast: Cast, cora: Client) -> None:
    one = asked(cast, "asif", "ines", "bea")
    later = one.due_on + timedelta(days=3)
    same = cora.post(there(one), {"act": "widen", "due_on": one.due_on.isoformat()})
    assert (same.status_code, "Give a later day, or tick somebody" in words(same)) == (422, True)
    cora.post(there(one), {"act": "widen", "due_on": later.isoformat(), "people": [str(cast.cora.uuid)]})
    one.refresh_from_db()
    assert one.due_on == later
    assert "0 of 4 colleagues have drawn." in words(cora.get(there(one)))


def test_a_round_is_compared_with_the_one_before(cast: Cast, cora: Client) -> None:
    drawn(cast, asked(cast, "asif", "ines", "bea"), "asif", "ines", "bea")
    one = asked(cast, "asif", "ines", "bea")
    drawn(cast, one, "asif", "ines", "bea", called=(*FIVE[:4], "Schools"))
    page = words(cora.get(there(one)))
    assert "Since round 1" in page
    assert "new among those agreed" in page
    assert "no longer agreed" in page
    assert "Round 2" in words(cora.get(HOME))


def test_a_stranger_finds_nothing(cast: Cast, enter: Enter) -> None:
    one = asked(cast)
    for address in (there(one), draw(one)):
        assert enter("stan").get(address).status_code == 404


@pytest.mark.parametrize("rounds", [2, 4])
def test_the_pages_ask_no_more_with_more_rounds(
    cast: Cast, cora: Client, rounds: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _n in range(rounds):
        one = asked(cast, "asif", "ines", "bea")
        drawn(cast, one, "asif", "ines", "bea", called=FIVE)
    actions.name_as_one(one, by=cast.as_("cora"), names=["funders"], into="employers")
    cora.get(HOME)
    with django_assert_num_queries(15):
        cora.get(HOME)
    with django_assert_num_queries(21):
        cora.get(there(one))
