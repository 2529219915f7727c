"""Assessing a standard in the browser: nobody sees the scores of others before giving their own."""

from typing import Any

from pytest_django import DjangoAssertNumQueries

from milepost.base.actors import system
from milepost.people import actions as people
from milepost.people.words import Role
from milepost.provider import actions
from milepost.provider.models import IndicatorScore
from tests.cast import Cast
from tests.fixtures import Enter
from tests.provider.holding import filled, hold, measured

PAGE = "/quality-standards/assess/"  # "quality_assessing"


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_peer_scores_before_seeing_the_score_of_its_own(cast: Cast, enter: Enter) -> None:
    held, ines = hold(cast), enter("ines")
    assert "Nothing is scored yet" in words(ines.get(PAGE))
    actions.score(held, by=cast.as_("quentin"), indicator="A1", band="all", because="We are splendid.")
    assert "waits for a peer" in words(ines.get(PAGE)) and "waits for you" in words(ines.get(PAGE))
    assert "waits for you" not in words(enter("quentin").get(PAGE)), "who scored it waits for others"
    desk = f"/quality-standards/{held.uuid}/assess/A1/"  # "quality_assess"
    assert "splendid" not in words(ines.get(desk))
    answer = ines.post(desk, {"stage": "moderation", "band": "some", "because": "Seen."})
    assert answer.status_code == 422 and "No peer has assessed this yet" in words(answer)
    assert ines.post(desk, {"stage": "peer", "band": "", "because": "Seen."}).status_code == 422
    assert ines.post(desk, {"stage": "peer", "band": "some", "because": "Seen."}).status_code == 302
    assert "splendid" in words(ines.get(desk))
    assert "waits for moderation" in words(ines.get(PAGE)) and "waits for you" not in words(ines.get(PAGE))
    assert IndicatorScore.objects.filter(stage="peer").get().percent == 50
    assert ines.get(f"/quality-standards/{held.uuid}/assess/B1/").status_code == 404
    shown = words(enter("quentin").get(f"/quality-standards/{held.uuid}/"))
    assert "50 %" in shown and "100 %" in shown


def test_what_does_not_fit_stands_on_the_page(cast: Cast, enter: Enter) -> None:
    held, by = hold(cast), cast.as_("quentin")
    for key, said in (("A0", "We work with 120 employers."), ("A5", "Of 95 employers most came again.")):
        actions.write_statement(held, by=by, indicator=key, said=said)
    shown = words(enter("quentin").get(f"/quality-standards/{held.uuid}/"))
    assert "A0 says 120 and A5 says 95 of “employer”" in shown


def test_the_desk_asks_no_more_with_more_rows(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    held, ines = hold(cast), enter("ines")
    ines.get(PAGE)
    for question in ("feedback", "visit", "enquiry"):
        measured(cast, held, "A1", f"standard:{question}")
        actions.score(held, by=cast.as_("quentin"), indicator="A1", band="all", because="We are splendid.")
        with django_assert_num_queries(12):
            ines.get(f"/quality-standards/{held.uuid}/assess/A1/")


def test_while_moderators_disagree_the_sign_asks_for_a_third_and_nothing_is_said_to_be_whole(cast: Cast, enter: Enter) -> None:
    held = filled(cast, hold(cast))
    mira = people.appoint(cast.centre, by=system(), email="mira@larkmoor.example", name="Mira", role=Role.IQA).actor
    for who, stage, band in ((cast.as_("ines"), "peer", "most"), (cast.as_("cora"), "moderation", "begun"), (mira, "moderation", "most")):
        actions.assess(held, by=who, indicator="A1", stage=stage, band=band, because="Read in the files.")
    shown = words(enter("quentin").get(f"/quality-standards/{held.uuid}/"))
    sign = shown.partition('class="sign"')[2].partition("</section>")[0]
    assert "Nothing lacks" not in shown
    assert "Ask a third moderator to decide on A1" in sign and "25 % and 75 %" in sign
    assert f"/quality-standards/{held.uuid}/assess/A1/" in sign


def test_the_list_asks_no_more_with_more_standards(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ines = enter("ines")
    for key, parts in (("training-quality", ("A",)), ("advice-matrix", ("1", "2", "3", "4")), ("ofqual-centres", ("A", "C"))):
        filled(cast, hold(cast, key, parts), band="met" if key != "training-quality" else "most")
        with django_assert_num_queries(6):  # session, person, roles; the standards, their editions, their scores
            ines.get(PAGE)
