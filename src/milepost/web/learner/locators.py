"""Places in a piece of evidence, as people write them: "p 2, para 3", "06:48 to 07:10". Whether there is such a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.base import previews

if TYPE_CHECKING:
    from milepost.base.models import StoredFile

_MOMENT = re.compile(r"(?<![\d:])(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?![\d:])")
_PAGE = re.compile(r"\b(?:pages?|pp?)\b\.?\s*(\d+)(?:\s*(?:-|–|to|and|,)\s*(?:p\.?\s*)?(\d+))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a file goes: seconds of a recording, pages of a document. None where that is not known."""

    seconds: float | None = None
    pages: int | None = None


def extent_of(file: StoredFile) -> Extent:
    """What is known of a file without playing it."""
    if file.kind.startswith(("audio/", "video/")):
        return Extent(seconds=previews.duration(file))
    if file.kind == "application/pdf":
        shown = previews.preview(file)
        return Extent(pages=len(shown.pages) if shown.pages and not shown.cut else None)
    return Extent()


def why_not_locator(locator: str, extent: Extent) -> str | None:
    """Why there is no such place in the file. What is not written as a page or a moment is left to the reader."""
    if extent.seconds is not None:
        for hours, minutes, seconds in _MOMENT.findall(locator):
            if int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) > extent.seconds:
                return _("The recording ends at %(end)s. Give a moment before that.") % {"end": as_moment(extent.seconds)}
    if extent.pages is not None:
        wanted = [int(number) for found in _PAGE.findall(locator) for number in found if number]
        if any(number > extent.pages or number == 0 for number in wanted):
            return ngettext(
                "The document has %(n)d page. Give that page, or leave the place out.",
                "The document has %(n)d pages. Give one of them.", extent.pages,
            ) % {"n": extent.pages}  # fmt: skip
    return None


def as_moment(seconds: float) -> str:
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60:02d}:{rest % 60:02d}"
