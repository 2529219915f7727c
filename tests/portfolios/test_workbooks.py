"""Workbooks: opened, written version by version, taken into the portfolio as evidence without what is confidential."""

from decimal import Decimal

import pytest

from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.base.verification import verify
from milepost.engine.workbooks import form_of, loose_ends, shared, worked
from milepost.people.words import Role
from milepost.portfolios import actions, policies, queries, words, workbooktext
from milepost.portfolios.models import Workbook
from milepost.web.workbooks import showing
from tests import build
from tests.cast import Cast

COMPLAINT = {
    "reference": "C-4411", "came_on": "2026-09-01", "against": "Two bills for one month.", "wants": "One of them back.",
    "circumstances": "She is in hospital.", "findings": [{"what": "A second bill left", "sure": "5"}], "our_part": "Nobody stopped it.",
    "options": [{"option": "Pay it back", "customer": "5", "fair": "4", "us": "3"}], "chosen": "Paid back the same day.",
}  # fmt: skip


def complaint(cast: Cast, **change: object) -> Workbook:
    lena = cast.as_("lena")
    opened = actions.open_workbook("complaint_investigation", by=lena, title="Two bills")
    actions.write_workbook(opened, by=lena, title="Two bills", answers={**COMPLAINT, **change})
    opened.refresh_from_db()
    return opened


def newest(one: Workbook) -> object:
    return queries.versions_of_workbook(one).first()


def test_each_time_something_new_is_kept_it_is_a_version(cast: Cast) -> None:
    one, lena = complaint(cast), cast.as_("lena")
    again = actions.write_workbook(one, by=lena, title="Two bills", answers=COMPLAINT)
    assert again.number == 1  # a form sent twice
    second = actions.write_workbook(one, by=lena, title="Two bills in May", answers={**COMPLAINT, "wants": "A word."})
    one.refresh_from_db()
    assert (second.number, one.version, one.title) == (2, 2, "Two bills in May")
    assert [version.answers["wants"] for version in queries.versions_of_workbook(one)] == ["A word.", "One of them back."]
    named = Event.objects.filter(stream=one.stream).order_by("position").values_list("name", flat=True)
    assert list(named) == [words.WORKBOOK_OPENED, words.WORKBOOK_WRITTEN, words.WORKBOOK_WRITTEN]
    assert verify() == []


def test_a_workbook_is_its_owners_alone(cast: Cast) -> None:
    one = complaint(cast)
    for who, role in [("asif", None), ("cora", None), ("stan", Role.LEARNER)]:
        assert not queries.workbooks(by=cast.as_(who, role)).exists()
        with pytest.raises(Refused, match="Only who keeps"):
            actions.write_workbook(one, by=cast.as_(who, role), title="Mine", answers=COMPLAINT)


def test_people_from_outside_keep_none(cast: Cast) -> None:
    assert policies.why_not_open_workbook("process_review", by=cast.as_("eva"))
    assert policies.why_not_open_workbook("process_review", by=cast.as_("cora")) is None
    with pytest.raises(Refused, match="no such workbook"):
        actions.open_workbook("tea_leaves", by=cast.as_("lena"))


@pytest.mark.parametrize(("change", "why"), [({"wants": "x" * 10_001}, "longer than"), ({"findings": [{"what": "x"}] * 61}, "60 rows")])
def test_what_is_too_much_is_refused(cast: Cast, change: dict[str, object], why: str) -> None:
    with pytest.raises(Refused, match=why):
        complaint(cast, **change)


def test_nothing_is_no_version(cast: Cast) -> None:
    opened = actions.open_workbook("process_review", by=cast.as_("lena"))
    with pytest.raises(Refused, match="Write something"):
        actions.write_workbook(opened, by=cast.as_("lena"), title="Empty", answers={"steps_now": [{}]})


def test_as_evidence_it_can_be_read_and_holds_nothing_confidential(cast: Cast) -> None:
    made, one = build.with_units(cast), complaint(cast)
    evidence = actions.take_workbook(newest(one), by=cast.as_("lena"), registration=made)
    version = evidence.versions.get()
    assert (evidence.kind, evidence.title) == (words.EvidenceKind.WORKBOOK, "Two bills")
    assert "What do they hold against us? Two bills for one month." in version.body
    assert "Points in all: 12" in version.body
    assert "hospital" not in version.body + str(version.details)
    assert verify() == []


def test_a_later_version_replaces_the_piece_and_the_same_one_does_nothing(cast: Cast) -> None:
    made, one, lena = build.with_units(cast), complaint(cast), cast.as_("lena")
    first = actions.take_workbook(newest(one), by=lena, registration=made)
    assert actions.take_workbook(newest(one), by=lena, registration=made) == first
    assert first.versions.count() == 1
    actions.write_workbook(one, by=lena, title="Two bills", answers={**COMPLAINT, "wants": "A word."})
    one.refresh_from_db()
    actions.take_workbook(newest(one), by=lena, registration=made)
    first.refresh_from_db()
    assert first.version == 2
    assert "A word." in first.versions.get(number=2).body
    assert made.evidence.count() == 1


def test_what_is_needed_is_asked_before_it_is_claimed(cast: Cast) -> None:
    made, one = build.with_units(cast), complaint(cast, chosen="", options=[])
    with pytest.raises(Refused, match="“What could be done” and “Which one did you agree"):
        actions.take_workbook(newest(one), by=cast.as_("lena"), registration=made)


def test_nobody_claims_the_workbook_of_somebody_else(cast: Cast) -> None:
    made, one = build.with_units(cast), build.workbook(cast, "asif")
    with pytest.raises(Refused, match="Only who keeps"):
        actions.take_workbook(newest(one), by=cast.as_("lena"), registration=made)


def test_a_piece_of_this_kind_comes_from_a_workbook_only(cast: Cast) -> None:
    made = build.with_units(cast)
    with pytest.raises(Refused, match="from its own page"):
        actions.add_evidence(made, by=cast.as_("lena"), kind=words.EvidenceKind.WORKBOOK, title="Forged", body="Trust me.")


COUNTING = {
    "format": "milepost-workbook/1", "key": "counting", "version": 1, "title": "Counting", "about": "What is counted.",
    "sections": [{"key": "all", "title": "All", "questions": [
        {"key": "people", "asks": "People", "kind": "table", "columns": [
            {"key": "role", "asks": "Role", "kind": "line"},
            {"key": "cost", "asks": "Cost", "kind": "number"},
            {"key": "name", "asks": "Name", "kind": "person", "confidential": True, "total": "count"},
        ]},
        {"key": "later", "asks": "Later", "kind": "table", "columns": [
            {"key": "role", "asks": "Role", "kind": "line"}, {"key": "cost", "asks": "Cost", "kind": "number"},
        ]},
        {"key": "named", "asks": "Named", "kind": "worked", "of": "count(people.name)"},
        {"key": "product", "asks": "Product", "kind": "worked", "of": "sum(people.cost) * sum(people.cost)"},
    ]}],
    "charts": [{"kind": "rows", "title": "Cost", "tables": ["people", "later"], "label": "role", "of": "cost", "unit": "£"},
               {"kind": "steps", "title": "Steps", "tables": ["people", "later"], "label": "role", "of": "cost"}],
}  # fmt: skip
COUNTED = {
    "people": [{"role": "Nurse", "cost": "99999999999", "name": "Ada"}, {"role": "Cook", "cost": "3", "name": "Bo"}],
    "later": [{"role": "Baker", "cost": "1000000000000000"}],
}  # fmt: skip


def test_the_copy_says_what_is_withheld_and_gives_no_wrong_figure() -> None:
    form = form_of(COUNTING)
    assert not list(loose_ends(form))
    copied = "\n".join(workbooktext.paragraphs(form, shared(form, COUNTED)))
    assert "Named: withheld, because it rests on confidential answers" in copied
    assert "Ada" not in copied and "How many" not in copied
    assert workbooktext.answer(form.by_key["named"], COUNTED, worked(form, COUNTED)) == "2"  # its owner reads it


def test_a_chart_of_two_tables_and_of_huge_numbers_is_drawn() -> None:
    form = form_of(COUNTING)
    rows, _steps = showing.pictures_of(form, COUNTED)
    assert [bar.words for bar in rows.bars] == ["100 bn", "3", "1,000 tn"]
    assert [label for label, _words in rows.lines] == ["1 Nurse", "2 Cook", "3 Baker"]
    assert "£99,999,999,999" in rows.finding
    assert workbooktext.number_said(Decimal(10) ** 40).startswith("10,000")
