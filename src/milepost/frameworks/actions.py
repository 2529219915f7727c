"""Acts on imports and specifications: read a handbook, settle and correct what was understood, publish it for good."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from milepost.base import clock, events
from milepost.base.models import Actor, StoredFile
from milepost.base.refusal import Refused
from milepost.engine.framework import Mark
from milepost.frameworks import corrections, policies, queries, register, settled, words
from milepost.frameworks.document import digest, programme_document
from milepost.frameworks.lineage import known_as
from milepost.frameworks.models import Import, Programme, RightsMark, Specification
from milepost.frameworks.readings import Kept, read, written
from milepost.frameworks.words import Rights
from milepost.people.models import Centre

KEEP = ""  # the choice that accepts what was understood


def _stream(centre: Centre) -> str:
    return f"frameworks:{centre.uuid}"


def _record(
    import_: Import, name: str, *, by: Actor, args: Mapping[str, Any] | None = None, personal: Mapping[str, Any] | None = None
) -> None:
    events.record(
        _stream(import_.centre), name, by=by, centre_id=import_.centre_id,
        args={"import": import_.uuid, **(args or {})}, personal={"title": import_.title, **(personal or {})},
    )  # fmt: skip


def read_handbook(centre: Centre, *, by: Actor, file: StoredFile) -> Import:
    """Read a handbook, or a specification file, into an import that can be looked at beside its source.

    The reading takes seconds, so it is done before the transaction that keeps it.
    """
    if reason := policies.why_not_read_handbook(centre, by=by, file=file, twin=_open_twin(centre, file)):
        raise Refused(reason)
    return _keep(centre, by=by, file=file, kept=read(file))


@transaction.atomic
def begin_reading(centre: Centre, *, by: Actor, file: StoredFile) -> Import:
    """Take in a long handbook that is read in the background. Until it is read, `reading` says how far it is: {"far": [12, 600]}."""
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    if reason := policies.why_not_begin_reading(centre, by=by, file=file, twin=_open_twin(centre, file)):
        raise Refused(reason)
    import_ = Import.objects.create(
        centre=centre, file=file, title=Path(file.name).stem[:300], reading=NOTHING_READ | {"far": [0, 0]}, document={},
        read_at=clock.now(), read_by=by,
    )  # fmt: skip
    _record(import_, words.READING_BEGUN, by=by, args={"sha256": file.sha256}, personal={"file": file.name})
    return import_


@transaction.atomic
def finish_reading(import_: Import, *, by: Actor, kept: Kept) -> Import:
    """The long handbook is read: from now on it is an import as every other."""
    import_ = _locked(import_)
    if reason := policies.why_not_finish_reading(import_, by=by):
        raise Refused(reason)
    import_.title, import_.reading, import_.document, import_.read_at = kept.title[:300], kept.reading, kept.document, clock.now()
    _carry_over(import_, by=by)
    import_.save(update_fields=["title", "reading", "document", "decisions", "read_at"])
    _record(import_, words.HANDBOOK_READ, by=by, args=_found(kept, import_), personal={"file": import_.file.name})
    return import_


@transaction.atomic
def fail_reading(import_: Import, *, by: Actor, why: str) -> Import:
    """The long handbook can't be read. The import closes and says why; the file stays."""
    import_ = _locked(import_)
    if reason := policies.why_not_fail_reading(import_, by=by):
        raise Refused(reason)
    import_.reading, import_.closed_at, import_.closed_by = NOTHING_READ | {"failed": why}, clock.now(), by
    import_.save(update_fields=["reading", "closed_at", "closed_by"])
    _record(import_, words.READING_FAILED, by=by, args={"sha256": import_.file.sha256}, personal={"file": import_.file.name})
    return import_


NOTHING_READ: dict[str, Any] = {"kind": "pdf", "pages": [], "places": {}, "warnings": []}


def _found(kept: Kept, import_: Import) -> dict[str, Any]:
    found = {"units": len(kept.document.get("units", ())), "warnings": len(kept.reading["warnings"]), "sha256": import_.file.sha256}
    return found | ({"carried": len(import_.decisions)} if import_.decisions else {})


def _carry_over(import_: Import, *, by: Actor) -> None:
    """What was answered for the version before is not asked again where nothing has changed."""
    if not import_.reading["warnings"] or (known := known_as(import_, by=by)) is None:
        return
    source, before = known.specification.source, _unit_keys(import_)
    if source is not None:
        import_.document, import_.decisions = settled.carried_over(
            import_.document, import_.reading, source, version=known.specification.version
        )
        _follow_places(import_, before)


def _open_twin(centre: Centre, file: StoredFile) -> str | None:
    """The title of an open import of the very same file."""
    return Import.objects.filter(centre=centre, file__sha256=file.sha256, closed_at=None).values_list("title", flat=True).first()


@transaction.atomic
def _keep(centre: Centre, *, by: Actor, file: StoredFile, kept: Kept) -> Import:
    """Asked again, because the same form may have been sent again while the file was read."""
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    if reason := policies.why_not_read_handbook(centre, by=by, file=file, twin=_open_twin(centre, file)):
        raise Refused(reason)
    import_ = Import(
        centre=centre, file=file, title=kept.title[:300], reading=kept.reading, document=kept.document, read_at=clock.now(), read_by=by
    )
    _carry_over(import_, by=by)
    import_.save()
    _record(import_, words.HANDBOOK_READ, by=by, args=_found(kept, import_), personal={"file": file.name})
    return import_


def _locked(import_: Import) -> Import:
    """The import as it stands now, held until the act is done: two people who correct at once both count."""
    Import.objects.select_for_update().get(pk=import_.pk)
    return Import.objects.select_related("centre", "file").get(pk=import_.pk)


@transaction.atomic
def correct(import_: Import, *, by: Actor, path: str, value: Any, seen: str | None = None) -> Import:
    """Change one place of the document: a field, a criterion, a requirement. See `corrections` for paths and values."""
    import_ = _locked(import_)
    if reason := policies.why_not_correct(import_, by=by, path=path):
        raise Refused(reason)
    before, older = _unit_keys(import_), import_.document
    import_.document = corrections.corrected(older, path, value, seen=seen)
    warnings = import_.reading.get("warnings", [])
    answers = settled.by_correction(older, import_.document, [(i, warnings[i]) for i in queries.warnings_open(import_)], path)
    import_.decisions = import_.decisions | {position: said | {"by": by.name} for position, said in answers.items()}
    _follow_places(import_, before)
    if path == "title":
        import_.title = import_.document["title"][:300]
    import_.save(update_fields=["document", "reading", "decisions", "title"])
    args = {"path": path} | ({"settled": sorted(map(int, answers))} if answers else {})
    _record(import_, words.IMPORT_CORRECTED, by=by, args=args, personal={"value": value})
    return import_


def _unit_keys(import_: Import) -> list[str]:
    return [corrections.key_of(unit) for unit in import_.document.get("units", ())]


def _follow_places(import_: Import, before: list[str]) -> None:
    """Places in the source are kept by unit: where a unit is renamed, they go with it."""
    after = _unit_keys(import_)
    if len(before) != len(after):
        return
    for old, new in zip(before, after, strict=True):
        if old != new:
            places = import_.reading.get("places", {})
            moved = {name: place for name, place in places.items() if name == old or name.startswith((f"{old}:", f"{old}."))}
            import_.reading["places"] = {n: p for n, p in places.items() if n not in moved} | {
                new + name.removeprefix(old): place for name, place in moved.items()
            }
            for warning in import_.reading["warnings"]:
                if warning["unit"] == old:
                    warning["unit"] = new


@transaction.atomic
def decide(import_: Import, *, by: Actor, warning: int, choice: str = KEEP, reason: str = "") -> Import:
    """Settle a place that is to decide: take one of the values that the document gives, take another, or keep what was understood."""
    import_ = _locked(import_)
    if refused := policies.why_not_decide(import_, by=by, warning=warning, keep=choice == KEEP, reason=reason):
        raise Refused(refused)
    found = import_.reading["warnings"][warning]
    if choice != KEEP:
        path = path_of(import_, found)
        if path is None:
            raise Refused(_("This place takes no value. Correct it in the list of units, then keep it as it is."))
        before = _unit_keys(import_)
        import_.document = corrections.corrected(import_.document, path, choice)
        _follow_places(import_, before)
    import_.decisions = import_.decisions | {str(warning): {"choice": choice, "reason": reason.strip(), "by": by.name}}
    import_.save(update_fields=["document", "reading", "decisions"])
    _record(
        import_, words.WARNING_DECIDED, by=by, args={"warning": warning, "field": found["field"], "kept": choice == KEEP},
        personal={"choice": choice, "reason": reason.strip()},
    )  # fmt: skip
    return import_


def path_of(import_: Import, warning: Mapping[str, Any]) -> str | None:
    """Where in the document the value stands that a warning is about; None where it is about no single value."""
    return settled.path_of(import_.document, warning)


@transaction.atomic
def undecide(import_: Import, *, by: Actor, warning: int) -> Import:
    """Open a decision again. The value that was taken stays until another is taken."""
    import_ = _locked(import_)
    if reason := policies.why_not_undecide(import_, by=by, warning=warning):
        raise Refused(reason)
    import_.decisions = {position: said for position, said in import_.decisions.items() if position != str(warning)}
    import_.save(update_fields=["decisions"])
    _record(import_, words.WARNING_OPENED_AGAIN, by=by, args={"warning": warning})
    return import_


@transaction.atomic
def begin_version(specification: Specification, *, by: Actor, file: StoredFile) -> Import:
    """Open what is published as an import again, so that a newer version can be made without reading the file anew.

    `file` is what the version was read from, or the version itself written down.
    """
    centre = Centre.objects.select_for_update(no_key=True).get(pk=specification.centre_id)
    if reason := policies.why_not_begin_version(specification, by=by, twin=_open_twin(centre, file)):
        raise Refused(reason)
    source = specification.source
    if source is None:
        begun = written(specification.document, file)
        reading, decisions = begun.reading, {}
    else:
        reading, decisions = source.reading, source.decisions
    import_ = Import.objects.create(
        centre=centre, file=file, title=specification.title, reading=reading, document=specification.document, decisions=decisions,
        read_at=clock.now(), read_by=by,
    )  # fmt: skip
    args = {"specification": specification.uuid, "version": specification.version}
    _record(import_, words.VERSION_BEGUN, by=by, args=args)
    return import_


def publish(import_: Import, *, by: Actor, rights: str = Rights.IMPORTED, version_of: Specification | None = None) -> Specification:
    """Make the document a version that never changes, and close the import.

    It becomes the next version of `version_of`, under whose name it is kept; without one, of what has its title.
    """
    try:
        return _publish(import_, by=by, rights=rights, version_of=version_of)
    except IntegrityError as error:
        raise Refused(_("Somebody else published at the same moment. Look at the list of qualifications, then try again.")) from error


@transaction.atomic
def _publish(import_: Import, *, by: Actor, rights: str, version_of: Specification | None) -> Specification:
    import_ = _locked(import_)
    fingerprint, complaints = digest(import_.document), corrections.complaints(import_.document)
    twin = _twin(import_.centre, fingerprint)
    if reason := policies.why_not_publish(import_, by=by, twin=twin, complaints=complaints, version_of=version_of):
        raise Refused(reason)
    specification = _release(
        import_.centre, by=by, document=import_.document, fingerprint=fingerprint, rights=rights, source=import_,
        title=version_of.title if version_of else "",
    )  # fmt: skip
    import_.closed_at, import_.closed_by = clock.now(), by
    import_.save(update_fields=["closed_at", "closed_by"])
    return specification


def _twin(centre: Centre, fingerprint: str) -> Specification | None:
    return Specification.objects.filter(centre=centre, digest=fingerprint).defer("document").first()


def _release(
    centre: Centre, *, by: Actor, document: dict[str, Any], fingerprint: str, rights: str, source: Import | None = None, title: str = ""
) -> Specification:
    units = document.get("units", [])
    title = (title or document["title"])[:300]
    specification = Specification.objects.create(
        centre=centre,
        source=source,
        title=title,
        number=str(document.get("number", ""))[:60],
        version=queries.next_version(centre_id=centre.pk, title=title),
        rights=Rights(rights),
        document=document,
        digest=fingerprint,
        unit_count=len(units),
        criterion_count=sum(len(outcome.get("criteria", ())) for unit in units for outcome in unit.get("outcomes", ())),
        published_at=clock.now(),
        published_by=by,
    )
    if document.get("mark") == Mark.PROGRAMME:
        Programme.objects.create(specification=specification)
    args = {"specification": specification.uuid, "version": specification.version, "digest": fingerprint, "rights": specification.rights}
    if source is not None:
        args["import"] = source.uuid
    events.record(
        _stream(centre), words.SPECIFICATION_PUBLISHED, by=by, centre_id=centre.pk, args=args,
        personal={"title": title}, rows=[specification],
    )  # fmt: skip
    return specification


@transaction.atomic
def give_up(import_: Import, *, by: Actor) -> Import:
    """Close an import without publishing it. The source stays, so that it can be read again."""
    import_ = _locked(import_)
    if reason := policies.why_not_give_up(import_, by=by):
        raise Refused(reason)
    import_.closed_at, import_.closed_by = clock.now(), by
    import_.save(update_fields=["closed_at", "closed_by"])
    _record(import_, words.IMPORT_GIVEN_UP, by=by)
    return import_


def adopt(centre: Centre, *, by: Actor, document: dict[str, Any], rights: str = Rights.OWN, title: str = "") -> Specification:
    """Publish a document as it is: a qualification that comes with Milepost, or an open one of another centre."""
    fingerprint, complaints = digest(document), corrections.complaints(document)
    try:
        with transaction.atomic():
            if reason := policies.why_not_adopt(centre, by=by, rights=rights, twin=_twin(centre, fingerprint), complaints=complaints):
                raise Refused(reason)
            return _release(centre, by=by, document=document, fingerprint=fingerprint, rights=rights, title=title)
    except IntegrityError as error:
        raise Refused(_("Somebody else published at the same moment. Look at the list of qualifications, then try again.")) from error


def make_programme(centre: Centre, *, by: Actor, title: str, steps: Sequence[tuple[str, str]]) -> Specification:
    """Publish a programme of the centre's own, which awards nothing: a title, and its steps as (title, what it is for).

    A title that is here already gets its next version; who is on an earlier one stays on it.
    """
    title, steps = title.strip(), [(name.strip(), aim.strip()) for name, aim in steps if name.strip()]
    if reason := policies.why_not_make_programme(centre, by=by, title=title, steps=steps):
        raise Refused(reason)
    return adopt(centre, by=by, document=programme_document(title, steps))


@transaction.atomic
def mark_rights(specification: Specification, *, by: Actor, rights: str, licence: str = "") -> RightsMark:
    """Say whose text a published version is. Own and open text is served to anybody; imported text stays inside the centre."""
    Centre.objects.select_for_update(no_key=True).get(pk=specification.centre_id)
    if reason := policies.why_not_mark_rights(specification, by=by, rights=rights, licence=licence, now=queries.rights_of(specification)):
        raise Refused(reason)
    mark = RightsMark.objects.create(
        specification=specification, rights=rights, licence=licence.strip()[:200], marked_at=clock.now(), marked_by=by
    )
    events.record(
        _stream(specification.centre), words.RIGHTS_MARKED, by=by, centre_id=specification.centre_id,
        args={"specification": specification.uuid, "rights": rights}, personal={"licence": mark.licence}, rows=[mark],
    )  # fmt: skip
    return mark


def bring_register(centre: Centre, *, by: Actor, data: bytes, name: str) -> register.Lines:
    """Bring in a list of the regulator's register in place of the one before. From now on every specification is held against it.

    The reading takes seconds, so it is done before the transaction that keeps it.
    """
    if reason := policies.why_not_bring_register(centre, by=by):
        raise Refused(reason)
    lines = register.read(data)
    with transaction.atomic():
        kept = register.keep(centre.pk, lines)
        events.record(
            _stream(centre), words.REGISTER_BROUGHT_IN, by=by, centre_id=centre.pk, args={"lines": kept, "wrong": len(lines.wrong)},
            personal={"file": name},
        )  # fmt: skip
    return lines
