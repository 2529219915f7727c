"""Letters of Japanese, Chinese and Korean fonts that a PDF names and does not hold, on a machine that has none of them either.

PDFium then finds no shape for such a letter, takes it to be nothing wide, and leaves out whatever text consists of that one letter: "革" in a list,
the "８" in a column of credits. While a document is read it gets a font in which every letter is a box; where a letter stands, and how wide it is,
the document says itself. Pages that are drawn for people never see that font.
"""

import ctypes
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2 as pdfium

UNITS = 1000  # to the em
EAST_ASIAN = {128, 129, 134, 136}  # how PDFium names the letters of a font: Shift JIS, Hangul, GB 2312, Big 5
EVERY_LETTER = (1, 0x10FFFF)
MAGIC = 0x5F0F3CF5  # of the head of every font


def boxes() -> bytes:
    """A TrueType font of two glyphs: nothing, and the box that every letter has."""
    square = struct.pack(">5h2H4B8h", 1, 0, 0, UNITS, UNITS, 3, 0, 1, 1, 1, 1, 0, UNITS, 0, -UNITS, 0, 0, UNITS, 0)
    tables = {
        b"cmap": struct.pack(">4HI2H3I3I", 0, 1, 3, 10, 12, 13, 0, 28, 0, 1, *EVERY_LETTER, 1),
        b"glyf": square,
        b"head": struct.pack(">4I2H2q4h2H3h", 1 << 16, 1 << 16, 0, MAGIC, 0, UNITS, 0, 0, 0, 0, UNITS, UNITS, 0, 8, 2, 0, 0),
        b"hhea": struct.pack(">I3hH11hH", 1 << 16, UNITS, 0, 0, UNITS, 0, 0, UNITS, 1, *(0,) * 7, 1),
        b"hmtx": struct.pack(">H2h", UNITS, 0, 0),
        b"loca": struct.pack(">3H", 0, 0, len(square) // 2),
        b"maxp": struct.pack(">I14H", 1 << 16, 2, 4, 1, 0, 0, 1, *(0,) * 8),
    }
    at = 12 + 16 * len(tables)
    entries, body = struct.pack(">I4H", 1 << 16, len(tables), 64, 2, 16 * len(tables) - 64), b""
    for tag, table in tables.items():
        entries += tag + struct.pack(">3I", 0, at + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return entries + body


FONT = boxes()
HELD = ctypes.create_string_buffer(FONT, len(FONT))
HANDLE = ctypes.addressof(HELD)


class Fonts(pdfium.PdfSysfontBase):
    """The machine's own fonts, and the boxes for what they lack, while a document is read."""

    reading = False

    def MapFont(self, _: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any) -> Any:  # noqa: N802
        own = self.default.MapFont(self.default, weight, italic, charset, pitch, face, exact)
        return HANDLE if not own and self.reading and charset in EAST_ASIAN else own

    def GetFontData(self, _: Any, handle: Any, table: int, buffer: Any, size: int) -> Any:  # noqa: N802
        if handle != HANDLE:
            return self.default.GetFontData(self.default, handle, table, buffer, size)
        if table:
            return 0  # PDFium asks for one of a collection of fonts, or for all
        if buffer and size >= len(FONT):
            ctypes.memmove(buffer, FONT, len(FONT))
        return len(FONT)

    def GetFaceName(self, _: Any, handle: Any, buffer: Any, size: int) -> Any:  # noqa: N802
        return 0 if handle == HANDLE else self.default.GetFaceName(self.default, handle, buffer, size)

    def GetFontCharset(self, _: Any, handle: Any) -> Any:  # noqa: N802
        return min(EAST_ASIAN) if handle == HANDLE else self.default.GetFontCharset(self.default, handle)

    def DeleteFont(self, _: Any, handle: Any) -> None:  # noqa: N802
        if handle != HANDLE:
            self.default.DeleteFont(self.default, handle)


@contextmanager
def letters_have_width() -> Iterator[None]:
    """While this lasts, letters whose font nobody has are as wide as the document says."""
    fonts = pdfium.PdfSysfontBase.SINGLETON
    if not isinstance(fonts, Fonts):
        fonts = Fonts()
        fonts.setup()
    fonts.reading = True
    try:
        yield
    finally:
        fonts.reading = False
