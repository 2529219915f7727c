"""Makes specs/packs/harbour-operations.{txt,pdf,gold.json} from the data beside them: `python -m tools.handbook_pack`."""

import json
from pathlib import Path
from typing import Any

import typst
import yaml

PACKS = Path(__file__).parent.parent / "specs" / "packs"
NAME = "harbour-operations"
WORDS = ("no", "one", "two", "three", "four", "five", "six")
TICK = "✓"
NOS = "Details of the relationship between the unit and relevant national occupational standards"
SUPPORT = "Support of the unit by a sector or other appropriate body"

type Data = dict[str, Any]


def letters(items: list[str]) -> list[str]:
    return [chr(ord("a") + n) for n in range(len(items))]


def heading_title(unit: Data) -> str:
    return str((unit.get("printed") or {}).get("heading_title", unit["title"]))


def table_glh(unit: Data) -> int:
    return (unit.get("printed") or {}).get("table_glh") or int(unit["glh"])


def stated(unit: Data) -> str:
    return unit.get("stated") or WORDS[len(unit["outcomes"])]


def requirement_text(requirement: Data) -> str:
    return requirement["text"]


def glance(pack: Data) -> list[tuple[str, str]]:
    return [
        ("Subject area", pack["subject"]),
        (f"{pack['body']} number", pack["number"]),
        ("Age group approved", pack["ages"]),
        ("Assessment", pack["assessment"]),
        ("Approval", pack["approval"]),
        ("Last registration date", pack["registration"]),
        ("Last certification date", pack["certification"]),
    ]


def qualification_table(pack: Data) -> list[list[str]]:
    head = ["Accreditation number", f"{pack['body']} number", "Title and level"]
    return [head, *([q["accreditation_number"], q["number"], q["title"]] for q in pack["qualifications"])]


def change_table(pack: Data) -> list[list[str]]:
    return [
        ["Version and date", "Change detail", "Section"],
        *([f"{c['version']} {c['date']}", c["detail"], c["section"]] for c in pack["changes"]),
    ]


def unit_table(pack: Data) -> list[list[str]]:
    """Our own order of columns: no importer may rely on anybody's."""
    columns = [q["column"] for q in pack["qualifications"]]
    head = [f"{pack['body']} unit", "Unit title", "UAN", "Credit value", "Level", "GLH", *columns]
    return [
        head,
        *(
            [u["number"], u["title"], u["uan"], str(u["credit"]), str(u["level"]), str(table_glh(u))]
            + [TICK if q["number"] in u["qualifications"] else "" for q in pack["qualifications"]]
            for u in pack["units"]
        ),
    ]


def rows(table: list[list[str]]) -> str:
    return "\n".join("\t".join(row).rstrip("\t") for row in table) + "\n"


def text_of(pack: Data) -> str:
    """The pack as text: one paragraph a line, tables with tabs, marks after a dash."""
    parts = [
        pack["title"], pack["pack"], f"{pack['date']} Version {pack['version']}", "Qualification at a glance",
        rows([list(row) for row in glance(pack)]).rstrip(), rows(qualification_table(pack)).rstrip(), rows(change_table(pack)).rstrip(), "Contents",
    ]  # fmt: skip
    contents = ["1\tIntroduction\t3", *(f"Unit {u['number']}\t{u['title']}\t{4 + 3 * n}" for n, u in enumerate(pack["units"]))]
    parts += [
        "\n".join([*contents, pack["appendix"]["title"] + "\t24"]),
        "1 Introduction",
        pack["introduction"],
        rows(unit_table(pack)).rstrip(),
    ]
    for unit in pack["units"]:
        parts += unit_text(unit)
    appendix = pack["appendix"]
    parts += [appendix["title"], appendix["text"], "\n".join(f"- {point}" for point in appendix["points"])]
    return "\n\n".join(parts) + "\n"


def unit_text(unit: Data) -> list[str]:
    head = f"Unit {unit['number']} {unit['title']}"
    parts = [] if unit.get("headless") else [f"Unit {unit['number']}", heading_title(unit)]
    parts += [f"Level: {unit['level']}\nCredit value: {unit['credit']}\nUAN: {unit['uan']}", "Unit aim", unit["aim"], "Learning outcomes"]
    parts += [f"There are **{stated(unit)}** learning outcomes to this unit. The learner will:"]
    parts += ["\n".join(f"{n}. {o['text']}" for n, o in enumerate(unit["outcomes"], 1)), "Guided learning hours", hours(unit)]
    for heading, name in ((NOS, "nos"), (SUPPORT, "support_body"), ("Assessment", "assessment")):
        parts += [heading, unit[name]] if unit.get(name) else []
    parts += [head, "Learning outcomes and assessment criteria"]
    for n, outcome in enumerate(unit["outcomes"], 1):
        parts += [f"Outcome {n}: {outcome['text']}", "The learner can:"]
        parts += ["\n".join(f"- {n}.{m} {text}" for m, text in enumerate(outcome["criteria"], 1))]
    if unit.get("evidence"):
        lines = []
        for n, requirement in enumerate(unit["evidence"], 1):
            lines.append(f"- {n} {requirement_text(requirement)}")
            items = requirement.get("items") or []
            lines += [f" - {letter} {text}" for letter, text in zip(letters(items), items, strict=True)]
        parts += [head, "Evidence requirements", "\n".join(lines)]
    return parts


def hours(unit: Data) -> str:
    return f"It is recommended that {unit['glh']} hours should be set aside for this unit, although centres plan delivery in their own way."


def gold_of(pack: Data) -> Data:
    """What an importer should find, in the neutral format."""
    return {
        "format": "vq-spec/1",
        "document": {"title": pack["title"], "awarding_body": pack["body"], "version": pack["version"], "date": pack["date"]},
        "qualifications": [
            {"number": q["number"], "title": q["title"], "level": q["title"].split()[1], "accreditation_number": q["accreditation_number"]}
            for q in pack["qualifications"]
        ],
        "units": [unit_gold(u) for u in pack["units"]],
        "rules_of_combination": [],
        "change_log": pack["changes"],
        "warnings": warnings_of(pack),
    }


def unit_gold(unit: Data) -> Data:
    printed = unit.get("printed") or {}
    accept = {"glh": [table_glh(unit)], "title": [heading_title(unit)]} if printed else {}
    return {
        **{name: unit[name] for name in ("uan", "number", "title")},
        "level": str(unit["level"]),
        **{name: unit[name] for name in ("credit", "glh", "qualifications")},
        **{name: unit.get(name) for name in ("aim", "nos", "support_body", "assessment")},
        "outcomes": [
            {"number": str(n), "text": o["text"], "criteria": [{"number": f"{n}.{m}", "text": t} for m, t in enumerate(o["criteria"], 1)]}
            for n, o in enumerate(unit["outcomes"], 1)
        ],
        "evidence_requirements": [requirement_gold(n, r) for n, r in enumerate(unit.get("evidence") or [], 1)],
        "accept": accept,
    }


def requirement_gold(number: int, requirement: Data) -> Data:
    items = requirement.get("items") or []
    marks = letters(items)
    count = requirement.get("quantifier")
    quantifier = {"at_least": count, "of": marks} if isinstance(count, int) else count
    return {
        "number": str(number),
        "text": requirement_text(requirement),
        "items": [{"letter": letter, "text": text} for letter, text in zip(marks, items, strict=True)],
        "quantifier": quantifier,
    }


def warnings_of(pack: Data) -> list[Data]:
    found = []
    for unit in pack["units"]:
        fields = [name for name, fault in (
            ("header", unit.get("headless")), ("glh", table_glh(unit) != unit["glh"]),
            ("title", heading_title(unit) != unit["title"]), ("outcomes", unit.get("stated")),
        ) if fault]  # fmt: skip
        found += [{"unit": unit["uan"], "field": name, "message": ""} for name in fields]
    return found


def pdf_of(pack: Data, rules: str = "all") -> bytes:
    """The same pack as a PDF, in Typst's own fonts so that it comes out alike everywhere; tables with all rules, "rows" only, or "none"."""
    units = [
        {**u, "heading_title": heading_title(u), "stated": stated(u), "hours": hours(u),
         "evidence": [{"text": requirement_text(r), "items": r.get("items") or []} for r in u.get("evidence") or []]}
        for u in pack["units"]
    ]  # fmt: skip
    data = {
        **pack, "units": units, "glance": glance(pack), "qualification_table": qualification_table(pack), "change_table": change_table(pack),
        "unit_table": unit_table(pack), "nos_heading": NOS, "support_heading": SUPPORT,
    }  # fmt: skip
    template = Path(__file__).with_name("handbook_pack.typ")
    return typst.compile(str(template), sys_inputs={"pack": json.dumps(data), "rules": rules}, ignore_system_fonts=True, timestamp=0)


def main() -> None:
    pack = yaml.safe_load((PACKS / f"{NAME}.yaml").read_text(encoding="utf-8"))
    (PACKS / f"{NAME}.txt").write_text(text_of(pack), encoding="utf-8")
    (PACKS / f"{NAME}.gold.json").write_text(json.dumps(gold_of(pack), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (PACKS / f"{NAME}.pdf").write_bytes(pdf_of(pack))


if __name__ == "__main__":
    main()
