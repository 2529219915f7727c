"""With whom a mail stands: by who is named in it, with what told so."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum


class Sign(StrEnum):
    """What told, the strongest first."""

    CONTACT = "contact"
    THREAD = "thread"
    DOMAIN = "domain"


@dataclass(frozen=True, slots=True)
class Match:
    """An employer that a mail may stand with, by its number, and what was seen."""

    employer: int
    sign: Sign
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of employers: whose address, whose domain; `ours` are the addresses and domains of those who copy mails."""

    contacts: Mapping[str, Set[int]]
    domains: Mapping[str, Set[int]]
    ours: Set[str] = frozenset()


def domain_of(email: str) -> str:
    return email.rpartition("@")[2].lower()


def matches(addresses: Iterable[str], known: Known, *, thread: Iterable[int] = ()) -> list[Match]:
    """The employers of the strongest sign that there is. More than one: somebody has to choose. None: nobody is known."""
    others = [one for one in dict.fromkeys(address.lower() for address in addresses) if one not in known.ours]
    found = {employer: Match(employer, Sign.CONTACT, one) for one in reversed(others) for employer in known.contacts.get(one, ())}
    if not found:
        found = {employer: Match(employer, Sign.THREAD) for employer in thread}
    if not found:
        domains = [domain_of(one) for one in others]
        found = {
            employer: Match(employer, Sign.DOMAIN, name)
            for one in reversed(domains)
            for name in _above(one)
            if name not in known.ours
            for employer in known.domains.get(name, ())
        }
    return sorted(found.values(), key=lambda one: one.employer)


def _above(domain: str) -> list[str]:
    """A domain and those that it stands under: "post.gannet.example" is of "gannet.example" as well."""
    parts = domain.split(".")
    return [".".join(parts[start:]) for start in range(len(parts) - 1)]
