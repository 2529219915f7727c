"""The forty learners of the demonstration: who they are, where they work, when they began, how fast they go, and what is special."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from milepost.demo.cast import EMPLOYER, LENA

SERVICE, CENTRE = "customer-service-diploma", "contact-centre-diploma"
FERRY, WATER, HOMES, PARCELS, HOTELS = EMPLOYER, "Corvane Water", "Hallbeck Housing", "Pellworth Parcels", "Tern and Tide Hotels"


class Special(StrEnum):
    """What is the matter with a learner, beside how far they are."""

    NONE = "none"
    LENA = "lena"
    INVITED = "invited"  # the letter is not answered yet
    JOINED = "joined"  # nobody has proposed units
    PROPOSED = "proposed"  # units proposed, not agreed
    SHORT = "short"  # the learner's own choice, not sent, is a credit short
    STALLED = "stalled"  # no contact for six weeks or more
    DOUBT = "doubt"  # evidence was replaced after it was judged
    REDO = "redo"  # several criteria came back
    SIGNED = "signed"  # a unit waits for the second pair of eyes
    RETURNED = "returned"  # the quality assurer returned a unit
    WAITING = "waiting"  # feedback takes longer than it did, and longer than that of others


@dataclass(frozen=True, slots=True)
class Learner:
    """`began` is days ago; `pace` the days from one piece of evidence to the next."""

    name: str
    employer: str
    specification: str
    assessor: str
    began: int
    pace: float = 9
    special: Special = Special.NONE
    since: int = 0  # days ago when what is special happened
    born_on: date = date(1998, 3, 14)

    @property
    def key(self) -> str:
        return self.name.split()[0].lower()


ASSESSORS = {"asif": "Asif Rahman", "mirela": "Mirela Kovacs", "tom": "Tom Adeyemi"}
CONTACTS = {WATER: "Graham Pell", HOMES: "Sheila Aspinall", PARCELS: "Marta Brandt", HOTELS: "Yvonne Castell"}

S = Special
LEARNERS = (
    Learner(LENA, FERRY, SERVICE, "asif", 273, 9, S.LENA, born_on=date(2001, 5, 4)),
    # The first six show every stage, so that a small demonstration is whole.
    Learner("Petra Vance", WATER, CENTRE, "asif", 300, 9.5, S.DOUBT, 3),
    Learner("Hana Sato", FERRY, SERVICE, "asif", 140, 8.5, S.RETURNED, 2),
    Learner("Dunja Ricci", HOTELS, SERVICE, "mirela", 21, 9, S.SHORT, 1),
    Learner("Rowan Fell", PARCELS, SERVICE, "mirela", 260, 9, S.STALLED, 52),
    Learner("Noor Haddad", WATER, CENTRE, "tom", 150, 2.4, born_on=date(1989, 7, 2)),
    Learner("Zoe Carver", FERRY, SERVICE, "asif", 4, 9, S.INVITED),
    Learner("Yusuf Demir", HOMES, SERVICE, "asif", 130, 8.5),
    Learner("Tomas Reyl", FERRY, SERVICE, "asif", 390, 8.2),
    Learner("Osei Mensah", FERRY, SERVICE, "asif", 165, 9),
    Learner("Bettina Lund", HOTELS, SERVICE, "mirela", 420, 6.5),
    Learner("Callum Whyte", PARCELS, SERVICE, "tom", 240, 9.5, S.REDO, 2),
    Learner("Sunita Rao", WATER, CENTRE, "tom", 410, 6.8, born_on=date(1985, 11, 20)),
    Learner("Ivo Marsh", HOMES, SERVICE, "mirela", 12, 9, S.PROPOSED),
    Learner("Farah Aziz", HOMES, SERVICE, "asif", 9, 9, S.JOINED),
    Learner("Gwen Parry", HOTELS, SERVICE, "mirela", 350, 9),
    Learner("Luca Bianco", PARCELS, SERVICE, "tom", 45, 8),
    Learner("Amara Obi", WATER, CENTRE, "asif", 150, 8, born_on=date(1992, 1, 9)),
    Learner("Kit Lowell", FERRY, SERVICE, "mirela", 95, 9.5),
    Learner("Priya Nair", WATER, CENTRE, "mirela", 330, 8.5, born_on=date(1990, 4, 27)),
    Learner("Joost de Wit", PARCELS, SERVICE, "tom", 295, 10),
    Learner("Sian Probert", HOMES, SERVICE, "asif", 70, 7.5),
    Learner("Emre Kaya", HOTELS, SERVICE, "mirela", 210, 11),
    Learner("Alba Torres", WATER, CENTRE, "tom", 110, 8, born_on=date(1994, 9, 1)),
    Learner("Niall Brogan", FERRY, SERVICE, "asif", 320, 9.5, S.STALLED, 44),
    Learner("Mei Lin Chow", HOTELS, SERVICE, "mirela", 400, 7, S.WAITING, 200),
    Learner("Daria Petrenko", PARCELS, CENTRE, "tom", 260, 9, born_on=date(1987, 6, 30)),
    Learner("Owen Tarrant", HOMES, SERVICE, "mirela", 33, 7),
    Learner("Selma Haugen", FERRY, SERVICE, "asif", 225, 9.5),
    Learner("Jamal Pierre", WATER, CENTRE, "mirela", 60, 8, born_on=date(1995, 12, 12)),
    Learner("Freya Nilsen", HOTELS, SERVICE, "tom", 180, 9, S.SIGNED),
    Learner("Abel Quint", PARCELS, SERVICE, "tom", 145, 10),
    Learner("Rita Mendes", WATER, CENTRE, "asif", 375, 8, born_on=date(1983, 2, 17)),
    Learner("Leo Strand", HOMES, SERVICE, "mirela", 135, 8.5, S.SIGNED),
    Learner("Ngozi Eze", PARCELS, SERVICE, "tom", 55, 8.5),
    Learner("Marlon Finch", FERRY, SERVICE, "asif", 85, 10),
    Learner("Ada Kowalska", HOTELS, CENTRE, "mirela", 185, 8.5, born_on=date(1991, 8, 8)),
    Learner("Piers Halloran", WATER, CENTRE, "tom", 27, 8, born_on=date(1988, 10, 3)),
    Learner("Ines-Marie Roux", HOTELS, SERVICE, "mirela", 310, 9),
    Learner("Tove Aaker", HOMES, SERVICE, "tom", 250, 8.5),
)
