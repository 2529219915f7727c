"""Bringing a standard as a spreadsheet: a plan first, and every line that is wrong said."""

import io
import json
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from milepost.frameworks.specfile import Unreadable
from milepost.provider import spreadsheet
from milepost.provider.models import BroughtMapping, HeldStandard
from tests.cast import Cast
from tests.fixtures import Enter
from tests.frameworks.test_case import elsewhere, link
from tests.portfolios.intake.lists import broken, xlsx_of
from tests.provider.test_casefile import package

PAGE = "/quality-standards/bring/"  # "quality_bring"
GOOD = "Part;Part title;Needs;Key;Title;Aspect;Points;Colour\nA;Lamps;;A1;Lit;approach;2;red\nA;;;A2;Seen;results;;\nB;Oil;A;B1;Kept;;;\n"


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def brought(client: Client, raw: bytes, **changed: Any) -> Any:
    return client.post(PAGE, {"title": "Lamp standard", "more_than": "60", "file": SimpleUploadedFile("lamps.csv", raw), **changed})


def read(text: str | bytes) -> spreadsheet.Plan:
    raw = text.encode() if isinstance(text, str) else text
    return spreadsheet.read(raw, name="lamps.csv", title="Lamps", more_than=55)


def test_a_plan_is_shown_before_anything_is_kept(cast: Cast, enter: Enter) -> None:
    quentin = enter("quentin")
    shown = words(brought(quentin, GOOD.encode()))
    assert "3 indicators were understood. Nothing is kept yet." in shown and "Columns that were left out: Colour" in shown
    assert not HeldStandard.objects.exists()
    document = json.dumps(read(GOOD).document)
    assert quentin.post(PAGE, {"act": "keep", "document": document}).status_code == 302
    held = HeldStandard.objects.get()
    assert (held.key, held.parts) == ("lamps", ["A", "B"])


def test_two_standards_with_like_titles_are_two(cast: Cast, enter: Enter) -> None:
    quentin = enter("quentin")
    long = "Quality of contact centres in the north of the country"  # cut to the same key
    kept = []
    for title in ("Lamps", "Lamps!", "Training Quality", f"{long} 2025", f"{long} 2026", "灯台", "光"):
        shown = brought(quentin, GOOD.encode(), title=title)
        document = shown.context["page"]["written"]
        assert quentin.post(PAGE, {"act": "keep", "document": document}).status_code == 302, title
        kept.append(document)
    keys = list(HeldStandard.objects.order_by("pk").values_list("key", flat=True))
    assert keys[:3] == ["lamps", "lamps-2", "training-quality-2"] and len(set(keys)) == 7
    assert quentin.post(PAGE, {"act": "keep", "document": kept[0]}).status_code == 302, "somebody took the key meanwhile"


def test_what_comes_back_is_checked_anew(cast: Cast, enter: Enter) -> None:
    quentin, loop = enter("quentin"), read(GOOD).document
    loop["parts"][0]["needs"] = ["B"]
    for written in ("nonsense", "[]", "{}", json.dumps(loop)):
        assert quentin.post(PAGE, {"act": "keep", "document": written}).status_code == 422
    assert not HeldStandard.objects.exists()


def test_a_workbook_reads_like_a_text() -> None:
    book = openpyxl.Workbook()
    for line in GOOD.splitlines():
        book.active.append([cell or None for cell in line.split(";")])  # type: ignore[union-attr]
    kept = io.BytesIO()
    book.save(kept)
    assert read(kept.getvalue()).document == read(GOOD).document


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file is empty"),
        ("Colour,Shape\nred,round\n", "These are not there: part, key, title"),
        ("part,key,title\nA,A1,\n", "Line 2: part, key and title are needed"),
        ("part,key,title,aspect\nA,A1,Lit,taste\n", "Line 2: “taste” is no aspect"),
        ("part,key,title,points\nA,A1,Lit,many\n", "Line 2: “many” is no whole number"),
        ("part,key,title\nA,A1,Lit\nA,A1,Seen\n", "“A1” stands here 2 times"),
        ("part,key,title,needs\nA,A1,Lit,B\nB,B1,Kept,A\n", "A → B → A"),
        ("part,key,title,aspect\nA,A1,Lit,context\n", "nothing to score"),
        (b"PK\x03\x04 broken", "cannot be opened"),
        (broken(xlsx_of([{"part": "A", "key": "A1", "title": "Lit"}]), "xl/worksheets/sheet1.xml"), "cannot be opened"),
        (broken(xlsx_of([{"part": "A", "key": "A1", "title": "Lit"}]), "xl/workbook.xml"), "cannot be opened"),
        (b"\x00\x01\x02", "neither a CSV file nor an XLSX"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str | bytes, said: str) -> None:
    with pytest.raises(Unreadable) as wrong:
        read(text)
    assert said in str(wrong.value)


def test_a_mark_that_nobody_can_reach_is_refused_on_the_page(cast: Cast, enter: Enter) -> None:
    answer = brought(enter("quentin"), GOOD.encode(), more_than="100")
    assert answer.status_code == 422
    assert "nobody can reach it" in words(answer)


def test_a_case_package_is_a_plan_first_and_a_portfolio_then(cast: Cast, enter: Enter) -> None:
    quentin, raw = enter("quentin"), json.dumps(package()).encode()
    answer = quentin.post(PAGE, {"title": "", "more_than": "60", "file": SimpleUploadedFile("bees.json", raw)})
    shown = words(answer)
    assert "3 indicators were understood. Nothing is kept yet." in shown and "1 code could not be kept" in shown
    assert not HeldStandard.objects.exists()
    assert quentin.post(PAGE, {"act": "keep", "document": answer.context["page"]["written"]}).status_code == 302
    assert (HeldStandard.objects.get().key, HeldStandard.objects.get().parts) == ("keeping-bees", ["A", "B"])
    loop = json.dumps(elsewhere(link("a", "b"), link("b", "a"), items="ab")).encode()
    answer = quentin.post(PAGE, {"title": "", "more_than": "60", "file": SimpleUploadedFile("bees.json", loop)})
    assert answer.status_code == 422 and "go round in a circle" in words(answer)


def test_two_packages_of_which_one_calls_an_item_the_same_have_a_mapping_once_both_are_here(cast: Cast, enter: Enter) -> None:
    first = package()
    first["CFAssociations"].append(link("b", "x", type="exactMatchOf"))
    second, quentin = elsewhere(link("x", "doc", 1), link("y", "doc", 2), items="xy"), enter("quentin")
    for data, title in ((first, "Keeping bees"), (second, "Keeping wasps")):
        plan = quentin.post(PAGE, {"title": title, "more_than": "55", "file": SimpleUploadedFile("p.json", json.dumps(data).encode())})
        kept = quentin.post(PAGE, {"act": "keep", "document": plan.context["page"]["written"]}, follow=True)
        assert ("1 indicator is the same in another standard of yours" in kept.content.decode()) == (title == "Keeping wasps")
    [made] = BroughtMapping.objects.all()
    assert made.document["links"][0]["where"] == {"keeping-bees": ["A.1"], "keeping-wasps": ["P.1"]}
    assert "What publishers say is exactly the same" in quentin.get("/quality-standards/mappings/").content.decode()
