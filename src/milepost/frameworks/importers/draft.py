"""What stands in the document before anything is settled: tables, contents, pages at a glance, unit pages."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from milepost.frameworks.importers.at_a_glance import side_by_side
from milepost.frameworks.importers.awards import read_awards
from milepost.frameworks.importers.blocks import BODY
from milepost.frameworks.importers.change_logs import ChangeRow, changes_in, read_changes
from milepost.frameworks.importers.coded_units import with_coded_units, with_headed_by_code
from milepost.frameworks.importers.common_units import share_units
from milepost.frameworks.importers.covers import named_on_cover, without_whole
from milepost.frameworks.importers.facts_moved import halves_joined, with_facts_moved
from milepost.frameworks.importers.fields import WHOLE_LABEL, field_groups, heading_of, outcomes_follow
from milepost.frameworks.importers.found import FactGroup, Found, UnitPages, words_of
from milepost.frameworks.importers.grids import read_grid
from milepost.frameworks.importers.headings_moved import with_headings_moved
from milepost.frameworks.importers.identifiers import UAN, tidy_uan
from milepost.frameworks.importers.labels import lines_of_label
from milepost.frameworks.importers.membership import excluded_units, name_groups, name_parts, name_qualifications, number_by_columns
from milepost.frameworks.importers.numbering import numbering_of
from milepost.frameworks.importers.rule_tables import barred_told, rules_of_table
from milepost.frameworks.importers.rules import group_heading, part_headed, rules_in
from milepost.frameworks.importers.running import flatten, form_in, is_field, labels_with_values
from milepost.frameworks.importers.sections import CLOSING, headingish, is_styled, recurring, strict_kind
from milepost.frameworks.importers.source import Element, Passage, Place, Source, Table, tidy
from milepost.frameworks.importers.structure import THIS_GROUP, StatedRule, barred_by, stated_rules
from milepost.frameworks.importers.tables import (
    QualificationRow,
    UnitRow,
    heading_row,
    read_contents,
    read_listed,
    read_qualifications,
    read_units,
)
from milepost.frameworks.importers.told_units import with_told_units
from milepost.frameworks.importers.towards import name_qualifications_of_groups
from milepost.frameworks.importers.unit_headings import bare_title, heading_before, heading_further_up, known_title, listed_title
from milepost.frameworks.importers.unit_lines import with_units_in_lines
from milepost.frameworks.importers.units import read_unit

MOST_PAGES = 1000
CHAPTER = 90  # letters of a line of the contents
GENERIC = {"unit", "accreditation", "qualification", "reference", "ofqual", "the", "framework", "guided", "page", "version"}
BODY_NAME = re.compile(r"^(.*\S)\s+(?:qualification |unit )?(?:number|unit|module|no\.?|code)$", re.IGNORECASE)

NUMBERED_CHAPTER = re.compile(r"(?:section|chapter|part|appendix|annexe?) \w{1,3}\b", re.IGNORECASE)
CONTENTS = re.compile(r"(?:table of )?contents", re.IGNORECASE)
GRIDS = ("table", "word", "page")  # kinds of document in which a table may have a row for each criterion


@dataclass(slots=True)
class ContentsEntry:
    number: str
    title: str
    place: Place


@dataclass(slots=True)
class Draft:
    """The parts of a document, each with its place, contradictions and all."""

    qualifications: list[QualificationRow] = field(default_factory=list)
    rows: list[UnitRow] = field(default_factory=list)
    changes: list[ChangeRow] = field(default_factory=list)
    glance: list[tuple[str, str, Place]] = field(default_factory=list)
    contents: list[ContentsEntry] = field(default_factory=list)
    pages: list[UnitPages] = field(default_factory=list)
    stated: list[StatedRule] = field(default_factory=list)
    front: list[Passage] = field(default_factory=list)
    parts: dict[str, bool] = field(default_factory=dict)  # units that only a sentence calls mandatory or optional
    groups: dict[str, str] = field(default_factory=dict)  # the groups of units that only a line gives
    body_names: Counter[str] = field(default_factory=Counter)


def draft_of(source: Source) -> Draft:
    draft = Draft()
    stream: list[Passage] = []
    heads: list[str] | None = None
    columns: list[str] = []
    group: tuple[str, bool | None] = ("", None)
    chapters: set[str] = set()
    in_contents = headings_only = False  # of a table of contents; once other lines came, only its headings are told
    unnumbered: list[UnitRow] = []
    rule_heads: list[str] = []
    begun: tuple[str, bool | None] | None = None
    amounts = False  # whether the passage before says how much of a part is asked for
    table_ended = 0
    repeated = cache(lambda: Counter(words_of(e.text) for e in source.elements if isinstance(e, Passage)))
    coded = not any(UAN.search(tidy(line.text)) for line in source.lines)
    for element in with_pages_of_contents(with_headings_moved(with_units_in_lines(with_told_units(source.elements)))):
        if isinstance(element, Passage):
            named = part_headed(element.text)
            if named[0] or named[1] is not None:
                of_several = amounts and group_heading(element.text) == (
                    "",
                    None,
                )  # amounts of several parts, one below the other, head no table
                group = ("", None) if of_several else named
            amounts = named != ("", None) and group_heading(element.text) == ("", None)
            if CONTENTS.fullmatch(element.text):
                in_contents = headings_only = True
            elif (in_contents or headings_only) and (entry := entry_in(element.text, repeated, numbered=in_contents)):
                add_entry(draft, chapters, "", entry, element.place)
                continue
            else:
                in_contents = in_contents and element.marked
                headings_only = headings_only and len(element.text) < CHAPTER and not element.text.endswith(".")
            stream.append(of_group_above(element, draft.rows) if table_ended == len(stream) else element)
            continue
        trim(element)
        amounts = False
        if not element.rows:
            continue
        entries = read_contents(element) if in_contents else []
        if entries:
            for label, title, place in entries:
                add_entry(draft, chapters, label, title, place)
            continue
        in_contents = headings_only = False
        told, rule_heads = rules_of_table(element, rule_heads)
        if told := told or barred_told(element, stream[-1].text if stream else ""):
            stream.extend(told)
            continue
        grid = read_grid(element, stream[-1].text if stream and stream[-1].size > BODY else "") if source.kind in GRIDS else []
        if grid:
            draft.pages.extend(grid)
            continue
        if only_heads(element):
            heads = element.rows[0].cells
            continue
        rows, own = read_units(element, heads, coded=coded)
        labelled = len(rows) == 1 and (not rows[0].title or in_turn(element.rows[0].cells) or is_headed(rows[0], stream))
        if labelled and (own_facts := labels_with_values(element) or form_in(element)):
            stream.extend(own_facts)
            continue
        if rows:
            heads = own
            draft.stated += rules_in_rows(element)
            add_rows(draft, rows, own, begun or part_above(draft.rows, group, goes_on=table_ended == len(stream)))
            begun = heading_row(element.rows[-1])  # the units of the part that the last row names stand in the next table
            stream.append(Passage("", element.rows[0].place))  # a table of units ends the pages of the unit before it
            table_ended = len(stream)
            continue
        qualifications = [q for q in read_qualifications(element) if q.title] or read_awards(element)
        if qualifications:
            draft.qualifications.extend(qualifications)
            draft.body_names.update(names_in(element.rows[0].cells))
            continue
        if listed := read_listed(element):
            unnumbered.extend(in_part(listed, group))
            stream.append(Passage("", element.rows[0].place))
            continue
        changes = read_changes(element, stream[-1].text if stream else "")
        if changes:
            draft.changes.extend(changes)
            continue
        group = heading_row(element.rows[-1]) or group if element.rows else group  # the heads of a table that begins on the next page
        stream.extend(flatten(element, columns))
    draft.qualifications = with_whole_titles(draft.qualifications, source.elements)
    stream = with_facts_moved(stream)
    groups = with_levels_above(stream, with_listed_units(stream, without_whole(stream, halves_joined(field_groups(stream))), draft.rows))
    if coded:
        groups = with_headed_by_code(stream, with_coded_units(stream, groups, {row.uan for row in draft.rows}), draft.rows)
    read_front(draft, stream[: groups[0][0] if groups else len(stream)], source)
    draft.qualifications = by_own_number(with_names_of_bodies(draft.qualifications, draft.front))
    draft.changes = draft.changes or changes_in(stream)
    styled = any(headingish(p) and is_styled(p, source.body_size) for p in stream if p.text)
    outside = read_pages(draft, stream, groups, source.body_size if styled else 0.0, chapters)
    known = known_units(draft)
    draft.rows.extend(with_numbers(unnumbered, draft.pages))
    draft.groups = name_groups(draft.rows, outside, known)
    draft.parts = name_parts(draft.rows, outside, known)
    number_by_columns(draft.rows, draft.qualifications)
    name_qualifications(draft.rows, outside, draft.qualifications)
    name_qualifications_of_groups(draft.rows, outside, draft.qualifications)
    share_units(draft.rows, outside, draft.qualifications, known)
    draft.stated.extend(barred_by(row, other) for row, other in excluded_units(draft.rows, known))
    levels = {q.level for q in draft.qualifications}
    draft.stated.extend(stated_rules(outside, known, draft.rows, levels.pop() if len(levels) == 1 else ""))
    return draft


def known_units(draft: Draft) -> dict[str, str]:
    """The regulator's number of each unit by the awarding body's number and by the words of its title."""
    known = {r.number: r.uan for r in draft.rows if r.number} | {words_of(r.title): r.uan for r in draft.rows if r.title}
    known |= {r.uan: r.uan for r in draft.rows if not UAN.search(r.uan)}  # the awarding body's own code
    for page in draft.pages:
        if page.uan:
            known |= {} if UAN.search(page.uan.value) else {page.uan.value: page.uan.value}
            known |= {page.number.value: page.uan.value} if page.number else {}
            known |= {words_of(t.value): page.uan.value for t in page.titles}
    return known


def rules_in_rows(table: Table) -> list[StatedRule]:
    """What rows over the whole width ask of the units below them: "Mandatory units – 28 credits"."""
    found: list[StatedRule] = []
    for row in table.rows:
        words = next(iter(filter(None, row.cells)), "") if heading_row(row) else ""
        found += [StatedRule(fact, row.place, in_heading=True) for fact in (rules_in(words, part_headed(words)[0]) if words else ())]
    return found


def with_whole_titles(rows: list[QualificationRow], elements: Sequence[Element]) -> list[QualificationRow]:
    """The qualifications of a table, with the titles of one that sets them side by side, where the first says but "Award" and "Diploma"."""
    if rows and all(len(q.title.split()) != 1 for q in rows):
        return rows
    beside = side_by_side(elements)
    whole = {q.accreditation_number: q for q in beside if q.accreditation_number}
    return [
        replace(q, title=other.title, level=q.level or other.level)
        if (other := whole.get(q.accreditation_number)) and len(q.title.split()) == 1
        else q
        for q in rows
    ] or beside


def by_own_number(rows: list[QualificationRow]) -> list[QualificationRow]:
    """The qualifications; one that a place names without the awarding body's number is the one that has it elsewhere."""
    numbered = {q.accreditation_number for q in rows if q.number and q.accreditation_number}
    whole = {(q.accreditation_number, title) for q in rows if q.accreditation_number for title in shortened(q.title)}
    return [q for q in rows if q.number or (q.accreditation_number not in numbered and (q.accreditation_number, q.title) not in whole)]


def with_names_of_bodies(rows: list[QualificationRow], front: Sequence[Passage]) -> list[QualificationRow]:
    """The qualifications of a table, whose titles begin with the body's name where those of all stand so in front: "Larkrise Level 1 Award"."""
    whole = {short: p.text for p in front for short in shortened(p.text) if not p.marked and short[:6].lower() == "level "}
    named = [replace(q, title=whole[q.title]) for q in rows if q.title in whole]
    return named if len(named) == len(rows) > 1 and not any(q.number for q in rows) else rows


def shortened(title: str) -> list[str]:
    """The title without its first words, of which the awarding body's name may be made."""
    words = title.split()
    return [" ".join(words[k:]) for k in range(1, min(len(words), 6))]


LEVEL_ALONE = re.compile(r"level \d", re.IGNORECASE)


def with_levels_above(stream: list[Passage], groups: list[FactGroup]) -> list[FactGroup]:
    """The units' beginnings; the level of one that states none may stand alone above its heading."""
    for first, _after, facts in groups:
        above = next((p for p in stream[max(first - 2, 0) : first] if LEVEL_ALONE.fullmatch(p.text)), None)
        if above and "level" not in facts:
            facts["level"] = Found(above.text, above.place)
    return groups


def with_listed_units(stream: list[Passage], groups: list[FactGroup], rows: list[UnitRow]) -> list[FactGroup]:
    """The units' beginnings, and those of units that only a heading names: by the number and title that a table gives them."""
    have = {tidy_uan(facts["uan"].value) for _first, _after, facts in groups if "uan" in facts}
    listed = {words_of(f"{r.number} {r.title}"): r for r in rows if r.number and r.title and r.uan not in have}
    if not listed:
        return groups
    found = list(groups)
    inside = {k for first, after, _facts in groups for k in range(first, after)}
    for position, passage in enumerate(stream):
        if position in inside or passage.marked or len(passage.text) > 160 or not outcomes_follow(stream, position + 1):
            continue
        for name in (passage.text, passage.text.replace("：", ":").rpartition(":")[2]):
            if row := listed.pop(words_of(name), None):
                facts = {"uan": row.uan, "number": row.number, "title": row.title}
                found.append((position, position + 1, {kind: Found(value, passage.place) for kind, value in facts.items()}))
    return sorted(found, key=lambda group: group[0])


def with_numbers(rows: list[UnitRow], pages: list[UnitPages]) -> list[UnitRow]:
    """The rows of a table without the regulator's numbers, each with that of the one unit whose pages have its number or title."""
    found: list[UnitRow] = []
    for row in rows:
        fits = {
            p.uan.value
            for p in pages
            if p.uan
            and (row.number in (p.uan.value, p.number and p.number.value) or words_of(row.title) in {words_of(t.value) for t in p.titles})
        }
        if len(fits) == 1:
            row.uan = fits.pop()
            found.append(row)
    return found


def in_turn(cells: Sequence[str]) -> bool:
    """Whether labels and values take turns in a row, which is no row of heads."""
    return len(cells) > 1 and is_field(*cells[:2]) and not any(WHOLE_LABEL.fullmatch(cell.rstrip(": ")) for cell in cells[1::2])


def is_headed(row: UnitRow, stream: Sequence[Passage]) -> bool:
    """Whether the heading right above a row is that of the unit in it: the row tells the facts of the unit's own pages."""
    named = heading_of(stream[-1].text) if stream and not stream[-1].text[:1].islower() else None  # "combined with", "unit 9"
    return named is not None and words_of(named[1]) in ("", words_of(row.title))


def only_heads(table: Table) -> bool:
    """Whether a table is nothing but the heads of one that begins below a line or on the next page."""
    cells = [c.rstrip(": ") for c in table.rows[0].cells]
    return len(table.rows) == 1 and sum(bool(WHOLE_LABEL.fullmatch(c)) for c in cells) >= 3 and not UAN.search(" ".join(cells))


def of_group_above(passage: Passage, rows: list[UnitRow]) -> Passage:
    """A passage right below a table of units, in which "this group" is the group that these are of; the heading of the next names its own."""
    if rows and rows[-1].group and part_headed(passage.text) == ("", None):
        passage.text = THIS_GROUP.sub(rf"\1Group {rows[-1].group}", passage.text)
    return passage


def trim(table: Table) -> None:
    """Columns that are empty to the last row, as a sheet that was wider once has them, are no columns; the two parts of a Scottish code are one."""
    if [cell.strip().lower() for cell in table.rows[0].cells[:2]] == ["4 code", "2 code"] if table.rows else False:
        for row in table.rows:
            row.cells[:2] = ["Code" if row is table.rows[0] else " ".join(row.cells[:2]).strip()]
    width = max((k + 1 for row in table.rows for k, cell in enumerate(row.cells) if cell.strip()), default=0)
    for row in table.rows:
        del row.cells[max(width, 1) :]


def part_above(rows: list[UnitRow], group: tuple[str, bool | None], *, goes_on: bool) -> tuple[str, bool | None]:
    """The group and part for a table: those of the rows before, where nothing stands between the two tables, else those of the heading."""
    return (rows[-1].group, rows[-1].mandatory) if goes_on and rows else group


def in_part(rows: list[UnitRow], group: tuple[str, bool | None]) -> list[UnitRow]:
    """Rows that know neither their group nor their part, with those of the heading above their table."""
    return [replace(row, group=row.group or group[0], mandatory=group[1] if row.mandatory is None else row.mandatory) for row in rows]


def add_rows(draft: Draft, rows: list[UnitRow], heads: list[str], group: tuple[str, bool | None]) -> None:
    """The units of a table, which belong to the group whose heading stands above it where they name none."""
    in_none = any(not row.group for row in rows)  # the units of the heading itself: groups below them are parts of their own
    for row in rows:
        of_another = (group[0] or (in_none and group[1])) and row.group not in ("", group[0])
        row.group = row.group or group[0]
        row.mandatory = group[1] if row.mandatory is None and not of_another else row.mandatory
    draft.rows.extend(rows)
    draft.body_names.update(names_in(heads))


def names_in(cells: list[str]) -> list[str]:
    """The awarding body's name out of headers such as "Example Awards unit"."""
    found = []
    for cell in cells:
        match = BODY_NAME.match(cell.strip())
        if match and not set(match[1].lower().split()) & GENERIC:
            found.append(match[1])
    return found


def with_pages_of_contents(elements: Iterable[Element]) -> Iterator[Element]:
    """The elements; in a table of contents whose every number of a page is a line of its own, it goes with the entry before it."""
    contents, entry, reached = False, None, 0
    for element in elements:
        text = element.text if isinstance(element, Passage) else ""
        contents = (contents and bool(text)) or bool(text and CONTENTS.fullmatch(text))
        if entry is not None and contents and text.isdecimal() and reached <= int(text) < MOST_PAGES:
            yield replace(entry, text=f"{entry.text} {text}")
            entry, reached = None, int(text)
            continue
        if entry is not None:
            yield entry
            contents, entry = contents and not reached, None  # an entry without a page: the contents are over
        if contents and isinstance(element, Passage) and text and not CONTENTS.fullmatch(text) and len(text) < CHAPTER:
            entry = element
        else:
            yield element
    if entry is not None:
        yield entry


def entry_in(text: str, repeated: Callable[[], Counter[str]], *, numbered: bool) -> str:
    """The words of a line of the contents: before the number of a page, or those of a unit's heading that comes again."""
    found = re.match(r"^(.+?)[\s.…]+(\d{1,3})$", text) if numbered else None
    if found and not re.search(r"[a-z]\.$", text):
        return found[1]
    return text if heading_of(text) and repeated()[words_of(text)] > 1 else ""


def add_entry(draft: Draft, chapters: set[str], label: str, title: str, place: Place) -> None:
    whole = f"{label} {title}".strip()
    found = heading_of(whole)
    if found:
        draft.contents.append(ContentsEntry(found[0], found[1], place))
    elif re.fullmatch(r"[A-Z]{0,3}\d{2,}\w*", label) and title:
        draft.contents.append(ContentsEntry(label, title, place))
    else:
        chapters.add(words_of(whole))


def read_front(draft: Draft, front: list[Passage], source: Source) -> None:
    draft.front = front
    for passage in front:
        if len(passage.cells) == 2:
            label, value = passage.cells
            draft.glance.append((label.rstrip(": "), value, passage.place))
            draft.body_names.update(names_in([label.rstrip(": ")]))
    if not draft.qualifications:
        draft.qualifications.extend(named_on_cover(front, "\n".join(line.text for line in source.lines)))


def read_pages(draft: Draft, stream: list[Passage], groups: list[FactGroup], body: float, chapters: set[str]) -> list[Passage]:
    """Reads the units into the draft. The passages that are on no unit's pages are left."""
    known = {words_of(row.title): row.number for row in draft.rows if row.title} | {
        words_of(e.title): e.number for e in draft.contents if e.title
    }
    known.pop("", None)
    repeated = recurring(stream, groups)
    numbering = numbering_of(stream[groups[0][0] if groups else 0 :])
    starts = []
    floor = 0
    taken: set[str] = set()
    for group in groups:
        starts.append(heading_before(stream, group[0], floor, known, taken))
        taken.add(starts[-1][1])
        floor = group[1]
    floors = [0, *(group[1] for group in groups)]
    listed = {row.uan: row for row in draft.rows if row.title}
    amidst: set[int] = set()  # units whose facts stand amidst their pages
    for k, (group, above) in enumerate(zip(groups, floors, strict=False)):
        if starts[k][3]:
            continue
        further = heading_further_up(stream, group[0], above, body, taken)
        if further[3]:
            starts[k] = further
            taken.add(further[1])
        elif (row := listed.get(tidy_uan(group[2]["uan"].value) if "uan" in group[2] else "")) and (
            own := listed_title(stream, group[0], above, row.title, row.number)
        )[3]:
            starts[k] = own
            amidst.add(k)
        elif "uan" not in group[2] and (own := known_title(stream, group[0], above, known, taken))[3]:
            starts[k] = own
            taken.add(own[1])
        elif "title" not in group[2] and not known:
            starts[k] = bare_title(stream, group[0], above, body, repeated)
    outside: list[Passage] = []
    reached = 0
    for position, (group, start) in enumerate(zip(groups, starts, strict=True)):
        outside.extend(stream[reached : start[0]])
        end = starts[position + 1][0] if position + 1 < len(starts) else len(stream)
        heading_size = stream[start[0]].size if start[0] != group[0] else 0.0
        title = words_of(start[2] or (group[2]["title"].value if "title" in group[2] else ""))
        in_list = listed.get(tidy_uan(group[2]["uan"].value)) if "uan" in group[2] else None
        named = words_of(in_list.title) if in_list else ""
        for k in range(group[1], end):
            passage = stream[k]
            words = words_of(passage.text)
            chapter = words in chapters and (not passage.marked or (not passage.bullet and passage.text[0].isdigit()))
            chapter = chapter or (NUMBERED_CHAPTER.match(passage.text) is not None and over_lines(stream, k) in chapters)
            labelled = bool(title) and words == f"unit title {title}"
            again = words in title or labelled  # the unit's own title, on the next of its pages
            again = again or (position in amidst and (words in repeated or words == words_of(f"{start[1]} {start[2]}")))
            again = again or (bool(words) and words == named)
            chapter = chapter and not (again and (labelled or words == named))  # the contents may name units by their titles
            chapter = chapter and not (words in repeated and strict_kind(passage.text))  # a part of each unit has the name of a chapter
            chapter = chapter and lines_of_label(stream[k : k + 5], 0) == 1  # "Assessment", and below it "requirements"
            if (
                not (passage.text or passage.cells)
                or chapter
                or CLOSING.match(passage.text)
                or (not again and words not in repeated and is_new_chapter(passage, heading_size, body))
            ):
                end = k
                break
        unit = read_unit(
            stream, start[0], group, end, body=body, repeated=repeated, numbering=numbering, heading=(start[1], start[2], start[3])
        )
        draft.pages.append(unit)
        reached = end
    return [*outside, *stream[reached:]]


def over_lines(stream: Sequence[Passage], position: int) -> str:
    """The words of a heading that goes on in the next line."""
    return words_of(" ".join(passage.text for passage in stream[position : position + 2]))


def is_new_chapter(passage: Passage, heading_size: float, body: float) -> bool:
    """A heading as large as a unit's own that names no unit and no part of one."""
    large = bool(body and heading_size > 1.3 * body and passage.size >= heading_size)
    return large and not heading_of(passage.text) and not strict_kind(passage.text)
