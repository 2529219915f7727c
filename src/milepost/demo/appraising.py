"""Larkmoor against a quality standard: written in part, shown with files and live measures, scored by band, looked at by a peer, moderated in part.

A peer from outside has read it by a link, said what they think, and finished. One section is written to the end. Two places do not fit together, and the page says which. A second standard is begun, and what is shown for
the first serves it as well. It is read from the counts of everything else, so it happens after that of the others.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from milepost.base import clock
from milepost.base.files import store
from milepost.demo.agenda import Agenda
from milepost.provider import actions, qualityfile
from milepost.provider.words import ShownKind, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.demo.agenda import Life
    from milepost.demo.stage import Stage as Demonstration
    from milepost.provider.models import EvidencePlace, HeldStandard

STANDARD, SECOND = "training-quality", "advice-matrix"
BEGUN = 112  # days ago
SAID = {
    "A0": "We train people at counters, telephones and desks, in and around Larkmoor, and have done so for eleven years. We work with 5 employers; the "
    "ferry is the oldest and the water company has most of our learners.\n\n"
    "Twice a year all of us draw, each alone, whom we are there for. Learners and employers stood in every drawing of this autumn, our own people in "
    "nearly all. In three years we want each employer to be able to say what got better for their customers, and by how much.",
    "A1": "Whoever takes the call writes it down while they speak; there is no second list. From then on the employer has one owner. Who it is stands on "
    "the employer’s page and in the first letter.\n\n"
    "What has to happen at each juncture, and by when, is a clock: an answer, a first talk, needs that both sides agree, a proposal. Nobody keeps the "
    "clocks, they run by themselves out of what we write down anyway. On Mondays we look at those that are about to break.\n\n"
    "Whether it is followed does not rest on our word. Two of us open ten steps a month drawn by chance and look for their traces.",
    "A2": "Before we propose anything, somebody has stood where the trouble is. At the ferry that was a Saturday at the desks. The proposal names the "
    "issue in the employer’s words, what it costs them, and the number by which they will see whether it got better.",
    "A3": "Every learner hears from us at least every three weeks, in working hours that their employer has agreed to. We kept this in 97 % of all cases.",
    "A4": "At the end of a piece of work we sit down once more with all 6 employers and count again what we counted before. Two of us open ten steps a "
    "month drawn by chance and look for their traces. What did not help is written down as well.",
}  # fmt: skip
BANDS = {
    "A1": ("most", "The clocks of twelve months, and the ten steps a month that two of us opened."),
    "A2": ("some", "Two proposals follow it. The others were written before we worked like this."),
    "A3": ("most", "The counts of contact and reviews; Augusts are weak."),
    "A4": ("some", "One employer was counted again. The rest are due next year."),
    "A5": ("begun", "One result that reaches back a year, the second calls of the ferry."),
}
PEER = {
    "A1": ("most", "I took five employers by chance. Each has an owner who knew that they are one."),
    "A2": ("begun", "Two of seven. “In part” would need it to be the rule with most."),
    "A3": ("most", "The counts are open to all of us, and the weak months are explained month by month."),
}
OUTSIDE = {"name": "Ana Ferro", "organisation": "Fernhill College", "email": "ana@fernhill.example"}
HERS = {
    "A1": ("most", "I rang the ferry’s number on a Friday and was rung back on the Monday by the name in the file."),
    "A2": ("some", "The ferry’s case is the best I have read this year. It is one of seven."),
}
HER_WORD = "Say how many people learn with you. I had to guess it from the counts further down."
MODERATED = {"A1": ("most", "Evidence and score fit. I would have shown the Monday list as well.")}
# Where, what it shows, and a sentence or the question to the system.
SHOWN = (
    ("A1", "What the ferry’s manager says", ShownKind.SENTENCE, "“I have one name, and when she is away the letter says who it is instead.” Emil Sorensen, Ottersby Ferry"),
    ("A1", "Contact with employers, counted", ShownKind.MEASURE, "standard:employer-contact"),
    ("A2", "How the ferry’s trouble became a number", ShownKind.SENTENCE, "Second calls a week: 212 in the spring before, 141 a year on. The new telephone has a part in it, and the page says so."),
    ("A3", "Learners who heard from us in time", ShownKind.MEASURE, "standard:contact"),
    ("A4", "The promise to listen, month by month", ShownKind.MEASURE, "promise:listen"),
    ("A5", "Reviews with learner and employer", ShownKind.MEASURE, "standard:review"),
)  # fmt: skip
JUNCTURES = b"""juncture,who,within,where it leaves its trace
An enquiry comes,whoever takes it,one working day,the enquiry
First talk,the owner,ten working days,the file
Needs agreed,owner and employer,four weeks,the analysis
Proposal,the owner,three weeks,the proposal
Somebody leaves,the owner,one working day,the handover
"""
ADVICE = {
    "1-fair": "What somebody tells us stays between us, unless somebody is in danger. That stands in the first letter and is said again at the first visit.",
    "3-known": "Learners and employers read what they can have from us on the page of what we promise, which needs no account.",
}


def appraising(stage: Demonstration) -> Iterator[datetime]:
    """Everything of this file, in the order of time."""
    agenda = Agenda(clock.now())
    agenda.add(_held(stage, agenda))
    return agenda.run()


def _held(stage: Demonstration, agenda: Agenda) -> Life:
    """The quality manager begins, and writes while winter comes."""
    ago, by = stage.calendar.ago, stage.staff["quentin"]
    yield ago(BEGUN, "09:25")
    document = qualityfile.shipped_documents()[STANDARD]
    held = actions.hold_standard(stage.centre, by=by, document=document, parts=["A"], apply_by=stage.calendar.today + timedelta(days=46))
    for days, (indicator, said) in zip((108, 96, 71, 40, 19), SAID.items(), strict=True):
        yield ago(days, "14:30")
        actions.write_statement(held, by=by, indicator=indicator, said=said)
    agenda.add(_scored(stage, held))
    agenda.add(_outside(stage, held))
    yield ago(15, "15:10")
    file = store(JUNCTURES, name="junctures.csv", centre=stage.centre, by=by)
    first = actions.show(held, by=by, indicator="A1", kind=ShownKind.FILE, title="The junctures, who acts, and by when", file=file)
    for indicator, title, kind, told in SHOWN:
        said, question = ("", told) if kind == ShownKind.MEASURE else (told, "")
        actions.show(held, by=by, indicator=indicator, kind=kind, title=title, said=said, question=question)
    agenda.add(_second(stage, first))


def _scored(stage: Demonstration, held: HeldStandard) -> Life:
    """For themselves, then by a peer, then moderated: each by somebody else, and as far as they have come."""
    ago = stage.calendar.ago
    yield ago(14, "16:40")
    for indicator, (band, because) in BANDS.items():
        actions.score(held, by=stage.staff["quentin"], indicator=indicator, band=band, because=because)
    yield ago(9, "11:15")
    for indicator, (band, because) in PEER.items():
        actions.assess(held, by=stage.staff["ines"], indicator=indicator, stage=Stage.PEER, band=band, because=because)
    yield ago(4, "08:35")
    for indicator, (band, because) in MODERATED.items():
        actions.assess(held, by=stage.staff["cora"], indicator=indicator, stage=Stage.MODERATION, band=band, because=because)


def _outside(stage: Demonstration, held: HeldStandard) -> Life:
    """Somebody of another college reads it, scores two indicators, asks something of the context, and has finished."""
    ago = stage.calendar.ago
    yield ago(12, "09:50")
    letter = actions.invite_peer(held, by=stage.staff["quentin"], **OUTSIDE)
    yield ago(6, "07:50")
    for indicator, (band, because) in HERS.items():
        actions.assess_by_letter(letter, by=letter.actor, indicator=indicator, band=band, because=because)
    actions.comment_by_letter(letter, by=letter.actor, indicator="A0", said=HER_WORD)
    yield ago(5, "08:20")
    actions.finish_by_letter(letter, by=letter.actor)


def _second(stage: Demonstration, first: EvidencePlace) -> Life:
    """A second standard, and what is shown already put beside it."""
    yield stage.calendar.ago(11, "10:20")
    by, document = stage.staff["cora"], qualityfile.shipped_documents()[SECOND]
    held = actions.hold_standard(stage.centre, by=by, document=document, parts=[part["key"] for part in document["parts"]])
    for indicator, said in ADVICE.items():
        actions.write_statement(held, by=by, indicator=indicator, said=said)
    actions.place(held, by=by, indicator="3-on", evidence=first.evidence)
    actions.show(
        held, by=by, indicator="4-asked", kind=ShownKind.MEASURE, title="Reviews with learner and employer", question="standard:review"
    )
