"""Reads a PDF: words with their place and type, ruled tables, paragraphs that run over lines and pages.

Words and drawn lines come from PDFium, page by page, so that a long document takes no more memory than its words do.
"""

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from django.utils.translation import gettext as _

from milepost.frameworks.importers.besides import take_beside
from milepost.frameworks.importers.facts_row import labels_of_facts
from milepost.frameworks.importers.gutters import Box, group_lines, in_columns
from milepost.frameworks.importers.layout import Cell, Word, elements_of
from milepost.frameworks.importers.prefixed import elements_without_letters
from milepost.frameworks.importers.rulings import cells_of
from milepost.frameworks.importers.scans import MOST_PAGES as MOST_PICTURES
from milepost.frameworks.importers.scans import can_recognise, recognised
from milepost.frameworks.importers.source import Line, NotReadable, Progress, Source, tidy
from milepost.frameworks.importers.two_languages import drop_other_language
from milepost.frameworks.importers.unheld_fonts import letters_have_width

BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
UNIT_ALONE = re.compile(r"(?:unit|module) (?:no\.? )?[A-Z]{0,4}[-.]?\d{1,4}", re.IGNORECASE)
MOST_PAGES = 1500
MOST_WORDS = 900_000  # 600 pages of running text have a third of it
HEADING = 1.2  # times the size of running text
MOST_LETTERS = 40_000  # of one page; a page of small print has eight thousand


@dataclass(slots=True)
class Sheet:
    """One page: its lines from top to bottom, and the cells of its ruled tables."""

    number: int
    height: float
    lines: list[list[Word]]
    tables: list[list[list[Cell]]]


def read_pdf(data: bytes, name: str, progress: Progress | None = None) -> Source:
    """The source in a PDF. NotReadable when it is locked, damaged, or a scan without text."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "assword" in str(error):
            raise NotReadable(
                _("“%(name)s” is locked with a password. Open it, save a copy without the password, and choose the copy.") % {"name": name}
            ) from error
        raise NotReadable(
            _("“%(name)s” is damaged, or is not a whole PDF. Download it again from the awarding body and choose the new file.")
            % {"name": name}
        ) from error
    try:
        if len(document) > MOST_PAGES:
            raise NotReadable(
                _("“%(name)s” has %(pages)s pages; %(most)s can be read at once. Cut it into parts, and choose the part with the units.")
                % {"name": name, "pages": len(document), "most": MOST_PAGES}
            )
        with letters_have_width():
            sheets = sheets_of(document, name, progress)
    finally:
        document.close()
    letters = sum(len(w.text) for s in sheets for line in s.lines for w in line)
    if letters < 40 * len(sheets) and letters < 400:
        raise NotReadable(
            _(
                "“%(name)s” holds pictures of pages and no text. Ask the awarding body for the original PDF, "
                "or have Tesseract (the package “tesseract-ocr”) installed on the server: then pictures of pages are read too."
            )
            % {"name": name}
        )
    lines = [Line(s.number, n, " ".join(w.text for w in words)) for s in sheets for n, words in enumerate(s.lines, 1)]
    sizes = Counter[float]()
    for sheet in sheets:
        for words in sheet.lines:
            for word in words:
                sizes[word.size] += len(word.text)
    body = sizes.most_common(1)[0][0]
    drop = furniture(sheets, body)
    drop_other_language(
        [words for s in sheets for words in s.lines], [c.words for s in sheets for rows in s.tables for row in rows for c in row]
    )
    elements = elements_without_letters(elements_of([(s.number, s.lines, s.tables) for s in sheets], drop, body))
    return Source(name=name, kind="pdf", lines=lines, elements=elements, body_size=body, spaced=lambda: with_gaps(sheets))


def with_gaps(sheets: list[Sheet]) -> list[Line]:
    """The lines of the pages with each word about where it stands, as in a text of letters of one width.

    An empty line stands where the next is further away than most; it has the number of the one above."""
    found: list[Line] = []
    for sheet in sheets:
        placed = [line for line in sheet.lines if line]
        widths = [(w.x1 - w.x0) / len(w.text) for line in placed for w in line]
        steps = [b[0].base - a[0].base for a, b in pairwise(placed) if b[0].base > a[0].base]
        letter, step = 0.85 * median(widths or [1.0]), median(steps or [0.0])  # narrow, so that what overflows moves nothing
        left = min((line[0].x0 for line in placed), default=0.0)
        above = 0.0
        for number, line in enumerate(sheet.lines, 1):
            text, before = "", 0.0
            for word in line:
                apart = 3 if text and word.x0 - before > 1.2 * word.size else bool(text)
                text = (text + " " * apart).ljust(round((word.x0 - left) / letter) if apart != 1 else 0) + word.text
                before = word.x1
            if line and above and line[0].base - above > 1.4 * step:
                found.append(Line(sheet.number, max(number - 1, 1), ""))
            above = line[0].base if line else above
            found.append(Line(sheet.number, number, text))
    return found


def sheets_of(document: Any, name: str, progress: Progress | None) -> list[Sheet]:
    """Every page; those that are pictures are recognised where the program for it is installed."""
    sheets: list[Sheet] = []
    words = 0
    recognises, pictures = can_recognise(), 0
    for index in range(len(document)):
        sheet = sheet_of(document, index)
        if not sheet.lines and recognises and pictures < MOST_PICTURES:
            pictures += 1
            page = document[index]
            sheet.lines = numbered(group_lines(recognised(page)))
            page.close()
        words += sum(len(line) for line in sheet.lines)
        if words > MOST_WORDS:
            raise NotReadable(
                _("“%(name)s” holds more words than any handbook. Cut it into parts, and choose the part with the units.") % {"name": name}
            )
        sheets.append(sheet)
        if progress:
            progress(index + 1, len(document))
    return sheets


def numbered(lines: list[list[Word]]) -> list[list[Word]]:
    for number, line in enumerate(lines, 1):
        for word in line:
            word.line = number
    return lines


def sheet_of(document: Any, index: int) -> Sheet:
    page = document[index]
    height = page.get_height()
    textpage = page.get_textpage()
    words = words_of(textpage, height)
    textpage.close()
    tables = cells_of(page, height) if words else []
    page.close()
    boxes = [box_of(rows) for rows in tables if any(len(row) > 1 for row in rows)]
    lines = numbered(in_columns(words, group_lines, boxes))
    for rows in tables:
        fill(rows, lines)
    take_beside(tables, lines)
    return Sheet(index + 1, height, lines, [rows for rows in tables if not only_stripes(rows)])


def only_stripes(rows: list[list[Cell]]) -> bool:
    """Whether the boxes are stripes behind rows whose cells only white space parts; their words are given back to the page."""
    if any(len(row) > 1 for row in rows):
        return False
    words = [sorted(row[0].words, key=lambda w: (w.line, w.x0)) for row in rows]
    parted = [any(b.line == a.line and b.x0 - a.x1 > b.size and a.text[-1] != ":" for a, b in pairwise(row)) for row in words]
    if 2 * sum(parted) <= len(rows):
        return False
    for word in (w for row in words for w in row):
        word.in_table = False
    return True


def box_of(rows: list[list[Cell]]) -> Box:
    """Where a table stands: left, top, right, foot."""
    cells = [c for row in rows for c in row]
    return min(c.x0 for c in cells), min(c.top for c in cells), max(c.x1 for c in cells), max(c.bottom for c in cells)


def fill(rows: list[list[Cell]], lines: list[list[Word]]) -> None:
    """Puts the words of a ruled table into their cells."""
    top, foot = min(c.top for c in rows[0]), max(c.bottom for row in rows for c in row)
    cells = [c for row in rows for c in row]
    for line in lines:
        for word in line:
            middle, centre = (word.x0 + word.x1) / 2, word.base - 0.3 * word.size
            if word.in_table or not top <= centre <= foot:
                continue
            for cell in cells:
                if cell.x0 <= middle <= cell.x1 and cell.top <= centre <= cell.bottom:
                    cell.words.append(word)
                    word.in_table = True
                    break


def words_of(textpage: Any, height: float) -> list[Word]:
    """The words of a page in the order in which the file has them."""
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y, flags = ctypes.c_double(), ctypes.c_double(), ctypes.c_int()
    buffer = ctypes.create_string_buffer(128)
    handle = textpage.raw
    unicode_of, origin_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharOrigin, raw.FPDFText_GetLooseCharBox
    found: list[Word] = []
    word: Word | None = None
    letter_x = 0.0
    for i in range(min(raw.FPDFText_CountChars(handle), MOST_LETTERS)):
        code = unicode_of(handle, i)
        letter = "-" if code in (2, 0xFFFE) else chr(code)  # PDFium's own marks for a hyphen at a line's end
        if code == 0 or letter.isspace():
            word = None
            continue
        origin_of(handle, i, x, y)
        box_of(handle, i, box)
        base = height - y.value
        if word and abs(base - word.base) < 0.5 and box.left >= letter_x - 0.5 and box.left - word.x1 < 0.25 * word.size:
            word.text += letter
            word.x1, letter_x = max(word.x1, box.right), box.left  # the letters of a ligature share one box
            continue
        raw.FPDFText_GetMatrix(handle, i, matrix)
        if abs(matrix.b) > abs(matrix.a):  # text up the side of the page
            word = None
            continue
        size = raw.FPDFText_GetFontSize(handle, i) * math.hypot(matrix.c, matrix.d)
        raw.FPDFText_GetFontInfo(handle, i, buffer, 128, flags)
        bold = bool(BOLD.search(buffer.value.decode("utf-8", "replace"))) or raw.FPDFText_GetFontWeight(handle, i) >= 600
        word = Word(letter, box.left, box.right, base, round(size * 2) / 2, bold)
        found.append(word)
        letter_x = box.left
    return found


def furniture(sheets: list[Sheet], body: float) -> set[tuple[int, int]]:
    """(page, line) of running headers and footers: what repeats at one height on most pages."""
    if len(sheets) < 3:
        return set()
    slots: dict[tuple[int, str], list[tuple[int, int, list[Word]]]] = {}
    for sheet in sheets:
        count = len(sheet.lines)
        for number, words in enumerate(sheet.lines, 1):
            if (number <= 3 or number > count - 3) and not any(w.in_table for w in words):
                base = words[0].base
                zone = "top" if base < 0.16 * sheet.height else "foot" if base > 0.86 * sheet.height else ""
                if zone:
                    slots.setdefault((round(base / 2), zone), []).append((sheet.number, number, words))
    below = below_headings(sheets, body)
    found: set[tuple[int, int]] = set()
    for group in slots.values():
        once = {t for t, times in Counter(tidy(" ".join(w.text for w in words)) for _p, _n, words in group).items() if times == 1}
        texts = Counter(re.sub(r"\d+", "#", tidy(" ".join(w.text for w in words))) for _p, _n, words in group)
        small = median(max(w.size for w in words) for _p, _n, words in group) < 0.95 * body
        for page, number, words in group:
            text = tidy(" ".join(w.text for w in words))
            times = texts[re.sub(r"\d+", "#", text)]
            numbered = bool(re.search(rf"(?<!\d){page}(?!\d)", text)) or counts_on(group)
            alike = times >= max(3, 0.6 * (len(sheets) - 1)) or (small and times >= max(3, 0.4 * (len(sheets) - 1)))
            by_slot = small and len(group) >= max(3, 0.6 * (len(sheets) - 1))
            bare = bool(re.fullmatch(r"(?:page )?\d{1,3}(?: (?:of|/) \d{1,3})?", text.lower())) and numbered
            if labels_of_facts(text) or (page, number) in below or (text in once and UNIT_ALONE.fullmatch(text)):
                continue  # the head of a table with each unit's facts, or each time another unit's number, at the top of its page
            if bare or by_slot or (alike and (numbered or "#" not in re.sub(r"\d+", "#", text))):
                found.add((page, number))
    return found


def below_headings(sheets: list[Sheet], body: float) -> set[tuple[int, int]]:
    """(page, line) of what stands at the top of a page, but below a heading that no other page has: it may repeat and yet not run along."""
    tops = [(s.number, n, words) for s in sheets for n, words in enumerate(s.lines[:3], 1)]
    times = Counter(tidy(" ".join(w.text for w in words)) for _page, _number, words in tops)
    found: set[tuple[int, int]] = set()
    for page, number, words in tops:
        if times[tidy(" ".join(w.text for w in words))] == 1 and min(w.size for w in words) > HEADING * body:
            found.update((page, n) for n in range(number + 1, 4))
    return found


def counts_on(group: list[tuple[int, int, list[Word]]]) -> bool:
    """Whether the last number on these lines goes up with the page."""
    steps = Counter[int]()
    for page, _number, words in group:
        digits = re.findall(r"\d+", " ".join(w.text for w in words))
        if digits:
            steps[int(digits[-1]) - page if len(digits[-1]) < 5 else -1] += 1
    return bool(steps) and len(group) > 2 and steps.most_common(1)[0][1] >= 0.6 * len(group)
