"""Making packages, which takes longer than a page may."""

import logging
import tempfile
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.utils import translation
from django.utils.translation import gettext as _

from milepost.base import clock, events
from milepost.base.actors import system
from milepost.base.files import store
from milepost.base.models import StoredFile
from milepost.base.refusal import Refused
from milepost.carrying import words
from milepost.carrying.pack import pack, plain_name
from milepost.portfolios.models import Package
from milepost.portfolios.words import PackageState

logger = logging.getLogger(__name__)


@task
def make_package(uuid: str) -> None:
    """Make the package that somebody asked for. A second time does nothing."""
    package = Package.objects.select_related("registration__centre", "registration__learner", "asked_by").get(uuid=UUID(uuid))
    if package.state != PackageState.ASKED:
        return
    try:
        file, digest = _made(package)
    except Refused as refused:
        _failed(package, refused.reason)
    except Exception:
        logger.exception("Package %s could not be made.", package.uuid)
        _failed(
            package, _("Something went wrong on the server while it was packed. Ask for it again; if it fails again, tell your centre.")
        )
    else:
        _ready(package, file, digest)


def _made(package: Package) -> tuple[StoredFile, str]:
    registration = package.registration
    folder = Path(settings.HOME) / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix="packing-") as target, translation.override(settings.LANGUAGE_CODE):
        digest = pack(registration, target)
        target.flush()
        name = f"portfolio-{plain_name(registration.learner.name).lower()}-{clock.today().isoformat()}.zip"
        return store(target.name, name=name, centre=registration.centre, by=package.asked_by), digest


@transaction.atomic
def _ready(package: Package, file: StoredFile, digest: str) -> None:
    package.state, package.file, package.digest, package.made_at = PackageState.READY, file, digest, clock.now()
    package.save(update_fields=["state", "file", "digest", "made_at"])
    events.record(
        f"people:{package.registration.centre.uuid}", words.PACKAGE_MADE, by=system(), centre_id=package.registration.centre_id,
        args={"registration": package.registration.uuid, "package": package.uuid, "digest": digest},
    )  # fmt: skip


def _failed(package: Package, why: str) -> None:
    package.state, package.error = PackageState.FAILED, why[:300]
    package.save(update_fields=["state", "error"])
