"""The letters that go out by e-mail: short, plain text, with one link and nothing that should not travel open."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost import links
from milepost.assessment import queries as assessment
from milepost.assessment.models import WitnessRequest
from milepost.notices import sentences
from milepost.notices.models import Notice
from milepost.people import queries as people
from milepost.people.models import Invitation


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
        "role": appointment.get_role_display(),
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
