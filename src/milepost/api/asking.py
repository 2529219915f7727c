"""What may be asked of a list: a part of it, an order, only some, only some fields of each.

The official description lets `sort`, `fields` and `filter` be any text. A field that is not known cannot be sorted by or
picked, so it is passed over; a filter that is not understood finds nothing, because everything would be the wrong answer.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

type Found = Mapping[str, Any]

USUAL = 100
LARGEST = 2**31 - 1
ALWAYS = ("identifier", "uri", "creator", "title", "lastChangeDateTime", "CFPackageURI")  # without these it would be no document
TERM = re.compile(r"\s*(\w+)\s*(!=|>=|<=|=|>|<|~)\s*'([^']*)'\s*")
BETWEEN = re.compile(r"\s+(AND|OR)\s+")
COMPARED: dict[str, Callable[[str, str], bool]] = {
    "=": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    "~": lambda one, other: other in one,
}


class Wrong(Exception):
    """A value that the description does not allow."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


class NotUnderstood(Exception):
    """A filter that says nothing that could be found."""


@dataclass(frozen=True, slots=True)
class Asked:
    limit: int
    offset: int
    sort: str
    descending: bool
    filter: str
    fields: tuple[str, ...]


def asked(query: QueryDict) -> Asked:
    """What the address asks for. Wrong, with a sentence, where the description does not allow it."""
    order = query.get("orderBy", "asc")
    if order not in ("asc", "desc"):
        raise Wrong("orderBy", _("orderBy is “asc” or “desc”."))
    fields = [name.strip() for given in query.getlist("fields") for name in given.split(",")]
    return Asked(
        limit=_whole(query, "limit", least=1, usual=USUAL), offset=_whole(query, "offset", least=0, usual=0),
        sort=query.get("sort", ""), descending=order == "desc", filter=query.get("filter", ""), fields=tuple(filter(None, fields)),
    )  # fmt: skip


def _whole(query: QueryDict, name: str, *, least: int, usual: int) -> int:
    if name not in query:
        return usual
    given = str(query[name])
    if not re.fullmatch(r"[0-9]{1,10}", given, re.ASCII) or not least <= int(given) <= LARGEST:
        raise Wrong(name, _("%(name)s is a whole number from %(least)s on.") % {"name": name, "least": least})
    return int(given)


def chosen(things: Sequence[Found], want: Asked) -> list[Found]:
    """Those that the filter finds, in the order asked for."""
    found = [thing for thing in things if not want.filter or _matches(thing, want.filter)]
    known = {name for thing in found for name in thing}
    if want.sort in known:
        return sorted(found, key=lambda thing: _texts(thing.get(want.sort)), reverse=want.descending)
    return found[::-1] if want.descending else found


def part(things: Sequence[Found], want: Asked) -> list[dict[str, Any]]:
    """The part of the list that was asked for, with the fields that were asked for and those that a document cannot be without."""
    page = things[want.offset : want.offset + want.limit]
    known = {name for thing in things for name in thing}
    wanted = set(want.fields) & known
    return [{name: value for name, value in thing.items() if not wanted or name in wanted or name in ALWAYS} for thing in page]


def _matches(thing: Found, text: str) -> bool:
    """Terms such as title~'service', with AND or OR between them, from left to right."""
    words = BETWEEN.split(text)
    verdict = _term(thing, words[0])
    for joined, term in zip(words[1::2], words[2::2], strict=True):
        other = _term(thing, term)
        verdict = (verdict and other) if joined == "AND" else (verdict or other)
    return verdict


def _term(thing: Found, text: str) -> bool:
    term = TERM.fullmatch(text)
    if term is None:
        raise NotUnderstood(text)
    texts = _texts(thing.get(term[1]))
    return any(COMPARED[term[2]](one.casefold(), term[3].casefold()) for one in texts) if texts else term[2] == "!="


def _texts(value: Any) -> list[str]:
    """What a field says, as texts: of a link its title, identifier and address."""
    if value is None:
        return []
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    return [str(value)]
