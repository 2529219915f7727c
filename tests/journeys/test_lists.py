"""Bea chooses whom she looks after on the coast, keeps it as a list, and takes it to a meeting as a workbook."""

import io

import openpyxl
from playwright.sync_api import expect

from milepost.employers import actions
from tests.employers import acting
from tests.journeys.stage import PHONE, Stage
from tests.journeys.test_own_page import quiet


def test_a_choice_is_kept_shared_and_taken_away_as_a_workbook(stage: Stage) -> None:
    """Three employers, two of them by the sea. Bea finds those by their postcodes, on her phone; a list without a name is none, with
    one it stands above the others. The workbook holds those two and no formula. She shares it; Quentin, who keeps quality, finds it
    from his own first page, takes it away as well, and cannot rename it. Bea removes it; the employers stay.
    """
    cast = stage.cast
    for name, postcode in [("Ottersby Ferry", "OT4 2PJ"), ("=Gannet Boats", "OT1 1AA"), ("Corvane Water", "CV9 9ZZ")]:
        file = acting.opened(cast, "" if name == cast.employer.name else name)
        actions.describe_file(file, by=cast.as_("bea"), given={"does": "They work.", "postcode": postcode})
    bea = stage.enter("bea", width=PHONE)
    bea.goto("/employers/all/")
    bea.get_by_text("Choose more closely").click()
    bea.get_by_label("Postcode begins with").fill("OT")
    bea.get_by_role("button", name="Show them").click()
    expect(bea.get_by_text("2 employers", exact=True)).to_be_visible()
    bea.get_by_text("Keep this choice as a list").click()
    bea.get_by_role("button", name="Keep the list").click()
    expect(bea.get_by_role("alert")).to_contain_text("Give the list a name.")
    bea.get_by_label("Name of the list").fill("By the sea")
    bea.get_by_label("Everybody who reads about employers here sees it").check()
    bea.get_by_role("button", name="Keep the list").click()
    expect(bea.get_by_role("heading", name="By the sea", level=1)).to_be_visible()
    quiet(bea)

    quentin = stage.enter("quentin")
    quentin.get_by_role("link", name="Employers").first.click()
    quentin.get_by_role("link", name="By the sea").click()
    expect(quentin.get_by_text("A list of Bea Thornley.")).to_be_visible()
    expect(quentin.get_by_text("Rename, share or remove this list")).to_have_count(0)
    quiet(quentin)
    for page in (bea, quentin):
        with page.expect_download() as saved:
            page.get_by_role("link", name="As a workbook (Excel)").click()
        sheet = openpyxl.load_workbook(io.BytesIO(saved.value.path().read_bytes())).active
        assert sheet is not None
        cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
        assert {"Ottersby Ferry", "Corvane Water"} & {cell.value for cell in cells} == {"Ottersby Ferry"}
        assert any("Gannet Boats" in str(cell.value) for cell in cells)
        assert not [cell for cell in cells if cell.data_type == "f"]

    bea.get_by_text("Rename, share or remove this list").click()
    bea.get_by_role("button", name="Remove the list").click()
    expect(bea.get_by_text("Nothing happened to the employers.")).to_be_visible()
    expect(bea.get_by_text("3 employers", exact=True)).to_be_visible()
    quentin.goto("/employers/all/")
    expect(quentin.get_by_role("link", name="By the sea")).to_have_count(0)
