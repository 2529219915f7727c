"""What a witness signed, as it is read later, and what is worth knowing of it, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.assessment import queries
from milepost.assessment.words import CallOutcome, FlagKind
from milepost.base import previews
from milepost.base.text import listed
from milepost.portfolios.words import EvidenceKind
from milepost.web.portfolio.places import paragraphs

if TYPE_CHECKING:
    from milepost.assessment.models import CallBack, Testimony
    from milepost.base.models import StoredFile
    from milepost.base.previews import Preview
    from milepost.portfolios.models import Evidence, EvidenceVersion


@dataclass(frozen=True, kw_only=True)
class Testified:
    """One signed state of a testimony."""

    testimony: Testimony
    paragraphs: list[str]
    criteria: list[tuple[str, str, bool]]  # code, words, whether they say they saw it
    about: str
    asked_by: str
    corrected: bool  # something newer was signed
    calls: list[CallBack]
    file: StoredFile | None = None
    preview: Preview | None = None
    flags: list[str] = field(default_factory=list)

    @property
    def who(self) -> str:
        """ "Wanda Ekberg, duty manager, Northbank Ferries"."""
        return ", ".join(part for part in (self.testimony.name, self.testimony.job, self.testimony.organisation) if part)

    @property
    def outcomes(self) -> list[tuple[str, str]]:
        return [(value, str(label).capitalize()) for value, label in CallOutcome.choices]


def testified(evidence: Evidence, version: EvidenceVersion, *, with_flags: bool) -> Testified | None:
    """None for every other kind of evidence, which then costs no question to the database."""
    if evidence.kind != EvidenceKind.TESTIMONY:
        return None
    states = queries.testimonies_of(evidence)
    one = next((t for t in states if str(t.uuid) == version.details.get("testimony")), None)
    if one is None:
        return None
    signed = version.details["signed"]
    flags = [in_words(flag) for flag in queries.flags_of([one])[one.pk]] if with_flags else []
    return Testified(
        testimony=one, paragraphs=paragraphs(one.saw),
        criteria=[(code, text, seen) for _target, code, text, seen in signed["criteria"]], about=signed["about"], asked_by=signed["asked_by"],
        corrected=one != states[-1], calls=list(one.call_backs.all()), file=version.file,
        preview=previews.preview(version.file) if version.file else None, flags=flags,
    )  # fmt: skip


def flags_in_words(found: Sequence[Testimony]) -> dict[int, list[str]]:
    """What is worth knowing of each, by its primary key."""
    return {key: [in_words(flag) for flag in flags] for key, flags in queries.flags_of(found).items()}


# Reasons in words ---------------------------------------------------------------------------------------------------


def _other_names(args: Mapping[str, Any]) -> str:
    names, elsewhere = args["names"], args["elsewhere"]
    if not elsewhere:
        return _("On the same device somebody signed as %(names)s.") % {"names": listed(names)}
    away = ngettext("%(n)d other testimony of this centre", "%(n)d other testimonies of this centre", elsewhere) % {"n": elsewhere}
    if not names:
        return _("On the same device %(away)s was signed in another name.") % {"away": away}
    return _("On the same device somebody signed as %(names)s, and %(away)s in another name.") % {"names": listed(names), "away": away}


def _clock(args: Mapping[str, Any]) -> str:
    off = abs(args["off"])
    if off >= 2 * 86400:
        much = ngettext("%(n)d day", "%(n)d days", off // 86400) % {"n": off // 86400}
    elif off >= 2 * 3600:
        much = ngettext("%(n)d hour", "%(n)d hours", off // 3600) % {"n": off // 3600}
    else:
        much = ngettext("%(n)d minute", "%(n)d minutes", off // 60) % {"n": off // 60}
    if args["off"] < 0:
        return _("The clock of the device was %(much)s slow. The time shown here is the server’s.") % {"much": much}
    return _("The clock of the device was %(much)s fast. The time shown here is the server’s.") % {"much": much}


def _denied(args: Mapping[str, Any]) -> str:
    return _("%(name)s told %(who)s that they did not say that: “%(note)s”") % args


SENTENCES: dict[FlagKind, Callable[[Mapping[str, Any]], str]] = {
    FlagKind.OTHER_NAMES: _other_names,
    FlagKind.LEARNERS_DEVICE: lambda args: _("Signed on a device on which %(learner)s had signed in.") % args,
    FlagKind.LEARNERS_ADDRESS: lambda args: _("The address %(address)s is %(learner)s’s own.") % args,
    FlagKind.THROWAWAY: lambda args: _("An address at %(domain)s is given to anybody for some minutes, and read by everybody.") % args,
    FlagKind.OTHER_NAME: lambda args: _("Asked was %(asked)s; signed has %(signed)s.") % args,
    FlagKind.CLOCK: _clock,
    FlagKind.DENIED: _denied,
    FlagKind.ALTERED: lambda args: _("What stands here is not what was signed: the fingerprint is another. Tell who looks after Milepost."),
}


def in_words(flag: queries.Flag) -> str:
    """One thing worth knowing, as a sentence."""
    return SENTENCES[flag.kind](flag.args)
