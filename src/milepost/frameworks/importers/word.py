"""Reads a Word document: its paragraphs with the numbers that Word gives them, its headings and its tables."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from milepost.frameworks.importers.blocks import Block, Writer
from milepost.frameworks.importers.source import NotReadable, Source

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_UNPACKED = 24 * 1024 * 1024  # bytes of one part; 600 pages of text take a sixth of it
MOST_DEEP = 6  # tables within tables
HEADING = re.compile(r"heading\s*(\d)|^(title)$", re.IGNORECASE)


@dataclass(slots=True)
class Level:
    form: str
    text: str
    start: int


@dataclass(slots=True)
class Lists:
    """The lists of a document and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by the number of the list
    shared: dict[str, str] = field(default_factory=dict)  # list → its definition, which counts for all lists of it
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, number: str, depth: int) -> tuple[str, bool]:
        """What Word prints before the next paragraph of a list, and whether that is a bullet."""
        levels = self.levels.get(number, {})
        here = levels.get(depth)
        if here is None:
            return "", False
        if here.form in ("bullet", "none") or not here.text:
            return "", here.form == "bullet"
        counts = self.counts.setdefault(self.shared.get(number, number), {})
        counts[depth] = counts.get(depth, here.start - 1) + 1
        for deeper in [k for k in counts if k > depth]:
            del counts[deeper]

        def shown(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            form = levels.get(level, here).form
            return counted(counts.get(level, levels[level].start if level in levels else 1), form)

        return re.sub(r"%(\d)", shown, here.text), False


def counted(value: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        roman = ""
        for worth, sign in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
            while value >= worth:
                roman, value = roman + sign, value - worth
        return roman.upper() if form == "upperRoman" else roman
    return f"{value:02}" if form == "decimalZero" else str(value)


def read_word(data: bytes, name: str) -> Source:
    """The source in a Word document. NotReadable when it is damaged, or unpacks to more than a handbook can hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = part(archive, "word/document.xml", name)
            if body is None:
                raise NotReadable(_("“%(name)s” is not a Word document. Save the handbook as .docx, PDF or plain text.") % {"name": name})
            numbering, styles = part(archive, "word/numbering.xml", name), part(archive, "word/styles.xml", name)
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        etree.XMLSyntaxError,
    ) as error:
        raise NotReadable(
            _("“%(name)s” cannot be opened. Open it in your word processor, save it anew as .docx or PDF, and choose that file.")
            % {"name": name}
        ) from error
    writer = Writer()
    Reader(writer, lists_of(numbering), styles_of(styles)).body(body.find(f"{W}body"))
    return writer.source(name, "word")


def part(archive: zipfile.ZipFile, member: str, name: str) -> Any:
    """The tree of one part of the archive, None where there is none. Its size is looked at before anything is unpacked."""
    try:
        size = archive.getinfo(member).file_size
    except KeyError:
        return None
    if size > MOST_UNPACKED:
        raise NotReadable(
            _("“%(name)s” unpacks to %(size)s MB of text, far more than any handbook. Save the handbook as PDF, and choose that file.")
            % {"name": name, "size": round(size / 1024 / 1024)}
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    return etree.fromstring(archive.read(member), parser)


def value(element: Any, path: str) -> str:
    found = element.find(path) if element is not None else None
    return str(found.get(f"{W}val") or "") if found is not None else ""


def lists_of(tree: Any) -> Lists:
    lists = Lists()
    if tree is None:
        return lists
    kinds: dict[str, dict[int, Level]] = {}
    for abstract in tree.iterfind(f"{W}abstractNum"):
        kinds[str(abstract.get(f"{W}abstractNumId"))] = {
            int(level.get(f"{W}ilvl", "0")): Level(
                value(level, f"{W}numFmt") or "decimal", value(level, f"{W}lvlText"), int(value(level, f"{W}start") or 1)
            )
            for level in abstract.iterfind(f"{W}lvl")
        }
    for number in tree.iterfind(f"{W}num"):
        own, kind = str(number.get(f"{W}numId")), value(number, f"{W}abstractNumId")
        lists.levels[own] = kinds.get(kind, {})
        starts_anew = number.find(f"{W}lvlOverride/{W}startOverride") is not None
        lists.shared[own] = own if starts_anew else f"kind {kind}"
    return lists


@dataclass(slots=True)
class Style:
    name: str
    based_on: str
    number: str
    depth: int
    bold: bool


def styles_of(tree: Any) -> dict[str, Style]:
    if tree is None:
        return {}
    return {
        str(style.get(f"{W}styleId")): Style(
            value(style, f"{W}name"),
            value(style, f"{W}basedOn"),
            value(style, f"{W}pPr/{W}numPr/{W}numId"),
            int(value(style, f"{W}pPr/{W}numPr/{W}ilvl") or 0),
            style.find(f"{W}rPr/{W}b") is not None,
        )
        for style in tree.iterfind(f"{W}style")
    }


class Reader:
    """Walks through the body in its order."""

    def __init__(self, writer: Writer, lists: Lists, styles: dict[str, Style]) -> None:
        self.writer, self.lists, self.styles = writer, lists, styles

    def body(self, body: Any) -> None:
        for element in self.inside(body):
            if element.tag == f"{W}tbl":
                self.writer.table(self.rows(element, 1))
                continue
            if element.find(f".//{W}lastRenderedPageBreak") is not None or element.find(f".//{W}br[@{W}type='page']") is not None:
                self.writer.turn_page()
            for block in self.blocks(element):
                self.writer.paragraph(block)

    def inside(self, parent: Any) -> Iterator[Any]:
        """Paragraphs and tables, also those in content controls."""
        for element in parent if parent is not None else ():
            if element.tag in (f"{W}p", f"{W}tbl"):
                yield element
            elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}smartTag", f"{W}customXml"):
                yield from self.inside(element)

    def chain(self, key: str) -> Iterator[Style]:
        for _step in range(12):
            style = self.styles.get(key)
            if style is None:
                return
            yield style
            key = style.based_on

    def blocks(self, paragraph: Any) -> list[Block]:
        """The paragraph; two or more where it holds line breaks."""
        texts = self.text_of(paragraph).split("\n")
        if not any(t.strip() for t in texts):
            return []
        chain = list(self.chain(value(paragraph, f"{W}pPr/{W}pStyle")))
        heading = next((m for s in chain if (m := HEADING.search(s.name))), None)
        number = value(paragraph, f"{W}pPr/{W}numPr/{W}numId")
        depth = int(value(paragraph, f"{W}pPr/{W}numPr/{W}ilvl") or 0)
        if not number:
            numbered = next((s for s in chain if s.number), None)
            number, depth = (numbered.number, numbered.depth) if numbered else ("", 0)
        label, bullet = self.lists.label(number, depth) if number and number != "0" else ("", False)
        runs = [r for r in paragraph.iter(f"{W}r") if "".join(t.text or "" for t in r.iter(f"{W}t")).strip()]
        bold = bool(runs) and all(r.find(f"{W}rPr/{W}b") is not None or any(s.bold for s in chain) for r in runs)
        level = (int(heading[1]) + 1 if heading[1] else 1) if heading else 0
        return [Block(text, level, bold, label if k == 0 else "", bullet and k == 0) for k, text in enumerate(texts) if text.strip()]

    def text_of(self, paragraph: Any) -> str:
        parts = []
        for element in paragraph.iter():
            if element.tag == f"{W}t":
                parts.append(element.text or "")
            elif element.tag == f"{W}tab":
                parts.append(" " if element.getparent().tag == f"{W}r" else "")
            elif element.tag in (f"{W}br", f"{W}cr") and element.get(f"{W}type") is None:
                parts.append("\n")
            elif element.tag == f"{W}noBreakHyphen":
                parts.append("-")
        return "".join(parts)

    def rows(self, table: Any, depth: int) -> list[list[list[Block]]]:
        found = []
        for row in table.iterfind(f"{W}tr"):
            cells: list[list[Block]] = []
            for cell in self.cells(row):
                going_on = cell.find(f"{W}tcPr/{W}vMerge")
                merged = going_on is not None and going_on.get(f"{W}val") != "restart"
                cells.append([] if merged else self.cell(cell, depth))
                cells += [[] for _k in range(int(value(cell, f"{W}tcPr/{W}gridSpan") or 1) - 1)]
            found.append(cells)
        return found

    def cells(self, row: Any) -> Iterator[Any]:
        for element in row:
            if element.tag == f"{W}tc":
                yield element
            elif element.tag in (f"{W}sdt", f"{W}sdtContent"):
                yield from self.cells(element)

    def cell(self, cell: Any, depth: int) -> list[Block]:
        found: list[Block] = []
        for element in self.inside(cell):
            if element.tag == f"{W}p":
                found.extend(self.blocks(element))
            elif depth < MOST_DEEP:
                found.extend(block for row in self.rows(element, depth + 1) for inner in row for block in inner)
        return found
