"""The review of an import: decide, correct in place beside the source, publish, or give up."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.base.files import store
from milepost.frameworks import actions
from milepost.frameworks.corrections import mark, value_at
from milepost.frameworks.models import Import, Specification
from milepost.people.words import Role
from tests.cast import Cast
from tests.fixtures import Enter
from tests.frameworks.test_actions import GLH, HEADER, PACK, decided, pack

CRITERION = "units/0/outcomes/0/criteria/0"


@pytest.fixture
def import_(cast: Cast) -> Import:
    return pack(cast)


@pytest.fixture
def cora(enter: Enter) -> Client:
    return enter("cora")


def review(import_: Import, rest: str = "") -> str:
    return f"/centre/qualifications/imports/{import_.uuid}/{rest}"  # "centre_import_review"


def decide(client: Client, import_: Import, warning: int, **said: str) -> Any:
    return client.post(review(import_, f"decide/{warning}/"), said, follow=True)  # "centre_decide"


def correct(client: Client, import_: Import, path: str, **given: Any) -> Any:  # "centre_correct"
    seen = mark(value_at(import_.document, path))
    return client.post(review(import_, "correct/"), {"path": path, "seen": seen, "show": "criteria"} | given)


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


# Looking ------------------------------------------------------------------------------------------------------------


def test_what_is_to_decide_stands_first_beside_its_place(import_: Import, cora: Client) -> None:
    page = text(cora.get(review(import_, f"?at={GLH}")))
    assert "6 units, 22 outcomes, 69 criteria and 23 evidence requirements, read from a text file." in page
    assert "4 places are still to be decided. Decide them, or accept them with a reason." in page
    assert 'aria-disabled="true" aria-describedby="why-publish">Publish version 1' in page
    assert re.search(r'<mark class="is-now" id="place">It is recommended that 46 hours', page)
    assert "0 of 4 decided" in page


@pytest.mark.parametrize("show", ["units", "requirements", "criteria"])
def test_the_tree_shows_what_was_understood_and_where(import_: Import, cora: Client, show: str) -> None:
    page = text(cora.get(review(import_, f"?show={show}&at=units/0")))
    assert "Unit 201" in page or 'class="code">201' in page
    assert "is-now" in page
    assert page.count('id="correct"') == 0


def test_a_criterion_is_marked_in_the_source(import_: Import, cora: Client) -> None:
    page = text(cora.get(review(import_, f"?show=criteria&at={CRITERION}")))
    marked = re.search(r'id="place">([^<]*)<', page)
    assert marked
    assert value_at(import_.document, CRITERION)["text"][:20] in marked[1]


def test_odd_addresses_are_answered(import_: Import, cora: Client) -> None:
    for odd in ("?show=x", "?at=99", "?page=999", "?edit=units/99", "?show=units&at=units/99/outcomes/a", "?edit=digest"):
        assert cora.get(review(import_, odd)).status_code in (200, 404)


def test_the_page_asks_the_same_however_large_the_pack(
    cast: Cast, import_: Import, cora: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cora.get(review(import_))
    for show, queries in {"decide": 7, "units": 5, "criteria": 5}.items():  # what is to decide stands beside the register
        with django_assert_num_queries(queries):
            cora.get(review(import_, f"?show={show}"))


def test_a_pdf_is_shown_as_a_picture_with_the_place_marked(cast: Cast, cora: Client) -> None:
    file = store(PACK.with_suffix(".pdf"), name="harbour.pdf", centre=cast.centre, by=cast.as_("cora"))
    import_ = actions.read_handbook(cast.centre, by=cast.as_("cora"), file=file)
    page = text(cora.get(review(import_, f"?at={GLH}")))
    assert "Page 16 of 21" in page
    assert page.count("<rect x=") >= 1
    picture = cora.get(review(import_, "pages/16.webp"))  # "centre_source_page"
    assert picture.headers["Content-Type"] == "image/webp"
    assert b"".join(picture.streaming_content)[:4] == b"RIFF"  # type: ignore[attr-defined]
    assert cora.get(review(import_, "pages/99.webp")).status_code == 404


def test_on_a_phone_the_place_in_the_source_stands_below_what_was_understood_of_it(cast: Cast, import_: Import, cora: Client) -> None:
    page = text(cora.get(review(import_, f"?show=criteria&at={CRITERION}")))
    _before, near, rest = page.partition('paper--near narrow-only" role="group" aria-label="This place in part')
    near = near and rest.partition("</div>")[0]
    assert value_at(import_.document, CRITERION)["text"][:20] in near
    assert 1 < near.count("<p>") <= 11
    assert near.count('class="is-now"') == 1
    assert page.count("paper--near") == 1
    assert "paper--near" not in text(cora.get(review(import_, "?show=criteria")))

    file = store(PACK.with_suffix(".pdf"), name="harbour.pdf", centre=cast.centre, by=cast.as_("cora"))
    drawn = actions.read_handbook(cast.centre, by=cast.as_("cora"), file=file)
    for shown in (f"?at={GLH}", f"?show=units&at={CRITERION}", f"?show=criteria&at={CRITERION}&edit={CRITERION}"):
        page = text(cora.get(review(drawn, shown)))
        [box] = re.findall(r'narrow-only"><svg width="100%" viewBox="([^"]*)" role="img" aria-label="This place on page', page)
        x, y, width, height = map(float, box.split())
        assert width < 600
        assert 100 < height < 200
        assert x >= 0
        assert y >= 0


# Deciding -----------------------------------------------------------------------------------------------------------


def test_only_what_differs_is_called_so(cast: Cast, cora: Client) -> None:
    """A number whose check letter is wrong, a unit without pages or a gap contradicts nothing."""
    import_ = pack(cast, PACK.parents[2] / "tests" / "frameworks" / "first_sight" / "ashgrove-like-cold-store.txt")
    page = text(cora.get(review(import_)))
    tags = re.findall(r"<h3>.*?</h3> ?<span class=\"tag[^>]*>.*?</svg>(.*?)</span>", page)
    fields = [one["field"] for one in import_.reading["warnings"]]
    assert len(tags) == len(fields)
    told = {"pages": "Pages to look at", "table": "Not in the table of units", "uan": "Check letter", "accreditation_number": "Check digit"}
    assert {field: tag.strip() for field, tag in zip(fields, tags, strict=True) if field in told}.items() <= told.items()
    assert "contradiction" not in page.casefold()


def test_a_press_takes_the_value_and_goes_on_to_the_next(import_: Import, cora: Client) -> None:
    page = text(decide(cora, import_, GLH, choice="40"))
    import_.refresh_from_db()
    assert import_.document["units"][4]["glh"] == 40
    assert "Taken: <b>40</b>" in page
    assert "1 of 4 decided" in page


def test_a_correction_in_the_list_of_units_settles_the_place(import_: Import, cora: Client) -> None:
    given = {"code": "302", "title": "Lead a desk shift at a harbour", "uan": "F/940/0054", "level": "3", "credit": "7", "glh": "44"}
    assert import_.document["units"][4]["title"] == given["title"]
    cora.post(review(import_, "correct/"), {"path": "units/4", "seen": mark(import_.document["units"][4]), "show": "units"} | given)
    page = text(cora.get(review(import_, "?show=decide")))
    assert "Corrected. 1 place to decide is settled by it." in page
    assert "Corrected to: <b>44</b>" in page
    assert "1 of 4 decided" in page


def test_what_was_decided_for_the_version_before_says_so(cast: Cast, import_: Import, cora: Client) -> None:
    actions.publish(decided(cast, import_), by=cast.as_("cora"))
    newer = pack(cast, PACK.read_bytes() + b"\n", name="newer.txt")
    page = text(cora.get(review(newer, "?show=decide")))
    assert "4 places are decided as before." in page
    assert page.count("for version 1") == 4
    assert "4 of 4 decided" in page
    page = text(decide(cora, newer, GLH, again="1"))
    assert "3 places are decided as before." in page


def test_another_value_a_reason_and_second_thoughts(import_: Import, cora: Client) -> None:
    decide(cora, import_, GLH, choice="other", other="43")
    decide(cora, import_, GLH, again="1")
    page = text(decide(cora, import_, GLH, choice="", reason="As agreed with the body."))
    assert "As agreed with the body." in page
    import_.refresh_from_db()
    assert import_.document["units"][4]["glh"] == 43


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"choice": ""}, "Say why it stays as it is"),
        ({"choice": "other", "other": " "}, "Give the value that is right"),
        ({"choice": "other", "other": "many"}, "as a whole number"),
    ],
)
def test_a_decision_that_says_too_little_is_told_so(import_: Import, cora: Client, said: dict[str, str], says: str) -> None:
    assert says in text(decide(cora, import_, GLH, **said))
    import_.refresh_from_db()
    assert import_.decisions == {}


def test_decided_twice_is_decided_once(import_: Import, cora: Client) -> None:
    for _ in range(2):
        decide(cora, import_, HEADER, choice="")
    import_.refresh_from_db()
    assert list(import_.decisions) == [str(HEADER)]


# Correcting ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [CRITERION, "units/0", "units/0/outcomes/0", "units/0/requirements/0", "units/0/requirements/-", "title", "qualifications/0/ages"],
)
def test_the_form_opens_in_its_place_with_what_stands_there(import_: Import, cora: Client, path: str) -> None:
    show = "requirements" if "requirements" in path else "units"
    page = text(cora.get(review(import_, f"?show={show}&at={path}&edit={path}")))
    assert page.count('id="correct"') == 1
    assert f'name="path" value="{path}"' in page


def test_a_criterion_is_corrected(import_: Import, cora: Client) -> None:
    answer = correct(cora, import_, CRITERION, number="1.1", text="greet  visitors", items="a) by name\nwith a smile")
    assert answer.headers["Location"] == f"{review(import_)}?show=criteria&at={CRITERION}#units-0-outcomes-0-criteria-0"
    import_.refresh_from_db()
    assert value_at(import_.document, CRITERION) == {
        "number": "1.1", "text": "greet visitors", "items": [{"letter": "a", "text": "by name"}, {"letter": "b", "text": "with a smile"}],
    }  # fmt: skip


def test_a_unit_is_corrected_fact_by_fact(import_: Import, cora: Client) -> None:
    unit = import_.document["units"][0]
    given = {
        "code": unit["code"],
        "title": "Greet",
        "uan": unit["uan"],
        "level": "3",
        "credit": "9",
        "glh": "",
        "conditions": "Not for guests.",
    }
    assert correct(cora, import_, "units/0", **given).status_code == 302
    import_.refresh_from_db()
    after = import_.document["units"][0]
    assert (after["title"], after["level"], after["credit"], after.get("glh"), after["conditions"]) == (
        "Greet",
        3,
        9,
        None,
        ["Not for guests."],
    )
    assert after["outcomes"] == unit["outcomes"]


@pytest.mark.parametrize(
    ("given", "stands"),
    [
        ({"kind": "n_of", "at_least": "1", "items": "a) rain\nb) frost"}, {"at_least": 1, "of": [{"letter": "a", "text": "rain"}, {"letter": "b", "text": "frost"}]}),
        ({"kind": "n_different", "at_least": "3"}, {"different": 3}),
        ({"kind": "all_of", "items": "rain\nfrost"}, {"all": [{"letter": "a", "text": "rain"}, {"letter": "b", "text": "frost"}]}),
    ],
)  # fmt: skip
def test_a_requirement_becomes_a_rule(import_: Import, cora: Client, given: dict[str, str], stands: object) -> None:
    path = "units/0/requirements/0"
    assert correct(cora, import_, path, number="1", text="Show these:", **given).status_code == 302
    import_.refresh_from_db()
    assert value_at(import_.document, path)["enough"] == stands


@pytest.mark.parametrize(
    ("given", "name", "value"),
    [
        ({"kind": "no_simulation", "nature": "performance"}, "simulation", "none for performance"),
        ({"kind": "place", "settings": ["simulation", "work_placement"]}, "not_from", ["work_placement", "simulation"]),
        ({"kind": "sufficient_period"}, "period", "sufficient"),
        ({"kind": "permission"}, "permission", True),
    ],
)
def test_a_requirement_becomes_a_restriction(import_: Import, cora: Client, given: dict[str, Any], name: str, value: object) -> None:
    path = "units/0/requirements/0"
    assert correct(cora, import_, path, number="1", text="So it is.", **given).status_code == 302
    import_.refresh_from_db()
    found = value_at(import_.document, path)[name]
    assert sorted(found) == sorted(value) if isinstance(value, list) else found == value


@pytest.mark.parametrize(
    ("path", "given", "says"),
    [
        (CRITERION, {"number": "", "text": "x"}, "Give its number"),
        (CRITERION, {"number": "1.2", "text": "twice"}, "stands 2 times"),
        ("units/0/requirements/0", {"number": "1", "text": "x", "kind": "n_of", "items": "rain"}, "Say how many are enough"),
        ("units/0/requirements/0", {"number": "1", "text": "x", "kind": "n_of", "at_least": "4", "items": "rain"}, "asks for 4"),
        ("units/0", {"code": "201", "title": "x", "level": "high"}, "level as a number"),
    ],
)
def test_what_does_not_fit_stays_in_the_form_with_the_reason(
    import_: Import, cora: Client, path: str, given: dict[str, str], says: str
) -> None:
    show = "requirements" if "requirements" in path else "units"
    answer = correct(cora, import_, path, **(given | {"show": show}))
    assert answer.status_code == 422
    assert says in text(answer)
    assert text(answer).count('id="correct"') == 1
    assert Import.objects.get().document == import_.document


def test_something_is_added_and_sent_twice_it_is_added_once(import_: Import, cora: Client) -> None:
    path = "units/0/outcomes/0/criteria/-"
    assert correct(cora, import_, path, number="1.9", text="wave").status_code == 302
    assert correct(cora, import_, path, number="1.9", text="wave").status_code == 422
    assert str(Import.objects.get().document).count("'1.9'") == 1


def test_something_is_taken_out_and_sent_twice_only_that(import_: Import, cora: Client) -> None:
    assert correct(cora, import_, CRITERION, remove="1").status_code == 302
    again = correct(cora, import_, CRITERION, remove="1")
    assert again.status_code == 422
    assert "since you opened it" in text(again)
    before, after = (value_at(one.document, "units/0/outcomes/0/criteria") for one in (import_, Import.objects.get()))
    assert after == before[1:]


def test_a_form_that_names_no_place_is_told_so(import_: Import, cora: Client) -> None:
    assert "Choose what to correct" in text(cora.post(review(import_, "correct/"), {"path": "digest"}, follow=True))


# Publishing ---------------------------------------------------------------------------------------------------------


def test_when_nothing_is_open_it_is_published_with_its_rights(cast: Cast, import_: Import, cora: Client) -> None:
    decided(cast, import_)
    page = text(cora.get(review(import_)))
    assert 'href="#publish"' in page
    assert "An awarding body’s: it stays inside this centre" in page
    answer = cora.post(review(import_, "publish/"), {"rights": "imported", "unruled": "on"})  # "centre_publish"
    made = Specification.objects.get()
    assert answer.headers["Location"] == f"/centre/qualifications/{made.uuid}/"
    page = text(cora.get(review(import_)))
    assert "This import is closed." in page
    assert f"/centre/qualifications/{made.uuid}/" in page
    assert "It is right as it stands now" not in page


@pytest.mark.parametrize(
    ("rights", "says"), [("", "Say whose text this is"), ("imported", "4 places are still to be decided"), ("mine", "Select a valid")]
)
def test_what_stands_in_the_way_is_said(import_: Import, cora: Client, rights: str, says: str) -> None:
    assert says in text(cora.post(review(import_, "publish/"), {"rights": rights, "unruled": "on"}, follow=True))
    assert not Specification.objects.exists()


def test_published_twice_is_published_once(cast: Cast, import_: Import, cora: Client) -> None:
    decided(cast, import_)
    for _ in range(2):
        cora.post(review(import_, "publish/"), {"rights": "imported", "unruled": "on"})
    assert Specification.objects.count() == 1


def test_it_can_be_given_up(import_: Import, cora: Client) -> None:
    page = text(cora.post(review(import_, "give-up/"), follow=True))  # "centre_give_up"
    assert "Given up." in page
    assert Import.objects.get().closed_at


def test_others_and_strangers_get_404(cast: Cast, import_: Import, enter: Enter) -> None:
    for client in (enter("asif"), enter("ines"), enter("quentin"), enter("lena"), enter("stan", Role.CENTRE_MANAGER)):
        assert client.get(review(import_)).status_code == 404
        assert client.get(review(import_, "pages/1.webp")).status_code == 404
        for act in (f"decide/{HEADER}/", "correct/", "publish/", "give-up/"):
            assert client.post(review(import_, act), {"choice": "", "path": "title", "rights": "own"}).status_code == 404
    assert Import.objects.get().decisions == {}


# What makes the award -----------------------------------------------------------------------------------------------

RULE, GROUP = "qualifications/0/rules/-", "qualifications/0/groups/-"
FIRST, SECOND = "K/940/0016", "F/940/0023"  # 7260-02 counts these two and T/940/0035


def add(client: Client, import_: Import, path: str, **given: Any) -> Any:
    import_.refresh_from_db()
    return correct(client, import_, path, show="rules", **given)


def rules(import_: Import, of: int = 0) -> list[Any]:
    import_.refresh_from_db()
    return list(import_.document["qualifications"][of].get("rules", []))


def test_a_document_without_rules_says_so_for_each_qualification(import_: Import, cora: Client) -> None:
    page = text(cora.get(review(import_, "?show=rules")))
    assert page.count("No rules are known.") == 3
    assert "3 of the 6 units here count" in page
    assert "?show=rules&amp;at=qualifications%2F2%2Frules&amp;edit=qualifications%2F2%2Frules%2F-" in page


@pytest.mark.parametrize("path", [RULE, GROUP, "qualifications/0/units"])
def test_its_forms_open_in_their_place(import_: Import, cora: Client, path: str) -> None:
    page = text(cora.get(review(import_, f"?show=rules&at={path}&edit={path}")))
    assert page.count('id="correct"') == 1
    assert ("Add it" in page) == path.endswith("-")


@pytest.mark.parametrize(
    ("given", "written", "said"),
    [
        ({"kind": "min_credits", "number": "5"}, {"at_least": 5, "of": "credits"}, "At least 5 credits"),
        ({"kind": "min_credits_at_level", "number": "2", "level": "2"}, {"at_least": 2, "of": "credits", "at_level": 2},
         "At least 2 credits at Level 2"),
        ({"kind": "max_units", "number": "2"}, {"at_most": 2, "of": "units"}, "At most 2 units"),
        ({"kind": "mandatory", "units": "201, 202"}, {"all": [FIRST, SECOND]}, "Mandatory 201 and 202"),
        ({"kind": "barred", "units": "201;202"}, {"not_both": [FIRST, SECOND]}, "Only one of 201 and 202"),
    ],
)  # fmt: skip
def test_a_rule_is_added_and_read_as_a_sentence(
    import_: Import, cora: Client, given: dict[str, str], written: dict[str, object], said: str
) -> None:
    assert add(cora, import_, RULE, **given).headers["Location"].endswith("#qualifications-0-rules")
    assert rules(import_) == [written]
    page = text(cora.get(review(import_, "?show=rules")))
    assert said in page
    assert page.count("No rules are known.") == 2


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"kind": "min_credits", "number": "900"}, "No choice of the units here can meet this rule: needs 900 credits"),
        ({"kind": "min_credits_at_level", "number": "3", "level": "8"}, "needs 3 credits at Level 8, has 0: 3 short"),
        ({"kind": "min_credits"}, "Say how many"),
        ({"kind": "min_credits", "number": "many"}, "Give a whole number"),
        ({"kind": "min_credits_at_level", "number": "3"}, "Say which level"),
        ({"kind": "mandatory", "units": "999"}, "No unit here has the number 999"),
        ({"kind": "mandatory"}, "Name the units"),
        ({"kind": "barred", "units": "201"}, "Name at least two units"),
    ],
)
def test_a_rule_that_nobody_can_meet_or_that_says_too_little_is_refused(
    import_: Import, cora: Client, given: dict[str, str], says: str
) -> None:
    answer = add(cora, import_, RULE, **given)
    assert answer.status_code == 422
    assert says in text(answer)
    assert text(answer).count('id="correct"') == 1
    assert rules(import_) == []


def test_a_rule_sent_twice_stands_once_and_is_changed_and_taken_out(import_: Import, cora: Client) -> None:
    add(cora, import_, RULE, kind="min_credits", number="5")
    assert "stands here already" in text(add(cora, import_, RULE, kind="min_credits", number="5"))
    path = "qualifications/0/rules/0"
    page = text(cora.get(review(import_, f"?show=rules&at={path}&edit={path}")))
    assert 'name="number" value="5"' in page
    add(cora, import_, path, kind="min_credits", number="6")
    assert rules(import_) == [{"at_least": 6, "of": "credits"}]
    assert correct(cora, import_, path, remove="1", show="rules").status_code == 302
    assert rules(import_) == []


def test_groups_are_named_by_rules_and_followed_when_they_are_renamed(import_: Import, cora: Client) -> None:
    assert add(cora, import_, GROUP, key="A", title="First things", mandatory="on", units=[FIRST]).status_code == 302
    assert add(cora, import_, GROUP, key="B", units=[SECOND]).status_code == 302
    assert "stands 2 times" in text(add(cora, import_, GROUP, key="B", units=[FIRST]))
    for given in ({"kind": "all_from", "groups": ["A"]}, {"kind": "one_from_each", "groups": ["A", "B"]},
                  {"kind": "min_credits", "number": "1", "groups": ["B"]}, {"kind": "min_credits", "number": "1", "scope": "optional"}):  # fmt: skip
        assert add(cora, import_, RULE, **given).status_code == 302
    assert add(cora, import_, "qualifications/0/groups/1", key="C", units=[SECOND]).status_code == 302
    assert rules(import_) == [
        {"all_from": ["A"]}, {"at_least": 1, "of": "units", "from_each": ["A", "C"]},
        {"at_least": 1, "of": "credits", "from": ["C"]}, {"at_least": 1, "of": "credits", "from": "optional"},
    ]  # fmt: skip
    page = text(cora.get(review(import_, "?show=rules")))
    assert "A unit from each of Group A and Group C" in page
    assert "Group A, First things" in page
    assert "mandatory: 201" in page
    assert "a rule names the group C" in text(correct(cora, import_, "qualifications/0/groups/1", remove="1", show="rules"))


def test_which_units_count_is_said_and_changed(import_: Import, cora: Client) -> None:
    assert add(cora, import_, "qualifications/0/units", units=[FIRST]).status_code == 302
    assert import_.document != Import.objects.get().document
    assert "1 of the 6 units here count" in text(cora.get(review(import_, "?show=rules")))
    assert add(cora, import_, GROUP, key="A", units=[SECOND]).status_code == 302
    assert Import.objects.get().document["qualifications"][0]["units"] == [FIRST, SECOND]
    assert add(cora, import_, "qualifications/0/units").status_code == 302
    assert "1 of the 6 units here count" in text(cora.get(review(import_, "?show=rules")))


def test_rules_that_exclude_each_other_are_pointed_out(import_: Import, cora: Client) -> None:
    add(cora, import_, RULE, kind="max_credits", number="1")
    add(cora, import_, RULE, kind="min_credits", number="5")
    assert "Together these rules cannot be met." in text(cora.get(review(import_, "?show=rules")))


def test_a_group_of_a_qualification_that_is_not_there_is_404(import_: Import, cora: Client) -> None:
    for path in ("qualifications/9/rules/-", "qualifications/9/groups/0", "qualifications/0/rules/7"):
        assert cora.get(review(import_, f"?show=rules&edit={path}")).status_code == 404
    assert (
        cora.post(review(import_, "correct/"), {"path": "qualifications/9/rules/-", "kind": "min_credits", "number": "1"}).status_code
        == 404
    )
