"""A standard of one's own out of whatever file it comes in: a spreadsheet, a CASE package, or a file as Milepost writes its own."""

import json
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from milepost.frameworks.case.normal import is_package
from milepost.frameworks.specfile import Unreadable
from milepost.provider import casefile, qualityfile, spreadsheet
from milepost.provider.spreadsheet import Plan

LARGEST = 8 * 1024 * 1024  # bytes of a package
KEPT = 1_200_000  # characters of a plan that a page can hold until it is kept
OURS = "milepost-quality/1"


def read(raw: bytes, *, name: str, title: str, more_than: int, taken: Collection[str] = (), named: str = "") -> Plan:
    """The plan of a file. `title` may be empty where the file has its own; `named` is for files that have none.

    Raises Unreadable with a sentence for each thing that is wrong.
    """
    if len(raw) > LARGEST:
        raise Unreadable([_("This file is larger than 8 MB. Is it the right one?")])
    given: dict[str, Any] = {"name": name, "title": title.strip(), "more_than": more_than, "taken": taken}
    if _is_json(raw):
        plan = casefile.read(raw, **given) if _is_case(raw) else _own(raw, title, taken)
    elif OURS.encode() in raw[:4000]:
        plan = _own(raw, title, taken)
    elif not (given["title"] or named):
        raise Unreadable([_("Say what the standard is called: a spreadsheet does not.")])
    else:
        plan = spreadsheet.read(raw, **{**given, "title": given["title"] or named})
    if len(json.dumps(plan.document)) > KEPT:
        raise Unreadable([_("There is more text in it than a page can hold. Bring its parts one by one.")])
    return plan


def _is_json(raw: bytes) -> bool:
    return raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def _is_case(raw: bytes) -> bool:
    """What is no JSON at all, or nothing of ours, is left to the reader of packages, who says where it is wrong."""
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return True
    return is_package(data) or not isinstance(data, dict) or "format" not in data


def _own(raw: bytes, title: str, taken: Collection[str]) -> Plan:
    """A file as ours, with bands and routes of its own."""
    try:
        document = qualityfile.read(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as wrong:
        raise Unreadable([_("This file is not UTF-8 text. Save it as UTF-8, then choose it again.")]) from wrong
    document = {**document, "title": title.strip() or document["title"]}
    return Plan({**document, "key": spreadsheet.key_of(document["key"], taken=taken)}, ())
