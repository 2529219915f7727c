"""Two entries, sign by sign: how many bits speak for one employer, and how many against.

What agrees weighs log2(m / u): `m`, how often it agrees where two entries are one employer, is set here from how such lists
are kept; `u`, how often it agrees by chance, is counted in the lists themselves, so that a rare word weighs more than a common
one, and a switchboard that ten employers share weighs less than a line of one's own.
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from math import log2

from milepost.engine.linkage.names import COMMON, Name, edits, is_within, word_likeness
from milepost.engine.linkage.signs import Signs, label_of

MOST = {
    "name": 15.0,
    "number": 16.0,
    "phone": 10.0,
    "domain": 10.0,
    "email": 12.0,
    "postcode": 9.0,
    "street": 5.0,
    "town": 3.0,
    "contact": 5.0,
}
AGAINST = {"number": -9.0, "phone": -1.0, "domain": -2.5, "postcode": -5.0, "street": -4.0, "town": -4.0, "contact": -0.5}
LEAST_NAME = -14.0
SURE = 6.0  # bits above even odds: wrong once in sixty
ASKED = -2.0
TOGETHER = 4.5  # a line and a domain of their own, both the same


def area(outward: str) -> str:
    """The letters that a postcode begins with."""
    return outward[:2] if outward[1:2].isalpha() else outward[:1]


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of a pair. `how`: "same", "near", "differs"; `bits` speak for one employer, or against it."""

    sign: str
    how: str
    bits: float
    here: str = ""
    there: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A pair that may be one employer, with what says so. `bits` is the sum, the odds of any two entries included."""

    a: Hashable
    b: Hashable
    bits: float
    signs: tuple[Sign, ...]
    elsewhere: bool = False  # they stand at two places, and neither line says that they moved

    @property
    def sure(self) -> bool:
        return self.bits >= SURE and not self.elsewhere

    @property
    def asked(self) -> bool:
        return self.bits >= ASKED and not self.sure


def _initialled(contact: tuple[str, ...]) -> str:
    return contact[0][0] + "".join(contact[1:])


class Weights:
    """How common everything is in the lists that are compared."""

    def __init__(self, entries: Iterable[Signs]) -> None:
        entries = list(entries)
        self.size = max(len(entries), 50)
        self.prior = -log2(self.size)
        self.words = Counter(word for one in entries for word in {word for name in one.names for word in name.words})
        self.numbers = Counter(one.number for one in entries)
        self.phones = Counter(phone for one in entries for phone in one.phones)
        self.emails = Counter(one.email for one in entries)
        self.domains = Counter(domain for one in entries for domain in one.domains)
        self.postcodes = Counter(one.postcode for one in entries)
        self.outwards = Counter(one.outward for one in entries)
        self.towns = Counter(one.town for one in entries)
        self.places = {word for town, seen in self.towns.items() if town and seen > 1 for word in town.split()}
        self.areas: dict[str, Counter[str]] = {}
        for one in entries:
            if one.town and one.outward:
                self.areas.setdefault(one.town, Counter())[area(one.outward)] += 1

    def bits(self, seen: int) -> float:
        """Of a value that stands in so many entries. Twice is what one employer entered twice makes, so two count as one."""
        return log2(self.size / max(1.0, seen / 2.0))

    def of_word(self, word: str) -> float:
        weight = self.bits(self.words[word])
        return min(weight, 2.5) if word in COMMON or word in self.places else weight

    def compare(self, a: Signs, b: Signs) -> Match | None:
        """The pair with its signs; None where even the likest names could not make it worth asking."""
        others = (self._number, self._phone, self._domain, self._email, self._postcode, self._street, self._town, self._contact)
        signs = [sign for compare in others if (sign := compare(a, b)) is not None]
        bits = self.prior + sum(sign.bits for sign in signs)
        how = {sign.sign: sign.how for sign in signs}
        if how.get("phone") == how.get("domain") == "same":
            bits += TOGETHER
        if bits + MOST["name"] < ASKED:
            return None
        name = self._name(a, b)
        if name is None or bits + name.bits < ASKED:
            return None
        elsewhere = self.elsewhere(a, b)
        if elsewhere and not (name.how != "differs" and how.get("contact") in ("same", "near")):
            return None  # another site, or somebody else
        return Match(a.key, b.key, bits + name.bits, (name, *signs), elsewhere)

    def elsewhere(self, a: Signs, b: Signs) -> bool:
        """Whether they stand at two places: one employer at another site is an employer of its own."""
        if a.moved or b.moved:
            return False
        street = self._street(a, b)
        if street is not None and street.how == "same":
            return False
        if a.inward and b.inward and a.postcode != b.postcode:
            return edits(a.outward + a.inward, b.outward + b.inward, 1) > 1 or (street is not None and street.how == "differs")
        if a.inward and b.inward:
            return False
        town = self._town(a, b)
        if town is not None and town.how == "differs":
            return True
        return street is not None and street.how == "differs"

    def _name(self, a: Signs, b: Signs) -> Sign | None:
        best: tuple[float, str] | None = None
        for one in a.names:
            for other in b.names:
                found = self.names(one, other)
                if best is None or found > best:
                    best = found
        if best is None:
            return None
        bits, how = best
        if bits < 3 and (self._own_name(a, b) or self._own_name(b, a)):
            bits, how = 3.0, "near"  # a trader under their own name
        return Sign("name", how, bits, " ".join(a.names[0].words), " ".join(b.names[0].words))

    @staticmethod
    def _own_name(a: Signs, b: Signs) -> bool:
        """Whether one is called as who speaks for the other."""
        return len(b.contact) > 1 and any(
            len(name.words) <= 3 and name.joined in ("".join(b.contact), _initialled(b.contact)) for name in a.names
        )

    def names(self, a: Name, b: Name) -> tuple[float, str]:
        """Words that both have weigh by how rare they are; words that only one has weigh against, most where each has its own."""
        if not a.words or not b.words:
            return 0.0, "near"
        if a.joined == b.joined:
            total = sum(self.of_word(word) for word in a.words)
            return min(MOST["name"], max(total, 8.0 if len(a.joined) > 8 else 5.0)), "same"
        agreed, only_a, only_b = self._aligned(a.words, b.words)
        if not agreed:
            if self._initials(a, b):
                return 4.0, "near"
            distance = edits(a.joined, b.joined, 3) if min(len(a.joined), len(b.joined)) >= 8 else 9
            if distance <= 2:
                return 9.0 - 2 * distance, "near"
            return LEAST_NAME / 2, "differs"
        bits = sum(weight for weight, _like in agreed)
        against = self._against(only_a, only_b)
        total = max(LEAST_NAME / 2, min(MOST["name"], bits) - against)
        if len(a.joined) >= 10 and len(b.joined) >= 10 and (distance := edits(a.joined, b.joined, 2)) <= 2:
            total = max(total, 11.0 - 1.5 * distance)
        return total, "same" if not only_a and not only_b and all(like == 1 for _w, like in agreed) else "near" if total > 0 else "differs"

    def _against(self, only_a: list[str], only_b: list[str]) -> float:
        """What words that only one has speak against: little where one name is only the longer, much where they are exchanged."""
        mine, theirs = (sum(min(self.of_word(word), 8.0) for word in words) for words in (only_a, only_b))
        exchanged = min(mine, theirs)
        return 1.6 * exchanged + 0.45 * (max(mine, theirs) - exchanged)

    def _aligned(self, a: tuple[str, ...], b: tuple[str, ...]) -> tuple[list[tuple[float, float]], list[str], list[str]]:
        """Words of both put beside each other, the most alike first; two that one writes as one word count as that."""
        here, there = list(a), list(b)
        agreed: list[tuple[float, float]] = []
        for word in [word for word in here if word in there]:
            if word in here and word in there:
                here.remove(word)
                there.remove(word)
                agreed.append((self.of_word(word), 1.0))
        for parts, whole in ((here, there), (there, here)):
            for i in range(len(parts) - 1, 0, -1):
                joined = parts[i - 1] + parts[i]
                if found := next(
                    (word for word in whole if word == joined or (len(joined) > 6 and word_likeness(word, joined) >= 0.85)), None
                ):
                    agreed.append((max(self.of_word(found), 6.0), 1.0))
                    whole.remove(found)
                    del parts[i - 1 : i + 1]
                    break
        pairs = sorted(((word_likeness(x, y), i, j) for i, x in enumerate(here) for j, y in enumerate(there)), reverse=True)
        used_a: set[int] = set()
        used_b: set[int] = set()
        for like, i, j in pairs:
            if like < 0.7 or i in used_a or j in used_b:
                continue
            used_a.add(i)
            used_b.add(j)
            # A mistyped word is rare itself: what it was meant to be tells how much it weighs.
            agreed.append((min(self.of_word(here[i]), self.of_word(there[j])) * like - (1 - like) * 6, like))
        return agreed, [w for i, w in enumerate(here) if i not in used_a], [w for j, w in enumerate(there) if j not in used_b]

    @staticmethod
    def _initials(a: Name, b: Name) -> bool:
        for one, other in ((a, b), (b, a)):
            if len(one.words) >= 1 and 3 <= len(one.words[0]) <= 6 and len(other.words) >= 3 and one.words[0] == other.initials:
                return True
        return False

    def _number(self, a: Signs, b: Signs) -> Sign | None:
        if not a.number or not b.number:
            return None
        if a.number == b.number:
            return Sign("number", "same", min(MOST["number"], self.bits(self.numbers[a.number]) + 4), a.number, b.number)
        if edits(a.number, b.number, 1) <= 1:
            return Sign("number", "near", 3.0, a.number, b.number)
        return Sign("number", "differs", AGAINST["number"], a.number, b.number)

    def _phone(self, a: Signs, b: Signs) -> Sign | None:
        if not a.phones or not b.phones:
            return None
        here, there = min(a.phones), min(b.phones)
        if shared := a.phones & b.phones:
            phone = max(shared, key=lambda one: self.bits(self.phones[one]))
            return Sign("phone", "same", min(MOST["phone"], self.bits(self.phones[phone])), phone, phone)
        for one in a.phones:
            for other in b.phones:
                if len(one) >= 9 and edits(one, other, 1) <= 1:
                    return Sign("phone", "near", 4.5, one, other)
        return Sign("phone", "differs", AGAINST["phone"], here, there)

    def _domain(self, a: Signs, b: Signs) -> Sign | None:
        if not a.domains or not b.domains:
            return None
        if shared := a.domains & b.domains:
            domain = max(shared, key=lambda one: self.bits(self.domains[one]))
            return Sign("domain", "same", min(MOST["domain"], self.bits(self.domains[domain])), domain, domain)
        here, there = min(a.domains), min(b.domains)
        for one in a.domains:
            for other in b.domains:
                x, y = label_of(one), label_of(other)
                if x == y and len(x) > 3:
                    return Sign("domain", "near", 6.0, one, other)
                if min(len(x), len(y)) >= 8 and edits(x, y, 1) <= 1:
                    return Sign("domain", "near", 4.0, one, other)
        return Sign("domain", "differs", AGAINST["domain"], here, there)

    def _email(self, a: Signs, b: Signs) -> Sign | None:
        """The whole address; where its domain is their own, that has been weighed, and the rest adds little."""
        if not a.email or a.email != b.email:
            return None
        own = bool(a.domains & b.domains)
        return Sign("email", "same", 1.5 if own else min(MOST["email"], self.bits(self.emails[a.email])), a.email, b.email)

    def _postcode(self, a: Signs, b: Signs) -> Sign | None:
        if not a.outward or not b.outward:
            return None
        here, there = a.postcode or a.outward, b.postcode or b.outward
        if a.inward and a.postcode == b.postcode:
            return Sign("postcode", "same", min(MOST["postcode"], self.bits(self.postcodes[a.postcode])), here, there)
        if a.inward and b.inward and edits(a.outward + a.inward, b.outward + b.inward, 1) <= 1:
            return Sign("postcode", "near", 5.0, here, there)
        if a.outward == b.outward:
            bits = min(3.0, self.bits(self.outwards[a.outward]) - 3)
            return Sign(
                "postcode", "near" if not (a.inward and b.inward) else "differs", bits if not (a.inward and b.inward) else 0.0, here, there
            )
        return Sign("postcode", "differs", AGAINST["postcode"] if not (a.moved or b.moved) else -1.0, here, there)

    def _street(self, a: Signs, b: Signs) -> Sign | None:
        if not a.street or not b.street:
            return None
        shared = len(a.street & b.street) / min(len(a.street), len(b.street))
        here, there = (" ".join((*sorted(one.house), *sorted(one.street))) for one in (a, b))
        if shared >= 0.6 and a.house and a.house & b.house:
            return Sign("street", "same", MOST["street"] - (3.0 if a.inward and a.postcode == b.postcode else 0.0), here, there)
        if shared >= 0.6 and not (a.house and b.house):
            return Sign("street", "near", 1.0, here, there)
        return Sign("street", "differs", AGAINST["street"] if not (a.moved or b.moved) else -0.5, here, there)

    def _town(self, a: Signs, b: Signs) -> Sign | None:
        here, there = self._town_of(a), self._town_of(b)
        if not here or not there or (a.inward and b.inward):
            return None  # the postcode says where better than the town
        if here == there or word_likeness(here, there) >= 0.8 or set(here.split()) & set(there.split()):
            return Sign("town", "same", min(MOST["town"], self.bits(self.towns[here])), here, there)
        if (here[0] == there[0] and is_within(*sorted((here, there), key=len))) or self._neighbours(a, b, here, there):
            return None
        return Sign("town", "differs", AGAINST["town"] if not (a.moved or b.moved) else -0.5, here, there)

    def _town_of(self, one: Signs) -> str:
        """The town, or the one that the name is followed by."""
        return one.town or next((word for name in one.names for word in reversed(name.words) if self.towns[word] > 1), "")

    def _neighbours(self, a: Signs, b: Signs, here: str, there: str) -> bool:
        """Whether a town stands under the other's postcode area as well: people write the next large one."""
        mine = {area(a.outward)} if a.outward else set(self.areas.get(here, ()))
        theirs = {area(b.outward)} if b.outward else set(self.areas.get(there, ()))
        return bool(mine & theirs)

    def _contact(self, a: Signs, b: Signs) -> Sign | None:
        if len(a.contact) < 2 or len(b.contact) < 2:
            return None
        here, there = " ".join(a.contact), " ".join(b.contact)
        if sorted(a.contact) == sorted(b.contact):
            return Sign("contact", "same", MOST["contact"], here, there)
        if a.contact[-1] == b.contact[-1] and a.contact[0][0] == b.contact[0][0]:
            return Sign("contact", "near", 3.0, here, there)
        return Sign("contact", "differs", AGAINST["contact"], here, there)
