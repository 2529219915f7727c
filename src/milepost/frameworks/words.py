"""Rights in a specification, and the names of what happens to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rights(models.TextChoices):
    IMPORTED = "imported", _("imported: the text belongs to its owner and stays inside this centre")
    OWN = "own", _("own: written by this centre")
    OPEN = "open", _("open: under an open licence")


SHARED = (Rights.OWN, Rights.OPEN)  # what leaves the centre: served to anybody who asks

READING_BEGUN = "frameworks.reading.begun"
READING_FAILED = "frameworks.reading.failed"
HANDBOOK_READ = "frameworks.handbook.read"
VERSION_BEGUN = "frameworks.version.begun"
IMPORT_CORRECTED = "frameworks.import.corrected"
WARNING_DECIDED = "frameworks.warning.decided"
WARNING_OPENED_AGAIN = "frameworks.warning.opened_again"
SPECIFICATION_PUBLISHED = "frameworks.specification.published"
RIGHTS_MARKED = "frameworks.rights.marked"
IMPORT_GIVEN_UP = "frameworks.import.given_up"

REGISTER_BROUGHT_IN = "frameworks.register.brought_in"
