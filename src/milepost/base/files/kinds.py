"""What a file is, from its bytes, and why it cannot be taken as what its name says."""

import re
import threading
import zipfile
from contextlib import suppress
from pathlib import Path

import filetype
import pillow_heif
import pypdfium2
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from PIL import Image, UnidentifiedImageError

pillow_heif.register_heif_opener()

UNKNOWN = "application/octet-stream"
PDF = "application/pdf"
TEXT, TABLE, MAIL = "text/plain", "text/csv", "message/rfc822"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
MACROS = "application/vnd.ms-office.macroEnabled"  # an Office document that carries a program

PDFIUM = threading.Lock()  # the library bears one caller at a time

_OFFICE = {"word/document.xml": WORD, "xl/workbook.xml": SHEET, "ppt/presentation.xml": SLIDES}
_FILMS = {"video/webm", "video/mp4"}
_SOUND_TRACK, _FILM_TRACK = (re.compile(rb"hdlr.{8}" + kind, re.DOTALL) for kind in (b"soun", b"vide"))
_SOUND_CODEC, _FILM_CODEC = re.compile(rb"A_(OPUS|VORBIS)"), re.compile(rb"V_(VP[89]|AV1|MPEG)")
_HEADER = re.compile(rb"^(Received|Return-Path|Delivered-To|From|To|Date|Subject|MIME-Version|Message-ID|X-[\w-]+): ?", re.IGNORECASE)
_MARKUP = re.compile(rb"\s*<(!doctype|html|svg|\?xml|script|head|body)", re.IGNORECASE)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKED = {"htm", "html", "xhtml", "mht", "mhtml", "svg", "xml", "js", "mjs", "css"}
_PICTURES = {"jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "avif", "bmp", "tif", "tiff"}
_RECORDINGS = {"mp3", "m4a", "aac", "wav", "ogg", "oga", "opus", "flac", "amr", "mp4", "m4v", "mov", "webm", "mkv", "avi", "3gp", "wmv", "mpg", "mpeg"}  # fmt: skip
_DOCUMENTS = {"pdf": {PDF}, "docx": {WORD}, "docm": {MACROS}, "xlsx": {SHEET}, "xlsm": {MACROS}, "pptx": {SLIDES}, "pptm": {MACROS}}
_TEXTS = {"txt": {TEXT, MAIL}, "csv": {TABLE}, "eml": {MAIL}}
_CALLED = {
    "pdf": pgettext_lazy("a file that says it is", "a PDF"),
    "docx": pgettext_lazy("a file that says it is", "a Word document"),
    "xlsx": pgettext_lazy("a file that says it is", "a spreadsheet"),
    "pptx": pgettext_lazy("a file that says it is", "a slide show"),
    "txt": pgettext_lazy("a file that says it is", "a plain text"),
    "csv": pgettext_lazy("a file that says it is", "a table of values"),
    "eml": pgettext_lazy("a file that says it is", "an e-mail"),
}
_CALLED |= {"docm": _CALLED["docx"], "xlsm": _CALLED["xlsx"], "pptm": _CALLED["pptx"]}
_PICTURE = pgettext_lazy("a file that says it is", "a picture")
_RECORDING = pgettext_lazy("a file that says it is", "a recording")
_LARGE = gettext_lazy("That file is larger than 2 GB. Make it smaller or cut it into parts, and add it again. Nothing else is lost.")


def extension(name: str) -> str:
    return Path(name).suffix.lower().removeprefix(".")


def kind_of(path: Path, name: str) -> str:
    """The media type that the bytes show. The name only tells one kind of text from another."""
    with path.open("rb") as file:
        head = file.read(65536)
    if zipfile.is_zipfile(path) and head.startswith(b"PK"):
        return _kind_of_zip(path)
    found = filetype.guess(head)
    if found and found.mime in _FILMS and _only_sound(head, found.mime):
        return str(found.mime).replace("video/", "audio/", 1)
    if found:
        return "image/heic" if found.mime == "image/heif" else str(found.mime)
    return _kind_of_text(head, extension(name)) if is_text(head) else UNKNOWN


def _only_sound(head: bytes, kind: str) -> bool:
    """A voice recorded in a browser comes in the wrapping of a film, whose first bytes name what is in it."""
    if kind == "video/mp4":
        return bool(_SOUND_TRACK.search(head)) and not _FILM_TRACK.search(head)
    return bool(_SOUND_CODEC.search(head)) and not _FILM_CODEC.search(head)


def _kind_of_zip(path: Path) -> str:
    with suppress(zipfile.BadZipFile, OSError, ValueError), zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        if any(name.endswith("vbaProject.bin") for name in names):
            return MACROS
        for member, kind in _OFFICE.items():
            if member in names and "[Content_Types].xml" in names:
                return kind
    return "application/zip"


def is_text(head: bytes) -> bool:
    """Whether these first bytes read as text in one of the usual encodings."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        with suppress(UnicodeDecodeError):
            head[: len(head) // 2 * 2].decode("utf-16")
            return True
        return False
    return not _BINARY.search(head)


def _kind_of_text(head: bytes, suffix: str) -> str:
    if suffix in _MARKED or _MARKUP.match(head):
        return UNKNOWN  # a page or drawing may carry a program: never shown, only handed back
    if suffix in {"csv", "tsv"}:
        return TABLE
    if suffix != "txt" and _HEADER.match(head):
        return MAIL
    return TEXT


def why_not_file(path: Path, name: str) -> str | None:
    """Why a file cannot be taken: it is empty, too large, or not what its name says it is."""
    size = path.stat().st_size
    if reason := why_not_size(size):
        return reason
    kind, suffix = kind_of(path, name), extension(name)
    if suffix in _PICTURES:
        called, honest = _PICTURE, kind.startswith("image/") and _opens_as_picture(path)
    elif suffix in _RECORDINGS:
        # Some recordings begin with nothing that tells them, so only what is surely something else is refused.
        called, honest = _RECORDING, kind.startswith(("audio/", "video/")) or (kind == UNKNOWN and not _is_text_file(path))
    elif suffix in _DOCUMENTS or suffix in _TEXTS:
        allowed = {**_DOCUMENTS, **_TEXTS}[suffix]
        called, honest = _CALLED[suffix], kind in allowed and (kind != PDF or _opens_as_pdf(path))
    else:
        return None
    if honest:
        return None
    return _("That file says it is %(what)s and is none. Open it, save it as %(what)s and add it again. Nothing else is lost.") % {
        "what": called
    }


def why_not_size(size: int) -> str | None:
    """Why a file of so many bytes cannot be taken."""
    if size == 0:
        return _("That file is empty. Choose it again, or choose another one. Nothing else is lost.")
    if size > settings.UPLOAD_LIMIT:
        return str(_LARGE)
    return None


def _is_text_file(path: Path) -> bool:
    with path.open("rb") as file:
        return is_text(file.read(65536))


def _opens_as_picture(path: Path) -> bool:
    try:
        with Image.open(path):
            return True
    except UnidentifiedImageError:
        return False
    except (Image.DecompressionBombError, OSError, ValueError):
        return True  # a picture, only too large or of a kind that is not shown


def _opens_as_pdf(path: Path) -> bool:
    with PDFIUM:
        try:
            pypdfium2.PdfDocument(path).close()
        except pypdfium2.PdfiumError as error:
            return "password" in str(error).lower()
    return True
