"""Why an act on imports and specifications may not happen: None, or the sentence that the person reads."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.base.models import Actor, StoredFile
from milepost.engine.framework import Mark
from milepost.frameworks.corrections import holds
from milepost.frameworks.models import Import, Specification
from milepost.frameworks.queries import warnings_open
from milepost.frameworks.words import Rights
from milepost.people.models import Centre
from milepost.people.permissions import Permission, may


def _may(permission: Permission, centre_id: int, by: Actor) -> bool:
    return by.kind == Actor.Kind.SYSTEM or (by.centre_id == centre_id and may(by.role, permission))


def _not_yours() -> str:
    return _("Only a centre manager works on the qualifications of this centre. Ask one of them.")


def why_not_read_handbook(centre: Centre, *, by: Actor, file: StoredFile | None = None, twin: str | None = None) -> str | None:
    """`twin` is the title of an open import of the very same file."""
    if not _may(Permission.IMPORT_FRAMEWORK, centre.pk, by):
        return _not_yours()
    if file is not None and file.centre_id != centre.pk:
        return _("This file belongs to another centre. Upload it here first.")
    if twin is not None:
        return _("This file is being checked already, as “%(title)s”. Go on with that import, or give it up first.") % {"title": twin}
    return None


def why_not_begin_reading(centre: Centre, *, by: Actor, file: StoredFile, twin: str | None = None) -> str | None:
    return why_not_read_handbook(centre, by=by, file=file, twin=twin)


def being_read(import_: Import) -> bool:
    return "far" in import_.reading and import_.closed_at is None


def why_not_finish_reading(import_: Import, *, by: Actor) -> str | None:
    if not _may(Permission.IMPORT_FRAMEWORK, import_.centre_id, by):
        return _not_yours()
    if not being_read(import_):
        return _("This handbook has been read already.")
    return None


def why_not_fail_reading(import_: Import, *, by: Actor) -> str | None:
    return why_not_finish_reading(import_, by=by)


def _why_not_work_on(import_: Import, by: Actor) -> str | None:
    if not _may(Permission.IMPORT_FRAMEWORK, import_.centre_id, by):
        return _not_yours()
    if being_read(import_):
        return _("This handbook is still being read. Come back to it when that is done.")
    if import_.closed_at:
        return _("This import is closed: it was published or given up. Read the document again to start anew.")
    return None


def why_not_correct(import_: Import, *, by: Actor, path: str) -> str | None:
    if reason := _why_not_work_on(import_, by):
        return reason
    if holds(path) is None:
        return _("Nothing can be corrected at “%(path)s”. Go back to the list and choose the place again.") % {"path": path}
    return None


def why_not_decide(import_: Import, *, by: Actor, warning: int, keep: bool = False, reason: str = "") -> str | None:
    """`keep` accepts what was understood, against the document; then a reason is asked where values differ."""
    if refused := _why_not_work_on(import_, by):
        return refused
    warnings = import_.reading.get("warnings", [])
    if not 0 <= warning < len(warnings):
        return _("There is no such place to decide. Go back to the list.")
    if keep and warnings[warning].get("values") and not reason.strip():
        return _("Say why it stays as it is: the reason is kept with the decision.")
    return None


def why_not_undecide(import_: Import, *, by: Actor, warning: int) -> str | None:
    if refused := _why_not_work_on(import_, by):
        return refused
    if str(warning) not in import_.decisions:
        return _("This place is open already.")
    return None


def why_not_publish(
    import_: Import,
    *,
    by: Actor,
    twin: Specification | None = None,
    complaints: Sequence[str] = (),
    version_of: Specification | None = None,
) -> str | None:
    """`twin` is a version with the very same content; `complaints` are faults of the document; `version_of` is what it becomes a version of."""
    if not _may(Permission.PUBLISH_FRAMEWORK, import_.centre_id, by):
        return _not_yours()
    if reason := _why_not_work_on(import_, by):
        return reason
    if version_of is not None and version_of.centre_id != import_.centre_id:
        return _("That qualification belongs to another centre. Publish this as something new.")
    if import_.document.get("mark") == Mark.PROGRAMME:
        return _("This is a programme, which awards nothing. Give this import up, and bring the file on the page of programmes.")
    if not any(True for unit in import_.document.get("units", ()) for _o in unit.get("outcomes", ())):
        return _("There is nothing to publish: no unit with outcomes was found. Add them, or give this import up.")
    if still := len(warnings_open(import_)):
        return ngettext(
            "%(count)s place is still to be decided. Decide it, or accept it with a reason.",
            "%(count)s places are still to be decided. Decide them, or accept them with a reason.",
            still,
        ) % {"count": still}
    return why_not_release(twin=twin, complaints=complaints)


def why_not_release(*, twin: Specification | None, complaints: Sequence[str]) -> str | None:
    """What is asked of any document before it becomes a version."""
    if complaints:
        return _("This cannot be published yet: %(what)s") % {"what": complaints[0]}
    if twin is not None:
        return _("This is already published as version %(version)s of %(title)s. Correct something first, or use that version.") % {
            "version": twin.version,
            "title": twin.title,
        }
    return None


def why_not_begin_version(specification: Specification, *, by: Actor, twin: str | None = None) -> str | None:
    """`twin` is the title of an open import of the same document."""
    if not _may(Permission.IMPORT_FRAMEWORK, specification.centre_id, by):
        return _not_yours()
    if twin is not None:
        return _("A new version of this is being made already, as “%(title)s”. Go on with that import, or give it up first.") % {
            "title": twin
        }
    return None


def why_not_give_up(import_: Import, *, by: Actor) -> str | None:
    return _why_not_work_on(import_, by)


def why_not_adopt(
    centre: Centre, *, by: Actor, rights: str = Rights.OWN, twin: Specification | None = None, complaints: Sequence[str] = ()
) -> str | None:
    """Publish a document as it is: one that comes with Milepost, or an open one of another centre."""
    if not _may(Permission.PUBLISH_FRAMEWORK, centre.pk, by):
        return _not_yours()
    if rights not in Rights.values:
        return _("Say whose text this is: imported, own or open.")
    return why_not_release(twin=twin, complaints=complaints)


MOST_STEPS = 30


def why_not_make_programme(centre: Centre, *, by: Actor, title: str = "", steps: Sequence[tuple[str, str]] = ()) -> str | None:
    if not _may(Permission.PUBLISH_FRAMEWORK, centre.pk, by):
        return _("Only a centre manager makes the programmes of this centre. Ask one of them.")
    if not title:
        return _("Give the programme a title, as participants will read it.")
    if not steps:
        return _("Write at least one step, a line each.")
    if len(steps) > MOST_STEPS:
        return _("That is more than %(most)s steps. Put some of them together: nobody keeps so many in mind.") % {"most": MOST_STEPS}
    return None


def why_not_mark_rights(
    specification: Specification, *, by: Actor, rights: str, licence: str = "", now: tuple[str, str] | None = None
) -> str | None:
    """`now` is what was said last: whose text it is, and under which licence."""
    if not _may(Permission.PUBLISH_FRAMEWORK, specification.centre_id, by):
        return _not_yours()
    if rights not in Rights.values:
        return _("Say whose text this is: imported, own or open.")
    if rights == Rights.OPEN and not licence.strip():
        return _("Name the licence under which anybody may use the text, such as CC BY 4.0.")
    if now == (rights, licence.strip()):
        return _("That is what is said of this text already.")
    return None


def why_not_bring_register(centre: Centre, *, by: Actor) -> str | None:
    if not _may(Permission.IMPORT_FRAMEWORK, centre.pk, by):
        return _not_yours()
    return None
