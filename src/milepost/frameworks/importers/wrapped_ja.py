"""Lines of Japanese that a narrow column broke: where an outcome or a criterion goes on in the line below it."""

import re
from dataclasses import replace

from milepost.frameworks.importers.found import Found, FoundItem, Statement, UnitPages
from milepost.frameworks.importers.source import Passage, join_lines

HIRAGANA = re.compile(r"[\u3041-\u3096ー]")
UNFINISHED = re.compile(r"[\u3041-\u3096、](?<![るうくすつぬむぶぐいた])$|ことがで$|ことができ$")
BEGINS = re.compile(r"(?:なお|ただし|また、|さらに|ここで|この(?:ユニット|単位|科目))")
LONGEST = 60  # letters of such a line


def goes_on_below(unit: UnitPages, opened: Statement | FoundItem | Found[str] | None, passage: Passage) -> bool:
    """Puts a line without a mark that stands right below an open text to it, where it begins in the middle of a word or sentence."""
    text = passage.text
    if opened is None or passage.marked or text.isascii() or len(text) > LONGEST or BEGINS.match(text):
        return False
    place, so_far = opened.place, opened.value if isinstance(opened, Found) else opened.text
    if place.page != passage.place.page or place.last + 1 != passage.place.first or so_far[-1:] in "。:：":
        return False
    if not (HIRAGANA.match(text) or UNFINISHED.search(so_far)) or (text.endswith("。") and not ends_with_stops(unit)):
        return False
    opened.place = replace(place, last=passage.place.last)
    if isinstance(opened, Found):
        opened.value = join_lines([so_far, text])
    else:
        opened.text = join_lines([so_far, text])
    return True


def ends_with_stops(unit: UnitPages) -> bool:
    """Whether the criteria of a unit are sentences with a stop."""
    return any(criterion.text.endswith("。") for outcome in unit.outcomes for criterion in outcome.criteria)
