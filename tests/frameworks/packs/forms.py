"""The data of our own pack as a Word document, a web page, a workbook and CSV, each as people make them."""

import csv
import html
import io
from typing import Any

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tools import handbook_pack as pack_

type Data = dict[str, Any]


def word_of(pack: Data) -> bytes:
    """Headings by style, tables by Word, criteria numbered by Word itself."""
    document = docx.Document()
    document.add_heading(pack["title"], 0)
    document.add_paragraph(pack["pack"])
    document.add_paragraph(f"{pack['date']} Version {pack['version']}")
    document.add_heading("Qualification at a glance", 1)
    table(document, [list(row) for row in pack_.glance(pack)])
    document.add_paragraph()
    table(document, pack_.qualification_table(pack))
    document.add_paragraph()
    table(document, pack_.change_table(pack))
    document.add_heading("Units", 1)
    table(document, pack_.unit_table(pack))
    for unit in pack["units"]:
        document.add_page_break()
        if not unit.get("headless"):
            document.add_heading(f"Unit {unit['number']} {pack_.heading_title(unit)}", 1)
        table(document, [["Level:", str(unit["level"])], ["Credit value:", str(unit["credit"])], ["UAN:", unit["uan"]]])
        sections(document, unit)
    document.add_heading(pack["appendix"]["title"], 1)
    document.add_paragraph(pack["appendix"]["text"])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def sections(document: Any, unit: Data) -> None:
    document.add_heading("Unit aim", 2)
    document.add_paragraph(unit["aim"])
    document.add_heading("Learning outcomes", 2)
    document.add_paragraph(f"There are {pack_.stated(unit)} learning outcomes to this unit. The learner will:")
    number = new_list(document, ("decimal", "%1."), ("decimal", "%1.%2"))
    for outcome in unit["outcomes"]:
        in_list(document.add_paragraph(outcome["text"]), number, 0)
    document.add_heading("Guided learning hours", 2)
    document.add_paragraph(pack_.hours(unit))
    for heading, name in ((pack_.NOS, "nos"), (pack_.SUPPORT, "support_body"), ("Assessment", "assessment")):
        if unit.get(name):
            document.add_heading(heading, 2)
            document.add_paragraph(unit[name])
    document.add_heading("Learning outcomes and assessment criteria", 2)
    grid = document.add_table(rows=1, cols=2)
    grid.rows[0].cells[0].text, grid.rows[0].cells[1].text = "The learner will", "The learner can"
    number = new_list(document, ("decimal", "%1."), ("decimal", "%1.%2"))
    for outcome in unit["outcomes"]:
        left, right = grid.add_row().cells
        left.text = outcome["text"]
        in_list(left.paragraphs[0], number, 0)
        for position, text in enumerate(outcome["criteria"]):
            paragraph = right.paragraphs[0] if position == 0 else right.add_paragraph()
            paragraph.text = text
            in_list(paragraph, number, 1)
    if unit.get("evidence"):
        document.add_heading("Evidence requirements", 2)
        number = new_list(document, ("decimal", "%1"), ("lowerLetter", "%2"))
        for requirement in unit["evidence"]:
            in_list(document.add_paragraph(requirement["text"]), number, 0)
            for item in requirement.get("items") or []:
                in_list(document.add_paragraph(item), number, 1)


def table(document: Any, rows: list[list[str]]) -> None:
    grid = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text


def new_list(document: Any, *levels: tuple[str, str]) -> str:
    """A numbered list of Word's own, which counts for itself."""
    numbering = document.part.numbering_part.element
    own = str(1000 + len(numbering))
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), own)
    for depth, (form, text) in enumerate(levels):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for name, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", text)):
            part = OxmlElement(name)
            part.set(qn("w:val"), value)
            level.append(part)
        abstract.append(level)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), own)
    kind = OxmlElement("w:abstractNumId")
    kind.set(qn("w:val"), own)
    number.append(kind)
    numbering.insert(0, abstract)
    numbering.append(number)
    return own


def in_list(paragraph: Any, number: str, depth: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = depth
    properties.get_or_add_numId().val = int(number)


def page_of(pack: Data) -> bytes:
    """A web page with menus around it; criteria stand in lists."""
    e = html.escape
    parts = [f"<h1>{e(pack['title'])}</h1><p>{e(pack['pack'])}<p>{e(pack['date'])} Version {e(pack['version'])}"]
    parts += [rows_of([list(r) for r in pack_.glance(pack)]), rows_of(pack_.qualification_table(pack)), rows_of(pack_.change_table(pack))]
    parts += ["<h2>Units</h2>", rows_of(pack_.unit_table(pack))]
    for unit in pack["units"]:
        parts += [] if unit.get("headless") else [f"<h2>Unit {e(unit['number'])}: {e(pack_.heading_title(unit))}</h2>"]
        parts += [f"<p>Level: {unit['level']}<br>Credit value: {unit['credit']}<br>UAN: {e(unit['uan'])}</p>"]
        parts += [f"<h3>Unit aim</h3><p>{e(unit['aim'])}</p><h3>Learning outcomes</h3>"]
        parts += [f"<p>There are <strong>{pack_.stated(unit)}</strong> learning outcomes to this unit. The learner will:</p><ol>"]
        parts += [f"<li>{e(o['text'])}</li>" for o in unit["outcomes"]]
        parts += [f"</ol><h3>Guided learning hours</h3><p>{e(pack_.hours(unit))}</p>"]
        for heading, name in ((pack_.NOS, "nos"), (pack_.SUPPORT, "support_body"), ("Assessment", "assessment")):
            parts += [f"<h3>{e(heading)}</h3><p>{e(unit[name])}</p>"] if unit.get(name) else []
        parts += ["<h3>Learning outcomes and assessment criteria</h3>"]
        for n, outcome in enumerate(unit["outcomes"], 1):
            parts += [f"<h4>Outcome {n}: {e(outcome['text'])}</h4><p>The learner can:</p><ul>"]
            parts += [f"<li>{n}.{m} {e(text)}</li>" for m, text in enumerate(outcome["criteria"], 1)] + ["</ul>"]
        if unit.get("evidence"):
            parts += ["<h3>Evidence requirements</h3><ol>"]
            for requirement in unit["evidence"]:
                items = "".join(f"<li>{e(i)}</li>" for i in requirement.get("items") or [])
                parts += [f"<li>{e(requirement['text'])}" + (f'<ol type="a">{items}</ol>' if items else "") + "</li>"]
            parts += ["</ol>"]
    parts += [f"<h2>{e(pack['appendix']['title'])}</h2><p>{e(pack['appendix']['text'])}</p>"]
    head = "<!doctype html><html><head><title>x</title><script>var a = 1</script></head><body><nav><a href='/'>Home</a></nav>"
    return (head + "".join(parts) + "</body></html>").encode()


def rows_of(rows: list[list[str]]) -> str:
    body = "".join("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>" for row in rows)
    return f"<table>{body}</table>"


HEADS = ("Reference", "Unit", "Lvl", "Cr", "GLH", "LO", "What the learner will do", "AC", "What is seen")


def criteria_rows(pack: Data, heads: tuple[str, ...] = HEADS) -> list[list[str]]:
    """A row for each criterion, as a tracking sheet has it."""
    found = [list(heads)]
    for unit in pack["units"]:
        for n, outcome in enumerate(unit["outcomes"], 1):
            for m, text in enumerate(outcome["criteria"], 1):
                facts = [unit["uan"], unit["title"], str(unit["level"]), str(unit["credit"]), str(unit["glh"])]
                found.append([*facts, str(n), outcome["text"], f"{n}.{m}", text])
    return found


def csv_of(rows: list[list[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def workbook_of(*sheets: tuple[str, list[list[str]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([int(c) if c.isdigit() else c for c in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
