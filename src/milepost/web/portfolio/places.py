"""Locators as people type them → where that is in a preview: "p 2, para 3" → "#p3", "06:48 to 07:10" → "#t=408", "10:42" → "#m1042"."""

import re

from milepost.base.previews.showing import family_of

MINUTE = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
QUESTION = re.compile(r"Q(\d+)")
TIME = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?!\d)")
PARAGRAPH = re.compile(r"\bpara(?:graph)?s?\.?\s*(\d+)", re.IGNORECASE)
PAGE = re.compile(r"\b(?:page|sheet|p)\.?\s*(\d+)", re.IGNORECASE)
BLANK = re.compile(r"\n\s*\n")


def kind_of(kind: str, media: str = "") -> str:
    """The kind of a piece of evidence as icons know it; `media` is the media type of its file."""
    if kind != "file":
        return kind
    for family in ("audio", "video", "image"):
        if media.startswith(f"{family}/"):
            return family
    return {"pdf": "pdf", "word": "text", "text": "text", "sheet": "sheet", "table": "sheet", "mail": "mail"}.get(family_of(media), "file")


def fragment(locator: str, kind: str) -> str:
    """The part of an address that leads to the place, "" for the whole."""
    if kind == "observation":
        minute = MINUTE.fullmatch(locator.strip())
        return f"#m{minute[1]}{minute[2]}" if minute else ""
    if kind == "questions":
        asked = QUESTION.fullmatch(locator.strip())
        return f"#p{asked[1]}" if asked else ""
    if kind in ("audio", "video", "discussion"):
        found = TIME.search(locator)
        return f"#t={int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3])}" if found else ""
    paragraph, page = PARAGRAPH.search(locator), PAGE.search(locator)
    if kind in ("pdf", "sheet", "image"):
        return f"#p{page[1]}" if page else ""
    found = paragraph or page
    return f"#p{found[1]}" if found else ""


def paragraph_of(locator: str) -> int | None:
    """Which numbered paragraph of a text the locator names."""
    found = PARAGRAPH.search(locator) or PAGE.search(locator)
    return int(found[1]) if found else None


def paragraphs(body: str) -> list[str]:
    """How the paragraphs of a statement are counted: a blank line ends one."""
    return [part.strip() for part in BLANK.split(body.replace("\r\n", "\n")) if part.strip()]
