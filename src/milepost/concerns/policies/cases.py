"""Why not: raising a case at the open door and saying more; taking, acknowledging, answering and closing one."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.base import clock
from milepost.base.models import Actor
from milepost.concerns.models import Case, CaseOption
from milepost.concerns.policies.employers import why_not_say
from milepost.concerns.words import Option
from milepost.people.permissions import Permission, may

CASES_AN_HOUR, WORDS_AN_HOUR = 60, 300  # of everybody together at one centre
PICTURES = 4  # with one word
OPTIONS = 3  # in one answer


def why_not_come_in(came: tuple[int, int]) -> str | None:
    """The door holds floods off by one budget for everybody: an address is never asked for."""
    cases, said = came
    if cases < CASES_AN_HOUR and said < WORDS_AN_HOUR:
        return None
    return _(
        "So much has come here within the hour that no more is taken in until the next. It is not because of you: we do not see who sends. "
        "What you wrote still stands here: send it again at the full hour, or go outside, as it says below."
    )


def what_bars_pictures(pictures: Collection[bytes], *, came: tuple[int, int] | None = None) -> str | None:
    """Asked before they are drawn anew. `came`: what came by the door within the hour; None where the door is not the way."""
    if len(pictures) <= PICTURES:
        return why_not_come_in(came) if came else None
    return ngettext("Add at most %(n)d picture.", "Add at most %(n)d pictures at once.", PICTURES) % {"n": PICTURES}


def why_not_raise_case(
    *, by: Actor, text: str, came: tuple[int, int], able: int, here: bool = True, pictures: Collection[bytes] = ()
) -> str | None:
    """`able`: how many people could take it whom it does not name, and who have no part in what happens to who tells it; `here`: at their own centre."""
    if by.kind != Actor.Kind.ANONYMOUS and not (may(by.role, Permission.TELL) and by.person_id and here):
        return _("The door is for people who have not signed in.")
    if reason := why_not_say(text, _("Say what happened, or what worries you. A sentence is enough.")) or what_bars_pictures(pictures):
        return reason
    if reason := why_not_come_in(came):
        return reason
    return None if able else _nobody_left(by)


def _nobody_left(by: Actor) -> str:
    if by.person_id:
        return _(
            "Nobody is left here who could read this, is not named in it and has no part in your own work here, so it is not kept. "
            "Go outside, as it says below, or tell us without your account."
        )
    return _(
        "Nobody is left here who could read this and is not named in it, so it is not kept. Go outside, as it says below, "
        "or leave out the names of those that it is not about."
    )


def why_not_enter_case(*, by: Actor, text: str, told_on: date, of_enterer: bool, able: int, pictures: Collection[bytes] = ()) -> str | None:
    """`of_enterer`: it names who would write it down; `able`: how many people could take it whom it does not name."""
    if not may(by.role, Permission.ENTER_CASE) or by.person_id is None:
        return _("Only who works here writes down what somebody told them.")
    if of_enterer:
        return _("It names you, so somebody else writes it down. Give them the address of the door, or pass the telephone on.")
    if told_on > clock.today():
        return _("That day has not come yet. Say when they told it.")
    if reason := why_not_say(text, _("Write down what they told, in their words.")) or what_bars_pictures(pictures):
        return reason
    if able:
        return None
    return _(
        "Nobody is left here who could read this and is not named in it, so it is not kept. Tell them who outside can help: it stands below."
    )


def why_not_note_late(case: Case, *, by: Actor, due: bool, again: bool = False) -> str | None:
    """`due`: the step is late, and nobody was told of it yet. `again`: it is closed, and they wrote after the final letter."""
    if by.kind != Actor.Kind.SYSTEM:
        return _("Milepost itself does this.")
    return None if due and (case.closed_at is None or again) else _("Nothing of it is late that was not told.")


def why_not_keep_offices(*, by: Actor, offices: Collection[Mapping[str, str]] | None) -> str | None:
    """`offices`: None goes back to those that ship."""
    if not may(by.role, Permission.KEEP_PROCEDURE):
        return _("Only the quality manager says who outside may be asked.")
    if offices is None:
        return None
    if not offices:
        return _("Leave at least one: whoever is afraid must find somebody who does not work here.")
    for one in offices:
        if not one["name"].strip() or not one["when"].strip():
            return _("Say of each who it is and when one asks them.")
        if not one["address"].startswith(("https://", "tel:")):
            return _("“%(address)s” is no address that one can open. Begin it with https:// or tel:.") % {"address": one["address"]}
    return None


def _is_theirs(case: Case, *, by: Actor) -> bool:
    """What was told with an account is that person's; everything else is whoever's who has the five words."""
    if by.centre_id != case.centre_id:
        return False
    if case.person_id is None:
        return by.kind == Actor.Kind.ANONYMOUS
    return by.person_id == case.person_id and may(by.role, Permission.TELL)


def why_not_add_to_case(
    case: Case, *, by: Actor, text: str, came: tuple[int, int], able: int, pictures: Collection[bytes] = ()
) -> str | None:
    """`able`: how many people could read it whom neither this nor anything before names."""
    if not _is_theirs(case, by=by):
        return _("Only who raised it does this.")
    if reason := why_not_say(text, _("Say what you want to add.")) or what_bars_pictures(pictures) or why_not_come_in(came):
        return reason
    return None if able else _nobody_left(by)


def why_not_say_of_outcome(
    case: Case, *, by: Actor, came: tuple[int, int], able: int, agreed: bool, text: str = "", options: Collection[CaseOption] = (),
    option: CaseOption | None = None,
) -> str | None:  # fmt: skip
    """`able`: as above; without a word of their own there is nothing that nobody could read. `options`: what the answer offers."""
    if not _is_theirs(case, by=by):
        return _("Only who raised it does this.")
    if case.closed_at is not None:
        return _("The final letter is written. The outside examiner can take it up now.")
    if case.agreed and case.answered_at:
        return _("You have said so already. What you want to add, write above and send it.")
    if case.answered_at is None:
        return _("There is no answer yet that you could agree to.")
    if agreed and options and option is None:
        return _("Choose which of the ways settles it.")
    return why_not_come_in(came) or (None if able or not text.strip() else _nobody_left(by))


def why_not_take_case(
    case: Case, *, by: Actor, uninvolved: bool, named: Collection[int], here: Collection[int], left: bool = False, again: bool = False
) -> str | None:
    """`named`: whom it names, by what was noted and written since; `here`: who may take cases today; `left`: late for long with who has it.

    `again`: it is closed, and somebody wrote after the final letter: words that reach nobody would be worse than none.
    """
    if not may(by.role, Permission.TAKE_CASE) or by.centre_id != case.centre_id or by.person_id is None:
        return _("Only who takes cases at this centre does this.")
    if by.person_id in named:
        return _("This case passes you by: somebody else takes it.")
    if case.closed_at is not None and not again:
        return _("It is closed.")
    if case.caseworker_id == by.person_id:
        return _("You have it already.")
    if case.caseworker_id is not None and case.caseworker_id in here and not left:
        return _("Somebody has it already.")
    return None if uninvolved else _("Take it only if you have no part in it. Tick that you have none, or leave it to somebody else.")


def _why_not_caseworker(case: Case, *, by: Actor, again: bool = False) -> str | None:
    if not may(by.role, Permission.TAKE_CASE) or case.caseworker_id is None or case.caseworker_id != by.person_id:
        return _("Only the caseworker who has it does this.")
    return _("It is closed.") if case.closed_at and not again else None


def why_not_give_back_case(case: Case, *, by: Actor, again: bool = False) -> str | None:
    """`again`: they wrote after the final letter, so that somebody must have it."""
    return _why_not_caseworker(case, by=by, again=again)


def why_not_acknowledge_case(case: Case, *, by: Actor) -> str | None:
    if reason := _why_not_caseworker(case, by=by):
        return reason
    return _("They know already that you have it.") if case.acknowledged_at else None


def why_not_begin_investigation(case: Case, *, by: Actor, text: str) -> str | None:
    if reason := _why_not_caseworker(case, by=by):
        return reason
    if case.begun_at is not None or case.answered_at is not None:
        return _("They know already what you look into. What is new you tell them as you go on.")
    return why_not_say(text, _("Say what you look into: what you read, whom you ask about what, and by when you are through."))


def why_not_ask_about_case(case: Case, *, by: Actor, text: str, again: bool = False) -> str | None:
    """`again`: they wrote after the final letter, and that is answered like anything else."""
    return _why_not_caseworker(case, by=by, again=again) or why_not_say(text, _("Say what you want to know, or how it goes."))


def why_not_answer_case(case: Case, *, by: Actor, text: str, options: Sequence[Option] = ()) -> str | None:
    if reason := _why_not_caseworker(case, by=by) or why_not_say(text, _("Say what you found, and what you suggest.")):
        return reason
    if len(options) == 1:
        return _("One way is no choice: write it into what you found and suggest, or offer a second.")
    if len(options) > OPTIONS:
        return _("Offer at most %(n)d ways.") % {"n": OPTIONS}
    for number, one in enumerate(options, 1):
        if not all(part.strip() for part in one):
            return _("Say of way %(n)d what it is, and what speaks for it and against it, for them.") % {"n": number}
    return None


def why_not_close_case(case: Case, *, by: Actor, text: str) -> str | None:
    if reason := _why_not_caseworker(case, by=by):
        return reason
    if case.answered_at is None and case.agreed is None:
        return _("First write what you found and suggest, so that they can say whether it settles it.")
    return why_not_say(text, _("Write the final letter: what was found, what is done about it, and what they can do if they disagree."))
