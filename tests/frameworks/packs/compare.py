"""What differs between a gold document and the one that was read: words only, as a reader would compare them."""

import re
from typing import Any

FACTS = ("number", "title", "level", "credit", "glh", "qualifications", "aim", "nos", "support_body", "assessment")


def words(text: Any) -> Any:
    return re.findall(r"[^\W_]+", text.lower().replace("-", "")) if isinstance(text, str) else text


def statement(one: dict[str, Any]) -> Any:
    return one["number"], words(one["text"]), [(i["letter"], words(i["text"])) for i in one.get("items") or []], one.get("quantifier")


def differences(gold: dict[str, Any], read: dict[str, Any]) -> list[str]:
    """One line for each part that is missing, added or other than it should be."""
    found = []
    found += unlike("qualifications", gold["qualifications"], read["qualifications"])
    found += unlike("changes", gold["change_log"], read["change_log"])
    warned = [sorted((w["unit"] or "", w["field"]) for w in d["warnings"]) for d in (gold, read)]
    found += unlike("warnings", *warned)
    units = {u["uan"]: u for u in read["units"]}
    found += unlike("units", [u["uan"] for u in gold["units"]], list(units))
    for unit in gold["units"]:
        mine = units.get(unit["uan"], {})
        for fact in FACTS:
            right = [unit[fact], *(unit.get("accept") or {}).get(fact, [])]
            if words(mine.get(fact)) not in [words(r) for r in right]:
                found.append(f"{unit['uan']} {fact}: {mine.get(fact)!r}")
        for part in ("outcomes", "evidence_requirements"):
            found += unlike(f"{unit['uan']} {part}", *([statement(s) for s in u.get(part) or []] for u in (unit, mine)))
        for outcomes in zip(unit["outcomes"], mine.get("outcomes") or [], strict=False):
            found += unlike(f"{unit['uan']} criteria", *([statement(c) for c in o["criteria"]] for o in outcomes))
    return found


def unlike(what: str, right: Any, mine: Any) -> list[str]:
    return [] if right == mine else [f"{what}: {mine!r} for {right!r}"]
