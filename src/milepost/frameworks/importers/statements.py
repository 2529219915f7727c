"""Evidence requirements taken apart: one sentence may restrict, the next permit, the last ask for something to be shown."""

import re
from collections.abc import Sequence

from milepost.engine.framework import Item, Nature, Requirement, RequirementKind, Setting
from milepost.frameworks.importers.quantities import Quantifier

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
NEGATED = r"(?:\bnot\b|\bno\b|\bnever\b|n't\b|\bcannot\b|\bnor\b)"
SIMULATION = re.compile(r"\bsimulat", re.IGNORECASE)
BANNED = re.compile(
    rf"{NEGATED}[^.]{{0,60}}\b(?:allow|permi|accept|use|count|valid|admi|place)|\bno simulation\b|\bexcluded\b|{NEGATED}[^.]{{0,40}}\bsimulat",
    re.IGNORECASE,
)
REAL_WORK = re.compile(r"\breal (?:job|work|jobs|working|customers?|workplace)\b|\bin the (?:real )?workplace\b", re.IGNORECASE)
SETTINGS: tuple[tuple[Setting, re.Pattern[str]], ...] = (
    (Setting.REALISTIC_ENVIRONMENT, re.compile(r"\brealistic work(?:ing|place)? environments?\b|\bRWE\b", re.IGNORECASE)),
    (Setting.WORK_PLACEMENT, re.compile(r"\bwork placements?\b|\bplacements?\b", re.IGNORECASE)),
    (Setting.SIMULATION, SIMULATION),
)
PERIOD = re.compile(
    r"\bsufficient (?:period|length|amount) of time\b|\bover a (?:sufficient |reasonable )?period of time\b|\blong enough\b", re.IGNORECASE
)
MAY = re.compile(r"\b(?:may|can)\b(?! (?:not|only)\b)|\b(?:is|are) (?:allowed|permitted|permissible|acceptable)\b", re.IGNORECASE)
MUST = re.compile(r"\b(?:must|should|shall|need to|needs to|has to|have to|required)\b", re.IGNORECASE)
NOT_FOR = re.compile(
    r"^(?:please )?(?:do not|don't) (?:use|choose|take|select) (?:this|the) unit\b|"
    r"\b(?:unit|it) (?:should|must|is|may) not (?:to )?be (?:used|chosen|taken|selected)\b|"
    r"\b(?:unit|it) is not (?:suitable|intended|appropriate|meant) for\b|"
    r"\byou should not (?:use|choose|take|select) (?:this|the) unit\b",
    re.IGNORECASE,
)
FOR_WHOM = re.compile(
    r"\bunit is (?:only )?(?:suitable |intended )?for (?:the )?(?:learner|candidate|someone|those|people|you)\w*\b", re.IGNORECASE
)


def sentences(text: str) -> list[str]:
    return [s.strip() for s in SENTENCE.split(text) if s.strip()]


def conditions_in(text: str) -> list[str]:
    """Whom the unit is not for, with the sentence before it where that says whom it is for."""
    found: list[str] = []
    parts = sentences(text)
    for position, sentence in enumerate(parts):
        if NOT_FOR.search(sentence):
            before = parts[position - 1] if position and FOR_WHOM.search(parts[position - 1]) else ""
            found.append(f"{before} {sentence}".strip())
    return found


def requirements_of(number: str, text: str, items: Sequence[Item], quantifier: Quantifier) -> list[Requirement]:
    """The facts of one numbered statement, each with its own kind and its own sentence."""
    found: list[Requirement] = []
    rest: list[str] = []
    spoken_of: list[str] = []  # "a real job": the sentence after it says which settings do not count
    parts = sentences(text)
    bans_simulation = any(SIMULATION.search(s) and BANNED.search(s) and not place_settings(s) - {Setting.SIMULATION} for s in parts)
    named = {s: place_settings(s) for s in parts if BANNED.search(s)}
    names_places = any(settings - {Setting.SIMULATION} for settings in named.values())
    lead = parts[-1] if items and parts else ""
    for sentence in parts:
        settings = named.get(sentence, set())
        if sentence is lead or NOT_FOR.search(sentence):
            if sentence is lead:
                rest.append(sentence)
            continue
        if settings - {Setting.SIMULATION}:
            found.append(Requirement(number, " ".join([*spoken_of, sentence]), RequirementKind.PLACE, settings=frozenset(settings)))
            spoken_of = []
        elif Setting.SIMULATION in settings:
            found.append(Requirement(number, sentence, RequirementKind.NO_SIMULATION, nature=nature_of(sentence)))
        elif PERIOD.search(sentence):
            found.append(Requirement(number, sentence, RequirementKind.SUFFICIENT_PERIOD))
        elif MAY.search(sentence) and not MUST.search(sentence):
            found.append(Requirement(number, sentence, RequirementKind.PERMISSION))
        elif REAL_WORK.search(sentence):
            if names_places:
                spoken_of.append(sentence)
            else:
                excluded = {Setting.REALISTIC_ENVIRONMENT} | (set() if bans_simulation else {Setting.SIMULATION})
                found.append(Requirement(number, sentence, RequirementKind.PLACE, settings=frozenset(excluded)))
        else:
            rest.append(sentence)
    if items:
        found.append(listed(number, " ".join(rest), items, quantifier))
    elif isinstance(quantifier, dict) and rest:
        found.append(Requirement(number, " ".join(rest), RequirementKind.N_DIFFERENT, at_least=amount(quantifier)))
    elif rest:
        found.append(Requirement(number, " ".join(rest), RequirementKind.SHOWN))
    return found


def place_settings(sentence: str) -> set[Setting]:
    return {setting for setting, pattern in SETTINGS if pattern.search(sentence)}


def nature_of(sentence: str) -> Nature | None:
    if re.search(r"\bperformance (?:evidence|criteria)\b|\bevidence of performance\b", sentence, re.IGNORECASE):
        return Nature.PERFORMANCE
    if re.search(r"\bknowledge (?:evidence)?\b", sentence, re.IGNORECASE):
        return Nature.KNOWLEDGE
    return None


def amount(quantifier: dict[str, int | list[str]]) -> int:
    least = quantifier.get("at_least", 1)
    return least if isinstance(least, int) else 1


def listed(number: str, text: str, items: Sequence[Item], quantifier: Quantifier) -> Requirement:
    if MAY.search(text) and not MUST.search(text):
        return Requirement(number, text, RequirementKind.PERMISSION, items=tuple(items))
    if isinstance(quantifier, dict) and amount(quantifier) < len(items):
        return Requirement(number, text, RequirementKind.N_OF, items=tuple(items), at_least=amount(quantifier))
    return Requirement(number, text, RequirementKind.ALL_OF, items=tuple(items))
