"""Packed rows → rows of this installation. Every row keeps its uuid where that is free here; else all of them get new ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from uuid import UUID, uuid5

from django.contrib.auth.hashers import make_password
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from milepost.assessment.facts import marks
from milepost.base import tokens
from milepost.base.events import canonical, columns, content
from milepost.base.files.kinds import kind_of
from milepost.base.files.storage import keep, tidy_name
from milepost.base.models import Actor, StoredFile
from milepost.base.refusal import Refused
from milepost.carrying.tables import PACKED, columns_left_out
from milepost.frameworks.queries import framework_of
from milepost.people.models import Centre, Competence, Person
from milepost.portfolios import progress
from milepost.portfolios.models import Progress, Registration
from milepost.portfolios.queries import plan_agreed

type Said = Mapping[str, Any]
type Place = tuple[type[models.Model], str]


@dataclass
class Landing:
    """One portfolio on its way in. `given` fills what a package does not say of the registration."""

    said: Said
    folder: Path
    centre: Centre
    given: Mapping[str, Any]
    names: dict[str, str] = field(default_factory=dict)  # by the uuid in the package: the one here, where it is another
    rows: dict[Place, Any] = field(default_factory=dict)  # by table and the uuid in the package
    told: list[models.Model] = field(default_factory=list)  # append-only rows that were written

    @property
    def uuid(self) -> UUID:
        """The registration's uuid in the package."""
        return UUID(self.said["rows"]["registration"][0]["uuid"])

    def land(self) -> Registration:
        """Write everything. Refused with a sentence where a row cannot be what it says."""
        try:
            if self._taken():
                self.names = {old: str(uuid5(new_uuid(self.centre, self.uuid), old)) for old in self._uuids()}
                self.names[str(self.uuid)] = str(new_uuid(self.centre, self.uuid))
            self._actors_and_people()
            self._write(Competence, self.said["competences"])
            self._files()
            for table in PACKED:
                self._write(table.model, self.said["rows"][table.name])
            registration: Registration = self.rows[Registration, str(self.uuid)]
            self._known_targets(registration)
            self._progress(registration)
        except (KeyError, TypeError, ValueError, AttributeError, FieldDoesNotExist) as error:
            raise Refused(
                _("The package holds something that cannot be read: %(why)s. Nothing of it was taken.") % {"why": repr(error)}
            ) from error
        return registration

    # Names ----------------------------------------------------------------------------------------------------------

    def _uuids(self) -> set[str]:
        """Every uuid that names a row in the package."""
        beside = (*self.said["actors"], *self.said["people"], *self.said["competences"], *self.said["files"])
        return {str(UUID(row["uuid"])) for row in (*beside, *(row for rows in self.said["rows"].values() for row in rows))}

    def _taken(self) -> bool:
        """Whether a uuid belongs to something else here. What came with another portfolio of the same centre is the same."""
        for table in PACKED:
            if table.model._base_manager.filter(uuid__in=[row["uuid"] for row in self.said["rows"][table.name]]).exists():
                return True
        return any(not self._same(model, row) for model, row in self._beside())

    def _beside(self) -> Iterable[tuple[type[models.Model], Said]]:
        for model, name in ((Actor, "actors"), (Person, "people"), (Competence, "competences"), (StoredFile, "files")):
            for row in self.said[name]:
                yield model, row

    def _same(self, model: type[models.Model], row: Said) -> bool:
        """Nothing here has the uuid, or exactly this."""
        here = model._base_manager.filter(uuid=row["uuid"]).first()
        return here is None or self._is(here, row)

    def _is(self, here: Any, row: Said) -> bool:
        if isinstance(here, Person):
            return here.email == standing_in(here.uuid) and here.name == row["name"] and not here.is_active
        if here.centre_id != self.centre.pk:
            return False
        if isinstance(here, Actor):
            return (here.kind, here.role, here.name, here.person_id) == (kind_here(row["kind"]), row["role"], row["name"], None)
        return bool(canonical(content(here)) == canonical({name: value for name, value in row.items() if name != "path"}))

    def _named(self, value: Any) -> Any:
        """The same value with the names that things have here."""
        if not self.names:
            return value
        if isinstance(value, str):
            return self.names.get(value, value)
        if isinstance(value, list):
            return [self._named(one) for one in value]
        if isinstance(value, dict):
            return {self._named(key): self._named(one) for key, one in value.items()}
        return value

    # Rows -----------------------------------------------------------------------------------------------------------

    def _actors_and_people(self) -> None:
        for row in self.said["people"]:
            uuid = UUID(self._named(row["uuid"]))
            person, _new = Person.objects.get_or_create(
                uuid=uuid,
                defaults={"email": standing_in(uuid), "name": row["name"][:150], "is_active": False, "password": make_password(None)},
            )
            self.rows[Person, row["uuid"]] = person
        for row in self.said["actors"]:
            given = {"kind": kind_here(row["kind"]), "role": row["role"][:24], "name": row["name"][:150], "centre": self.centre}
            self.rows[Actor, row["uuid"]] = Actor.objects.get_or_create(uuid=UUID(self._named(row["uuid"])), defaults=given)[0]

    def _files(self) -> None:
        """The bytes first, then the rows that point to them. The bytes say what they are."""
        data = (self.folder / "data").resolve()
        for row in self.said["files"]:
            path = (data / row["path"]).resolve()
            known = path.is_relative_to(data) and path.is_file()
            if not known or kind_of(path, row["name"]) != row["kind"] or tidy_name(row["name"]) != row["name"]:
                raise Refused(_("“%(name)s” is not what the package says it is. Nothing of it was taken.") % {"name": row["name"]})
            sha256, size = keep(path)
            if (sha256, size) != (row["sha256"], row["size"]):
                raise Refused(_("“%(name)s” is not what the package says it is. Nothing of it was taken.") % {"name": row["name"]})
        self._write(StoredFile, self.said["files"])

    def _write(self, model: type[models.Model], packed: Sequence[Said]) -> None:
        """The rows of one table, in their order."""
        fresh: list[models.Model] = []
        for row in packed:
            shared = model in (Competence, StoredFile)
            here: Any = model._base_manager.filter(uuid=self._named(row["uuid"])).first() if shared else None
            if here is None:
                here = model(**self._values(model, row))
                fresh.append(here)
                if any(f.related_model is model for f in columns(model)):
                    here.save(force_insert=True)
            self.rows[model, row["uuid"]] = here
        unsaved = [row for row in fresh if row.pk is None]
        model._base_manager.bulk_create(unsaved, batch_size=200)
        if getattr(model, "APPEND_ONLY", False):
            self.told += fresh

    def _values(self, model: type[models.Model], row: Said) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if any(f.name == "centre" for f in model._meta.concrete_fields):
            found["centre"] = self.centre
        left_out = columns_left_out(model)
        if "secret_digest" in left_out:
            found["secret_digest"] = tokens.digest_of(token_urlsafe(32))  # nobody has the letter to it
        if model is Registration:
            found |= self.given
        for column in columns(model):
            if column.name not in left_out:
                found[column.name] = self._value(column, row[column.name])
        return found

    def _value(self, column: "models.Field[Any, Any]", value: Any) -> Any:
        if column.is_relation:
            assert column.related_model is not None
            return None if value is None else self.rows[column.related_model, value]
        if isinstance(column, models.JSONField):
            return self._named(value)
        if isinstance(column, models.UUIDField):
            return UUID(self._named(value))
        try:
            made = column.to_python(value)
            if made not in column.empty_values:
                column.run_validators(made)
        except ValidationError as error:
            raise Refused(_("The package holds a value that cannot be: %(why)s") % {"why": " ".join(error.messages)}) from error
        if (made is None and not column.null) or (column.choices and made not in ("", *(choice for choice, _label in column.flatchoices))):
            raise Refused(_("The package holds a value that cannot be: %(why)s") % {"why": f"{column.name} {value!r}"})
        return made

    # What must agree ------------------------------------------------------------------------------------------------

    def _known_targets(self, registration: Registration) -> None:
        framework = framework_of(registration.specification)
        known = framework.criterion_by_target.keys() | framework.requirement_by_target.keys()
        units = framework.unit_by_key.keys()
        named = {row["target"] for name in ("claim", "judgement") for row in self.said["rows"][name]}
        planned = {unit for row in self.said["rows"]["unitplan"] for unit in row["units"]} | {
            r["unit"] for r in self.said["rows"]["signoff"]
        }
        if strange := sorted((named - known) | (planned - units)):
            raise Refused(_("The package speaks of %(what)s, which the qualification does not have.") % {"what": strange[0]})

    def _progress(self, registration: Registration) -> None:
        """Worked out anew by its own code. It must come out as it was packed."""
        packed: dict[str, Any] = self._named(dict(self.said["progress"]))
        plan = plan_agreed(registration)
        row = Progress(
            registration=registration, centre=self.centre, active=packed["active"], units=plan.units if plan else [],
            signed=packed["signed"], marks=marks(registration),
        )  # fmt: skip
        if packed["last_act_at"]:
            row.last_act_at = Progress._meta.get_field("last_act_at").to_python(packed["last_act_at"])
        row.save(force_insert=True)
        progress.refresh(registration, row)
        worked_out = {name: value for name, value in content(row).items() if name not in columns_left_out(Progress)}
        if canonical(worked_out) != canonical(packed):
            raise Refused(_("How far the portfolio is does not follow from its judgements. Nothing of it was taken."))


def new_uuid(centre: Centre, uuid: UUID) -> UUID:
    """The registration's uuid at a centre where its own is taken: always the same, so that it is received once."""
    return uuid5(centre.uuid, str(uuid))


def standing_in(uuid: UUID) -> str:
    """The address of somebody of another centre, who has no account here and never gets a letter."""
    return f"{uuid}@elsewhere.invalid"


def kind_here(kind: str) -> str:
    """What an actor of another centre is here."""
    if kind not in Actor.Kind.values:
        raise ValueError(kind)
    return Actor.Kind.ELSEWHERE.value if kind == Actor.Kind.PERSON else kind
