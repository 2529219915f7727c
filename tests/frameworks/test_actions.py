"""From a file to a published version: each act, its one event, each refusal, and what it must not touch."""

from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from milepost.base.files import store
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.frameworks import actions, queries
from milepost.frameworks.corrections import mark, value_at
from milepost.frameworks.document import to_document
from milepost.frameworks.models import Import, Specification
from milepost.frameworks.shipped import shipped
from milepost.frameworks.words import Rights
from milepost.people.words import Role
from tests.build import SMALL
from tests.cast import Cast

PACK = Path(__file__).resolve().parents[2] / "specs" / "packs" / "harbour-operations.txt"
HEADER, OUTCOMES, GLH, TITLE = range(4)  # the pack's contradictions, in its order


def pack(cast: Cast, data: bytes | Path = PACK, name: str = "harbour.txt", by: str = "cora") -> Import:
    actor = cast.as_(by)
    file = store(data, name=name, centre=cast.centre, by=actor)
    return actions.read_handbook(cast.centre, by=actor, file=file)


def decided(cast: Cast, import_: Import) -> Import:
    """Every contradiction settled, the unit's own words taken."""
    by = cast.as_("cora")
    for warning in (HEADER, OUTCOMES):
        actions.decide(import_, by=by, warning=warning)
    actions.decide(import_, by=by, warning=GLH, choice="46")
    return actions.decide(import_, by=by, warning=TITLE, choice="Review how the enquiry desk works")


def names_since(count: int) -> list[str]:
    return list(Event.objects.order_by("pk").values_list("name", flat=True))[count:]


# Reading ------------------------------------------------------------------------------------------------------------


def test_a_handbook_becomes_an_import_with_its_lines_places_and_contradictions(cast: Cast) -> None:
    import_ = pack(cast)
    assert import_.title == "Harbour Visitor Centre Operations (7260)"
    assert [w["field"] for w in import_.reading["warnings"]] == ["header", "outcomes", "glh", "title"]
    glh = import_.reading["warnings"][GLH]
    page, first, _last = glh["place"]
    assert "46 hours" in import_.reading["pages"][page - 1][first - 1]
    assert [value["value"] for value in glh["values"]] == ["40", "46"]
    page, first, _last = import_.reading["places"]["K/940/0016.uan"]
    assert "K/940/0016" in import_.reading["pages"][page - 1][first - 1]
    assert len(import_.document["units"]) == 6


def test_reading_leaves_one_event_beside_that_of_the_file(cast: Cast) -> None:
    before = Event.objects.count()
    import_ = pack(cast)
    assert names_since(before) == ["base.file.stored", "frameworks.handbook.read"]
    event = Event.objects.latest("pk")
    assert event.stream == f"frameworks:{cast.centre.uuid}"
    assert event.args["import"] == str(import_.uuid)
    assert "Harbour" not in str(event.args)


def test_a_specification_file_is_read_through_the_same_door(cast: Cast) -> None:
    import_ = pack(cast, Path("specs/qualifications/contact-centre-diploma.yaml"), name="ours.yaml")
    assert import_.reading["warnings"] == []
    assert import_.document == to_document(shipped("contact-centre-diploma"))


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"Dear all, the meeting is on Friday.\n", "letter.txt", "holds no unit"),
        (b"format: milepost-spec/1\ntitle: 7\n", "broken.yaml", "“broken.yaml” is not written as a specification: .*title"),
        (b"title: [\n", "broken.yaml", "not YAML"),
        (b"PK\x03\x04 and no more", "pack.docx", "none|office"),
    ],
)
def test_what_is_no_handbook_is_refused_in_a_sentence(cast: Cast, data: bytes, name: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        pack(cast, data, name)
    assert not Import.objects.exists()


def test_a_sentence_about_a_broken_file_never_shows_where_it_lies(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        pack(cast, b"title: [\n", "broken.yaml")
    assert "/files/" not in refused.value.reason


def test_only_the_centre_manager_reads_a_handbook(cast: Cast) -> None:
    for name in ("asif", "ines", "quentin", "lena"):
        file = store(PACK, name="harbour.txt", centre=cast.centre, by=cast.as_("cora"))
        with pytest.raises(Refused, match="Only a centre manager"):
            actions.read_handbook(cast.centre, by=cast.as_(name), file=file)


def test_a_file_of_another_centre_is_refused(cast: Cast) -> None:
    file = store(PACK, name="harbour.txt", centre=cast.elsewhere, by=cast.as_("stan"))
    with pytest.raises(Refused, match="another centre"):
        actions.read_handbook(cast.centre, by=cast.as_("cora"), file=file)


def test_a_file_that_is_being_checked_is_not_read_twice(cast: Cast) -> None:
    first = pack(cast)
    with pytest.raises(Refused, match="being checked already"):
        pack(cast, name="again.txt")
    actions.give_up(first, by=cast.as_("cora"))
    assert pack(cast).pk != first.pk


# Correcting ---------------------------------------------------------------------------------------------------------


def correct(cast: Cast, import_: Import, path: str, value: Any, **more: Any) -> Import:
    return actions.correct(import_, by=cast.as_("cora"), path=path, value=value, **more)


def test_a_correction_changes_one_place_and_leaves_one_event(cast: Cast) -> None:
    import_ = pack(cast)
    before = Event.objects.count()
    after = correct(cast, import_, "units/0/credit", "9")
    assert after.document["units"][0]["credit"] == 9
    assert after.document["units"][1:] == import_.document["units"][1:]
    assert names_since(before) == ["frameworks.import.corrected"]


@pytest.mark.parametrize(
    ("path", "value", "stands"),
    [
        ("title", "  Harbour   work ", "Harbour work"),
        ("units/0/level", "Entry 2", 2),
        ("units/0/glh", "67 hours", 67),
        ("units/0/glh", "", None),
        ("units/0/conditions", "Not for visitors.\n\nNot for guests.", ["Not for visitors.", "Not for guests."]),
        ("units/0/outcomes/0/criteria/0", {"number": "1.1", "text": "wave"}, {"number": "1.1", "text": "wave"}),
        ("qualifications/0/min_age", "16", 16),
    ],
)
def test_values_are_kept_as_the_document_writes_them(cast: Cast, path: str, value: Any, stands: Any) -> None:
    assert value_at(correct(cast, pack(cast), path, value).document, path) == stands


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("units/0/key", "x", "Nothing can be corrected"),
        ("units/99/credit", "4", "no longer there"),
        ("digest", "x", "Nothing can be corrected"),
        ("units/0/credit", "many", "whole number"),
        ("units/0/level", "high", "level as a number"),
        ("units/0/title", " ", "cannot be left empty"),
        ("units/0/outcomes/0/criteria/0", {"number": "1.2", "text": "twice"}, "stands 2 times"),
        (
            "units/0/requirements/-",
            {"number": "9", "text": "Show", "enough": {"at_least": 3, "of": [{"letter": "a", "text": "x"}]}},
            "asks for 3",
        ),
        ("units/0/requirements/-", {"number": "9"}, "“text” is missing"),
    ],
)
def test_what_does_not_belong_there_is_refused(cast: Cast, path: str, value: Any, says: str) -> None:
    import_ = pack(cast)
    with pytest.raises(Refused, match=says):
        correct(cast, import_, path, value)
    assert Import.objects.get().document == import_.document


def test_things_can_be_added_and_taken_out(cast: Cast) -> None:
    import_ = pack(cast)
    path = "units/0/outcomes/0/criteria"
    had = len(value_at(import_.document, path))
    import_ = correct(cast, import_, f"{path}/-", {"number": "1.99", "text": "say goodbye"})
    assert value_at(import_.document, path)[-1]["number"] == "1.99"
    import_ = correct(cast, import_, f"{path}/{had}", None)
    assert len(value_at(import_.document, path)) == had


def test_of_two_who_correct_one_place_the_second_is_told(cast: Cast) -> None:
    import_ = pack(cast)
    path = "units/0/outcomes/0/criteria/0"
    seen = mark(value_at(import_.document, path))
    correct(cast, import_, path, None, seen=seen)
    with pytest.raises(Refused, match="since you opened it"):
        correct(cast, import_, path, None, seen=seen)


def test_a_renamed_unit_keeps_its_places_its_warnings_and_its_groups(cast: Cast) -> None:
    import_ = pack(cast)
    before = import_.reading["places"]["F/940/0054:1.1"]
    after = correct(cast, import_, "units/4/uan", "F/940/0055")
    assert after.reading["places"]["F/940/0055:1.1"] == before
    assert after.reading["warnings"][GLH]["unit"] == "F/940/0055"
    assert "F/940/0054" not in str(after.document["qualifications"])
    assert actions.path_of(after, after.reading["warnings"][GLH]) == "units/4/glh"


def test_a_closed_import_is_not_corrected(cast: Cast) -> None:
    import_ = actions.give_up(pack(cast), by=cast.as_("cora"))
    with pytest.raises(Refused, match="closed"):
        correct(cast, import_, "title", "x")


def test_a_stranger_corrects_nothing(cast: Cast) -> None:
    with pytest.raises(Refused, match="Only a centre manager"):
        actions.correct(pack(cast), by=cast.as_("stan"), path="title", value="x")


# Deciding -----------------------------------------------------------------------------------------------------------


def test_a_decision_takes_the_value_and_leaves_one_event(cast: Cast) -> None:
    import_ = pack(cast)
    before = Event.objects.count()
    after = actions.decide(import_, by=cast.as_("cora"), warning=GLH, choice="40")
    assert after.document["units"][4]["glh"] == 40
    assert after.decisions == {str(GLH): {"choice": "40", "reason": "", "by": "Cora Lindqvist"}}
    assert names_since(before) == ["frameworks.warning.decided"]


def test_another_value_may_be_right(cast: Cast) -> None:
    after = actions.decide(pack(cast), by=cast.as_("cora"), warning=GLH, choice="43")
    assert after.document["units"][4]["glh"] == 43


def test_to_keep_a_value_against_the_document_takes_a_reason(cast: Cast) -> None:
    import_ = pack(cast)
    with pytest.raises(Refused, match="Say why"):
        actions.decide(import_, by=cast.as_("cora"), warning=GLH)
    after = actions.decide(import_, by=cast.as_("cora"), warning=GLH, reason="The body confirmed it by letter.")
    assert after.decisions[str(GLH)]["reason"] == "The body confirmed it by letter."
    assert after.document == import_.document


def test_what_takes_no_value_is_kept_without_a_reason(cast: Cast) -> None:
    import_ = pack(cast)
    with pytest.raises(Refused, match="takes no value"):
        actions.decide(import_, by=cast.as_("cora"), warning=OUTCOMES, choice="4")
    assert str(OUTCOMES) in actions.decide(import_, by=cast.as_("cora"), warning=OUTCOMES).decisions


def test_a_place_that_is_not_there_cannot_be_decided(cast: Cast) -> None:
    with pytest.raises(Refused, match="no such place"):
        actions.decide(pack(cast), by=cast.as_("cora"), warning=17)


def test_a_decision_can_be_opened_again_once(cast: Cast) -> None:
    import_ = actions.decide(pack(cast), by=cast.as_("cora"), warning=GLH, choice="40")
    before = Event.objects.count()
    import_ = actions.undecide(import_, by=cast.as_("cora"), warning=GLH)
    assert import_.decisions == {}
    assert names_since(before) == ["frameworks.warning.opened_again"]
    with pytest.raises(Refused, match="open already"):
        actions.undecide(import_, by=cast.as_("cora"), warning=GLH)


# Publishing ---------------------------------------------------------------------------------------------------------


def test_a_version_is_published_with_its_digest_and_the_import_is_closed(cast: Cast) -> None:
    import_ = decided(cast, pack(cast))
    before = Event.objects.count()
    published = actions.publish(import_, by=cast.as_("cora"), rights=Rights.IMPORTED)
    assert (published.version, published.unit_count, published.rights) == (1, 6, "imported")
    assert published.criterion_count == sum(1 for unit in queries.framework_of(published).units for _ in unit.criteria)
    event = Event.objects.latest("pk")
    assert names_since(before) == ["frameworks.specification.published"]
    assert event.args["digest"] == published.digest
    assert [row[:2] for row in event.rows] == [["specification", str(published.uuid)]]
    import_.refresh_from_db()
    assert import_.closed_at


def test_places_to_decide_stop_publishing_and_say_how_many(cast: Cast) -> None:
    with pytest.raises(Refused, match="4 places are still to be decided"):
        actions.publish(pack(cast), by=cast.as_("cora"))
    assert not Specification.objects.exists()


def test_nothing_to_publish_is_said(cast: Cast) -> None:
    import_ = pack(cast)
    Import.objects.update(document={"format": "milepost-spec/1", "title": "Bare"})
    with pytest.raises(Refused, match="nothing to publish"):
        actions.publish(import_, by=cast.as_("cora"))


def test_what_was_corrected_is_the_next_version(cast: Cast) -> None:
    first = actions.publish(decided(cast, pack(cast)), by=cast.as_("cora"))
    again = correct(cast, decided(cast, pack(cast)), "units/0/credit", "9")
    second = actions.publish(again, by=cast.as_("cora"))
    assert (first.version, second.version) == (1, 2)
    assert queries.framework_of(first) != queries.framework_of(second)


def test_the_same_content_is_not_published_twice(cast: Cast) -> None:
    actions.publish(decided(cast, pack(cast)), by=cast.as_("cora"))
    with pytest.raises(Refused, match="already published as version 1"):
        actions.publish(decided(cast, pack(cast)), by=cast.as_("cora"))


def test_a_closed_import_is_not_published_again(cast: Cast) -> None:
    import_ = decided(cast, pack(cast))
    actions.publish(import_, by=cast.as_("cora"))
    with pytest.raises(Refused, match="closed"):
        actions.publish(import_, by=cast.as_("cora"))
    assert Specification.objects.count() == 1


def test_a_published_version_refuses_to_change(cast: Cast) -> None:
    published = actions.adopt(cast.centre, by=cast.as_("cora"), document=dict(SMALL))
    for statement in ("UPDATE milepost_specification SET title = 'x'", "DELETE FROM milepost_specification"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    published.refresh_from_db()
    assert published.title == SMALL["title"]


def test_giving_up_closes_the_import_and_keeps_it(cast: Cast) -> None:
    import_ = pack(cast)
    before = Event.objects.count()
    actions.give_up(import_, by=cast.as_("cora"))
    assert names_since(before) == ["frameworks.import.given_up"]
    assert Import.objects.get().closed_at
    with pytest.raises(Refused, match="closed"):
        actions.give_up(import_, by=cast.as_("cora"))


# Adopting -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["contact-centre-diploma", "customer-service-diploma"])
def test_a_qualification_that_comes_with_milepost_is_published_in_one_act(cast: Cast, name: str) -> None:
    before = Event.objects.count()
    published = actions.adopt(cast.centre, by=cast.as_("cora"), document=to_document(shipped(name)), rights=Rights.OPEN)
    assert queries.framework_of(published) == shipped(name)
    assert names_since(before) == ["frameworks.specification.published"]


def test_adopting_twice_changes_nothing(cast: Cast) -> None:
    actions.adopt(cast.centre, by=cast.as_("cora"), document=dict(SMALL))
    with pytest.raises(Refused, match="already published as version 1"):
        actions.adopt(cast.centre, by=cast.as_("cora"), document=dict(SMALL))
    assert Specification.objects.count() == 1


def test_two_centres_may_hold_the_same_document(cast: Cast) -> None:
    ours = actions.adopt(cast.centre, by=cast.as_("cora"), document=dict(SMALL))
    theirs = actions.adopt(cast.elsewhere, by=cast.as_("stan"), document=dict(SMALL))
    assert ours.digest == theirs.digest


def test_a_broken_document_is_not_adopted(cast: Cast) -> None:
    with pytest.raises(Refused, match="cannot be published yet"):
        actions.adopt(cast.centre, by=cast.as_("cora"), document={"format": "milepost-spec/1"})


def test_only_the_centre_manager_adopts(cast: Cast) -> None:
    for name in ("stan", "asif", "quentin"):
        with pytest.raises(Refused, match="Only a centre manager"):
            actions.adopt(cast.centre, by=cast.as_(name), document=dict(SMALL))


def test_a_file_sent_again_while_it_is_read_is_read_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    by = cast.as_("cora")
    file = store(PACK, name="harbour.txt", centre=cast.centre, by=by)
    reading, sent = actions.read, []

    def read_slowly(one: Any) -> Any:
        if not sent:
            sent.append(one)
            actions.read_handbook(cast.centre, by=by, file=file)  # the second request is quicker
        return reading(one)

    monkeypatch.setattr(actions, "read", read_slowly)
    with pytest.raises(Refused, match="being checked already"):
        actions.read_handbook(cast.centre, by=by, file=file)
    assert Import.objects.filter(centre=cast.centre).count() == 1


# Rights -------------------------------------------------------------------------------------------------------------


def test_what_was_said_last_of_a_text_counts_and_what_was_said_before_stays(cast: Cast) -> None:
    published = actions.adopt(cast.centre, by=cast.as_("cora"), document=dict(SMALL), rights=Rights.IMPORTED)
    assert list(queries.shared_specifications()) == []
    before = Event.objects.count()
    mark = actions.mark_rights(published, by=cast.as_("cora"), rights=Rights.OPEN, licence="CC BY 4.0")
    assert names_since(before) == ["frameworks.rights.marked"]
    assert [row[:2] for row in Event.objects.latest("pk").rows] == [["rightsmark", str(mark.uuid)]]
    assert queries.rights_of(published) == ("open", "CC BY 4.0")
    assert [(one.rights_now, one.licence) for one in queries.shared_specifications()] == [("open", "CC BY 4.0")]
    assert published in queries.specifications_open_to(by=cast.as_("stan", Role.CENTRE_MANAGER))
    actions.mark_rights(published, by=cast.as_("cora"), rights=Rights.IMPORTED)
    assert list(queries.shared_specifications()) == []
    assert list(queries.specifications_open_to(by=cast.as_("stan", Role.CENTRE_MANAGER))) == []
    assert published.rights_marks.count() == 2


@pytest.mark.parametrize(
    ("who", "rights", "licence", "sentence"),
    [
        ("cora", "open", " ", "Name the licence under which anybody may use the text"),
        ("cora", "stolen", "", "Say whose text this is"),
        ("cora", "own", "", "That is what is said of this text already"),
        ("asif", "open", "CC0", "Only a centre manager"),
    ],
)
def test_rights_are_not_marked(cast: Cast, who: str, rights: str, licence: str, sentence: str) -> None:
    published = actions.adopt(cast.centre, by=cast.as_("cora"), document=dict(SMALL))
    with pytest.raises(Refused, match=sentence):
        actions.mark_rights(published, by=cast.as_(who), rights=rights, licence=licence)
    assert published.rights_marks.count() == 0


def test_the_manager_of_another_centre_marks_nothing(cast: Cast) -> None:
    published = actions.adopt(cast.centre, by=cast.as_("cora"), document=dict(SMALL))
    with pytest.raises(Refused, match="Only a centre manager"):
        actions.mark_rights(published, by=cast.as_("stan", Role.CENTRE_MANAGER), rights=Rights.OPEN, licence="CC0")
