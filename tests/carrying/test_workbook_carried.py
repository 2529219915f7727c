"""A workbook that is carried away is read in the package as what it is: its questions, tables and sums, and nothing confidential."""

import io
import zipfile

from milepost.carrying.filled import filled
from milepost.carrying.pack import pack
from milepost.portfolios import actions, workbookfile
from milepost.portfolios.actions.workbooks import details_of
from tests import build
from tests.cast import Cast
from tests.filled import SECRET, answers_to


def test_the_twin_shows_tables_sums_and_no_secret(cast: Cast) -> None:
    made = build.with_units(cast)
    form = workbookfile.forms()["contact_network"]
    version = build.workbook(cast, form=form.key, answers=answers_to(form, rows=2)).versions.get()
    actions.take_workbook(version, by=cast.as_("lena"), registration=made)
    out = io.BytesIO()
    pack(made, out)
    with zipfile.ZipFile(out) as archive:
        [name] = [one for one in archive.namelist() if one.endswith(".html")]
        page = archive.read(name).decode()
    assert "<caption>Contacts</caption>" in page
    assert '<th scope="col">What they give</th>' in page
    assert "<p>How useful, Average: <b>4.5</b></p>" in page
    assert "<b>How useful each contact is</b>: 1 About role, 1. 4, 2 About role, 2. 5" in page
    assert SECRET not in page
    assert "format" not in page.split("<caption>Contacts</caption>")[1]  # the form is not told as a list of its parts


def test_the_twin_says_whose_words_stand_in_what_was_taken_over(cast: Cast) -> None:
    form = workbookfile.forms()["contact_network"]
    one = build.workbook(cast, "quentin", form=form.key, answers=answers_to(form, rows=2))
    taken = actions.hand_over_workbook(one, by=cast.as_("quentin"), person=cast.ines)
    answers = dict(taken.versions.get().answers)
    changed = next(one.key for one in form.questions if one.kind == "text" and one.key in answers)
    actions.write_workbook(taken, by=cast.as_("ines"), title="Ours", answers={**answers, changed: "Looked at anew."})
    taken.refresh_from_db()
    page = filled(details_of(taken.versions.get(number=2)))
    assert page is not None
    assert page.count(f"By {cast.quentin.name}, ") > 2
    assert "<small>By" not in page.split("Looked at anew.")[1][:40]
    assert f"1: By {cast.quentin.name}, " in page


def test_what_is_no_workbook_is_told_as_before() -> None:
    assert filled({}) is None
    assert filled({"what": "A lamp", "where": "At the pier"}) is None
