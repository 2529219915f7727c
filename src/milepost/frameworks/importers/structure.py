"""Where a document states its rules of combination, and what they say taken together."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from milepost.frameworks.importers.amounts import RuleFact
from milepost.frameworks.importers.asides import heads_aside, heads_examples
from milepost.frameworks.importers.headings_ja import heading_of_rules
from milepost.frameworks.importers.lexicon import NUMBER_WORD, is_japanese, number
from milepost.frameworks.importers.rules import IN_CREDITS, LIST_OF_UNITS, RULES_HEADING, bars_those_below, group_heading, rules_in
from milepost.frameworks.importers.sections import headingish
from milepost.frameworks.importers.shares import before_share, in_credits, may_share
from milepost.frameworks.importers.source import Passage, Place
from milepost.frameworks.importers.tables import UnitRow

NUMBER_OF_SECTION = re.compile(r"^\d+(?:\.\d+)+\.?\s+(?=[A-Z])")
NUMBER_OF_HEADING = re.compile(
    r"^\d{1,2}\s+(?=(?:単元|ユニット|科目|モジュール|単位|クレジット)の?(?:構成|構造|内容|一覧|評価|概要|仕組|しくみ|組み?合|選び|取り|取得))"
)  # "3 単元の構成" counts no units
SECTION = re.compile(r"^(?:section|part|chapter) (?:\d{1,2}|[A-Z])\s*[:.–-]\s*", re.IGNORECASE)


@dataclass(slots=True)
class StatedRule:
    """A rule with its place; one that only the heading of a group states gives way to the rules' own words."""

    fact: RuleFact
    place: Place
    in_heading: bool = False


QUALIFICATION = re.compile(
    r"\blevel \d\b.*\b(?:award|certificate|diploma)\b", re.IGNORECASE
)  # one of several, each with its rules below it


def stated_rules(passages: Sequence[Passage], known: Mapping[str, str], rows: Sequence[UnitRow], level: str = "") -> list[StatedRule]:
    """The rules that these passages state. Where there is a heading for them, totals are read below it and nowhere else.

    `level` is that of the qualification, for "credits at the level of the qualification"."""
    found: list[StatedRule] = []
    inside: list[StatedRule] = []
    under_rules, here, examples, measure = False, "", False, ""
    sections = numbered_sections(passages)
    of_one = several = False  # below the name of one of the qualifications among the rules, and whether there was one
    goes_on = False  # below a passage that states the whole and its parts, until the next heading
    lead = ""  # what the passage above says of the units listed below it
    of_rules: list[str] = []  # the number of the heading of the rules: "2.1" stands below "2"
    texts = shares_in_credits(of_part_above(as_lines(passages, level)), known)
    for passage, text in zip(passages, texts, strict=True):
        if not text:
            continue
        heading, number = numbered_heading(passage)
        if id(passage) in sections:
            heading, number = sections[id(passage)]
        below = bool(of_rules) and number[: len(of_rules)] == of_rules
        if RULES_HEADING.match(SECTION.sub("", (heading or text).strip()).rstrip(":")) and (heading or not passage.marked):
            of_rules = of_rules if under_rules and below else number
            under_rules, here, examples = True, "", False
            continue
        of_rules_ja = heading_of_rules(text) if (not passage.marked or id(passage) in sections) and not passage.cells else None
        if of_rules_ja and not rules_in(text, here, known):
            under_rules, here, examples = True, "", False
            continue
        if of_rules_ja is False and group_heading(text) == ("", None):
            under_rules, here, examples = False, "", heads_examples(text)
            continue
        if heading and not rules_in(heading, here, known):
            under_rules = under_rules and (below or bool(QUALIFICATION.search(heading)))
            here, examples = "", heads_examples(heading) or heads_aside(heading)
            continue
        headed = headingish(passage)
        examples = heads_examples(text) or (heads_aside(text) if headed else examples and (passage.marked or not headed))
        if examples:
            continue
        letter, part = group_heading(text)
        if lead and LIST_OF_UNITS.fullmatch(text):
            text = f"{lead}{text}"
        else:
            lead = text if bars_those_below(text) else ""
        facts = rules_in(text, letter or here, known, measure if under_rules and len(text) > SHORTEST else "", wholes=True)
        facts = [fact for fact in facts if not is_number_of_unit(str(fact.get("value", "")), text, known)]
        measure = "credits" if under_rules and IN_CREDITS.search(text) else measure if under_rules else ""
        if letter or part is not None:
            here = "" if passage.cells and facts else letter
            found.extend(StatedRule(fact, passage.place, in_heading=True) for fact in facts)
            continue
        if not facts and not passage.marked and not passage.cells and (headingish(passage) or is_question(text)):
            of_one = (under_rules or several) and headingish(passage) and bool(QUALIFICATION.search(text))
            several = several or of_one
            under_rules, here, goes_on = False, "", False
        scopes = {str(fact["scope"]) for fact in facts if fact["type"] in ("min_credits", "min_units")}
        states_whole = {"total", "mandatory"} <= scopes or {"total", "optional"} <= scopes or bool(LED.match(text))
        goes_on = states_whole or (goes_on and not heading)
        of_levels = (goes_on or several) and all("_at_level" in str(fact["type"]) for fact in facts)
        (inside if under_rules or of_one or states_whole or of_levels else found).extend(StatedRule(fact, passage.place) for fact in facts)
    kept = inside + [r for r in found if r.in_heading or not inside or r.fact["scope"] != "total"] if inside else found
    if inside and any(not r.in_heading and not str(r.fact["scope"]).startswith(("group", "barred", "each")) for r in kept[len(inside) :]):
        kept = inside + [r for r in kept[len(inside) :] if r.in_heading or str(r.fact["scope"]).startswith("barred")]
    if (
        is_japanese(" ".join(texts))
        and any(r.fact["type"] == "min_credits" and r.fact["scope"] == "total" for r in inside)
        and len(inside) > 3
    ):
        kept = inside + [
            r for r in kept[len(inside) :] if r.in_heading or r.fact["type"] == "barred"
        ]  # the rest tells of what somebody chose
    return whole_of_optional(not_in_units(kept), rows)


def not_in_units(rules: list[StatedRule]) -> list[StatedRule]:
    """The rules without those that only say how many units a group holds ("all four units") where its credits are stated."""
    in_credits: set[tuple[int, object]] = set()
    asked_by: list[int] = []
    totals: list[object] = []  # where one document asks for several, each begins the rules of another qualification
    for rule in rules:
        if rule.fact["type"] == "min_credits":
            totals += [rule.fact["value"]] if rule.fact["scope"] == "total" and rule.fact["value"] not in totals else []
            in_credits.add((len(totals), rule.fact["scope"]))
        asked_by.append(len(totals))
    several = len(totals) > 1
    stated = in_credits if several else {(k, scope) for _k, scope in in_credits for k in (0, 1)}
    return [
        r
        for r, k in zip(rules, asked_by, strict=True)
        if not (r.fact.pop("whole", None) and (k, r.fact["scope"]) in stated and r.fact["scope"] != "mandatory")
    ]


def is_number_of_unit(value: str, text: str, known: Mapping[str, str]) -> bool:
    """Whether what was taken for an amount is the number of a unit: "the mandatory units (201, 202 and 203)"."""
    return len(value) > 2 and value in known and not re.search(rf"\b{value} ?(?:credit|unit|単位|クレジット)", text, re.IGNORECASE)


LISTED = re.compile(r"^(\d{1,2})[.)]?\s+(?=[A-Z])")
IN_BRACKETS = re.compile(r"^\s*(?:[(（]\s*\d{1,2}\s*[)）]|[①-⑳]|第\s*\d+\s*条)\s*")
OWN_LEVEL = re.compile(
    r"\b(?:the )?level of the (?:qualification|diploma|certificate|award)\b|資格(?:自体)?の?レベル(?!\s*\d)", re.IGNORECASE
)
LONGEST_HEADING = 90  # letters
SHORTEST = 30  # letters of a passage that may leave out what it counts
LED = re.compile(r"(?:the )?rules? of combination\s*[:–—-]", re.IGNORECASE)  # a heading that runs on in its own line
MODULE = re.compile(r"\bmodule(?=s?\b)", re.IGNORECASE)  # what some bodies call a unit
OPTION_UNITS = re.compile(r"\boption unit(?=s?\b)", re.IGNORECASE)
CREDITS_JA = re.compile(r"[\d一二三四五六七八九十]\s*クレジット")


def as_lines(passages: Sequence[Passage], level: str) -> list[str]:
    """What each passage says, without the number of its place in a list or of its section."""
    lines: list[str] = []
    for position, passage in enumerate(passages):
        text = IN_BRACKETS.sub("", ": ".join(passage.cells) if len(passage.cells) == 2 else passage.text or " ".join(passage.cells))
        text = NUMBER_OF_HEADING.sub("", NUMBER_OF_SECTION.sub("", text))
        listed = LISTED.match(text)
        beside = (passages[k].text for k in (position - 1, position + 1) if 0 <= k < len(passages))
        if listed and any(re.match(rf"(?:{int(listed[1]) - 1}|{int(listed[1]) + 1})[.)]?\s+[A-Z]", other) for other in beside):
            text = text[listed.end() :]
        lines.append(OWN_LEVEL.sub(f"Level {level}", text) if level else text)
    if units_are_tani(lines):
        lines = [line.replace("単位", "ユニット") for line in lines]
    return [OPTION_UNITS.sub("optional unit", MODULE.sub("unit", line)) for line in lines]


THIS_GROUP = re.compile(r"\b((?:from|in|of|within) )this group\b", re.IGNORECASE)


ASKED = re.compile(
    rf"(?:(?:a )?(?:minimum|maximum|total) of |at least |at most |up to |all )?(?:\d{{1,3}}|{NUMBER_WORD}) (?:credits?|units?)\b",
    re.IGNORECASE,
)
PART_ALONE = re.compile(r"(?:(?:optional |mandatory )?group [A-Z]\d?|(?:mandatory|optional|core) units?)", re.IGNORECASE)


def of_part_above(lines: list[str]) -> list[str]:
    """The lines, in which "this group" is the mandatory or the optional one, where the heading right above names no letter;
    what is asked of a part whose name is all that stands above it, in a table that lost its columns, names the part."""
    found = list(lines)
    for position, (above, line) in enumerate(pairwise(lines), 1):
        if ASKED.match(line) and PART_ALONE.fullmatch(above):
            found[position] = f"{above}: {line}"
        letter, mandatory = group_heading(above) if THIS_GROUP.search(line) else ("", None)
        if mandatory is not None and not letter:
            found[position] = THIS_GROUP.sub(rf"\1the {'mandatory' if mandatory else 'optional'} group", line)
    return found


COUNTED_TANI = re.compile(r"(\d+|[一二三四五六七八九十]+)\s*(?:つの)?単位(?!\s?\d)")
MOST_UNITS = 12


def units_are_tani(lines: Sequence[str]) -> bool:
    """Whether 単位 are units: credits are クレジット, no other word is used for units, and never many are counted."""
    words = unicodedata.normalize("NFKC", " ".join(lines))
    if not CREDITS_JA.search(words) or re.search(r"ユニット|科目|モジュール|単元", words):
        return False
    return all(int(number(m[1])) <= MOST_UNITS for m in COUNTED_TANI.finditer(words))


NUMBERED = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+(?=[A-Z])")


def numbered_heading(passage: Passage) -> tuple[str, list[str]]:
    """The words of a heading that has a number, and the parts of the number ("2.1"). "17 Credits come from ..." may be none."""
    found = NUMBERED.match(passage.text) if passage.bold else None
    number = found[0].strip(" .").split(".") if found else []
    words = passage.text[found.end() :] if found else ""
    return (words if passage.marked or len(number) > 1 or len(words.split()) < 3 else ""), number


ALONE = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)[.)、．]?\s+((?=[A-Z\u3040-\u30ff\u4e00-\u9fff])\S.*)$")


def numbered_sections(passages: Sequence[Passage]) -> dict[int, tuple[str, list[str]]]:
    """The words and numbers of the numbered headings of a text, which has no type to tell them by: those that stand in no list."""
    found: dict[int, tuple[str, list[str]]] = {}
    numbered = [ALONE.match(p.text) if p.marked and not p.bold and not p.size and len(p.text) < LONGEST_HEADING else None for p in passages]
    for position, (passage, own) in enumerate(zip(passages, numbered, strict=True)):
        if not own or own[2][-1] in ".:;,。":
            continue
        beside = (numbered[k] for k in (position - 1, position + 1) if 0 <= k < len(passages))
        if not any(other and other[1] in steps(own[1]) for other in beside):
            found[id(passage)] = own[2], own[1].split(".")
    return found


def steps(number: str) -> set[str]:
    """The numbers before and after one of a list: 2.1 and 2.3 of 2.2."""
    front, _dot, last = number.rpartition(".")
    return {f"{front}.{k}".lstrip(".") for k in (int(last) - 1, int(last) + 1)}


def shares_in_credits(texts: list[str], known: Mapping[str, str]) -> list[str]:
    """The texts with each share of the credits as a number of credits, where the document says how many there are."""
    if not any(may_share(text) for text in texts):
        return texts
    stated = [f for text in texts for f in rules_in(before_share(text), "", known) if f["type"] == "min_credits"]

    def total(part: str) -> int | None:
        values = {int(f["value"]) for f in stated if f["scope"] == (part or "total")}
        return values.pop() if len(values) == 1 else None

    return [in_credits(text, total) if may_share(text) else text for text in texts]


def is_question(text: str) -> bool:
    return len(text) < 60 and text.endswith(("?", "？"))


def whole_of_optional(rules: list[StatedRule], rows: Sequence[UnitRow]) -> list[StatedRule]:
    """ "Groups B to E" are the optional part where the document has no other optional groups."""
    named = {r.group for r in rows if r.group and not r.mandatory}
    chosen = {r.group for r in rows if r.mandatory is False}
    mandatory = {r.group for r in rows if r.group and r.mandatory} - named
    for rule in rules:
        scope = str(rule.fact["scope"])
        if scope.startswith("group:") and "+" not in scope and scope != "group:A" and scope.partition(":")[2] not in mandatory:
            named.add(scope.partition(":")[2])
    rules = [one for rule in rules for one in of_each(rule, named)]
    for rule in rules:
        out_of = rule.fact.pop("of", None)
        scopes = {str(r.fact["scope"]) for r in rules if r.fact["type"] == "min_credits" and r.fact.get("value") == out_of}
        if out_of and len(scopes) == 1:
            rule.fact["scope"] = scopes.pop()  # "of these 20 credits": those that were asked of the optional part
    for rule in rules:
        scope = str(rule.fact["scope"])
        groups = scope.partition(":")[2].split("+")
        rest = rule.fact.pop("rest", None)  # "the remaining 17 credits from Groups B and C", where another pathway has a Group D too
        if scope.startswith("group:") and len(groups) > 1 and (rest or set(groups) >= named) and ("A" not in groups or "A" in chosen):
            rule.fact["scope"] = "optional"
    return rules


def of_each(rule: StatedRule, optional: set[str]) -> list[StatedRule]:
    """ "Each of Groups C and D" is a rule for the one and a rule for the other, where there are more optional groups."""
    groups = str(rule.fact.pop("groups", "")).split("+")
    if groups == [""] or optional <= set(groups):
        return [rule]
    return [StatedRule({**rule.fact, "scope": f"group:{letter}"}, rule.place, rule.in_heading) for letter in groups]


def barred_by(row: UnitRow, other: str) -> StatedRule:
    """The rule that a row's column of excluded combinations states."""
    return StatedRule({"type": "barred", "scope": "barred:" + "+".join(sorted((row.uan, other)))}, row.place)


def settled(rules: Sequence[StatedRule]) -> list[StatedRule]:
    """Each rule once; a heading's figure gives way to another that the rules state for the same part."""
    said = {key_of(r.fact) for r in rules if not r.in_heading}
    found: list[StatedRule] = []
    for rule in rules:
        if rule.in_heading and key_of(rule.fact) in said:
            continue
        if all(rule.fact != known.fact for known in found):
            found.append(rule)
    return found


def disagreeing(rules: Sequence[StatedRule]) -> list[tuple[StatedRule, StatedRule]]:
    """A heading and the rules' own words that give two figures for one part."""
    return [
        (stated, heading)
        for heading in rules
        if heading.in_heading
        for stated in rules
        if not stated.in_heading and key_of(stated.fact) == key_of(heading.fact) and stated.fact.get("value") != heading.fact.get("value")
    ]


def key_of(fact: RuleFact) -> tuple[str, str, str]:
    return str(fact["type"]), str(fact["scope"]), str(fact.get("level", ""))
