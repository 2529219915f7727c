"""`milepost open-centre`: the first act on an empty installation. Everybody after the first manager is invited in the browser."""

import argparse

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost import links
from milepost.base.actors import system
from milepost.base.refusal import Refused
from milepost.cli import CannotAsk
from milepost.cli.migrate import make_ready
from milepost.people import actions
from milepost.people.words import Role


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", required=True, metavar="NAME", help=_("what the centre is called"))
    parser.add_argument("--organisation", metavar="NAME", help=_("the training provider it belongs to; without it, of the same name"))
    parser.add_argument("--number", default="", metavar="NUMBER", help=_("the centre's number at its awarding organisation"))
    parser.add_argument("--manager-email", required=True, metavar="ADDRESS", help=_("the e-mail address of its first manager"))
    parser.add_argument("--manager-name", required=True, metavar="NAME", help=_("the name of its first manager"))
    parser.add_argument("--no-second-look", action="store_true", help=_("units are final without an internal quality assurer's agreement"))


def run(options: argparse.Namespace) -> int:
    make_ready()
    by = system()
    try:
        with transaction.atomic():
            centre = actions.open_centre(
                options.organisation or options.name,
                name=options.name,
                number=options.number,
                by=by,
                second_look=not options.no_second_look,
            )
            letter = actions.invite(centre, by=by, email=options.manager_email, name=options.manager_name, role=Role.CENTRE_MANAGER)
    except Refused as refused:
        raise CannotAsk(refused.reason) from refused
    print(
        _("%(centre)s is open. %(name)s accepts by this link, which is good until %(day)s:")
        % {
            "centre": centre.name,
            "name": letter.appointment.person.name,
            "day": date_format(letter.expires_on, "j F Y"),
        }
    )
    print(links.absolute(links.invitation(letter.secret)))
    print(_("The same link goes to %(email)s by e-mail once 'milepost serve' runs.") % {"email": letter.email})
    return 0
