"""Where the lines of a source stand on the page, so that a place can be marked on its picture."""

from dataclasses import dataclass

import pypdfium2

from milepost.base.files import path_of
from milepost.base.files.kinds import PDF, PDFIUM
from milepost.base.models import StoredFile

MARGIN, LINES_AROUND = 20.0, 56.0  # points beside a place, and above and below it
WIDE_ENOUGH = 0.55  # of the page: wider is too small to read on a phone


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width + 2


@dataclass(frozen=True, slots=True)
class Shape:
    """A page in points: its size, and a box for each of its lines."""

    width: float
    height: float
    lines: list[Box]

    def box_of(self, first: int, last: int) -> Box | None:
        """One box around the lines `first` to `last`, which count from 1."""
        boxes = [box for box in self.lines[first - 1 : last] if box.width]
        if not boxes:
            return None
        x, y = min(b.x for b in boxes), min(b.y for b in boxes)
        right, foot = max(b.x + b.width for b in boxes), max(b.y + b.height for b in boxes)
        return Box(x - 3, y - 2, right - x + 6, foot - y + 4)

    def around(self, box: Box) -> Box:
        """The part of the page around a place that can be read on a phone: the place whole, and some lines on either side of it."""
        width = min(self.width, max(box.width + 2 * MARGIN, WIDE_ENOUGH * self.width))
        height = min(self.height, box.height + 2 * LINES_AROUND)
        return Box(min(max(box.x - MARGIN, 0), self.width - width), min(max(box.y - LINES_AROUND, 0), self.height - height), width, height)


def shape_of(file: StoredFile, page: int) -> Shape | None:
    """The shape of one page of a PDF; None for other files."""
    if file.kind != PDF:
        return None
    from milepost.frameworks.importers.pdf import sheet_of

    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(path_of(file.sha256))
        except (pypdfium2.PdfiumError, FileNotFoundError):
            return None
        try:
            if not 1 <= page <= len(document):
                return None
            width = document[page - 1].get_width()
            sheet = sheet_of(document, page - 1)
        finally:
            document.close()
    boxes = []
    for words in sheet.lines:
        x, right = min(w.x0 for w in words), max(w.x1 for w in words)
        top, foot = min(w.base - 0.85 * w.size for w in words), max(w.base + 0.28 * w.size for w in words)
        boxes.append(Box(x, top, right - x, foot - top))
    return Shape(width, sheet.height, boxes)
