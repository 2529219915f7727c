"""A document as pages of numbered lines, and the passages and tables that the lines make up."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _


class NotReadable(Exception):
    """The file cannot be read as a handbook. The message says what happened and what to do."""


type Where = tuple[int, int]  # page and number of a line


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands on the page; `number` counts from 1 on each page."""

    page: int
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a page and a range of its lines."""

    page: int
    first: int
    last: int


@dataclass(slots=True)
class Passage:
    """A paragraph, a heading, or one marked statement, whole, however many lines it took."""

    text: str
    place: Place
    size: float = 0.0
    bold: bool = False
    marked: bool = False  # begins with a number, letter or bullet that is set apart from the text
    cells: tuple[str, ...] = ()  # the parts of a line with wide gaps
    bullet: bool = False  # marked with a bullet that is no longer in the text
    column: str = ""  # "outcomes" or "criteria", where a table's heads say so


@dataclass(slots=True)
class Row:
    cells: list[str]
    place: Place


@dataclass(slots=True)
class Table:
    rows: list[Row]
    ruled: bool = False
    parts: list[list[list[Passage]]] = field(default_factory=list)  # the passages of each cell, for tables that hold running text


type Element = Passage | Table


@dataclass(slots=True)
class Source:
    """A document: its lines for showing, its elements for understanding."""

    name: str
    kind: str  # "pdf", "word", "page", "table" or "text"
    lines: list[Line]
    elements: list[Element]
    body_size: float = 0.0  # of a PDF: the size of most of its text
    spaced: Callable[[], Sequence[Line]] | None = None  # its lines with the gaps that they have on the page, where it has pages

    @property
    def pages(self) -> int:
        return max((line.page for line in self.lines), default=0)

    def text_at(self, place: Place) -> str:
        """The words of a place, on one line."""
        found = [ln.text for ln in self.lines if ln.page == place.page and place.first <= ln.number <= place.last]
        return " ".join(" ".join(found).split())


def filled(lines: Sequence[Line], start: int, skip: Container[Where], *, within: int | None = None) -> Iterator[int]:
    """The places from `start` on, `within` as many lines, of those that are neither empty nor run along the page."""
    for k in range(start, len(lines) if within is None else min(start + within, len(lines))):
        if lines[k].text.strip() and (lines[k].page, lines[k].number) not in skip:
            yield k


BULLETS = "•・●▪▫◦·‣∙■□–—-*\uf0b7\uf0a7"
MARK = re.compile(
    rf"^(?:[{re.escape(BULLETS)}o]|[a-z][.)]?|\([a-z]\)|\(?(?:i{{1,3}}|iv|vi{{0,3}}|ix|x)[.)]|\d{{1,2}}[.)]?|\(\d{{1,2}}\)|(?:AC|PC)?\d{{1,2}}\.\d{{1,2}}[.):]?|(?:AC|PC)\d{{1,2}}[.):]?|\d{{1,2}}(?:[a-z]|\([a-z]\))[.):]?)$"
)
GRADE = r"(?:(?:\d?[A-H]{1,3}\.)?[PMD]\d{1,2}|\d[A-H]\.\d{1,2})"  # P1, A.P1, 2A.P1; 1A.1 of a level without grades
OF_CRITERION = re.compile(rf"(?:(?:AC|PC)\s?)?\d{{1,2}}\.\d{{1,2}}[.):]?|{GRADE}[.:]?|(?:AC|PC)\d{{1,2}}")
SOFT_HYPHENS = "\u00ad\u2010"
PREFIXES = {"re", "non", "co", "pre", "self", "ex", "multi", "inter", "anti", "semi", "e", "sub", "cross", "well"}


AMOUNTS = {"credits", "units", "hours"}


def is_marked(text: str) -> bool:
    """Whether a line begins with a number or letter that is set apart from its words."""
    first, *rest = text.split(maxsplit=2)
    if first.isdigit() and rest and rest[0] in AMOUNTS:
        return False  # "13 credits must come from ..."
    return bool(MARK.match(first)) or (first in ("AC", "PC") and bool(rest) and rest[0][0].isdigit())


ODD = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "\u00ad": None, "\ufffe": None, "\u00a0": " "})
ODD |= {wide: chr(wide - 0xFEE0) for first, last in ("０９", "ＡＺ", "ａｚ") for wide in range(ord(first), ord(last) + 1)}
WIDE_NUMBER = re.compile(r"([A-Z])／(\d{3})／(\d{4})|(\d{3})／(\d{4})／([\dX])")
EMPHASIS = re.compile(r"(?<!\w)\*+(?=\S)|(?<=\S)\*+(?!\w)")


def tidy(text: str) -> str:
    """The words without emphasis marks, odd spaces and ligatures."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(ODD)
        if "／" in text:
            text = WIDE_NUMBER.sub(lambda m: m[0].replace("／", "/"), text)
    if "*" in text:
        text = EMPHASIS.sub("", text)
    return " ".join(text.split())


LETTERS = re.compile(r"[^\W\d_]+")
BEFORE_HYPHEN = re.compile(r"[^\W\d_]+(?=-$)")
BROKEN = re.compile(r"-(?<=[^\W\d_]-)\s")  # the hyphen first: it is sought quickly
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
KANA = re.compile(r"[\u3040-\u30ff]")  # what only Japanese has
UNSPACED = re.compile(r"[\u3001-\u30ff\u4e00-\u9fff]")


def join_lines(lines: Sequence[str], vocabulary: frozenset[str] = frozenset()) -> str:
    """One text of several lines; a word that was broken at a line's end is whole again.

    A real hyphen stays ("re-" + "engineer"); a word that the document elsewhere writes without one loses it.
    """
    text = ""
    for line in lines:
        if not text:
            text = line
        elif text[-1] in SOFT_HYPHENS and len(text) > 1 and text[-2].isalpha():
            text = text[:-1] + line
        elif text[-1] == "-" and len(text) > 1 and text[-2].isalpha() and line[:1].islower():
            head, tail = BEFORE_HYPHEN.search(text), LETTERS.match(line)
            whole = bool(head and tail) and keeps_hyphen(head[0].lower() if head else "", tail[0].lower() if tail else "", vocabulary)
            text = text + line if whole else text[:-1] + line
        elif text[-1] == "/" and line[:1].isdigit():
            text += line  # a unit number that a narrow column broke
        elif UNSPACED.match(text[-1]) or UNSPACED.match(line) or (text[-1].isascii() and KANA.search(text) and broken_apart(text, line)):
            text += line  # Japanese has no space where a line ends
        else:
            text = f"{text} {line}"
    return tidy(text)


def run_on(texts: Iterable[str]) -> str:
    """Texts that stand below one another as one: with a space between two, but none within a sentence of Japanese."""
    whole = ""
    for text in texts:
        within = UNSPACED.match(whole[-1:]) and UNSPACED.match(text) and whole[-1] not in "。：！？）"
        whole = f"{whole}{'' if within or not whole else ' '}{text}"
    return whole


UAN_WHOLE = re.compile(r"[A-Z]/\d{3}/\d{4}")
QAN_WHOLE = re.compile(r"\d{3}/\d{4}/[\dX]")


def broken_apart(text: str, line: str) -> bool:
    """Whether a line of Japanese ended within a number: such a text is broken at every letter."""
    head, tail = re.search(r"[\w/.-]*$", text, re.ASCII), re.match(r"[\w/]*", line, re.ASCII)
    if not head or not tail or not tail[0]:
        return False
    return (head[0].isdigit() and tail[0].isdigit()) or bool(
        UAN_WHOLE.fullmatch(head[0] + tail[0]) or QAN_WHOLE.fullmatch(head[0] + tail[0])
    )


def keeps_hyphen(head: str, tail: str, vocabulary: frozenset[str]) -> bool:
    if f"{head}-{tail}" in vocabulary:
        return True
    if head + tail in vocabulary:
        return False
    return head in PREFIXES or (head in vocabulary and tail in vocabulary)


def vocabulary_of(texts: Iterable[str]) -> frozenset[str]:
    """The words of a document's lines, hyphenated ones whole; the two halves of a word broken at a line's end are no words.

    Empty where no word is broken: nobody asks then."""
    texts = list(texts)
    if not BROKEN.search("\n".join([*texts, ""])):
        return frozenset()
    found: set[str] = set()
    broken = False
    for text in texts:
        here = text.lower().strip()
        if broken:
            here = "".join(here.split(maxsplit=1)[1:])
        broken = here.endswith("-")
        if broken:
            here = "".join(here.rsplit(maxsplit=1)[:-1])
        found.update(WORD.findall(here))
    return frozenset(found)


SIGNATURES = (
    (b"\xd0\xcf\x11\xe0", "old"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"{\\rtf", "old"),
)
MOST_BYTES = 200 * 1024 * 1024
MOST_TEXT = 30 * 1024 * 1024  # a handbook of 600 pages has two


type Progress = Callable[[int, int], None]


def read_source(data: bytes, name: str, progress: Progress | None = None) -> Source:
    """The document in these bytes. NotReadable, with a sentence for the person who uploaded it, when there is none.

    `progress` is told after each page how many are read, and of how many."""
    if not data.strip():
        raise NotReadable(_("“%(name)s” is empty. Choose the handbook again; it may not have finished downloading.") % {"name": name})
    if len(data) > MOST_BYTES:
        raise NotReadable(
            _("“%(name)s” has more than %(size)s MB. Save it with smaller pictures, or cut it into parts.")
            % {"name": name, "size": MOST_BYTES // 1024 // 1024}
        )
    if b"%PDF-" in data[:1024]:
        from milepost.frameworks.importers.pdf import read_pdf

        return read_pdf(data, name, progress)
    if data.startswith(b"PK\x03\x04"):
        return read_archive(data, name)
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            if what == "picture":
                raise NotReadable(
                    _(
                        "“%(name)s” is a picture. Ask the awarding body for the handbook as a PDF with text, or paste its text into a text file."
                    )
                    % {"name": name}
                )
            raise NotReadable(
                _(
                    "“%(name)s” is an office document of an old kind. Open it, save the handbook as PDF, .docx or .xlsx, and choose that file."
                )
                % {"name": name}
            )
    return read_characters(data, name)


def read_archive(data: bytes, name: str) -> Source:
    """A Word document or a workbook, told by what is inside."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise NotReadable(
            _("“%(name)s” is a damaged office document or archive. Open it, save the handbook as PDF or .docx, and choose that file.")
            % {"name": name}
        ) from error
    if "word/document.xml" in inside:
        from milepost.frameworks.importers.word import read_word

        return read_word(data, name)
    if "xl/workbook.xml" in inside:
        from milepost.frameworks.importers.sheets import read_workbook

        return read_workbook(data, name)
    raise NotReadable(
        _("“%(name)s” is an archive, not a handbook. Unpack it, and choose the handbook inside: PDF, .docx, .xlsx, CSV or plain text.")
        % {"name": name}
    )


def read_characters(data: bytes, name: str) -> Source:
    """A web page, a table of values, or plain text."""
    from milepost.frameworks.importers.plain import decode, read_text

    if len(data) > MOST_TEXT:
        raise NotReadable(
            _("“%(name)s” holds more than %(size)s MB of text, far more than any handbook. Choose the handbook itself.")
            % {"name": name, "size": MOST_TEXT // 1024 // 1024}
        )
    text = decode(data, name)
    suffix = name.rpartition(".")[2].lower()
    if suffix in ("html", "htm", "xhtml") or re.match(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html)\b", text[:1000], re.IGNORECASE):
        from milepost.frameworks.importers.webpage import read_page

        return read_page(text, name)
    if suffix in ("csv", "tsv"):
        from milepost.frameworks.importers.sheets import read_csv

        return read_csv(text, name)
    return read_text(text, name)
