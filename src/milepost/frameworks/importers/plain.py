"""Reads a text file: its paragraphs, its tab-separated tables, its hand-wrapped lines."""

import re
from collections.abc import Callable
from functools import cache

from django.utils.translation import gettext as _

from milepost.frameworks.importers.abreast import qualifications_abreast
from milepost.frameworks.importers.alongside import rows_below_heads, text_beside_text
from milepost.frameworks.importers.amounts_beside import amounts_beside_text
from milepost.frameworks.importers.celled import celled_of, lines_of_celled
from milepost.frameworks.importers.celled_logs import celled_log
from milepost.frameworks.importers.cells_apart import BREAKS_OFF
from milepost.frameworks.importers.change_logs import is_log
from milepost.frameworks.importers.change_summaries import summary_of_changes
from milepost.frameworks.importers.columns import is_parted
from milepost.frameworks.importers.content_below import content_below
from milepost.frameworks.importers.content_beside import content_beside
from milepost.frameworks.importers.entries import begins_anew
from milepost.frameworks.importers.explained import criteria_beside_text
from milepost.frameworks.importers.explained_apart import explained_apart
from milepost.frameworks.importers.facts_row import facts_below_labels, facts_in_turn
from milepost.frameworks.importers.fields import heading_of
from milepost.frameworks.importers.footers import furniture, runs_along
from milepost.frameworks.importers.forms import Made, parted_form
from milepost.frameworks.importers.grades import graded_columns
from milepost.frameworks.importers.grades_apart import grades_apart
from milepost.frameworks.importers.headings import parted_heading
from milepost.frameworks.importers.identifiers import UAN
from milepost.frameworks.importers.listed import listed_units
from milepost.frameworks.importers.marks_apart import marks_apart
from milepost.frameworks.importers.numbered_twice import numbered_twice
from milepost.frameworks.importers.numbering import OUTCOME
from milepost.frameworks.importers.numbers_below import numbers_below
from milepost.frameworks.importers.numbers_late import numbers_late
from milepost.frameworks.importers.outcomes_apart import outcomes_apart
from milepost.frameworks.importers.outcomes_late import outcomes_late
from milepost.frameworks.importers.prefixed import lines_without_letters
from milepost.frameworks.importers.reading_order import in_reading_order
from milepost.frameworks.importers.records import records_apart
from milepost.frameworks.importers.requirements_apart import requirements_apart
from milepost.frameworks.importers.sections import LEAD_IN, STATED_ALONE, strict_kind
from milepost.frameworks.importers.sided import form_over_lines
from milepost.frameworks.importers.source import (
    BULLETS,
    KANA,
    MARK,
    OF_CRITERION,
    Element,
    Line,
    NotReadable,
    Passage,
    Place,
    Row,
    Source,
    Table,
    Where,
    is_marked,
    join_lines,
    tidy,
    vocabulary_of,
)
from milepost.frameworks.importers.spaced import spaced_table
from milepost.frameworks.importers.titled import titled_rows
from milepost.frameworks.importers.torn import rejoined
from milepost.frameworks.importers.two_languages import in_one_language
from milepost.frameworks.importers.weaves import woven_tables
from milepost.frameworks.importers.widths import SPACE, width_of
from milepost.frameworks.importers.wraps import repeated_heads, wrapped_softly

JAPANESE = re.compile(r"[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff60]")
BEHIND_MARK = re.compile(rf"^\s*(?:[{re.escape(BULLETS)}o]|\(?[a-z][.)]?|\(?\d{{1,2}}(?:\.\d{{1,2}})?[.):]?)\s{{2,}}(?=\S)")
VERSION_ALONE = re.compile(r"v?\d{1,2}(?:\.\d{1,2}){0,2}", re.IGNORECASE)
LEADERS = re.compile(r"\s*(?:[.…]\s?){4,}\s*(\d{1,3})$")  # to the number of a page in the contents
FULL_OF_JAPANESE = 0.93  # of the width: which letters may not begin a line decides the rest
AWAITS_NUMBER = re.compile(
    r"\b(?:than|least|most|of|minimum|maximum|total|between|and|or|to|from|levels?|the|(?:optional )?groups?|units?|sections?|outcomes?|criteri(?:a|on))$",
    re.IGNORECASE,
)
COMPARES = re.compile(
    r"\b(?:at (?:least|most)|(?:more|fewer|less) than|(?:minimum|maximum) of|up to)$"
)  # an amount, however short the line
NUMBERED_PART = re.compile(
    r"(?:(?:optional|mandatory) )?(?:group|section|level|unit)s? [A-Z\d]{1,2}\b", re.IGNORECASE
)  # what an amount is taken from
PART_ALONE = re.compile(
    r"(?:(?:group|section) [A-Z]\d?\s*[:–—-]\s*)?(?:mandatory|optional|core|elective|compulsory) (?:units|group [A-Z])(?: \([^()]{2,40}\)|\s*[:–—]\s.{2,60})?",
    re.IGNORECASE,
)  # the heading of a list
FAR = 16  # letters before a cell below which a line may hang
CODE_BEGUN = re.compile(r"\b[Uu]nits? (?:[A-Z]\S* )*(?=[A-Z]*\d)[A-Z][A-Z\d]{3}$")  # a Scottish one, of which the line holds the first part
ENDS_IN_GROUP = re.compile(r"\b(?:from|in|of|and|or) (?:[Gg]roups?|[Ss]ections?)$")
HALF_A_LINE = 50  # letters
ABOVE_ASCII = re.compile(r"[^\x00-\x7f]")
CONTROL = re.compile(r"[\x00\x01\x03-\x08\x0e-\x1f]")
BROKEN_WORD = re.compile(r"[\x02\ufffe]\n?(?=[^\W\d_])")  # how some tools write the hyphen of a word that a line's end breaks
WIDE = "   "  # between cells
GAP = re.compile(r" {3,}")
HASHES = re.compile(r"^#+\s+")
BULLET = re.compile(rf"^(?:[{re.escape(BULLETS)}])\s+(?=\S)")


def decode(data: bytes, name: str) -> str:
    """The text in these bytes: UTF-8 or UTF-16 where they say so, else the encoding that leaves nothing odd."""
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    halves = not marked and data[1:200:2].count(0) > 40  # UTF-16 without its mark
    for encoding in ("utf-16",) if marked else ("utf-16-le",) if halves else ("utf-8-sig", "cp932", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(CONTROL.findall(text)) <= len(text) * 0.001 and (encoding != "cp932" or is_japanese_text(text)):
            return text
    if data[:1000].count(0):
        raise NotReadable(
            _("“%(name)s” is not a text or PDF file. Choose the handbook as PDF, .docx, .xlsx, CSV, web page or plain text.")
            % {"name": name}
        )
    raise NotReadable(
        _("The letters of “%(name)s” are written in a way that cannot be told. Save it anew as UTF-8 (in a spreadsheet: “CSV UTF-8”).")
        % {"name": name}
    )


def is_japanese_text(text: str) -> bool:
    """Whether letters above ASCII are Japanese as a person writes it: much of it is hiragana and katakana."""
    high = 0 if text.isascii() else len(ABOVE_ASCII.findall(text))
    return high > 20 and len(KANA.findall(text)) > 0.3 * high


def read_text(text: str, name: str) -> Source:
    """The source in a text file. Form feeds separate pages; lines are numbered on each page."""
    text = BROKEN_WORD.sub("-\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    pages = [in_reading_order(body.split("\n")) for body in text.split("\f")]
    soft = wrapped_softly([line for page in pages for line in page])
    lines = [Line(page, number, line.rstrip()) for page, body in enumerate(pages, 1) for number, line in enumerate(body, 1)]
    wrapped = {(lines[k].page, lines[k].number) for k in soft}
    return Source(name=name, kind="text", lines=lines, elements=elements_of(in_one_language(lines), wrapped), spaced=lambda: lines)


def wrap_width(lines: list[Line], cells_in: Callable[[str], tuple[str, ...]]) -> int:
    """The width at which someone wrapped the lines by hand; 0 when paragraphs are single lines."""
    lengths = sorted(len(line.text) for line in lines if line.text.strip() and not cells_in(line.text))
    if not lengths or lengths[-1] > 130:
        return 0
    longest = lengths[-1]
    near = sum(1 for n in lengths if n > longest * 0.85)
    return longest if near >= max(4, len(lengths) * 0.1) else 0


LEAST_EMS = 24.0  # of a page's text; a narrower line is that of a column


def printed_width(lines: list[Line]) -> float:
    """The width of the page's text, where its fullest lines are equally wide as print and go on; 0 where none can be told."""
    texts = [line.text.strip() for line in lines]
    japanese = is_japanese_text(" ".join(texts))
    least, slack = (18, FULL_OF_JAPANESE) if japanese else (30, 0.97)
    widths = [width_of(t) if least < len(t) < 160 and "   " not in t and "\t" not in t else 0.0 for t in texts]
    widest = max(widths, default=0.0)
    full = [k for k, w in enumerate(widths) if w > slack * widest > 0]
    pairs = [(texts[k], texts[k + 1]) for k in full if k + 1 < len(texts)]
    on = sum(after[:1].islower() or (japanese and bool(after) and before[-1] not in "。：") for before, after in pairs)
    return widest if widest > LEAST_EMS and len(full) >= 3 and on >= 0.6 * len(full) else 0.0


def cells_of(text: str) -> tuple[str, ...]:
    """The cells of a line with tabs, wide gaps or pipes; empty when it is running text."""
    stripped = text.strip()
    if stripped.startswith("|") and stripped.count("|") > 2:
        return tuple(tidy(c) for c in stripped.strip("|").split("|"))
    if "\t" in stripped:
        return tuple(tidy(c) for c in text.rstrip("\n").split("\t"))
    if WIDE not in stripped:
        return ()
    parts = [tidy(p) for p in GAP.split(stripped)]
    if len(parts) > 1 and not MARK.match(parts[0]):
        return tuple(parts)
    return ()


def numbered_cells(text: str, above: Table | None) -> tuple[str, ...]:
    """The cells of a row that begins with a number, or whose first cells are empty, below a row with as many cells."""
    if above is not None and text.startswith("\t"):
        return tuple(tidy(p) for p in text.rstrip().split("\t"))
    if above is None or WIDE not in text or len(above.rows[-1].cells) < 3:
        return ()
    parts = [tidy(p) for p in re.split(r" {3,}", text.strip())]
    heads = above.rows[0].cells
    if VERSION_ALONE.fullmatch(parts[0]) and is_log(heads) and len(heads) - 1 <= len(parts) <= len(heads):
        return tuple(parts)
    return tuple(parts) if len(parts) == len(above.rows[-1].cells) and parts[0].isdigit() else ()


def elements_of(lines: list[Line], soft: set[tuple[int, int]]) -> list[Element]:
    """The passages and tables of a text; `soft` are the lines that go on in the next, where the text marks them."""
    vocabulary = vocabulary_of(line.text for line in lines)
    lines = lines_without_letters(lines)
    lines = [
        Line(line.page, line.number, LEADERS.sub(r" \1", line.text)) if ".." in line.text or ". ." in line.text else line for line in lines
    ]
    cells_in = cache(cells_of)  # asked twice of each line
    width, ems = (wrap_width(lines, cells_in), printed_width(lines)) if not soft else (0, 0.0)
    skip = furniture(lines)
    celled = lines_of_celled(lines, skip, vocabulary)
    whole = told_at_once(lines, skip, vocabulary)
    for learn in (
        requirements_apart,
        outcomes_late,
        numbers_late,
        marks_apart,
        outcomes_apart,
        numbers_below,
        rejoined,
        records_apart,
        repeated_heads,
        grades_apart,
        explained_apart,
        content_below,
        content_beside,
        numbered_twice,
    ):
        gone, changed = learn(lines, skip | celled | whole)
        if gone or changed:
            skip, soft = skip | gone, soft - gone - set(changed)
            lines = [Line(line.page, line.number, changed.get((line.page, line.number), line.text)) for line in lines]
            lines = [line for line in lines if (line.page, line.number) not in gone]
    taken = skip | celled
    coded = not any(UAN.search(line.text) for line in lines)
    printed = cache(lambda: "\n".join(line.text for line in lines).casefold())
    woven = woven_tables(lines, skip, vocabulary, passage)
    found: list[Element] = []
    current: list[Line] = []
    table: Table | None = None

    def close() -> None:
        nonlocal current
        if current:
            found.append(passage(current, vocabulary))
        current = []

    run_over = False  # whether a running line stood between
    cell_start = 0  # where the last cell of the row above begins
    position = -1
    while position + 1 < len(lines):
        position += 1
        line = lines[position]
        text = line.text.strip()
        if (line.page, line.number) in skip:
            run_over = bool(current)
            continue
        if not text:
            if not (run_over or next_runs_along(lines, position, skip)):
                close()
            table = None
            continue
        made = (
            woven.get(position)
            or (celled_of(lines, position, skip, vocabulary) if (line.page, line.number) in celled else None)
            or qualifications_abreast(lines, position, skip, vocabulary)
            or celled_log(lines, position, skip)
            or summary_of_changes(lines, position, skip)
            or facts_below_labels(lines, position, skip)
            or facts_in_turn(lines, position, taken)
            or parted_heading(lines, position, vocabulary)
            or (set_in_parts(lines, position, skip, vocabulary, coded=coded) if is_parted(line.text) else None)
            or (None if "\t" in text else table_without_columns(lines, position, skip, vocabulary))
            or (titled_rows(lines, position, printed, vocabulary) if "/" in text and not (WIDE in text or "\t" in line.text) else None)
            or (parted_form(lines, position) if run_over or not current else None)
        )
        if made:
            close()
            table = None
            found.extend([made.element] if isinstance(made.element, Table) else made.element)
            position = made.last
            continue
        if cells := cells_in(line.text) or numbered_cells(line.text, table):
            close()
            row = Row(list(cells), Place(line.page, line.number, line.number))
            if table is None:
                table = Table([])
                found.append(table)
            table.rows.append(row)
            cell_start = line.text.rfind(WIDE) + len(WIDE)
            continue
        if table is not None and cell_start > FAR and abs(indent_of(line.text) - cell_start) < 2 and not LEAD_IN.match(line.text.strip()):
            last = table.rows[-1]
            last.cells[-1] = join_lines([last.cells[-1], tidy(line.text)], vocabulary)
            last.place = Place(last.place.page, last.place.first, line.number)
            continue
        if table is not None and (column := column_above(table.rows[-1], lines[position - 1], line)) is not None:
            above = table.rows[-1]
            above.cells[column] = join_lines([above.cells[column], tidy(line.text)], vocabulary)
            above.place = Place(above.place.page, above.place.first, line.number)
            continue
        table = None
        goes_on = (
            bool(current)
            and not begins_anew(line.text, current[-1].text)
            and (
                (current[-1].page, current[-1].number) in soft or continues(current[-1].text, line.text, width, ems) or hangs(current, line)
            )
        )
        if goes_on and not (run_over and current[-1].text.rstrip()[-1:] in ".:;"):
            current.append(line)
        else:
            close()
            current = [line]
        run_over = False
    close()
    return found


def column_above(row: Row, above: Line, line: Line) -> int | None:
    """The cell of the row right above that goes on in a line of small letters below its first word; the first or the last cell may be a sentence."""
    if row.place.last != above.number or line.number != above.number + 1 or not line.text.lstrip()[:1].islower() or not len(row.cells) > 2:
        return None
    starts = [match.end() for match in GAP.finditer(above.text.rstrip()) if match.start()]
    return next((k for k, start in enumerate(starts, 1) if k < len(row.cells) - 1 and abs(indent_of(line.text) - start) < 2), None)


def told_at_once(lines: list[Line], skip: set[Where], vocabulary: frozenset[str]) -> set[Where]:
    """The lines of forms and logs whose cells stand one below the other: a number that stands alone there belongs to no words below it."""
    made = ((at, qualifications_abreast(lines, at, skip, vocabulary) or celled_log(lines, at, skip)) for at in range(len(lines)))
    return {(line.page, line.number) for at, form in made if form for line in lines[at : form.last + 1]}


def set_in_parts(lines: list[Line], position: int, skip: set[tuple[int, int]], vocabulary: frozenset[str], *, coded: bool) -> Made | None:
    """What begins with a line that has gaps."""
    return (
        graded_columns(lines, position, skip, vocabulary, passage)
        or text_beside_text(lines, position, skip, vocabulary, passage)
        or criteria_beside_text(lines, position, skip, vocabulary, passage)
        or rows_below_heads(lines, position, skip, vocabulary, coded=coded)
        or amounts_beside_text(lines, position, skip, vocabulary)
        or form_over_lines(lines, position, vocabulary)
    )


def table_without_columns(lines: list[Line], position: int, skip: set[tuple[int, int]], vocabulary: frozenset[str]) -> Made | None:
    return spaced_table(lines, position, skip, vocabulary) or listed_units(lines, position, skip, vocabulary)


def indent_of(text: str) -> int:
    return len(text) - len(text.lstrip())


def next_runs_along(lines: list[Line], position: int, skip: set[tuple[int, int]]) -> bool:
    """Whether the next line that is not empty is a running one."""
    for line in lines[position + 1 : position + 6]:
        if line.text.strip():
            return (line.page, line.number) in skip
    return False


CAPITALS = re.compile(r"[A-Z]{4,20}(?: (?:AND )?[A-Z]{4,20})?")  # "KNOWLEDGE", a heading


def continues(before: str, line: str, width: int, ems: float = 0.0) -> bool:
    """Whether a wrapped line goes on: its first word would not have fitted on the line before.

    `width` is that of lines wrapped letter by letter, `ems` that of lines once set in print."""
    first = line.split()[0]
    if (first.isdigit() or NUMBERED_PART.match(line.strip())) and len(before) > HALF_A_LINE and AWAITS_NUMBER.search(before):
        return True
    if first.isdigit() and COMPARES.search(before):
        return True
    if (CODE_BEGUN.search(before) and re.match(r"\d{2}\b", first)) or (ENDS_IN_GROUP.search(before) and re.match(r"[A-Z]\b", first)):
        return True
    if not width and not ems:
        return False
    if ems and JAPANESE.search(before[-1:]):
        return before[-1] not in "。：" and width_of(before) > FULL_OF_JAPANESE * ems
    if before.rstrip().endswith((".", ":")) and (opens_section(line.strip()) or PART_ALONE.fullmatch(line.strip())):
        return False
    if line.strip()[0].isupper() and (OUTCOME.match(line.strip()) or (before.rstrip().endswith(".") and CAPITALS.fullmatch(line.strip()))):
        return False
    if OF_CRITERION.fullmatch(first) and (first[0].isupper() or first[1:2].isupper()):
        return False
    if BULLET.match(line.strip()) or (is_marked(line) and (first not in ("a", "o") or before.endswith(":"))):
        return False
    if JAPANESE.search(before[-1:]) and JAPANESE.match(line.strip()):
        return bool(width) and len(before) > 0.9 * width  # no spaces: only a full line goes on
    if (
        ems
        and width_of(before) + SPACE + width_of(first) > 0.99 * ems
        and runs_along(line.strip())
        and not STATED_ALONE.match(line.strip())
    ):
        return True
    begun = line.lstrip()[:1]
    in_line = line[:1].islower() or ((begun.islower() or begun == "(") and indent_of(line) == indent_of(before))
    return bool(width) and (len(before) + 1 + len(first) > width - 2 or (in_line and len(before) > width * 0.75))


def opens_section(line: str) -> bool:
    """Whether a line names a section of a unit, alone or before what it says: "Assessment method: Portfolio of evidence"."""
    label, colon, _words = line.partition(": ")
    return bool(strict_kind(line) or (colon and strict_kind(label)))


DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\s")


def hangs(current: list[Line], line: Line) -> bool:
    """Whether a line goes on by the way it is set: below the words behind a number, or in the middle of a sentence."""
    if line.page != current[-1].page or line.number != current[-1].number + 1:
        return False
    words = line.text.strip()
    if words.startswith("a ") and len(current[-1].text) > HALF_A_LINE and BREAKS_OFF.search(current[-1].text):
        return True  # an article, and no letter of a list
    if BULLET.match(words) or is_marked(words):
        return False
    if behind := BEHIND_MARK.match(current[0].text):
        told = (
            current[-1].text.rstrip().endswith(".") and words[0].isupper() and DOTTED.match(current[0].text.strip())
        )  # what comes explains
        return abs(indent_of(line.text) - behind.end()) < 2 and not told
    before = current[-1].text.strip()
    return words[0].islower() and before[-1] not in ".:;,•" and (len(before) > HALF_A_LINE or heading_of(before) is not None)


def passage(lines: list[Line], vocabulary: frozenset[str]) -> Passage:
    """One passage of its lines; a leading bullet is dropped, and remembered as a mark."""
    text = join_lines([line.text.strip() for line in lines], vocabulary)
    text = HASHES.sub("", text) if text.startswith("#") else text
    plain = BULLET.sub("", text) if text[:1] in BULLETS else text
    first = plain.split(maxsplit=1)[0] if plain else ""
    place = Place(lines[0].page, lines[0].number, lines[-1].number)
    return Passage(plain, place, marked=plain != text or (bool(plain) and is_marked(plain)), bullet=plain != text and not MARK.match(first))
