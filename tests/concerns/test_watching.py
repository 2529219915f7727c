"""A watch: switched on with open eyes, off at any time; what it finds goes to somebody uninvolved and names nobody."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import serializers

from milepost.assessment import actions as assessment
from milepost.base import clock
from milepost.base.actors import system
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.commitments import tasks as clocks
from milepost.concerns import actions, facts, passphrases, queries, tasks, words
from milepost.concerns.models import Watch, WatchAlert
from milepost.engine.detriment import Found, Measure, watched
from milepost.notices import tasks as notices
from milepost.notices.models import Notice
from milepost.people.models import Appointment
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.concerns import telling, watching
from tests.employers.acting import last_event

NOTHING = Found(None, 1.2, watching.LONGER.findings)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "COST", 2**4)


def test_it_begins_with_the_month_alone_and_the_journal_says_only_that_somebody_did(cast: Cast) -> None:
    build.with_units(cast)
    before = Event.objects.count()
    watch = actions.begin_watch(cast.centre, by=cast.as_("lena"), read=True)
    assert watch.since_on.day == 1
    assert watch.ends_on.year == watch.since_on.year + 1
    event = Event.objects.order_by("-pk")[0]
    assert Event.objects.count() == before + 1
    assert event.name == words.WATCH_BEGUN
    assert (event.at.minute, event.at.second, event.at.microsecond) == (0, 0, 0)
    said = serializers.serialize("json", [event])
    assert str(watch.uuid) not in said
    assert watch.key not in said
    assert str(cast.as_("lena").uuid) not in said


@pytest.mark.parametrize(
    ("who", "changes", "why"),
    [
        ("lena", {"read": False}, "Read what it means"),
        ("lena", {"reference": "K-AAAA-AAAA"}, "No case with this reference"),
        ("asif", {}, "only they switch it on"),
    ],
)
def test_it_is_refused(cast: Cast, who: str, changes: dict[str, object], why: str) -> None:
    build.with_units(cast)
    with pytest.raises(Refused, match=why):
        actions.begin_watch(cast.centre, by=cast.as_(who), **{"read": True, **changes})  # type: ignore[arg-type]
    assert not Watch.objects.exists()


def test_it_is_refused_twice_and_where_nothing_is_learnt(cast: Cast) -> None:
    with pytest.raises(Refused, match="no course here"):
        actions.begin_watch(cast.centre, by=cast.as_("lena"), read=True)
    watching.watch(cast)
    with pytest.raises(Refused, match="is on"):
        actions.begin_watch(cast.centre, by=cast.as_("lena"), read=True)


def test_a_case_without_a_name_is_never_tied_to_a_watch(cast: Cast) -> None:
    build.with_units(cast)
    case, _ = telling.told(cast)
    with pytest.raises(Refused, match="would say whose it is"):
        actions.begin_watch(cast.centre, by=cast.as_("lena"), read=True, reference=case.reference)
    assert not Watch.objects.exists()


def test_only_its_owner_switches_it_off_and_then_nothing_leads_from_the_key_to_them(cast: Cast) -> None:
    alert = watching.alert(cast)
    watch = Watch.objects.get()
    with pytest.raises(Refused, match="Only who switched it on"):
        actions.end_watch(watch, by=cast.as_("quentin"))
    with pytest.raises(Refused, match="not over"):
        actions.end_watch(watch, by=system())
    actions.end_watch(watch, by=cast.as_("lena"))
    assert not Watch.objects.exists()
    assert WatchAlert.objects.get() == alert
    holds_key = [event for event in Event.objects.all() if alert.key in serializers.serialize("json", [event])]
    assert holds_key == []


def test_what_was_found_is_told_to_who_has_no_part_in_it_and_names_nobody(cast: Cast) -> None:
    alert = watching.alert(cast)
    assert queries.readers_of(alert) == [cast.cora, cast.quentin]
    while notices.tell_pending():
        pass
    told = Notice.objects.filter(kind="watch_found")
    assert {one.person for one in told} == {cast.cora, cast.quentin}
    kept = serializers.serialize("json", [alert, *told])
    assert "Lena" not in kept
    assert alert.found[0] == {
        "measure": "feedback", "before": 4.0, "before_n": 21, "after": 8.6, "after_n": 8, "like_before": 4.1, "like_after": 3.9, "times": 44.2,
        "reason": True,
    }  # fmt: skip
    assert list(queries.alerts(by=cast.as_("quentin"))) == [alert]
    assert not queries.alerts(by=cast.as_("ines")).exists()
    assert not queries.alerts(by=cast.as_("asif")).exists()
    with pytest.raises(Refused, match="has been told"):
        actions.raise_alert(Watch.objects.get(), by=system(), found=watching.LONGER)


def test_only_the_system_tells_and_only_what_chance_would_hardly_bring_about(cast: Cast) -> None:
    watch = watching.watch(cast)
    with pytest.raises(Refused, match="Only Milepost"):
        actions.raise_alert(watch, by=cast.as_("quentin"), found=watching.LONGER)
    with pytest.raises(Refused, match="chance"):
        actions.raise_alert(watch, by=system(), found=NOTHING)
    assert not WatchAlert.objects.exists()


def test_with_a_named_case_its_caseworker_is_told_unless_they_have_a_part_in_it(cast: Cast) -> None:
    build.with_units(cast)
    case, _ = actions.raise_case(cast.centre, by=actions.somebody(cast.centre), seed=telling.SEED, text=telling.WORRY, name="Lena Brandt")
    watch = actions.begin_watch(cast.centre, by=cast.as_("lena"), read=True, reference=f" {case.reference.lower()} ")
    assert watch.case == case
    telling.taken(cast, case, "quentin")
    assert queries.uninvolved(Watch.objects.get()) == [cast.quentin]
    actions.give_back_case(case, by=cast.as_("quentin"))
    telling.taken(cast, case, "ines")  # she checks what Asif decides about Lena
    assert queries.uninvolved(Watch.objects.get()) == [cast.cora, cast.quentin]


def test_every_night_it_looks_at_what_really_happened(cast: Cast) -> None:
    """Lena and three others of Asif; since she spoke up hers take three times as long."""
    today = clock.now().replace(hour=9)
    made = build.with_units(cast)
    like = watching.others(cast, made, 3)
    watching.lived(cast, made, range(2, 150, 14), takes=4)
    for number, one in enumerate(like):
        watching.lived(cast, one, range(3 + number, 270, 15), takes=4)
    with clock.at(today + timedelta(days=160)):
        watch = watching.watch(cast, made)
        assert tasks.watch_over() == 0
    watching.lived(cast, made, range(165, 255, 13), takes=12)
    with clock.at(today + timedelta(days=275)):
        own, others = facts.occasions_for(watch, today=clock.today())
        assert [one.hours for one in own[Measure.FEEDBACK]][-1] == pytest.approx(12 * 24)
        assert len({one.who for one in others[Measure.FEEDBACK]}) == 3
        assert watched(own, others, since=watch.since_on, today=clock.today()).alarm_on is not None
        assert tasks.watch_over() == 1
        assert tasks.watch_over() == 0
    alert = WatchAlert.objects.get()
    reasons = [one for one in alert.found if one["reason"]]
    assert [one["measure"] for one in reasons] == ["feedback"]
    assert reasons[0]["after"] > 2 * reasons[0]["before"]
    with clock.at(today + timedelta(days=540)):
        tasks.watch_over()
    assert not Watch.objects.exists()


def test_what_waits_and_what_staff_moved_is_seen(cast: Cast) -> None:
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1"])
    held = build.agreed_visit(cast, made)
    moved = held.starts_at + timedelta(days=3)
    assessment.move_visit(held, by=cast.as_("asif"), starts_at=moved, ends_at=moved + timedelta(hours=1), place="South station")
    assessment.agree_visit(held, by=cast.as_("lena"))
    assessment.call_off_visit(held, by=cast.as_("asif"), reason="The ferry is full.")
    own, _like = facts.occasions_for(watching.watch(cast, made), today=clock.today())
    assert [one.ended for one in own[Measure.FEEDBACK]] == [None]
    assert [one.value for one in own[Measure.MOVED]] == [1.0, 1.0]
    build.judged(cast, made, ["L1:1.1"], verdict="not_yet")
    own, _like = facts.occasions_for(Watch.objects.get(), today=clock.today())
    assert [one.value for one in own[Measure.REFUSED]] == [1.0]
    assert own[Measure.FEEDBACK][0].ended == clock.today()


def test_one_who_was_told_looks_into_it_and_says_what_came_of_it_and_the_journal_holds_no_word(cast: Cast) -> None:
    alert, quentin, cora = watching.alert(cast), cast.as_("quentin"), cast.as_("cora")
    with pytest.raises(Refused, match="Only who was told"):
        actions.take_alert(alert, by=cast.as_("ines"))
    with pytest.raises(Refused, match="Only who looks into it"):
        actions.tell_of_alert(alert, by=quentin, text="All is well.")
    actions.take_alert(alert, by=quentin)
    assert last_event().name == words.ALERT_TAKEN
    with pytest.raises(Refused, match=f"{cast.quentin.name} looks into it already"):
        actions.take_alert(alert, by=cora)
    with pytest.raises(Refused, match="You look into it already"):
        actions.take_alert(alert, by=quentin)
    with pytest.raises(Refused, match="Only who looks into it"):
        actions.tell_of_alert(alert, by=cora, text="All is well.")
    with pytest.raises(Refused, match="Name nobody"):
        actions.tell_of_alert(alert, by=quentin, text=" ")
    actions.tell_of_alert(alert, by=quentin, text="Feedback was slow for everybody since June.")
    assert (last_event().name, last_event().args) == (words.ALERT_TOLD, {"alert": str(alert.uuid)})
    assert not Event.objects.filter(personal__icontains="slow for everybody").exists()
    for act in (lambda: actions.take_alert(alert, by=cora), lambda: actions.tell_of_alert(alert, by=quentin, text="More.")):
        with pytest.raises(Refused, match="said already"):
            act()


def test_who_has_a_part_in_it_by_now_does_not_look_into_it_while_the_watch_is_on(cast: Cast) -> None:
    alert = watching.alert(cast)
    Registration.objects.update(assessor=cast.quentin)
    with pytest.raises(Refused, match="passes you by"):
        actions.take_alert(alert, by=cast.as_("quentin"))
    actions.take_alert(alert, by=cast.as_("cora"))
    Registration.objects.update(iqa=cast.cora)
    with pytest.raises(Refused, match="passes you by"):
        actions.tell_of_alert(alert, by=cast.as_("cora"), text="All is well.")


def test_where_who_looked_into_it_has_left_another_who_was_told_takes_it_over(cast: Cast) -> None:
    alert = watching.alert(cast)
    actions.take_alert(alert, by=cast.as_("quentin"))
    Appointment.objects.filter(person=cast.quentin).update(ends_on=clock.today() - timedelta(days=1))
    assert actions.take_alert(alert, by=cast.as_("cora")).person == cast.cora


def test_it_waits_not_for_ever_who_was_told_hears_once_of_each_step_that_is_late_and_lena_never(cast: Cast) -> None:
    with clock.at(datetime(2027, 3, 2, 10, tzinfo=UTC)):
        alert = watching.alert(cast)
        assert clocks.watch_alerts() == 0
    with clock.at(datetime(2027, 3, 5, 10, tzinfo=UTC)):
        assert clocks.watch_alerts() == 1
        assert clocks.watch_alerts() == 0
        assert last_event().args == {"alert": str(alert.uuid), "step": "taken"}
        while notices.tell_pending():
            pass
        told = Notice.objects.filter(kind="watch_late")
        assert {one.person for one in told} == {cast.cora, cast.quentin}
        actions.take_alert(alert, by=cast.as_("cora"))
    with clock.at(datetime(2027, 4, 9, 10, tzinfo=UTC)):
        assert clocks.watch_alerts() == 1
        assert last_event().args["step"] == "told"
        actions.tell_of_alert(alert, by=cast.as_("cora"), text="It was chance.")
        assert clocks.watch_alerts() == 0
    with pytest.raises(Refused, match="Milepost itself"):
        actions.note_alert_late(alert, by=cast.as_("cora"), step="told", late=True)
