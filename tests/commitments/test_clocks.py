"""Clocks of a centre: they follow the journal, stand where it stands when built anew, warn, break, and move with days off."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from milepost.assessment import actions as assessment
from milepost.base import clock
from milepost.base.actors import system
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.commitments import actions, projection, queries, standardfile, tasks, words
from milepost.commitments.models import BreachAccount, Clock, ClockMark
from milepost.commitments.words import BreachWhy, ClockState, DayOffKind
from milepost.employers import actions as employers
from milepost.notices import queries as notices
from milepost.notices import tasks as telling
from milepost.notices.sentences import sentence
from milepost.portfolios import actions as portfolios
from tests import build
from tests.cast import Cast

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2027, 3, 22, 10, 0, tzinfo=LONDON)  # before Easter


def tell() -> None:
    telling.tell_pending(limit=1000)


def the(standard: str) -> Clock:
    return Clock.objects.get(standard=standard)


def handed_in(cast: Cast):
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1", "L1:1.2"])
    tell()
    return made


def test_a_clock_follows_the_journal_over_easter_and_the_change_of_the_clock(cast: Cast) -> None:
    with clock.at(MONDAY):
        made = handed_in(cast)
        feedback = the("feedback")
        assert (feedback.state, feedback.registration) == (ClockState.RUNNING, made)
        # Tuesday 23 March is the first of ten; Good Friday and Easter Monday do not count.
        assert feedback.due_at == datetime(2027, 4, 7, 17, 0, tzinfo=LONDON)
        assert feedback.warn_at == datetime(2027, 4, 5, 17, 0, tzinfo=LONDON)
    with clock.at(MONDAY + timedelta(days=3)):
        build.judged(cast, made, ["L1:1.1"])
        tell()
        assert the("feedback").state == ClockState.RUNNING, "one of two criteria is still to be answered"
    with clock.at(MONDAY + timedelta(days=4)):
        build.judged(cast, made, ["L1:1.2"])
        tell()
        kept = the("feedback")
        assert (kept.state, kept.month, kept.ended_by) == (ClockState.KEPT, date(2027, 3, 1), cast.as_("asif"))


def test_a_break_in_learning_stops_the_clock(cast: Cast) -> None:
    with clock.at(MONDAY):
        made = handed_in(cast)
    with clock.at(MONDAY + timedelta(days=1)):
        portfolios.pause_registration(made, by=cast.as_("cora"), starts_on=clock.today(), reason="A new baby.")
        tell()
        assert (the("feedback").state, the("feedback").due_at) == (ClockState.PAUSED, None)
    with clock.at(MONDAY + timedelta(days=8)):
        portfolios.resume_registration(made, by=cast.as_("cora"), back_on=clock.today())
        tell()
        # Closing time of 23, 24 and 25 March fell into the break.
        assert the("feedback").due_at == datetime(2027, 4, 12, 17, 0, tzinfo=LONDON)


def test_building_all_anew_finds_no_difference_and_mends_what_was_altered(cast: Cast) -> None:
    made = handed_in(cast)
    build.visit(cast, made)
    build.judged(cast, made, ["L1:1.1"])
    tell()
    assert projection.rebuild(cast.centre.pk, write=False).any is False
    kept = list(Clock.objects.order_by("uuid").values())
    Clock.objects.filter(standard="feedback").update(due_at=clock.now())
    Clock.objects.filter(standard="contact").delete()
    Clock.objects.filter(standard="units-agreed").update(uuid="00000000-0000-4000-8000-000000000000")
    found = projection.rebuild(cast.centre.pk, write=False)
    assert (found.added, found.changed, found.removed) == (4, 1, 1)
    projection.rebuild(cast.centre.pk)
    assert [{**row, "id": 0} for row in Clock.objects.order_by("uuid").values()] == [{**row, "id": 0} for row in kept]


def test_the_owner_is_warned_once_before_it_breaks_and_told_when_it_has(cast: Cast) -> None:
    with clock.at(MONDAY):
        handed_in(cast)
        assert tasks.watch_clocks() == 0
    with clock.at(datetime(2027, 4, 6, 9, 0, tzinfo=LONDON)):
        assert tasks.watch_clocks() >= 1
        assert tasks.watch_clocks() == 0
        tell()
        said = [sentence(one) for one in notices.notices_of(cast.asif)]
        assert "Feedback on handed-in work: for Lena Hartog it is due on Wednesday 7 April, 17:00." in said
    with clock.at(datetime(2027, 4, 7, 17, 1, tzinfo=LONDON)):
        tasks.watch_clocks()
        tell()
        for person in (cast.asif, cast.cora):
            said = [sentence(one) for one in notices.notices_of(person)]
            assert any("it was due on Wednesday 7 April, 17:00. Say why it was late" in one for one in said)
    assert ClockMark.objects.filter(what="broken", clock=the("feedback").uuid).count() == 1


def test_what_broke_long_ago_is_no_news(cast: Cast) -> None:
    with clock.at(MONDAY):
        handed_in(cast)
    with clock.at(MONDAY + timedelta(days=90)):
        tasks.watch_clocks()
    assert not ClockMark.objects.filter(clock=the("feedback").uuid).exists()


def test_a_breach_says_why_and_what_was_done(cast: Cast) -> None:
    with clock.at(MONDAY):
        handed_in(cast)
        running = the("feedback")
        with pytest.raises(Refused, match="not broken"):
            actions.explain_breach(running, by=cast.as_("asif"), why=BreachWhy.LOAD, said="", done="Sorry.")
    with clock.at(MONDAY + timedelta(days=30)):
        asif = cast.as_("asif")
        with pytest.raises(Refused, match="Say what was done"):
            actions.explain_breach(running, by=asif, why=BreachWhy.LOAD, said="", done=" ")
        with pytest.raises(Refused, match="Choose what it was"):
            actions.explain_breach(running, by=asif, why="weather", said="", done="Rang her.")
        with pytest.raises(Refused, match="Only whose clock it is"):
            actions.explain_breach(running, by=cast.as_("ines"), why=BreachWhy.LOAD, said="", done="Rang her.")
        with pytest.raises(Refused, match="Only staff"):
            actions.explain_breach(running, by=cast.as_("lena"), why=BreachWhy.LOAD, said="", done="Rang her.")
        account = actions.explain_breach(running, by=asif, why=BreachWhy.LOAD, said="Three units at once.", done="Rang her.")
        assert queries.accounts_of([running.uuid]) == {running.uuid: account}
        event = Event.objects.get(name=words.BREACH_EXPLAINED)
        assert event.personal["done"] == "Rang her."
        assert [row[0] for row in event.rows] == [BreachAccount._meta.model_name]


# Days off ---------------------------------------------------------------------------------------------------------------


def test_a_bank_holiday_announced_late_moves_what_runs_and_says_so(cast: Cast) -> None:
    with clock.at(MONDAY):
        handed_in(cast)
    with clock.at(MONDAY + timedelta(days=1)):
        actions.close_day(cast.centre, by=cast.as_("cora"), day=date(2027, 4, 1), kind=DayOffKind.BANK_HOLIDAY, name="The jubilee")
        tell()
        tasks.recount.call(cast.centre.pk, words.DAY_CLOSED)
        tell()
        moved = the("feedback")
        assert moved.due_at == datetime(2027, 4, 8, 17, 0, tzinfo=LONDON)
        assert moved.was_due_at == datetime(2027, 4, 7, 17, 0, tzinfo=LONDON)
        assert Event.objects.get(name=words.CLOCKS_RECOUNTED).args["moved"] >= 1
        assert any("have another time now" in sentence(one) for one in notices.notices_of(cast.cora))
        build.handed_in(cast, moved.registration, ["L2:1.1"])
        tell()
        later = Clock.objects.filter(standard="feedback").latest("started_at")
        assert later.was_due_at is None, "this one began when the day was known"
        assert projection.rebuild(cast.centre.pk, write=False).any is False


def test_a_day_off_that_is_taken_back_moves_clocks_back(cast: Cast) -> None:
    with clock.at(MONDAY):
        handed_in(cast)
        off = actions.close_day(cast.centre, by=cast.as_("cora"), day=date(2027, 4, 1), kind=DayOffKind.CLOSURE, name="Stock-taking")
        tasks.recount.call(cast.centre.pk, words.DAY_CLOSED)
        assert the("feedback").due_at == datetime(2027, 4, 8, 17, 0, tzinfo=LONDON)
        actions.reopen_day(off, by=cast.as_("cora"))
        tasks.recount.call(cast.centre.pk, words.DAY_REOPENED)
        assert (the("feedback").due_at, the("feedback").was_due_at) == (datetime(2027, 4, 7, 17, 0, tzinfo=LONDON), None)
        with pytest.raises(Refused, match="taken back already"):
            actions.reopen_day(off, by=cast.as_("cora"))


@pytest.mark.parametrize(
    ("who", "changes", "sentence_"),
    [
        ("asif", {}, "Only the manager or the quality manager"),
        ("stan", {}, "Only the manager or the quality manager"),
        ("cora", {"day": date(2027, 3, 21)}, "cannot be closed afterwards"),
        ("cora", {"name": " "}, "Give the day a name"),
        ("cora", {"kind": "party"}, "Say whether the centre is closed"),
        ("cora", {"day": date(2027, 4, 1)}, "is a day off already"),
    ],
)
def test_a_day_is_closed_by_whom_and_when_it_may_be(cast: Cast, who: str, changes: dict[str, object], sentence_: str) -> None:
    with clock.at(MONDAY):
        actions.close_day(cast.centre, by=cast.as_("cora"), day=date(2027, 4, 1), kind=DayOffKind.CLOSURE, name="Stock-taking")
        given = {"day": date(2027, 4, 2), "kind": DayOffKind.CLOSURE, "name": "Training day", **changes}
        with pytest.raises(Refused, match=sentence_):
            actions.close_day(cast.centre, by=cast.as_(who), **given)  # type: ignore[arg-type]


# Hours, sets, months, the page ------------------------------------------------------------------------------------------


def test_office_hours_hold_from_their_day_on(cast: Cast) -> None:
    with clock.at(MONDAY):
        made = handed_in(cast)
        actions.set_hours(
            cast.centre, by=cast.as_("quentin"), from_on=date(2027, 3, 24), division="scotland", week="mon-thu 08:00-16:30, fri 08:00-15:00"
        )
        tasks.recount.call(cast.centre.pk, words.HOURS_SET)
        assert the("feedback").due_at == datetime(2027, 4, 7, 17, 0, tzinfo=LONDON), "it began under the hours of before"
    with clock.at(MONDAY + timedelta(days=2)):
        build.handed_in(cast, made, ["L2:1.1"])
        tell()
        # Scotland works on Easter Monday.
        assert Clock.objects.filter(standard="feedback").latest("started_at").due_at == datetime(2027, 4, 8, 16, 30, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("changes", "sentence_"),
    [
        ({"week": "9-5"}, "are no office hours"),
        ({"cut_off": "4pm"}, "is no time of day"),
        ({"zone": "Milton/Keynes"}, "no time zone"),
        ({"division": "wales"}, "Choose whose bank holidays"),
    ],
)
def test_hours_that_are_none_are_refused(cast: Cast, changes: dict[str, str], sentence_: str) -> None:
    given = {"from_on": date(2027, 3, 22), "division": "scotland", "week": "09:00-17:00", **changes}
    with pytest.raises(Refused, match=sentence_):
        actions.set_hours(cast.centre, by=cast.as_("cora"), **given)  # type: ignore[arg-type]


def test_a_set_of_ones_own_holds_for_what_starts_later(cast: Cast) -> None:
    with clock.at(MONDAY):
        made = handed_in(cast)
    document = standardfile.shipped_document()
    ours = {**document, "standards": [{**one, "within": "3 working days"} for one in document["standards"] if one["key"] == "feedback"]}
    with clock.at(MONDAY + timedelta(hours=1)):
        published = actions.publish_standards(cast.centre, by=cast.as_("cora"), document=ours)
        assert published.number == 1
        with pytest.raises(Refused, match="hold already"):
            actions.publish_standards(cast.centre, by=cast.as_("cora"), document=ours)
    with clock.at(MONDAY + timedelta(hours=2)):
        build.handed_in(cast, made, ["L2:1.1"])
        tell()
        first, second = Clock.objects.filter(standard="feedback").order_by("started_at")
        assert (first.edition, first.due_at) == (0, datetime(2027, 4, 7, 17, 0, tzinfo=LONDON))
        assert (second.edition, second.due_at) == (1, datetime(2027, 3, 25, 17, 0, tzinfo=LONDON))
        assert projection.rebuild(cast.centre.pk, write=False).any is False


def test_months_before_the_start_are_counted_by_hand_and_no_others(cast: Cast) -> None:
    with clock.at(MONDAY):
        handed_in(cast)
        quentin = cast.as_("quentin")
        given = {"standard": "feedback", "of": 20, "kept": 18, "source": "The spreadsheet of February"}
        made = actions.count_by_hand(cast.centre, by=quentin, month=date(2027, 2, 14), **given)
        assert queries.hand_counts(cast.centre.pk) == {("feedback", date(2027, 2, 1)): made}
        for changes, why in (
            ({"month": date(2027, 4, 1)}, "still to come"),
            ({"of": 0}, "Say of how many"),
            ({"kept": 21}, "no more than there were"),
            ({"source": ""}, "where the numbers come from"),
            ({"standard": "speed"}, "one of your standards"),
        ):
            with pytest.raises(Refused, match=why):
                actions.count_by_hand(cast.centre, by=quentin, **{"month": date(2027, 2, 1), **given, **changes})
    with clock.at(MONDAY + timedelta(days=40)), pytest.raises(Refused, match="since April 2027"):
        actions.count_by_hand(cast.centre, by=quentin, month=date(2027, 4, 1), **given)


def test_the_page_for_the_public_opens_and_closes(cast: Cast) -> None:
    page = actions.open_page(cast.centre, by=cast.as_("cora"))
    assert queries.public_page(page.uuid) == page
    with pytest.raises(Refused, match="open already"):
        actions.open_page(cast.centre, by=cast.as_("cora"))
    actions.close_page(page, by=cast.as_("cora"))
    assert queries.public_page(page.uuid) is None
    with pytest.raises(Refused, match="closed already"):
        actions.close_page(page, by=cast.as_("cora"))


# Visits -----------------------------------------------------------------------------------------------------------------


def test_an_agreed_visit_counts_as_kept_moved_or_missed(cast: Cast) -> None:
    made = build.with_units(cast)
    asif, lena = cast.as_("asif"), cast.as_("lena")
    visit = build.agreed_visit(cast, made)
    tell()
    assert the("visits-kept").state == ClockState.RUNNING
    assert the("visits-kept").counts_at is None, "nobody has said yet whether it took place"
    starts = visit.starts_at + timedelta(days=2)
    assessment.move_visit(visit, by=asif, starts_at=starts, ends_at=starts + timedelta(hours=1), place="North station")
    assessment.agree_visit(visit, by=lena)
    with clock.at(starts + timedelta(hours=3)):
        assessment.keep_visit(visit, by=asif)
    tell()
    states = list(Clock.objects.filter(standard="visits-kept").order_by("started_at").values_list("state", flat=True))
    assert states == [ClockState.MOVED, ClockState.KEPT]
    assert projection.rebuild(cast.centre.pk, write=False).any is False


def test_a_worker_warns_and_nobody_else(cast: Cast) -> None:
    handed_in(cast)
    for act in (actions.warn, actions.note_breach):
        with pytest.raises(Refused, match=r"by itself|by themselves"):
            act(the("feedback"), by=cast.as_("cora"))
    with pytest.raises(Refused, match="not broken"):
        actions.note_breach(the("feedback"), by=system())


# Employers --------------------------------------------------------------------------------------------------------------


def enquired(cast: Cast):
    return employers.receive_enquiry(
        cast.centre,
        by=cast.as_("bea"),
        source="phone",
        organisation="Ottersby Ferry",
        name="Emil Sorensen",
        phone="0161 496 0000",
        text="Two apprentices?",
    )


def test_an_enquiry_is_followed_from_before_there_is_a_file_until_it_is_answered(cast: Cast) -> None:
    bea = cast.as_("bea")
    with clock.at(datetime(2027, 3, 25, 16, 40, tzinfo=LONDON)):  # the Thursday before Easter
        enquiry = enquired(cast)
        tell()
        running = the("enquiry")
        assert (running.state, running.file) == (ClockState.RUNNING, None)
        assert running.due_at == datetime(2027, 3, 30, 17, 0, tzinfo=LONDON)
        assert running.warn_at == datetime(2027, 3, 30, 14, 0, tzinfo=LONDON)
        file = employers.open_file(cast.employer, by=bea)
        employers.take_enquiry(enquiry, by=bea, file=file)
        tell()
        assert the("enquiry").file == file
    with clock.at(datetime(2027, 3, 30, 17, 20, tzinfo=LONDON)):
        rung = datetime(2027, 3, 30, 16, 59, tzinfo=LONDON)
        employers.answer_enquiry(enquiry, by=bea, kind="call", text="Yes, two.", happened_at=rung)
        tell()
        kept = the("enquiry")
        assert (kept.state, kept.ended_at, kept.ended_by) == (ClockState.KEPT, rung, bea)
        assert projection.rebuild(cast.centre.pk, write=False).any is False


def test_an_enquiry_that_is_answered_late_is_a_breach_to_the_minute(cast: Cast) -> None:
    bea = cast.as_("bea")
    with clock.at(datetime(2027, 3, 25, 16, 40, tzinfo=LONDON)):
        enquiry = enquired(cast)
        employers.take_enquiry(enquiry, by=bea, file=employers.open_file(cast.employer, by=bea))
    with clock.at(datetime(2027, 3, 30, 17, 1, tzinfo=LONDON)):
        employers.answer_enquiry(enquiry, by=bea, kind="call", text="Yes, two.")
        tell()  # all three at once: the order in which they are heard of does not matter
        assert the("enquiry").state == ClockState.BROKEN
        actions.explain_breach(the("enquiry"), by=bea, why=BreachWhy.MISSED, said="", done="Rang to say sorry.")


def test_a_meeting_with_an_employer_counts_as_kept_moved_or_missed(cast: Cast) -> None:
    bea = cast.as_("bea")
    with clock.at(MONDAY):
        file = employers.open_file(cast.employer, by=bea)
        meeting = employers.plan_meeting(file, by=bea, kind="visit", starts_at=MONDAY + timedelta(days=1), about="What hurts")
        employers.move_meeting(meeting, by=bea, starts_at=MONDAY + timedelta(days=2))
    with clock.at(MONDAY + timedelta(days=3)):
        employers.miss_meeting(meeting, by=bea, missed_by="us", note="The car.")
        tell()
    states = list(Clock.objects.filter(standard="meetings-kept").order_by("started_at").values_list("state", flat=True))
    assert states == [ClockState.MOVED, ClockState.BROKEN]
