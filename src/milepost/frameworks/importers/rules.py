"""Rules of combination in a document's sentences and group headings, as facts of the neutral format."""

import re

from milepost.frameworks.importers.identifiers import UAN, tidy_uan

type RuleFact = dict[str, str | int]

CREDITS = r"(\d{1,3})\s+(?:\w+\s+)?credits?"
MAX_WORDS = r"(?:no more than|not more than|a maximum of|maximum of|at most|up to)"
GROUP = re.compile(r"\b(?:group|section)s?\s+([A-Z]\d?|\d)\b", re.IGNORECASE)
HEADING = re.compile(r"^(?:optional |mandatory )?group\s+([A-Z]\d?|\d)\b(.*)$", re.IGNORECASE)


def scope_near(clause: str) -> str:
    group = GROUP.search(clause)
    if group:
        return f"group:{group[1].upper()}"
    if re.search(r"\boptional\b", clause, re.IGNORECASE):
        return "optional"
    if re.search(r"\bmandatory\b", clause, re.IGNORECASE):
        return "mandatory"
    return "total"


def rules_in(text: str) -> list[RuleFact]:
    """Every rule of combination that a sentence states."""
    found: list[RuleFact] = []
    for sentence in re.split(r"(?<=[.;])\s+(?=[A-Z])", text):
        if re.search(r"\bbarred\b|only one of (?:them|these|which)\b", sentence, re.IGNORECASE):
            units = sorted({tidy_uan(m[0]) for m in UAN.finditer(sentence)})
            if len(units) == 2:
                found.append({"type": "barred", "scope": "barred:" + "+".join(units)})
            continue
        matches = list(re.finditer(CREDITS, sentence))
        for position, match in enumerate(matches):
            start = matches[position - 1].end() if position else 0
            end = matches[position + 1].start() if position + 1 < len(matches) else len(sentence)
            before, after = sentence[start : match.start()], sentence[match.end() : end]
            most = bool(re.search(MAX_WORDS + r"\s*$", before, re.IGNORECASE))
            level = re.search(
                r"\blevels?\s+(\d)(\s+(?:or|and)\s+(?:above|higher))?(\s+(?:or|and)\s+(?:below|lower))?", after, re.IGNORECASE
            )
            rule: RuleFact = {"scope": scope_near(after), "value": int(match[1])}
            if level:
                rule["level"] = level[1]
                tail = "_or_above" if level[2] else "_or_below" if level[3] else ""
                rule["type"] = ("max" if most else "min") + "_credits_at_level" + tail
                rule["scope"] = "optional" if rule["scope"] == "optional" else "total"
            else:
                rule["type"] = "max_credits" if most else "min_credits"
                if rule["scope"] == "total" and re.search(r"\b(?:overall|total|achieve|awarded)\b", before + after, re.IGNORECASE) is None:
                    continue
            found.append(rule)
    return found


def group_heading(text: str) -> tuple[str, bool | None]:
    """(letter, mandatory?) of a heading such as "Group B: optional units"; an empty letter when it is none."""
    found = HEADING.match(text.strip())
    if not found or len(text) > 100:
        return "", None
    rest = found[0].lower()
    return found[1].upper(), True if "mandatory" in rest else False if "optional" in rest else None
