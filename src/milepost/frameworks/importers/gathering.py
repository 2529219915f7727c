"""Units out of what stands in a document: rows of tables, pages and entries of the contents that speak of the same one."""

import re

from milepost.frameworks.importers.checks import Sources
from milepost.frameworks.importers.draft import ContentsEntry, Draft, draft_of
from milepost.frameworks.importers.found import Found, UnitPages, words_of
from milepost.frameworks.importers.identifiers import uan_checks
from milepost.frameworks.importers.source import Source
from milepost.frameworks.importers.tables import QualificationRow, UnitRow


def understood(source: Source) -> tuple[Draft, list[Sources]]:
    """What stands in a document, and its units."""
    draft = draft_of(source)
    titled: list[QualificationRow | UnitRow | ContentsEntry] = [*draft.qualifications, *draft.rows, *draft.contents]
    for row in titled:
        row.title = in_english(row.title)
    units: list[UnitRow | ContentsEntry] = [*draft.rows, *draft.contents]
    for unit in units:
        unit.title = SCOTTISH_LEVEL.sub("", unit.title)
    for title in (title for page in draft.pages for title in page.titles):
        title.value = SCOTTISH_LEVEL.sub("", in_english(title.value))
    take_numbers_off(draft)
    return draft, gather(draft)


SCOTTISH_LEVEL = re.compile(r"(?<=\w) \(SCQF level \d{1,2}\)$", re.IGNORECASE)  # behind a title, which does not have it in the table
BRACKETED = re.compile(r"[^(（]*[\u3040-\u30ff\u4e00-\u9fff][^(（]*[(（]\s*([A-Z][\x20-\x7e’–]{7,})\s*[)）]")


NUMBER_BEHIND = re.compile(r"(.*\S)\s*[(\[]([A-Z0-9][\w./-]{0,9})[)\]]")


def take_numbers_off(draft: Draft) -> None:
    """Titles on the units' pages without the awarding body's number in brackets behind them; where the page tells none, it is that."""
    behind = [
        (page, title, found)
        for page in draft.pages
        for title in page.titles
        if title.value[-1:] in ")]" and (found := NUMBER_BEHIND.fullmatch(title.value))
    ]
    known = {row.number for row in draft.rows} | {entry.number for entry in draft.contents}
    for page, title, found in behind:
        if found[2] in known or (page.number and page.number.value == found[2]):
            title.value = found[1]
            page.number = page.number or Found(found[2], title.place)


def in_english(title: str) -> str:
    """The title as the awarding body has it, where a writer in Japanese puts it in brackets behind a translation."""
    found = None if title.isascii() else BRACKETED.fullmatch(title)
    return found[1].strip() if found else title


def gather(draft: Draft) -> list[Sources]:
    """One entry for each unit, whatever the number of places that speak of it. The same UAN is the same unit."""
    units: dict[str, Sources] = {}
    for row in draft.rows:
        units.setdefault(row.uan, Sources(row.uan)).rows.append(row)
    orphans: list[UnitPages] = []
    for page in draft.pages:
        if page.uan and page.uan.value in units:
            units[page.uan.value].pages.append(page)
        else:
            orphans.append(page)
    for page in orphans:
        partner = partner_of(page, [u for u in units.values() if not u.pages])
        if partner and page.uan:
            settle(units, partner, page)
        elif partner:
            partner.pages.append(page)
        elif page.uan:
            units.setdefault(page.uan.value, Sources(page.uan.value)).pages.append(page)
    for entry in draft.contents:
        for unit in units.values():
            if (entry.number and unit.number == entry.number) or (
                not unit.number and words_of(entry.title) in {words_of(t.value) for t in unit.titles}
            ):
                if entry.title:
                    unit.contents.append(Found(entry.title, entry.place))
                break
    return list(units.values())


def partner_of(page: UnitPages, candidates: list[Sources]) -> Sources | None:
    """The unit of the table that pages with another (or no) UAN must belong to, by number or title."""
    titles = {words_of(t.value) for t in page.titles}
    for unit in candidates:
        by_number = page.number and any(r.number == page.number.value for r in unit.rows)
        if by_number or titles & {words_of(r.title) for r in unit.rows if r.title}:
            return unit
    return None


def settle(units: dict[str, Sources], partner: Sources, page: UnitPages) -> None:
    """Table and pages give two numbers for one unit: the one whose check letter fits is taken, else that of the pages."""
    assert page.uan
    row = Found(partner.uan, partner.rows[0].place)
    del units[partner.uan]
    if uan_checks(partner.uan) and not uan_checks(page.uan.value):
        partner.other_uan = page.uan
    else:
        partner.uan, partner.other_uan = page.uan.value, row
    partner.pages.append(page)
    units[partner.uan] = partner
