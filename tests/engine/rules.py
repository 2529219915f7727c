"""Qualifications in one line each, for cases about rules of combination.

Units are written `key:group:credit` with `/LEVEL` behind (3 when left out) and may stand in several groups: `X:BC:4/2`.
Groups in capitals are optional but for A.
"""

from milepost.engine.framework import Framework, Group, Qualification, Rule, RuleKind, Unit

K = RuleKind


def framework(units: str, *rules: Rule, **more: Unit) -> Framework:
    made: list[Unit] = []
    groups: dict[str, list[str]] = {}
    for word in units.split():
        key, letters, size = word.split(":")
        credit, _, level = size.partition("/")
        entry = level.startswith("E")
        made.append(Unit(key, key, f"Unit {key}", int(level.lstrip("E") or 3), entry, int(credit)))
        for letter in letters:
            if letter != "-":
                groups.setdefault(letter, []).append(key)
    made = [more.get(u.key, u) for u in made]
    qualification = Qualification(
        "Q1",
        "Diploma",
        units=tuple(u.key for u in made),
        groups=tuple(Group(letter, units=tuple(keys), optional=letter != "A") for letter, keys in sorted(groups.items())),
        rules=rules,
    )
    return Framework("Handbook", qualifications=(qualification,), units=tuple(made))
