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
import struct
import sys
import zipfile
from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import IO, Any

MEMORY = 3 * 1024**3
SECONDS = 40
PIXELS = 120_000_000
PAGES = 400
LETTERS = 1_500_000
BLOCKS = 4000
SHEETS, ROWS, COLUMNS = 8, 500, 30
UNPACKED = 400 * 1024**2

Answer = dict[str, Any]


class Unreadable(Exception):
    """Why the file cannot be shown: a word that the caller turns into a sentence."""


def read_pdf(path: Path) -> Answer:
    document = _pdf(path)
    pages, letters = [], 0
    for number in range(min(len(document), PAGES)):
        page = document[number]
        width, height = page.get_size()
        text = page.get_textpage().get_text_range().replace("\r\n", "\n").replace("\ufffe", "-") if letters < LETTERS else ""
        letters += len(text)
        pages.append({"width": round(width), "height": round(height), "text": text.strip()})
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
    for part in docx.Document(str(path)).iter_inner_content():
        if len(blocks) >= BLOCKS:
            return {"blocks": blocks, "cut": True}
        if isinstance(part, Paragraph) and part.text.strip():
            style = (part.style.name if part.style else "") or ""
            heading = style.startswith(("Heading", "Title"))
            blocks.append(
                {"kind": "heading" if heading else "point" if style.startswith("List") else "paragraph", "text": part.text.strip()}
            )
        elif isinstance(part, Table):
            rows = [[cell.text.strip() for cell in row.cells[:COLUMNS]] for row in part.rows[:ROWS]]
            blocks.append({"kind": "table", "rows": rows})
    return {"blocks": blocks}


def read_sheet(path: Path) -> Answer:
    import openpyxl

    _not_a_bomb(path)
    tables = []
    # By its open file, because by its path it would go by an extension that stored files do not have.
    book = openpyxl.load_workbook(path.open("rb"), read_only=True, data_only=True)
    for sheet in book.worksheets[:SHEETS]:
        rows = [[_cell(value) for value in row] for row in sheet.iter_rows(max_row=ROWS, max_col=COLUMNS, values_only=True)]
        tables.append(
            {"title": sheet.title, "rows": _trimmed(rows), "cut": (sheet.max_row or 0) > ROWS or (sheet.max_column or 0) > COLUMNS}
        )
    return {"tables": tables, "cut": len(book.worksheets) > SHEETS}


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
    headers = [[name, str(message[name])] for name in ("From", "To", "Cc", "Date", "Subject") if message[name]]
    body = message.get_body(preferencelist=("plain", "html"))
    text = ""
    if body is not None:
        content = body.get_content()
        text = content if isinstance(content, str) else bytes(content).decode("utf-8", "replace")
        if body.get_content_type() == "text/html":
            reader = _Readable()
            reader.feed(text)
            text = "".join(reader.words)
    attached = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
    return _limited(_paragraphs(text[:LETTERS])) | {"headers": headers, "attached": attached}


def read_recording(path: Path) -> Answer:
    """How long it is, where its heads say so. `None` where only playing it would tell."""
    with path.open("rb") as file:
        start = file.read(12)
        file.seek(0)
        if start[:4] == b"RIFF":
            seconds = _of_wave(file)
        elif start[4:8] == b"ftyp":
            seconds = _of_mp4(file, path.stat().st_size)
        elif start[:4] == b"OggS":
            seconds = _of_ogg(file, path.stat().st_size)
        elif start[:3] == b"ID3" or (start[0] == 0xFF and start[1] & 0xE6 == 0xE2):
            seconds = _of_mp3(file, path.stat().st_size)
        else:
            seconds = None
    return {"seconds": seconds}


def _of_wave(file: IO[bytes]) -> float | None:
    import wave

    with wave.open(file) as sound:
        return sound.getnframes() / sound.getframerate()


def _of_mp4(file: IO[bytes], size: int) -> float | None:
    """From the movie's head, `mvhd` inside of `moov`."""
    at, end = 0, size
    while at + 8 <= end:
        file.seek(at)
        length, kind = struct.unpack(">I4s", file.read(8))
        body = at + 8
        if length == 1:
            (length,) = struct.unpack(">Q", file.read(8))
            body = at + 16
        if length == 0:
            length = end - at
        if length < 8:
            return None
        if kind == b"moov":
            at, end = body, at + length
            continue
        if kind == b"mvhd":
            file.seek(body)
            wide = file.read(4)[0] == 1
            file.read(16 if wide else 8)
            scale, duration = struct.unpack(">IQ" if wide else ">II", file.read(12 if wide else 8))
            return duration / scale if scale and duration else None
        at += length
    return None


def _of_ogg(file: IO[bytes], size: int) -> float | None:
    """The last page counts the samples."""
    head = file.read(512)
    opus, vorbis = head.find(b"OpusHead"), head.find(b"\x01vorbis")
    file.seek(max(0, size - 65536))
    tail = file.read()
    last = tail.rfind(b"OggS")
    if last < 0 or len(tail) < last + 14:
        return None
    (samples,) = struct.unpack("<q", tail[last + 6 : last + 14])
    if opus >= 0:
        (skipped,) = struct.unpack("<H", head[opus + 10 : opus + 12])
        return max(0.0, (samples - skipped) / 48000)
    if vorbis >= 0:
        (rate,) = struct.unpack("<I", head[vorbis + 12 : vorbis + 16])
        return samples / rate if rate and samples > 0 else None
    return None


_BITRATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BITRATES_LOW = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def _of_mp3(file: IO[bytes], size: int) -> float | None:
    """From the count of frames where there is one, else from the first frame's bit rate."""
    head, start = file.read(10), 0
    if head[:3] == b"ID3":
        start = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
    file.seek(start)
    frame = file.read(4096)
    if len(frame) < 4 or frame[0] != 0xFF or frame[1] & 0xE6 != 0xE2:  # only layer 3
        return None
    version, rate_at, bits_at = frame[1] >> 3 & 3, frame[2] >> 2 & 3, frame[2] >> 4
    if version == 1 or rate_at == 3 or bits_at in {0, 15}:
        return None
    rate, samples = _RATES[version][rate_at], 1152 if version == 3 else 576
    for mark in (b"Xing", b"Info"):
        at = frame.find(mark, 0, 200)
        if at > 0 and frame[at + 7] & 1:
            (frames,) = struct.unpack(">I", frame[at + 8 : at + 12])
            return float(frames * samples / rate)
    bits = (_BITRATES if version == 3 else _BITRATES_LOW)[bits_at] * 1000
    return (size - start) * 8 / bits


READ = {
    "recording": read_recording,
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
