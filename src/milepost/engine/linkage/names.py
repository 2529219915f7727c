"""Names of employers: brought to a normal form, and how alike two words of them are.

Legal forms say what a company is in law and not who it is; small words and abbreviations are written one way or another.
"""

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

LEGAL = frozenset(
    "ltd limited lmtd ltda plc llp lp llc inc incorporated corp corporation co coy company cic cio cyf cyfyngedig ccc gmbh bv nv sa sarl "
    "unlimited unltd charity reg registered pty ag".split()
)
SMALL = frozenset("the and of for in at a an y n le la de".split())
# Words that many employers carry: they tell little, and are added and left out freely.
COMMON = frozenset(
    "group groups holdings holding uk gb britain british england services service solutions international national "
    "europe european global worldwide trading enterprises enterprise partners partnership associates head office hq branch site depot "
    "division department regional north south east west northern southern eastern western new".split()
)
SHORT = {
    "st": "saint", "ste": "saint", "bros": "brothers", "bro": "brothers", "svc": "services", "svcs": "services", "serv": "services",
    "servs": "services", "service": "services", "srvcs": "services", "mfg": "manufacturing", "manuf": "manufacturing",
    "mnfg": "manufacturing", "manufacturers": "manufacturing", "intl": "international", "int": "international", "eng": "engineering",
    "engr": "engineering", "engrg": "engineering", "engineers": "engineering", "assoc": "associates", "assocs": "associates",
    "assn": "association", "uni": "university", "univ": "university", "hosp": "hospital", "ctr": "centre", "center": "centre",
    "cntr": "centre", "mgmt": "management", "mgt": "management", "mngt": "management", "tech": "technology", "techs": "technology",
    "technologies": "technology", "bldg": "building", "bldrs": "builders", "bldr": "builders", "builder": "builders",
    "constr": "construction", "const": "construction", "constn": "construction", "soc": "society", "sch": "school", "nat": "national",
    "natl": "national", "dept": "department", "grp": "group", "gp": "group", "hldgs": "holdings", "ent": "enterprises",
    "dev": "development", "devs": "development", "devt": "development", "developments": "development", "sols": "solutions",
    "soln": "solutions", "solns": "solutions", "solution": "solutions", "sys": "systems", "syst": "systems", "system": "systems",
    "elec": "electrical", "elect": "electrical", "electric": "electrical", "mech": "mechanical", "distn": "distribution",
    "dist": "distribution", "distrib": "distribution", "ind": "industries", "inds": "industries", "industrial": "industries",
    "prop": "properties", "props": "properties", "property": "properties", "trans": "transport", "transp": "transport",
    "logs": "logistics", "comms": "communications", "coms": "communications", "comm": "community", "cmty": "community", "acad": "academy",
    "coll": "college", "govt": "government", "gov": "government", "cncl": "council", "co-op": "cooperative", "coop": "cooperative",
    "rd": "road", "ave": "avenue", "ln": "lane", "mt": "mount", "ft": "fort", "ptnrs": "partners", "ptnr": "partners",
    "pship": "partnership", "cons": "consulting", "consultancy": "consulting", "consultants": "consulting", "accts": "accountants",
    "sols.": "solicitors", "prods": "products", "prod": "products", "supps": "supplies", "supp": "supplies", "whse": "warehouse",
    "maint": "maintenance", "sec": "security", "ins": "insurance", "inv": "investments", "hse": "house", "hlth": "health",
    "gdns": "gardens", "gdn": "garden", "bros.": "brothers", "motors": "motor", "foods": "food", "labs": "laboratories",
    "lab": "laboratories", "pharm": "pharmacy", "vet": "veterinary", "vets": "veterinary", "nurs": "nursery", "rest": "restaurant",
    "refrig": "refrigeration", "plmbg": "plumbing", "htg": "heating", "1st": "first", "2nd": "second", "3rd": "third", "one": "1",
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
_ALIAS = re.compile(
    r"\b(?:t/?\s?a/?|trading\s+as|also\s+known\s+as|known\s+as|a\.?k\.?a\.?|formerly(?:\s+known\s+as)?|previously|f/?k/?a|dba|d/b/a|prev)\b[\s:.,]*",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")


@dataclass(frozen=True, slots=True)
class Name:
    """One name in its normal form."""

    words: tuple[str, ...]  # that say who it is, in the order written
    legal: frozenset[str]  # forms in law that were taken off
    joined: str  # the words without gaps
    initials: str


def folded(text: str) -> str:
    """Without case and accents; ligatures and letters that other alphabets add are written out."""
    if "Ã" in text or "Å" in text or "â€" in text:  # read once in the wrong encoding
        with suppress(UnicodeError):
            text = text.encode("cp1252").decode("utf-8")
    text = text.replace("ß", "ss").replace("ø", "o").replace("Ø", "O").replace("æ", "ae").replace("Æ", "AE").replace("ł", "l")
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return text.casefold()


def names_of(text: str) -> tuple[Name, ...]:
    """Every name that stands in a cell: "Northgate Ltd t/a The Old Forge" holds two, and words in brackets may be left out."""
    parts = [part for part in _ALIAS.split(text) if part and part.strip(" ,;:-()")]
    found: list[Name] = []
    for part in parts or [text]:
        whole = name_of(part)
        found.append(whole)
        if _BRACKETS.search(part):
            found += [name_of(_BRACKETS.sub(" ", part)), *(name_of(inside) for inside in _BRACKETS.findall(part))]
    kept = {one.joined: one for one in reversed(found) if one.joined and any(len(word) > 1 for word in one.words)}
    return tuple(reversed(kept.values())) or (name_of(text),)


def name_of(text: str) -> Name:
    text = folded(text).replace("&", " and ").replace("+", " and ").replace("@", " at ")
    text = re.sub(r"(?<=\w)['’`´](?=s\b)", "", text)  # miller's: millers
    text = re.sub(r"['’`´]", "", text)
    text = re.sub(r"\b(?:[a-z]\.\s?){2,}", lambda found: re.sub(r"[.\s]", "", found[0]) + " ", text + " ")  # J. R. Bell, U.K., p.l.c.
    text = re.sub(r"\b([a-z])/([a-z])\b", r"\1\2", text)
    raw = re.findall(r"[^\W_]+", text)
    raw = _spelt_together(raw)
    words = [SHORT.get(word, word) for word in raw]
    legal = frozenset(word for word in words if word in LEGAL)
    kept = [_stem(word) for word in words if word not in LEGAL and word not in SMALL]
    kept = kept or [word for word in words if word not in SMALL] or words
    initials = "".join(word[0] for word in words if word not in LEGAL and word not in SMALL)
    return Name(tuple(kept), legal, "".join(kept), initials)


def _spelt_together(words: list[str]) -> list[str]:
    """Letters that stand alone one after the other are one word: J R Bell is jr bell."""
    found: list[str] = []
    run = ""
    for word in words:
        if len(word) == 1 and word.isalpha() and word != "a":
            run += word
            continue
        if run:
            found.append(run)
            run = ""
        found.append(word)
    return [*found, run] if run else found


def _stem(word: str) -> str:
    """One thing and many are the same word."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(200_000)
def word_likeness(a: str, b: str) -> float:
    """How alike two words are, 0 to 1: the same, cut short, or mistyped."""
    if a == b:
        return 1.0
    if a.isdigit() or b.isdigit():
        return 0.0
    short, long = sorted((a, b), key=len)
    if len(short) >= 3 and long.startswith(short) and len(short) < len(long):
        return 0.85 if len(short) >= 4 or len(long) - len(short) <= 2 else 0.75
    if _written_short(short, long):
        return 0.75
    limit = 1 if len(short) <= 4 else 2 if len(short) <= 9 else 3
    if len(long) - len(short) > limit or len(short) < 3:
        return 0.0
    distance = edits(a, b, limit)
    if distance > limit:
        return 0.0
    likeness = 1 - distance / len(long)
    return likeness if likeness >= 0.7 else 0.0


def _written_short(short: str, long: str) -> bool:
    """Letters left out of the middle: bldg, mgmt, schl, solr."""
    left_out = len(long) - len(short)
    if len(short) < 3 or left_out < 2 or short[0] != long[0] or not is_within(short, long):
        return False
    return not set(short[1:]) & set("aeiou") or (left_out >= 3 and len(short) <= 5 and len(long) >= 8)


def is_within(short: str, long: str) -> bool:
    """Whether the letters of one stand in the other in their order."""
    letters = iter(long)
    return all(letter in letters for letter in short)


def edits(a: str, b: str, limit: int) -> int:
    """Letters put in, left out, changed or swapped with their neighbour, counted up to `limit` + 1."""
    if a == b:
        return 0
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    begin, end = 0, 0
    most = min(len(a), len(b))
    while begin < most and a[begin] == b[begin]:
        begin += 1
    while end < most - begin and a[-1 - end] == b[-1 - end]:
        end += 1
    a, b = a[begin : len(a) - end], b[begin : len(b) - end]
    if not a or not b:
        return len(a) + len(b)
    if len(a) == len(b) == 1 or (len(a) == len(b) == 2 and a == b[::-1]):
        return 1
    if limit == 1 or max(len(a), len(b)) - sum(min(a.count(letter), b.count(letter)) for letter in set(a)) > limit:
        return limit + 1
    return _counted(a, b, limit)


def _counted(a: str, b: str, limit: int) -> int:
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = before[j - 1] if x == y else 1 + min(before[j], row[-1], before[j - 1])
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y and older[j - 2] + 1 < cost:
                cost = older[j - 2] + 1
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]
