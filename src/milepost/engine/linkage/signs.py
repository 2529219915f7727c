"""What an entry says of an employer, sign by sign, in a form in which it can be compared."""

import re
from collections.abc import Hashable
from dataclasses import dataclass

from milepost.engine.linkage.names import Name, folded, name_of, names_of

# Addresses under these belong to people, not to employers.
OF_ANYBODY = frozenset(
    "gmail.com googlemail.com outlook.com outlook.co.uk hotmail.com hotmail.co.uk live.com live.co.uk msn.com yahoo.com yahoo.co.uk "
    "ymail.com rocketmail.com aol.com aol.co.uk icloud.com me.com mac.com btinternet.com btconnect.com btopenworld.com talktalk.net "
    "sky.com virginmedia.com virgin.net ntlworld.com blueyonder.co.uk tiscali.co.uk protonmail.com proton.me gmx.com gmx.co.uk mail.com "
    "zoho.com fastmail.com plusnet.com orange.net o2.co.uk freeserve.co.uk tesco.net uwclub.net fsmail.net pm.me email.com "
    "facebook.com fb.com instagram.com linkedin.com twitter.com x.com yell.com google.com wixsite.com weebly.com wordpress.com "
    "blogspot.com business.site godaddysites.com sites.google.com".split()
)
SECOND_LEVEL = frozenset("co org ac gov sch nhs plc ltd me net police mod judiciary com edu".split())
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?) ?([0-9][A-Z]{2})\b")  # within a text: no letters for digits there


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list, or one employer that is known already, as text. `known` ones are not compared with each other."""

    key: Hashable
    name: str
    number: str = ""  # of the company in its register
    phone: str = ""
    email: str = ""
    website: str = ""
    postcode: str = ""
    street: str = ""
    town: str = ""
    contact: str = ""
    notes: str = ""  # what else the line says: earlier names, that they have moved
    known: bool = False


@dataclass(frozen=True, slots=True)
class Signs:
    """The same in normal form. What is empty says nothing."""

    key: Hashable
    names: tuple[Name, ...]
    number: str
    phones: frozenset[str]
    email: str  # of one's own or of anybody's provider
    domains: frozenset[str]
    outward: str
    inward: str
    street: frozenset[str]
    house: frozenset[str]
    town: str
    contact: tuple[str, ...]
    moved: bool  # to another place, as the line says
    known: bool

    @property
    def postcode(self) -> str:
        return f"{self.outward} {self.inward}" if self.inward else ""


def signs_of(entry: Entry) -> Signs:
    cells = {name: "" if _EMPTY.fullmatch(text := getattr(entry, name).strip()) else text for name in _TEXTS}
    within = _POSTCODE.search(f"{cells['town']} {cells['street']}".upper())
    outward, inward = postcode_of(cells["postcode"])
    if not inward and within:  # an address in one cell
        outward, inward = postcode_of("".join(within.groups()))
    emails = emails_of(cells["email"])
    domains = {domain for domain in (domain_of(email.partition("@")[2]) for email in emails) if domain}
    domains |= {domain for part in re.split(r"[\s,;]+", cells["website"]) if (domain := domain_of(part))}
    town = " ".join(name_of(_POSTCODE.sub(" ", cells["town"].upper())).words) if cells["town"] else ""
    words = [word for word in re.findall(r"[^\W_]+", folded(_POSTCODE.sub(" ", cells["street"].upper()))) if word not in town.split()]
    contact = tuple(word for word in re.findall(r"[^\W_]+", folded(re.sub(r"\(.*?\)|<.*?>", " ", cells["contact"]))) if word not in _TITLES)
    return Signs(
        key=entry.key,
        names=_all_names(cells["name"], cells["notes"], contact),
        number=company_number(cells["number"]),
        phones=phones_of(cells["phone"]),
        email=emails[0] if emails else "",
        domains=frozenset(domains),
        outward=outward,
        inward=inward,
        street=frozenset(_STREETS.get(word, word) for word in words if not any(c.isdigit() for c in word)),
        house=frozenset(word for word in words if any(c.isdigit() for c in word)),
        town=town,
        contact=contact,
        moved=bool(_MOVED.search(cells["notes"])),
        known=entry.known,
    )


_TEXTS = ("name", "number", "phone", "email", "website", "postcode", "street", "town", "contact", "notes")
_EMPTY = re.compile(r"(?i)\W*|n/?a\.?|none|nil|unknown|not known|tbc|tba|tbd|\?+|x+|null|see above|as above|no|not given")
_MOVED = re.compile(
    r"(?i)\b(?:they(?:'ve)? )?(?:have |has )?(?:moved|relocat\w+|new (?:premises|address|site|office)|old address|previous address)\b"
)
_WAS = re.compile(
    r"(?i)\b(?:formerly|previously|was|prev|ex|f/k/a|old name|used to be|renamed from|trading as|trades as|t/a|aka|now)\b[:\s]+([^,;.()]{3,80})"
)

_OTHERS = re.compile(
    r"(?i)\b(?:new (?:tenant|occupier)s?|new firm|different firm|not the same|unrelated|closed|ceased|took over (?:the )?premises)\b"
)
_PARTS = re.compile(r"\s[-–—|:]\s|,\s|;|\s\(?(?:fao|f\.a\.o\.|attn?|c/o)\b[.:]?\s?", re.IGNORECASE)


def _all_names(text: str, notes: str, contact: tuple[str, ...]) -> tuple[Name, ...]:
    """Names in the cell and in the notes; parts that a dash sets off may be a branch or a person, and the rest the name."""
    found = list(names_of(text))
    for part in _PARTS.split(text):
        one = name_of(part)
        is_person = len(contact) > 1 and contact[-1] in part.casefold()
        if part != text and (len(one.words) >= 2 or len(one.joined) >= 7) and not is_person:
            found.append(one)
    if not _OTHERS.search(notes):
        found += [name_of(one) for one in _WAS.findall(notes) if len(name_of(one).words) >= 2]
    kept: dict[str, Name] = {}
    for one in found:
        kept.setdefault(one.joined, one)
    return tuple(kept.values())


_TITLES = frozenset("mr mrs ms miss dr prof sir mx".split())
_STREETS = {
    "st": "street", "rd": "road", "ave": "avenue", "av": "avenue", "ln": "lane", "dr": "drive", "cl": "close", "ct": "court", "sq": "square",
    "pl": "place", "cres": "crescent", "gdns": "gardens", "ind": "industrial", "est": "estate", "pk": "park", "hse": "house", "ter": "terrace",
    "bldg": "building", "bus": "business", "ctr": "centre", "tce": "terrace", "wy": "way",
}  # fmt: skip


def postcode_of(text: str) -> tuple[str, str]:
    """Both halves of a British postcode; O and 0, I and 1 are told by where they stand. Of half a one the first half."""
    plain = re.sub(r"[^A-Z0-9]", "", folded(text).upper())
    if 5 <= len(plain) <= 7:
        outward, inward = _letters_first(plain[:-3]), _digit(plain[-3]) + _letters(plain[-2:])
        if re.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]?", outward) and re.fullmatch(r"\d[A-Z]{2}", inward):
            return outward, inward
    elif 2 <= len(plain) <= 4 and re.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]?", plain):
        return plain, ""
    elif found := _POSTCODE.search(text.upper()):
        return postcode_of("".join(found.groups()))
    return ("", "")


def _digit(text: str) -> str:
    return text.replace("O", "0").replace("I", "1").replace("L", "1").replace("S", "5")


def _letters(text: str) -> str:
    return text.replace("0", "O").replace("1", "I").replace("5", "S")


def _letters_first(text: str) -> str:
    """An outward code is letters, then digits: the first reading of these shapes that it fits, with as little changed as can be."""
    shapes = {2: ("A9",), 3: ("A99", "AA9", "A9A"), 4: ("AA99", "AA9A")}.get(len(text), ())
    read = ["".join(_letters(c) if shape == "A" else _digit(c) for c, shape in zip(text, whole, strict=True)) for whole in shapes]
    fits = [one for one in read if re.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]?", one)]
    return min(fits, key=lambda one: sum(map(str.__ne__, one, text)), default=text)


def phones_of(text: str) -> frozenset[str]:
    """Every telephone number in a cell, as digits from the area code on without its 0; extensions are left out."""
    text = re.sub(r"(?i)\b(?:ext(?:ension)?|x)\.?\s*\d+", " ", text)
    found = set()
    for part in re.split(r"[/;,|\n]| or ", text):
        digits = re.sub(r"\(0\)", "", part)
        digits = re.sub(r"[^\d+]", "", digits)
        digits = re.sub(r"^(?:\+44|0044|44(?=\d{10}$))0?", "", digits).lstrip("+0")
        if 8 <= len(digits) <= 12 and len(set(digits)) > 2:
            found.add(digits)
    return frozenset(found)


def emails_of(text: str) -> list[str]:
    return [found.lower() for found in re.findall(r"[^\s<>,;:()\"]+@[^\s<>,;:()\"]+\.[^\s<>,;:()\".]+", text)]


def domain_of(text: str) -> str:
    """The part of a web or mail address that somebody registers; nothing for what belongs to anybody's provider."""
    text = re.sub(r"^[a-z]*:?/+", "", folded(text).strip())
    text = text.rpartition("@")[2]
    host = re.split(r"[/?#:]", text)[0].strip(" .")
    labels = [label for label in host.split(".") if label]
    if len(labels) < 2 or not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", ".".join(labels)):
        return ""
    size = 3 if len(labels[-1]) == 2 and labels[-2] in SECOND_LEVEL and len(labels) > 2 else 2
    domain = ".".join(labels[-size:])
    return "" if domain in OF_ANYBODY or host in OF_ANYBODY or (size == 2 and labels[-2] in SECOND_LEVEL and len(labels) == 2) else domain


def label_of(domain: str) -> str:
    """What was chosen of a domain, without what follows and without hyphens."""
    return domain.partition(".")[0].replace("-", "")


def company_number(text: str) -> str:
    """A company number with all its eight places: spreadsheets drop the noughts in front."""
    text = re.sub(r"(?<=\d)\.0+$", "", text.strip().upper())
    plain = re.sub(r"[^A-Z0-9]", "", text)
    plain = re.sub(r"^(?:COMPANY|CO|CRN|REGNO|REG|NO|NUMBER)+(?=\d)", "", plain)
    if found := re.fullmatch(r"([A-Z]{0,2})(\d{1,8})", plain):
        prefix, digits = found.groups()
        if int(digits) == 0 or (not prefix and len(digits) < 4):
            return ""
        return prefix + digits.lstrip("0").zfill(8 - len(prefix)) if len(digits.lstrip("0")) <= 8 - len(prefix) else ""
    return ""
