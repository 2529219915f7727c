"""The letters that go out by e-mail: short, plain text, with one link and nothing that should not travel open."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost import links
from milepost.assessment import queries as assessment
from milepost.assessment.models import ReviewLetter, WitnessRequest
from milepost.assessment.words import Party
from milepost.commitments import promises
from milepost.commitments.models import PromiseAsk, Remedy
from milepost.concerns.models import Concern
from milepost.employers import queries as employers
from milepost.employers.models import ImpactLetter, PageLetter, ProposalLetter
from milepost.engine.promises import Promise
from milepost.notices import sentences
from milepost.notices.models import Notice
from milepost.people import queries as people
from milepost.people.models import Invitation
from milepost.portfolios.queries import employer_sees, only_takes_part
from milepost.provider import queries as provider
from milepost.provider.models import PeerLetter


def _letter(subject: str, lines: list[str], *, to: str, mark: str) -> EmailMessage:
    """`mark` names the letter for good, so that a mailbox shows one that was sent twice only once."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    headers = {"Message-ID": f"<{mark}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(" ".join(subject.split()), "\n\n".join(lines) + "\n", to=[to], headers=headers)


def of_notice(notice: Notice) -> EmailMessage:
    text = sentences.sentence(notice)
    centre = notice.centre.name if notice.centre else _("Milepost")
    lines = [
        _("Dear %(name)s,") % {"name": notice.person.first_name},
        text,
        _("Open it here: %(link)s") % {"link": links.absolute(links.notice(notice.uuid))},
        centre,
    ]
    return _letter(text.split(". ", maxsplit=1)[0].rstrip("."), lines, to=notice.person.email, mark=f"notice-{notice.uuid}")


def of_invitation(invitation: Invitation) -> EmailMessage:
    appointment, centre = invitation.appointment, invitation.centre
    about = {
        "name": appointment.person.first_name,
        "role": _("participant") if only_takes_part(appointment) else appointment.get_role_display(),
        "centre": centre.name,
        "organisation": centre.organisation.name,
        "who": invitation.sent_by.name,
        "day": date_format(invitation.expires_on, "j F Y"),
        "link": links.absolute(links.invitation(people.token_of(invitation.uuid))),
    }
    lines = [
        _("Dear %(name)s,") % about,
        _("%(who)s invites you to %(organisation)s, centre %(centre)s, as %(role)s.") % about,
        _("To accept, open this link and choose a password: %(link)s") % about,
        _("The link is yours alone and good until %(day)s. If you expected no such letter, leave it: nothing happens without you.") % about,
        centre.name,
    ]
    return _letter(_("Your invitation to %(centre)s") % about, lines, to=invitation.email, mark=f"invitation-{invitation.uuid}")


def of_witness_request(request: WitnessRequest, *, mark: str) -> EmailMessage:
    """`mark` tells a letter that is sent again from the first."""
    about = {
        "name": request.first_name,
        "who": request.asked_by.name,
        "learner": request.registration.learner.first_name,
        "centre": request.centre.name,
        "day": date_format(request.expires_on, "j F Y"),
        "link": links.absolute(links.witness(assessment.witness_token(request))),
    }
    lines = [
        _("Dear %(name)s,") % about,
        _("%(who)s asks you to say in a few words what you saw %(learner)s do at work. It takes about two minutes and needs no password.")
        % about,
        _("Open this link, on a phone if you like: %(link)s") % about,
        _("The link is yours alone and good until %(day)s. If you are not meant, or did not see the work, open it and say so.") % about,
        request.centre.name,
    ]
    return _letter(_("What you saw %(learner)s do") % about, lines, to=request.email, mark=f"witness-{mark}")


def of_review(letter: ReviewLetter, why: str, *, mark: str) -> EmailMessage:
    """About a progress review, to who needs no account: nothing of what it says. `why` is one of `words.REVIEW_LETTERS`.

    A letter travels open, so it names the learner to their employer only where the learner agrees that the employer sees something.
    """
    review, centre = letter.review, letter.review.centre
    about = {
        "name": letter.name,
        "learner": review.registration.learner.name,
        "centre": centre.name,
        "who": letter.sent_by.name,
        "day": date_format(letter.expires_on, "j F Y"),
        "link": links.absolute(links.review_letter(assessment.review_token(letter.uuid))),
    }
    if letter.party == Party.LEARNER:
        subject, text, ask = (REVIEW_TO_PARTICIPANT if review.registration.programme else REVIEW_TO_LEARNER)[why]
    else:
        subject, text, ask = (REVIEW_TO_EMPLOYER if employer_sees(review.registration) else REVIEW_OF_NOBODY_NAMED)[why]
    lines = [_("Dear %(name)s,") % about, str(text) % about, str(ask) % about]
    lines.append(_("The link is yours alone, needs no account and is good until %(day)s.") % about)
    lines.append(_("%(who)s, %(centre)s") % about)
    return _letter(str(subject) % about, lines, to=letter.email, mark=mark)


def of_proposal(letter: ProposalLetter, why: str, *, mark: str) -> EmailMessage:
    """A proposal to an employer, or that what they asked about it is answered: nothing of what it says."""
    proposal = letter.version.proposal
    about = {
        "name": letter.name,
        "who": letter.sent_by.name,
        "centre": proposal.file.centre.name,
        "employer": proposal.file.employer.name,
        "title": letter.version.title,
        "n": letter.version.number,
        "day": date_format(letter.expires_on, "j F Y"),
        "link": links.absolute(links.proposal_letter(employers.proposal_token(letter.uuid))),
    }
    if why == "sent":
        subject = _("A proposal for %(employer)s") if letter.version.number == 1 else _("A new version of our proposal for %(employer)s")
        text = _("%(who)s of %(centre)s has written down what you told us should change, and what we propose.")
        ask = _("Read it here, ask, accept it or say no, without an account: %(link)s")
    else:
        subject, text = _("Your question about our proposal"), _("%(who)s of %(centre)s has answered what you asked about “%(title)s”.")
        ask = _("Read the answer here: %(link)s")
    lines = [_("Dear %(name)s,") % about, text % about, ask % about, _("The link is yours alone and good until %(day)s.") % about]
    lines.append(_("%(who)s, %(centre)s") % about)
    return _letter(subject % about, lines, to=letter.email, mark=mark)


def of_page(letter: PageLetter, *, mark: str) -> EmailMessage:
    """The private link to the employer's own page."""
    about = {
        "name": letter.name,
        "who": letter.sent_by.name,
        "centre": letter.file.centre.name,
        "employer": letter.file.employer.name,
        "day": date_format(letter.expires_on, "j F Y"),
        "link": links.absolute(links.employer_page(employers.page_token(letter.uuid))),
    }
    lines = [
        _("Dear %(name)s,") % about,
        _("%(centre)s keeps a page for %(employer)s: your learners, what needs you, what we promise, and whom to speak to.") % about,
        _("Open it here, without an account: %(link)s") % about,
        _("The link is yours alone and good until %(day)s. Whoever holds it sees the page, so keep it to yourself.") % about,
        _("%(who)s, %(centre)s") % about,
    ]
    return _letter(_("Your page at %(centre)s") % about, lines, to=letter.email, mark=mark)


def of_concern(concern: Concern, why: str, *, link: str, mark: str) -> EmailMessage:
    """To who raised a concern: that it has arrived, that somebody has it, that it is answered. Nothing of what it says."""
    about = {
        "name": concern.name,
        "reference": concern.reference,
        "centre": concern.centre.name,
        "who": concern.acknowledged_by.name if concern.acknowledged_by else concern.centre.name,
        "link": links.absolute(link) if link else "",
    }
    texts = {
        "arrived": _("What you told us has arrived. Its reference is %(reference)s: say it when you ring us."),
        "acknowledged": _("%(who)s has what you told us, reference %(reference)s, and you hear from them next."),
        "answered": _("What you told us, reference %(reference)s, is answered."),
    }
    lines = [_("Dear %(name)s,") % about, texts[why] % about]
    lines.append(
        _("Read it, and say more, here: %(link)s") % about if link else _("Ask us for a link to your page, so that you can read it.")
    )
    lines.append(concern.centre.name)
    return _letter(_("What you told us, %(reference)s") % about, lines, to=concern.email, mark=mark)


def of_impact(letter: ImpactLetter, *, mark: str) -> EmailMessage:
    """A learner or a manager is asked whether it helped."""
    file = letter.impact.file
    about = {
        "name": letter.name,
        "who": letter.sent_by.name,
        "centre": file.centre.name,
        "title": letter.registration.qualification_title if letter.registration else letter.impact.version.title,
        "day": date_format(letter.expires_on, "j F Y"),
        "link": links.absolute(links.impact_letter(employers.impact_token(letter.uuid))),
    }
    lines = [
        _("Dear %(name)s,") % about,
        _("%(who)s of %(centre)s asks you whether “%(title)s” has helped: how useful it was, and what is done otherwise at work since.")
        % about,
        _("It takes about two minutes and needs no account: %(link)s") % about,
        _("The link is yours alone, counts once and is good until %(day)s.") % about,
        _("%(who)s, %(centre)s") % about,
    ]
    return _letter(_("Did it help?"), lines, to=letter.email, mark=mark)


def of_peer(letter: PeerLetter, *, mark: str) -> EmailMessage:
    """A peer from outside is asked to read a portfolio against a standard and to score it: nothing of what it says."""
    about = {
        "name": letter.name,
        "who": letter.sent_by.name,
        "centre": letter.held.centre.name,
        "standard": str(letter.held),
        "day": date_format(letter.expires_on, "j F Y"),
        "link": links.absolute(links.peer_letter(provider.peer_token(letter.uuid))),
    }
    lines = [
        _("Dear %(name)s,") % about,
        _("%(who)s asks you to look, as a peer, at what %(centre)s says and shows against “%(standard)s”, and to give your own scores.")
        % about,
        _("You can read it here in your own time, without an account: %(link)s") % about,
        _("The link is yours alone and good until %(day)s. Please pass on neither the link nor what you read.") % about,
        _("%(who)s, %(centre)s") % about,
    ]
    return _letter(_("Would you look at this as a peer?"), lines, to=letter.email, mark=mark)


def of_promise(ask: PromiseAsk, promise: Promise) -> EmailMessage:
    """Somebody is asked with one question whether a promise to them was kept."""
    about = {
        "name": ask.registration.learner.first_name if ask.registration else ask.name,
        "promise": promise.says,
        "question": promise.question,
        "link": links.absolute(links.promise_question(promises.ask_token(ask.uuid))),
        "centre": ask.centre.name,
    }
    lines = [
        _("Dear %(name)s,") % about,
        _("We promised you: “%(promise)s”") % about,
        _("%(question)s One tap answers, yes or no: %(link)s") % about,
        _("Nobody who works with you sees what you answer: it counts as one of many. If you say nothing, nothing happens.") % about,
        about["centre"],
    ]
    return _letter(promise.question, lines, to=ask.email, mark=f"promise-{ask.uuid}")


def of_remedy(remedy: Remedy, promise: Promise, letter: PageLetter, *, mark: str) -> EmailMessage:
    """A promise to an employer was broken: what they are owed until when, or what they got."""
    about = {
        "name": letter.name,
        "promise": promise.says,
        "remedy": promise.remedy,
        "day": date_format(remedy.due_on, "j F Y"),
        "got": remedy.delivered,
        "link": links.absolute(links.employer_page(employers.page_token(letter.uuid))),
        "centre": remedy.centre.name,
    }
    lines = [_("Dear %(name)s,") % about, _("We promised you: “%(promise)s” We did not keep it.") % about]
    if remedy.delivered_at:
        subject = _("What you were owed")
        lines.append(_("What follows was given to you: “%(remedy)s” We noted: “%(got)s”") % about)
        lines.append(_("If that is not so, tell us here, without an account: %(link)s") % about)
    else:
        subject = _("We broke a promise to you")
        lines.append(_("What follows, until %(day)s: “%(remedy)s”") % about)
        lines.append(_("You need not ask for it. It stands on your page, without an account: %(link)s") % about)
    return _letter(subject, [*lines, about["centre"]], to=letter.email, mark=mark)


ASK = gettext_lazy("Read it, say your part and sign here. It takes about two minutes: %(link)s")
READ = gettext_lazy("You can read it here: %(link)s")
SAY = gettext_lazy("See whom it is about and say your part here. It takes about two minutes: %(link)s")
REST = gettext_lazy("What you can read of it stands here: %(link)s")
# By why: subject, what it is, what to do.
REVIEW_TO_EMPLOYER = {
    "asked": (
        gettext_lazy("How %(learner)s gets on: your part of the review"),
        gettext_lazy("%(who)s of %(centre)s reviews with %(learner)s how the qualification goes, and asks you for your part."),
        ASK,
    ),
    "reminded": (
        gettext_lazy("A reminder: your part of %(learner)s’s review"),
        gettext_lazy("The review of %(learner)s still waits for you. When you have signed, no further reminder comes."),
        ASK,
    ),
    "changed": (
        gettext_lazy("%(learner)s’s review has changed since you signed"),
        gettext_lazy("Something was added to the review of %(learner)s after you signed it, so your signature no longer stands."),
        gettext_lazy("See what is new and sign again here: %(link)s"),
    ),
    "signed": (
        gettext_lazy("%(learner)s’s review is signed by everybody"),
        gettext_lazy("Everybody who was asked has signed the review of %(learner)s. Thank you."),
        READ,
    ),
    "called_off": (
        gettext_lazy("%(learner)s’s review is called off"),
        gettext_lazy("The review of %(learner)s was called off, so there is nothing left for you to do."),
        READ,
    ),
}
REVIEW_OF_NOBODY_NAMED = {
    "asked": (
        gettext_lazy("Your part of a progress review"),
        gettext_lazy("%(who)s of %(centre)s reviews with one of your people how the qualification goes, and asks you for your part."),
        SAY,
    ),
    "reminded": (
        gettext_lazy("A reminder: your part of a progress review"),
        gettext_lazy("The progress review of one of your people still waits for you."),
        SAY,
    ),
    "changed": (
        gettext_lazy("A progress review has changed since you signed"),
        gettext_lazy("Something was added to the review of one of your people after you signed it, so your signature no longer stands."),
        REST,
    ),
    "signed": (
        gettext_lazy("A progress review is signed by everybody"),
        gettext_lazy("Everybody who was asked has signed the review of one of your people. Thank you."),
        REST,
    ),
    "called_off": (
        gettext_lazy("A progress review is called off"),
        gettext_lazy("The review of one of your people was called off, so there is nothing left for you to do."),
        REST,
    ),
}
REVIEW_TO_LEARNER = {
    "asked": (
        gettext_lazy("Your progress review"),
        gettext_lazy("%(who)s of %(centre)s reviews with you how your qualification goes, and asks you for your part."),
        ASK,
    ),
    "reminded": (
        gettext_lazy("A reminder: your part of your progress review"),
        gettext_lazy("Your progress review still waits for you. When you have signed, no further reminder comes."),
        ASK,
    ),
    "changed": (
        gettext_lazy("Your progress review has changed since you signed"),
        gettext_lazy("Something was added to your progress review after you signed it, so your signature no longer stands."),
        gettext_lazy("See what is new and sign again here: %(link)s"),
    ),
    "signed": (
        gettext_lazy("Your progress review is signed by everybody"),
        gettext_lazy("Everybody who was asked has signed your progress review."),
        READ,
    ),
    "called_off": (
        gettext_lazy("Your progress review is called off"),
        gettext_lazy("Your progress review was called off, so there is nothing left for you to do."),
        READ,
    ),
}
REVIEW_TO_PARTICIPANT = {
    "asked": (
        gettext_lazy("Looking back together"),
        gettext_lazy("%(who)s of %(centre)s looks back with you, and asks you for your part."),
        ASK,
    ),
    "reminded": (
        gettext_lazy("A reminder: your part of looking back"),
        gettext_lazy("Your look-back still waits for you. When you have signed, no further reminder comes."),
        ASK,
    ),
    "changed": (
        gettext_lazy("Your look-back has changed since you signed"),
        gettext_lazy("Something was added to your look-back after you signed it, so your signature no longer stands."),
        gettext_lazy("See what is new and sign again here: %(link)s"),
    ),
    "signed": (gettext_lazy("Your look-back is signed by both"), gettext_lazy("You and your adviser have signed your look-back."), READ),
    "called_off": (
        gettext_lazy("Your look-back is called off"),
        gettext_lazy("Your look-back was called off, so there is nothing left for you to do."),
        READ,
    ),
}
