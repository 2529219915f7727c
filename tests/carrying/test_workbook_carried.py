"""A workbook that is carried away is read in the package as what it is: its questions, tables and sums, and nothing confidential."""

import io
import zipfile

from milepost.carrying.filled import filled
from milepost.carrying.pack import pack
from milepost.portfolios import actions, workbookfile
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


def test_what_is_no_workbook_is_told_as_before() -> None:
    assert filled({}) is None
    assert filled({"what": "A lamp", "where": "At the pier"}) is None
