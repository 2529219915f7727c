"""Opens one file and reads or draws it. Runs alone, without Django or anything of ours: `python -I drawing.py`.

read FAMILY FILE                      what it holds, as JSON
draw FAMILY FILE FOLDER WIDTH PAGE…   pages as `PAGE-WIDTH.webp` in the folder
"""

import csv
import email.policy
import html.parser
import json
import os
import re
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from itertools import islice
from pathlib import Path
from typing import Any

MEMORY = 3 * 1024**3
SECONDS = 40
PIXELS = 120_000_000
PAGES = 400
LETTERS = 1_500_000
BLOCKS = 4000
SHEETS, ROWS, COLUMNS = 8, 500, 30
HEADER, ATTACHED = 4000, 100
UNPACKED = 400 * 1024**2

Answer = dict[str, Any]


class Unreadable(Exception):
    """Why the file cannot be shown: a word that the caller turns into a sentence."""


class _Ration:
    """How many letters of a file may still be shown: a small file can unpack to more than any page can bear."""

    def __init__(self) -> None:
        self.left = LETTERS

    @property
    def over(self) -> bool:
        return self.left <= 0

    def of(self, text: str) -> str:
        given = text[: self.left]
        self.left -= len(given)
        return given


def read_pdf(path: Path) -> Answer:
    document = _pdf(path)
    pages, letters = [], _Ration()
    for number in range(min(len(document), PAGES)):
        page = document[number]
        width, height = page.get_size()
        text = "" if letters.over else page.get_textpage().get_text_range().replace("\r\n", "\n").replace("\ufffe", "-")
        pages.append({"width": round(width), "height": round(height), "text": letters.of(text.strip())})
    return {"pages": pages, "of": len(document)}


def draw_pdf(path: Path, folder: Path, width: int, numbers: list[int]) -> None:
    document = _pdf(path)
    for number in numbers:
        if not 1 <= number <= len(document):
            continue
        page = document[number - 1]
        wide, high = page.get_size()
        if wide <= 0 or high <= 0:
            continue
        scale = min(width / wide, (PIXELS / 4 / (wide * high)) ** 0.5)
        _save(page.render(scale=scale, draw_annots=True).to_pil().convert("RGB"), folder, number, width)


def _pdf(path: Path) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("password" if "password" in str(error).lower() else "damaged") from error


def _picture(path: Path) -> Any:
    import pillow_heif
    from PIL import Image

    pillow_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = PIXELS
    try:
        picture = Image.open(path)
    except Image.DecompressionBombError as error:
        raise Unreadable("large") from error
    if picture.width * picture.height > PIXELS:
        raise Unreadable("large")
    return picture


def read_picture(path: Path) -> Answer:
    picture = _picture(path)
    turned = picture.getexif().get(0x0112, 1) in {5, 6, 7, 8} and picture.format != "HEIF"
    width, height = (picture.height, picture.width) if turned else (picture.width, picture.height)
    return {"pages": [{"width": width, "height": height, "text": ""}], "of": 1}


def draw_picture(path: Path, folder: Path, width: int, numbers: list[int]) -> None:
    from PIL import ImageOps

    picture = _picture(path)
    picture.draft("RGB", (width * 2, width * 2))  # a photograph is unpacked no larger than it is needed
    turned = ImageOps.exif_transpose(picture)
    turned = turned.convert("RGBA" if "A" in turned.getbands() or "transparency" in turned.info else "RGB")
    turned.thumbnail((width, width * 3))
    _save(turned, folder, numbers[0], width, profile=picture.info.get("icc_profile"))


def _save(picture: Any, folder: Path, number: int, width: int, profile: bytes | None = None) -> None:
    """Without what a camera wrote into it: neither place nor owner go along."""
    target = folder / f"{number}-{width}.webp"
    step = folder / f"{target.name}.{os.getpid()}"
    picture.info.clear()
    picture.save(step, "WEBP", quality=80, method=2, exif=b"", icc_profile=profile or b"")
    step.replace(target)


def _not_a_bomb(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        if sum(member.file_size for member in archive.infolist()) > UNPACKED:
            raise Unreadable("large")


def read_word(path: Path) -> Answer:
    import docx
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    _not_a_bomb(path)
    blocks: list[Answer] = []
    letters = _Ration()
    for part in docx.Document(str(path)).iter_inner_content():
        if len(blocks) >= BLOCKS or letters.over:
            return {"blocks": blocks, "cut": True}
        if isinstance(part, Paragraph) and part.text.strip():
            style = (part.style.name if part.style else "") or ""
            heading = style.startswith(("Heading", "Title"))
            blocks.append(
                {
                    "kind": "heading" if heading else "point" if style.startswith("List") else "paragraph",
                    "text": letters.of(part.text.strip()),
                }
            )
        elif isinstance(part, Table):
            rows = [[letters.of(cell.text.strip()) for cell in row.cells[:COLUMNS]] for row in part.rows[:ROWS]]
            blocks.append({"kind": "table", "rows": rows})
    return {"blocks": blocks, "cut": letters.over}


def read_sheet(path: Path) -> Answer:
    import openpyxl

    _not_a_bomb(path)
    tables = []
    letters = _Ration()
    # By its open file, because by its path it would go by an extension that stored files do not have.
    book = openpyxl.load_workbook(path.open("rb"), read_only=True, data_only=True)
    for sheet in book.worksheets[:SHEETS]:
        rows = [[letters.of(_cell(value)) for value in row] for row in sheet.iter_rows(max_row=ROWS, max_col=COLUMNS, values_only=True)]
        tables.append(
            {"title": sheet.title[:200], "rows": _trimmed(rows), "cut": (sheet.max_row or 0) > ROWS or (sheet.max_column or 0) > COLUMNS}
        )
    return {"tables": tables, "cut": len(book.worksheets) > SHEETS or letters.over}


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    return text.removesuffix(" 00:00:00")[:2000]


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Without the empty rows and columns at the end."""
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((max((i + 1 for i, cell in enumerate(row) if cell), default=0) for row in rows), default=0)
    return [row[:width] + [""] * (width - len(row)) for row in rows]


def read_table(path: Path) -> Answer:
    text = _text(path)
    try:
        dialect: Any = csv.Sniffer().sniff(text[:20000], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    rows: list[list[str]] = []
    for row in csv.reader(text.splitlines(), dialect):
        if len(rows) >= ROWS:
            return {"tables": [{"title": "", "rows": _trimmed(rows), "cut": True}]}
        rows.append([cell[:2000] for cell in row[:COLUMNS]])
    return {"tables": [{"title": "", "rows": _trimmed(rows), "cut": False}]}


def _text(path: Path) -> str:
    with path.open("rb") as file:
        raw = file.read(LETTERS * 2)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A file cut off by the limit may end inside of a letter.
        return raw.decode("utf-8-sig", "ignore") if error.start > len(raw) - 4 else raw.decode("cp1252", "replace")


def _paragraphs(text: str) -> Iterator[Answer]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for part in re.split(r"\n[ \t]*\n+", text):
        if part.strip():
            yield {"kind": "paragraph", "text": part.strip("\n")}


def _limited(blocks: Iterable[Answer]) -> Answer:
    taken: list[Answer] = []
    for block in blocks:
        if len(taken) >= BLOCKS:
            return {"blocks": taken, "cut": True}
        taken.append(block)
    return {"blocks": taken}


def read_text(path: Path) -> Answer:
    return _limited(_paragraphs(_text(path)[:LETTERS])) | {"cut": path.stat().st_size > LETTERS * 2}


class _Readable(html.parser.HTMLParser):
    """The words of an e-mail that was written as a page."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.hidden += tag in {"script", "style", "head"}
        if tag in {"p", "div", "tr", "li", "h1", "h2", "h3", "table", "blockquote"}:
            self.words.append("\n\n")
        elif tag == "br":
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in {"script", "style", "head"} and self.hidden > 0

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(re.sub(r"\s+", " ", data))


def read_mail(path: Path) -> Answer:
    with path.open("rb") as file:
        message = BytesParser(EmailMessage, policy=email.policy.default).parse(file)
    headers = [[name, str(message[name])[:HEADER]] for name in ("From", "To", "Cc", "Date", "Subject") if message[name]]
    body = message.get_body(preferencelist=("plain", "html"))
    text = ""
    if body is not None:
        content = body.get_content()
        text = content if isinstance(content, str) else bytes(content).decode("utf-8", "replace")
        if body.get_content_type() == "text/html":
            reader = _Readable()
            reader.feed(text)
            text = "".join(reader.words)
    attached = [(part.get_filename() or part.get_content_type())[:200] for part in islice(message.iter_attachments(), ATTACHED)]
    return _limited(_paragraphs(text[:LETTERS])) | {"headers": headers, "attached": attached}


READ = {
    "pdf": read_pdf,
    "picture": read_picture,
    "word": read_word,
    "sheet": read_sheet,
    "table": read_table,
    "text": read_text,
    "mail": read_mail,
}
DRAW = {"pdf": draw_pdf, "picture": draw_picture}


def main(arguments: list[str]) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    what, family, path, *rest = arguments
    try:
        if what == "draw":
            folder, width, *numbers = rest
            DRAW[family](Path(path), Path(folder), int(width), [int(number) for number in numbers])
            answer: Answer = {}
        else:
            answer = READ[family](Path(path))
    except Unreadable as reason:
        answer = {"why": str(reason)}
    except MemoryError:
        answer = {"why": "large"}
    except Exception:  # noqa: BLE001 - whatever a stranger's file does to a library, the answer is a word
        answer = {"why": "damaged"}
    json.dump(answer, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
