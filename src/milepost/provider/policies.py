"""Why something about a standard may not be done now; None means go ahead."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.base import clock, text
from milepost.base.models import Actor, StoredFile
from milepost.engine import editions
from milepost.engine.appraisal import choice_faults, standard_of
from milepost.engine.reasons import Shortfall
from milepost.people.models import Centre
from milepost.people.permissions import Permission, may
from milepost.provider import qualityfile
from milepost.provider.facts import moderated_of
from milepost.provider.models import (
    BroughtMapping,
    EvidencePlace,
    HeldStandard,
    IndicatorScore,
    PeerComment,
    PeerLetter,
    ShownEvidence,
)
from milepost.provider.words import ShownKind, Stage

FAR = timedelta(days=365 * 5)
LONGEST = 30_000  # characters on one indicator
LONGEST_COMMENT = 3000


def _why_not_work_on(centre_id: int, by: Actor) -> str | None:
    if not may(by.role, Permission.HOLD_STANDARD) or by.centre_id != centre_id:
        return _("Only who keeps quality or runs this centre works on its standards.")
    return None


def _sentences(reasons: Sequence[Shortfall]) -> str:
    return "; ".join(text.sentence(one, {}) for one in reasons)


def _why_not_day(apply_by: date | None) -> str | None:
    if apply_by is not None and apply_by < clock.today():
        return _("The day to apply has passed. Give the next one, or leave it out until you know it.")
    if apply_by is not None and apply_by > clock.today() + FAR:
        return _("The day to apply lies more than five years ahead. Give an earlier one, or leave it out.")
    return None


def why_not_hold_standard(
    centre: Centre, *, by: Actor, document: dict[str, Any], parts: Collection[str], apply_by: date | None, held: bool
) -> str | None:
    """`held`: the centre holds a portfolio against this standard already."""
    if reason := _why_not_work_on(centre.pk, by):
        return reason
    if held:
        return _("You hold a portfolio against this standard already. Go on with that one.")
    if wrong := qualityfile.what_is_wrong(document):
        return _("The standard cannot be used: %(why)s") % {"why": " ".join(wrong)}
    if wrong_choice := choice_faults(standard_of(document), parts):
        return _("These parts do not go together: %(why)s.") % {"why": _sentences(wrong_choice)}
    return _why_not_day(apply_by)


def why_not_move_edition(held: HeldStandard, *, by: Actor, document: dict[str, Any], moves: Mapping[str, str]) -> str | None:
    """`moves`: by its key until now the new key of each indicator from which what stands goes along."""
    if reason := _why_not_work_on(held.centre_id, by):
        return reason
    if {**document, "key": held.key} == held.document:
        return _("This is the edition that you hold. There is nothing to move to.")
    if wrong := qualityfile.what_is_wrong(document):
        return _("The standard cannot be used: %(why)s") % {"why": " ".join(wrong)}
    old, new = standard_of(held.document), standard_of(document)
    if not editions.parts_after(new, held.parts):
        return _("None of the parts that you apply for is in this edition. Is it the same standard?")
    seems = editions.renamed(old, new)
    if strange := [key for key, now in moves.items() if seems.get(key) != now]:
        return _("Nothing in this edition takes the place of %(key)s. Look at the differences once more.") % {"key": strange[0]}
    return None


def why_not_set_day(held: HeldStandard, *, by: Actor, apply_by: date | None) -> str | None:
    return _why_not_work_on(held.centre_id, by) or _why_not_day(apply_by)


def _why_not_indicator(held: HeldStandard, indicator: str) -> str | None:
    part = standard_of(held.document).part_of(indicator)
    if part is None or part.key not in held.parts:
        return _("The parts that you apply for have no indicator %(key)s.") % {"key": indicator}
    return None


def why_not_write_statement(held: HeldStandard, *, by: Actor, indicator: str, said: str) -> str | None:
    if reason := _why_not_work_on(held.centre_id, by) or _why_not_indicator(held, indicator):
        return reason
    if len(said) > LONGEST:
        return _("This is longer than %(most)d characters. Nobody reads so much on one indicator; put the rest into a file.") % {
            "most": LONGEST
        }
    return None


def why_not_paste_text(held: HeldStandard, *, by: Actor, indicator: str, said: str) -> str | None:
    if reason := why_not_write_statement(held, by=by, indicator=indicator, said=said):
        return reason
    return None if standard_of(held.document).licensed else _("This standard comes in our own words. There is no text to paste.")


def why_not_show(
    held: HeldStandard, *, by: Actor, indicator: str, kind: str, title: str, said: str, file: StoredFile | None, question: str,
    questions: Collection[str],
) -> str | None:  # fmt: skip
    """`questions` are those that can be asked at the centre now."""
    if reason := _why_not_work_on(held.centre_id, by) or _why_not_indicator(held, indicator):
        return reason
    if not title.strip():
        return _("Say in a few words what this shows.")
    if kind == ShownKind.SENTENCE and not said.strip():
        return _("Write the sentence that you want to show.")
    if kind == ShownKind.FILE and (file is None or file.centre_id != held.centre_id):
        return _("Choose the file that you want to show.")
    if kind == ShownKind.MEASURE and question not in questions:
        return _("Nothing here counts that. Choose one of the questions.")
    return None


def why_not_place(held: HeldStandard, *, by: Actor, indicator: str, evidence: ShownEvidence, placed: bool) -> str | None:
    """`placed`: it stands at this indicator already."""
    if reason := _why_not_work_on(held.centre_id, by) or _why_not_indicator(held, indicator):
        return reason
    if evidence.centre_id != held.centre_id:
        return _("This belongs to another centre.")
    return _("It stands here already.") if placed else None


def why_not_take_away(place: EvidencePlace, *, by: Actor) -> str | None:
    if reason := _why_not_work_on(place.held.centre_id, by):
        return reason
    return _("It is taken away already.") if place.taken_away_at else None


def _why_not_band(held: HeldStandard, indicator: str, band: str, because: str) -> str | None:
    if reason := _why_not_indicator(held, indicator):
        return reason
    standard = standard_of(held.document)
    if not standard.indicators[indicator].scored:
        return _("Context is read and not scored.")
    if band not in {one.key for one in standard.bands}:
        return _("Choose one of the scores.")
    return None if because.strip() else _("Say in a sentence what the score rests on.")


def why_not_score(
    held: HeldStandard, *, by: Actor, indicator: str, band: str, because: str, before: Sequence[IndicatorScore]
) -> str | None:
    """`before`: every score of the indicator so far."""
    if reason := _why_not_work_on(held.centre_id, by):
        return reason
    if any(one.stage != Stage.SELF and one.scored_by.person_id == by.person_id for one in before):
        return _("You assessed or moderated this, so the score of your own comes from somebody else.")
    return _why_not_band(held, indicator, band, because)


def why_not_assess(
    held: HeldStandard, *, by: Actor, indicator: str, stage: str, band: str, because: str, before: Sequence[IndicatorScore]
) -> str | None:
    """`before`: every score of the indicator so far, the oldest first."""
    if not may(by.role, Permission.ASSESS_STANDARD) or by.centre_id != held.centre_id:
        return _("Only who assures or keeps quality, or runs this centre, assesses its standards.")
    if stage not in (Stage.PEER, Stage.MODERATION):
        return _("Say whether you assess as a peer or moderate.")
    return _why_not_stage(stage, by, before) or _why_not_band(held, indicator, band, because)


def _why_not_stage(stage: str, by: Actor, before: Sequence[IndicatorScore]) -> str | None:
    """Each stage is somebody else's than the one before it."""
    who = {each: [one.scored_by.person_id for one in before if one.stage == each] for each in Stage}
    if not who[Stage.SELF]:
        return _("Nobody has scored this for yourselves yet. That comes first.")
    if by.person_id in who[Stage.SELF]:
        return _("You gave the score of your own here, so somebody else must look at it.")
    if stage == Stage.PEER:
        return _("You moderate this already, so somebody else must be the peer.") if by.person_id in who[Stage.MODERATION] else None
    if not who[Stage.PEER]:
        return _("No peer has assessed this yet. That comes before moderation.")
    if by.person_id in who[Stage.PEER]:
        return _("You assessed this as a peer, so somebody else must moderate it.")
    others = set(who[Stage.MODERATION]) - {by.person_id}
    if len(others) >= 2:
        settled = moderated_of(before)[before[0].indicator]
        if by.person_id not in who[Stage.MODERATION] and settled.percent is not None:
            return _("Two moderators agree, or a third has decided. There is nothing left to decide.")
    return None


def why_not_invite_peer(
    held: HeldStandard, *, by: Actor, name: str, organisation: str, email: str, asked: Collection[str], here: bool
) -> str | None:
    """`asked`: addresses that have a link that opens; `here`: the address is of somebody who works at the centre."""
    if reason := _why_not_work_on(held.centre_id, by):
        return reason
    if not name.strip() or not organisation.strip():
        return _("Say who the peer is and where they work: both stand beside what they say.")
    try:
        validate_email(email.strip())
    except ValidationError:
        return _("Give an e-mail address such as ana@example.org: the link goes there.")
    if here:
        return _("This person works at the centre: they assess it with their account, and are no peer from outside.")
    if email.strip().casefold() in {one.casefold() for one in asked}:
        return _("They have a link already. Take it back first if they need a new one.")
    return None


def why_not_take_back_peer(letter: PeerLetter, *, by: Actor) -> str | None:
    if reason := _why_not_work_on(letter.held.centre_id, by):
        return reason
    return _("This link was taken back already.") if letter.withdrawn_at is not None else None


def why_not_use_peer_letter(letter: PeerLetter) -> str | None:
    """Whether the link still opens the portfolio."""
    words = {"name": letter.sent_by.name}
    if letter.withdrawn_at is not None:
        return _("This link was taken back. Ask %(name)s if you think it should not have been.") % words
    if letter.expires_on < clock.today():
        return _("This link was good until %(day)s. Ask %(name)s for a new one.") % {
            **words,
            "day": date_format(letter.expires_on, "j F Y"),
        }
    return None


def _why_not_by_letter(letter: PeerLetter, by: Actor) -> str | None:
    if reason := why_not_use_peer_letter(letter):
        return reason
    return _("Only who holds the link acts by it.") if by.pk != letter.actor_id else None


def _why_not_go_on(letter: PeerLetter, by: Actor) -> str | None:
    """What a peer says changes while they are at it, and not behind the back of who was told that they have finished."""
    if reason := _why_not_by_letter(letter, by):
        return reason
    return _("You said that you have finished. Take that back first, then go on.") if letter.finished_at else None


def why_not_comment_by_letter(letter: PeerLetter, *, by: Actor, indicator: str, said: str, before: Sequence[PeerComment]) -> str | None:
    """`before`: what they have said to this section and counts now."""
    if reason := _why_not_go_on(letter, by) or _why_not_indicator(letter.held, indicator):
        return reason
    if standard_of(letter.held.document).indicators[indicator].scored:
        return _("This is scored: say it with your score.")
    if len(said) > LONGEST_COMMENT:
        return _("This is longer than %(most)d characters. Say what matters most.") % {"most": LONGEST_COMMENT}
    return None if said.strip() or before else _("Write what you want to say.")


def why_not_finish_by_letter(letter: PeerLetter, *, by: Actor) -> str | None:
    if reason := _why_not_by_letter(letter, by):
        return reason
    return _("You said already that you have finished.") if letter.finished_at else None


def why_not_go_on_by_letter(letter: PeerLetter, *, by: Actor) -> str | None:
    if reason := _why_not_by_letter(letter, by):
        return reason
    return None if letter.finished_at else _("You have not said that you have finished, so just go on.")


def why_not_assess_by_letter(
    letter: PeerLetter, *, by: Actor, indicator: str, band: str, because: str, before: Sequence[IndicatorScore]
) -> str | None:
    """`before`: every score of the indicator so far, the oldest first."""
    if reason := _why_not_go_on(letter, by):
        return reason
    if not any(one.stage == Stage.SELF for one in before):
        return _("%(centre)s has not scored this itself yet. That comes first.") % {"centre": letter.held.centre.name}
    if any(one.stage == Stage.MODERATION for one in before):
        return _("Moderators look at this already, so a peer’s score comes too late.")
    return _why_not_band(letter.held, indicator, band, because)


def why_not_bring_mapping(centre: Centre, *, by: Actor, wrong: Sequence[str]) -> str | None:
    """`wrong`: what is wrong with the mapping, as sentences."""
    return _why_not_work_on(centre.pk, by) or " ".join(wrong) or None


def why_not_take_out_mapping(mapping: BroughtMapping, *, by: Actor) -> str | None:
    if reason := _why_not_work_on(mapping.centre_id, by):
        return reason
    return _("It is taken out already.") if mapping.taken_out_at else None


def stage_wanted(before: Sequence[IndicatorScore], *, by: Actor) -> Stage | None:
    """For which stage an indicator waits that the reader could give a score at. `before`: every score of it, the oldest first."""
    if not before or not may(by.role, Permission.ASSESS_STANDARD) or by.person_id is None:
        return None
    if not any(one.stage == Stage.PEER for one in before):
        return Stage.PEER if _why_not_stage(Stage.PEER, by, before) is None else None
    settled = moderated_of(before).get(before[0].indicator)
    said = any(one.stage == Stage.MODERATION and one.scored_by.person_id == by.person_id for one in before)
    if said or (settled is not None and settled.percent is not None):
        return None
    return Stage.MODERATION if _why_not_stage(Stage.MODERATION, by, before) is None else None


def why_not_freeze(held: HeldStandard, *, by: Actor, lacks: Sequence[Shortfall]) -> str | None:
    """`lacks` says what still stands between here and an application."""
    if reason := _why_not_work_on(held.centre_id, by):
        return reason
    if held.apply_by is not None and held.apply_by < clock.today():
        return _("The day to apply has passed. Nothing is lost: give the next day, or take it out, and freeze then.")
    return _("Not yet: %(why)s.") % {"why": _sentences(lacks)} if lacks else None
