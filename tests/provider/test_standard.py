"""A portfolio against a standard: held, written, shown, scored and frozen; live until then."""

from datetime import date, timedelta
from typing import Any

import pytest

from milepost.base import clock, files
from milepost.base.refusal import Refused
from milepost.commitments import actions as commitments
from milepost.commitments import standardfile
from milepost.frameworks.specfile import Unreadable
from milepost.provider import actions, facts, freezing, measures, qualityfile, queries, words
from milepost.provider.models import Application, HeldStandard, IndicatorScore, Statement
from milepost.provider.words import ShownKind
from tests.cast import Cast
from tests.employers.acting import last_event
from tests.provider.holding import FEEDBACK, filled, hold, judged, measured


def test_every_standard_that_comes_with_milepost_can_be_used_and_says_what_is_not_known() -> None:
    found = qualityfile.shipped_documents()
    assert set(found) == {"training-quality", "advice-matrix", "ofqual-centres", "management-system"}
    assert all(document["unknown"] for document in found.values())
    tqs = {one.key: one for one in qualityfile.shipped()}["training-quality"]
    assert (tqs.full.more_than, tqs.years) == (55, 3)
    assert [key for key, one in tqs.indicators.items() if not one.scored] == ["A0", "B0"]
    assert tqs.conditional is not None and tqs.conditional.each == {"results": 25}


def test_a_file_with_a_loop_is_refused_with_its_way() -> None:
    text = """
format: milepost-quality/1
key: loop
title: Loop
about: It leads back.
bands: [{key: open, title: Open, percent: 0}, {key: met, title: Met, percent: 100}]
routes: {full: {each: {approach: 100}}}
parts:
  - {key: A, title: A, needs: [B], indicators: [{key: A1, title: One, aspect: approach}]}
  - {key: B, title: B, needs: [A], indicators: [{key: B1, title: One, aspect: approach}]}
"""
    with pytest.raises(Unreadable, match="A → B → A"):
        qualityfile.read(text)
    with pytest.raises(Unreadable, match="line 9"):
        qualityfile.read(text.replace("aspect: approach}]}\n  - {key: B", "aspect: taste}]}\n  - {key: B"))


def test_a_standard_is_held_once(cast: Cast) -> None:
    held = hold(cast)
    assert (held.parts, last_event().name) == (["A"], words.STANDARD_HELD)
    with pytest.raises(Refused, match="Go on with that one"):
        hold(cast)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"parts": ("B",)}, "part B does not count without part A"),
        ({"parts": ()}, "no part of the standard is chosen"),
        ({"parts": ("A", "Z")}, "no part Z"),
        ({"apply_by": date(2020, 1, 1)}, "The day to apply has passed"),
        ({"apply_by": date(2090, 1, 1)}, "more than five years"),
    ],
)
def test_what_cannot_be_held_is_refused(cast: Cast, changed: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        hold(cast, **changed)
    assert not HeldStandard.objects.exists()


def test_only_who_keeps_quality_or_runs_the_centre_works_on_it(cast: Cast) -> None:
    held = hold(cast)
    for who in ("asif", "ines", "bea", "lena"):
        with pytest.raises(Refused, match="Only who keeps quality"):
            actions.write_statement(held, by=cast.as_(who), indicator="A1", said="Mine.")
        assert not queries.held_standards(by=cast.as_(who))
    assert actions.write_statement(held, by=cast.as_("cora"), indicator="A1", said="Ours.")


def test_what_stood_there_before_stays(cast: Cast) -> None:
    held = hold(cast)
    for said in ("First.", "Second."):
        actions.write_statement(held, by=cast.as_("quentin"), indicator="A1", said=said)
    assert queries.newest_statements(held)["A1"].text == "Second."
    assert list(Statement.objects.order_by("pk").values_list("text", flat=True)) == ["First.", "Second."]
    with pytest.raises(Refused, match="have no indicator B1"):
        actions.write_statement(held, by=cast.as_("quentin"), indicator="B1", said="Not ours.")


def test_a_measure_is_live(cast: Cast) -> None:
    held = hold(cast)
    measured(cast, held)
    before = facts.standing_of(held).figures[FEEDBACK]
    assert (before.of, before.percent, before.gone) == (0, None, False)
    judged(cast)
    now = facts.standing_of(held).figures[FEEDBACK]
    assert (now.kept, now.of, now.percent) == (1, 1, 100)
    assert sum(of for _month, _kept, of in now.months) == 1


def test_what_nothing_counts_cannot_be_asked(cast: Cast) -> None:
    with pytest.raises(Refused, match="Nothing here counts that"):
        measured(cast, hold(cast), question="standard:weather")


def test_a_measure_whose_source_is_gone_is_said_and_keeps_the_application_back(cast: Cast) -> None:
    held = filled(cast, hold(cast))
    place = measured(cast, held)
    assert facts.standing_of(held).lacks == []
    document = {**standardfile.shipped_document()}
    document["standards"] = [one for one in document["standards"] if one["key"] != "feedback"]
    commitments.publish_standards(cast.centre, by=cast.as_("cora"), document=document)
    assert facts.standing_of(held).figures[FEEDBACK].gone
    with pytest.raises(Refused, match="asks for something that is no longer counted"):
        actions.freeze(held, by=cast.as_("quentin"))
    actions.take_away(place, by=cast.as_("quentin"))
    assert actions.freeze(held, by=cast.as_("quentin")).number == 1


def test_several_questions_ask_no_more_than_one(cast: Cast, django_assert_num_queries: Any) -> None:
    asked = [
        question for question, _words in measures.choices(cast.centre.pk) if question.count(":") == 1 and question.startswith("standard:")
    ]
    with django_assert_num_queries(4):
        measures.figures(asked[:1], centre_id=cast.centre.pk)
    with django_assert_num_queries(4):
        measures.figures(asked, centre_id=cast.centre.pk)


def test_context_is_not_scored_and_a_score_says_what_it_rests_on(cast: Cast) -> None:
    held, by = hold(cast), cast.as_("quentin")
    for given, said in (
        ({"indicator": "A0", "band": "most", "because": "x"}, "Context is read and not scored"),
        ({"indicator": "A1", "band": "splendid", "because": "x"}, "Choose one of the scores"),
        ({"indicator": "A1", "band": "most", "because": " "}, "what the score rests on"),
    ):
        with pytest.raises(Refused, match=said):
            actions.score(held, by=by, **given)
    assert not IndicatorScore.objects.exists()


def test_one_piece_serves_two_standards(cast: Cast) -> None:
    first, second, by = hold(cast), hold(cast, "advice-matrix", ("4",)), cast.as_("quentin")
    shown = measured(cast, first).evidence
    assert actions.place(second, by=by, indicator="4-results", evidence=shown).evidence == shown
    assert last_event().name == words.EVIDENCE_PLACED
    with pytest.raises(Refused, match="stands here already"):
        actions.place(second, by=by, indicator="4-results", evidence=shown)


def test_text_is_pasted_only_where_it_belongs_to_somebody(cast: Cast) -> None:
    by = cast.as_("quentin")
    held = hold(cast, "management-system", ("4",))
    actions.paste_text(held, by=by, indicator="4.1", said="Words of the licence holder.")
    assert queries.licensed_texts(held)["4.1"].text == "Words of the licence holder."
    with pytest.raises(Refused, match="comes in our own words"):
        actions.paste_text(hold(cast), by=by, indicator="A1", said="Something.")


def test_a_file_of_another_centre_is_not_shown(cast: Cast) -> None:
    held, by = hold(cast), cast.as_("quentin")
    theirs = files.store(b"Ours alone.", name="plan.txt", centre=cast.elsewhere, by=cast.as_("stan"))
    with pytest.raises(Refused, match="Choose the file"):
        actions.show(held, by=by, indicator="A1", kind=ShownKind.FILE, title="Plan", file=theirs)


def test_an_application_is_not_frozen_before_all_is_there(cast: Cast) -> None:
    held = hold(cast)
    with pytest.raises(Refused, match=r"nothing is written on 6 indicators: A0, A1.*5 indicators have no score"):
        actions.freeze(held, by=cast.as_("quentin"))
    assert not Application.objects.exists()


def test_an_application_keeps_the_figures_of_its_moment(cast: Cast) -> None:
    held = filled(cast, hold(cast))
    measured(cast, held)
    judged(cast)
    one = actions.freeze(held, by=cast.as_("quentin"))
    results = one.body["parts"][0]["indicators"][-1]
    frozen = next(each["figure"] for each in results["evidence"] if each["figure"])
    assert (frozen["kept"], frozen["of"], frozen["percent"]) == (1, 1, 100)
    assert one.body["outcome"]["verdict"] == "full"
    assert last_event().args["digest"] == one.digest
    actions.write_statement(held, by=cast.as_("quentin"), indicator="A1", said="Something else by now.")
    one.refresh_from_db()
    assert freezing.digest_of(one.body) == one.digest
    assert "Something else" not in str(one.body)
    second = actions.freeze(held, by=cast.as_("cora"))
    assert (second.number, second.digest != one.digest) == (2, True)


def test_what_is_frozen_after_its_day_waits_for_the_next(cast: Cast) -> None:
    held = filled(cast, hold(cast, apply_by=clock.today() + timedelta(days=1)))
    HeldStandard.objects.update(apply_by=clock.today() - timedelta(days=1))
    with pytest.raises(Refused, match="Nothing is lost"):
        actions.freeze(held, by=cast.as_("quentin"))
    with pytest.raises(Refused, match="has passed"):
        actions.set_day(held, by=cast.as_("quentin"), apply_by=clock.today() - timedelta(days=1))
    actions.set_day(held, by=cast.as_("quentin"), apply_by=None)
    assert actions.freeze(held, by=cast.as_("quentin"))
