"""`milepost clocks`: holds every clock of the service standards against the journal, and with --rebuild mends what differs."""

import argparse

from django.utils.translation import gettext as _

from milepost.commitments import projection
from milepost.people.models import Centre


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rebuild", action="store_true", help=_("work them all out anew, and write what differs"))


def run(options: argparse.Namespace) -> int:
    found = projection.Changes()
    for centre in Centre.objects.order_by("pk"):
        found += projection.rebuild(centre.pk, write=options.rebuild)
    said = {"clocks": found.clocks, "added": found.added, "changed": found.changed, "removed": found.removed}
    if not found.any:
        print(_("%(clocks)d clocks, all as the journal tells them.") % said)
        return 0
    if options.rebuild:
        print(_("%(clocks)d clocks: %(added)d added, %(changed)d changed, %(removed)d removed.") % said)
        return 0
    print(
        _("%(clocks)d clocks: %(added)d are missing, %(changed)d differ, %(removed)d should not be there. Mend them with --rebuild.") % said
    )
    return 1
