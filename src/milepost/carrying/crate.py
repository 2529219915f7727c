"""The metadata of a package as RO-Crate 1.1: what the files are, for archives and programs that know nothing of Milepost."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

CONTEXT = "https://w3id.org/ro/crate/1.1/context"
PROFILE = "https://w3id.org/ro/crate/1.1"

type Entity = dict[str, Any]


def metadata(said: Mapping[str, Any], sizes: Mapping[str, int]) -> Entity:
    """The whole graph: descriptor, portfolio, learner, qualification, and a line for each file."""
    registration = said["rows"]["registration"][0]
    stored = {file["path"]: file for file in said["files"]}
    title = _("Portfolio of %(name)s, %(qualification)s") % {
        "name": said["learner"]["name"],
        "qualification": registration["qualification_title"],
    }
    root: Entity = {
        "@id": "./",
        "@type": "Dataset",
        "name": title,
        "description": _("Evidence, claims, judgements, sign-offs and the journal of one learner. Open portfolio.html to read it."),
        "identifier": f"urn:uuid:{registration['uuid']}",
        "datePublished": said["progress"]["last_act_at"] or registration["registered_at"],
        "license": {"@id": "#rights"},
        "author": {"@id": "#learner"},
        "about": {"@id": "#qualification"},
        "hasPart": [{"@id": path} for path in sorted(sizes)],
    }
    people: list[Entity] = [
        {"@id": "#learner", "@type": "Person", "name": said["learner"]["name"]},
        {
            "@id": "#qualification",
            "@type": "EducationalOccupationalCredential",
            "name": registration["qualification_title"],
            "identifier": registration["qualification"],
        },
        {
            "@id": "#rights",
            "@type": "CreativeWork",
            "name": _("The learner’s own"),
            "description": _("The work belongs to its learner. The text of the qualification belongs to whoever published it."),
        },
    ]
    files = [_file(path, size, stored.get(path)) for path, size in sorted(sizes.items())]
    descriptor: Entity = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": PROFILE},
        "about": {"@id": "./"},
    }
    return {"@context": CONTEXT, "@graph": [descriptor, root, *people, *files]}


def _file(path: str, size: int, stored: Mapping[str, Any] | None) -> Entity:
    kind = stored["kind"] if stored else _kinds(path)
    found: Entity = {"@id": path, "@type": "File", "name": stored["name"] if stored else _called(path), "contentSize": str(size)}
    if stored:
        found |= {"identifier": f"urn:uuid:{stored['uuid']}", "sha256": stored["sha256"], "dateCreated": stored["stored_at"]}
    return found | {"encodingFormat": kind}


def _kinds(path: str) -> str:
    """Of what Milepost writes itself."""
    return {"html": "text/html", "json": "application/json", "jsonl": "application/jsonl"}[path.rpartition(".")[2]]


def _called(path: str) -> str:
    names = {"portfolio.html": _("The portfolio, to read"), "portfolio.json": _("The portfolio, for programs")}
    if path in names:
        return names[path]
    return _("Events beside the journal that vouch for its files") if path.endswith("-beside.jsonl") else _("The journal of one centre")
