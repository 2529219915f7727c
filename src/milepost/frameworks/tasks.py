"""Reading long handbooks, which takes longer than a page may."""

import logging
from uuid import UUID

from django.conf import settings
from django.tasks import task
from django.utils import translation
from django.utils.translation import gettext as _

from milepost.base.refusal import Refused
from milepost.frameworks import actions, policies
from milepost.frameworks.models import Import
from milepost.frameworks.readings import read

logger = logging.getLogger(__name__)
STEPS = 50  # how often at most the page is told how far it is


@task
def read_long(uuid: str) -> None:
    """Read the handbook of an import that was begun. A second time does nothing."""
    import_ = Import.objects.select_related("file", "centre", "read_by").get(uuid=UUID(uuid))
    if not policies.being_read(import_):
        return

    def tell(done: int, of: int) -> None:
        if done % max(of // STEPS, 1) == 0:
            Import.objects.filter(pk=import_.pk, closed_at=None).update(reading=import_.reading | {"far": [done, of]})

    with translation.override(settings.LANGUAGE_CODE):
        try:
            kept = read(import_.file, tell)
        except Refused as refused:
            actions.fail_reading(import_, by=import_.read_by, why=refused.reason)
        except Exception:
            logger.exception("Import %s could not be read.", import_.uuid)
            why = _(
                "Something went wrong on the server while it was read. Choose the file again; if it fails again, tell who runs this server."
            )
            actions.fail_reading(import_, by=import_.read_by, why=why)
        else:
            actions.finish_reading(import_, by=import_.read_by, kept=kept)
