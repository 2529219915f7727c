"""All twelve, filled in to the last field and claimed against a criterion of our own contact-centre diploma; and the thirteenth of the docs."""

from decimal import Decimal

import pytest
import yaml
from django.test import Client

from milepost.engine.workbooks import Form, form_of, worked
from milepost.frameworks.document import to_document
from milepost.frameworks.folder import specs_folder
from milepost.frameworks.queries import framework_of
from milepost.frameworks.specfile import load
from milepost.portfolios import actions as portfolios
from milepost.portfolios import workbookfile
from milepost.portfolios.models import Evidence, Registration, Workbook
from milepost.web.workbooks.filling import name_of
from milepost.web.workbooks.offering import targets_in
from tests import build
from tests.cast import Cast
from tests.cli.test_workbook import thirteenth
from tests.filled import SECRET, typed_into
from tests.fixtures import Enter

UNITS = ["401", "402", "403", "405", "406", "407", "408", "409", "410"]  # they make the award


def diploma(cast: Cast) -> Registration:
    """Lena on the contact-centre diploma, nine units agreed."""
    framework = load(specs_folder() / "qualifications" / "contact-centre-diploma.yaml")
    keys = [unit.key for unit in framework.units if unit.code in UNITS]
    made = build.registration(cast, of=build.specification(cast, to_document(framework)))
    plan = portfolios.propose_units(made, by=cast.as_("asif"), units=keys, answers=dict.fromkeys(keys, "She leads the late shift."))
    portfolios.agree_units(plan, by=cast.as_("lena"))
    made.refresh_from_db()
    return made


def everything(form: Form) -> dict[str, str]:
    """The whole form, three rows in each table."""
    typed = {
        name_of(table.key, n, one.key) if n else name_of(one.key): words for table, n, one, words in typed_into(form, rows=3)
    }  # fmt: skip
    return {"title": form.title, "act": "keep", **typed}


def filled_and_claimed(lena: Client, form: Form, made: Registration) -> Evidence:
    lena.post("/workbooks/", {"form": form.key})
    one = Workbook.objects.get(form=form.key)
    assert lena.get(f"/workbooks/{one.uuid}/").status_code == 200
    answer = lena.post(f"/workbooks/{one.uuid}/", everything(form), follow=True)
    assert answer.status_code == 200, form.key
    page = answer.content.decode()
    sums = worked(form, one.versions.get().answers)
    unworked = {key for key, value in sums.numbers.items() if value is None}
    assert unworked == set(), form.key
    assert all(value is not None for rows in sums.rows.values() for row in rows for value in row.values()), form.key
    assert page.count('<svg class="chart') + page.count('class="chains"') == len(form.charts), form.key
    [target, *_more] = [
        one for one in targets_in(framework_of(made.specification), form.targets("7204")) if one.rpartition(":")[0] in made.progress.units
    ]
    assert f'value="{target}"' in page, form.key
    lena.post(f"/workbooks/{one.uuid}/claim/", {"claim": [target], "own": "on", "act": "hand_in"})
    evidence = Evidence.objects.get(title=form.title)
    assert list(evidence.claims.exclude(hand_in=None).values_list("target", flat=True)) == [target], form.key
    return evidence


def test_all_twelve_are_filled_in_worked_out_drawn_and_claimed(cast: Cast, enter: Enter) -> None:
    made, lena = diploma(cast), enter("lena")
    for form in workbookfile.forms().values():
        evidence = filled_and_claimed(lena, form, made)
        version = evidence.versions.get()
        assert SECRET not in version.body + str(version.details["answers"]), form.key
        kept = str(Workbook.objects.get(form=form.key).versions.get().answers)
        assert not form.confides or SECRET in kept or form.key == "technology_options"  # its secret is a number
    assert made.evidence.count() == 12


def test_the_thirteenth_of_the_docs_works_without_code(cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    document = yaml.safe_load(thirteenth())
    form = form_of(document)
    monkeypatch.setitem(workbookfile.documents(), form.key, document)
    monkeypatch.setitem(workbookfile.forms(), form.key, form)
    made, lena = diploma(cast), enter("lena")
    evidence = filled_and_claimed(lena, form, made)
    assert "Gave up" in evidence.versions.get().body
    assert worked(form, evidence.versions.get().details["answers"]).numbers["short"] == Decimal(0)
