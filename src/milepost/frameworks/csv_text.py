"""The text of a CSV file, in whichever way it was saved."""

from django.utils.translation import gettext as _

from milepost.base.refusal import Refused

MARKS_OF_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def text_of(data: bytes) -> str:
    """UTF-16 with its mark, else UTF-8, else as Windows writes it. Refused where it is none of them."""
    for encoding in ("utf-16",) if data[:2] in MARKS_OF_UTF_16 else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(unreadable())


def unreadable() -> str:
    return _("This file is no text that can be read. Save it as CSV in UTF-8.")
