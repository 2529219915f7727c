"""What CASE 1.1 knows: its classes, their fields in order, and what each field holds."""

from enum import StrEnum
from typing import Any

type Entity = dict[str, Any]


class Holds(StrEnum):
    """What a field holds."""

    GUID = "an identifier (a UUID)"
    TEXT = "text"
    URI = "an address"
    TEXTS = "a list of texts"
    DATE = "a date such as 2026-03-01"
    INSTANT = "a date with a time such as 2026-03-01T12:00:00Z"
    WHOLE = "a whole number"
    NUMBER = "a number"
    LINK = "a link with title, identifier and uri"
    LINKS = "a list of links"
    NODE = "a link to an item or a document"
    TYPE = "a type of association"
    VERSION = "the version of CASE"
    EXTENSION = "names with values"
    EXTENSIONS = "a list of names with values"
    CRITERIA = "a list of rubric criteria"
    LEVELS = "a list of rubric levels"


NAME = {"identifier": Holds.GUID, "uri": Holds.URI}
LAST = {"lastChangeDateTime": Holds.INSTANT}
MORE = {"extensions": Holds.EXTENSION}
TITLED = {"title": Holds.TEXT, "description": Holds.TEXT}

FIELDS: dict[str, dict[str, Holds]] = {
    "CFDocument": NAME | {
        "frameworkType": Holds.TEXT, "caseVersion": Holds.VERSION, "creator": Holds.TEXT, "title": Holds.TEXT,
        "officialSourceURL": Holds.URI, "publisher": Holds.TEXT, "description": Holds.TEXT, "subject": Holds.TEXTS,
        "subjectURI": Holds.LINKS, "language": Holds.TEXT, "version": Holds.TEXT, "adoptionStatus": Holds.TEXT,
        "statusStartDate": Holds.DATE, "statusEndDate": Holds.DATE, "licenseURI": Holds.LINK, "notes": Holds.TEXT,
    } | LAST | MORE,
    "CFItem": NAME | {
        "CFItemType": Holds.TEXT, "humanCodingScheme": Holds.TEXT, "listEnumeration": Holds.TEXT, "fullStatement": Holds.TEXT,
        "alternativeLabel": Holds.TEXT, "abbreviatedStatement": Holds.TEXT, "conceptKeywords": Holds.TEXTS,
        "conceptKeywordsURI": Holds.LINK, "notes": Holds.TEXT, "subject": Holds.TEXTS, "subjectURI": Holds.LINKS,
        "language": Holds.TEXT, "educationLevel": Holds.TEXTS, "CFItemTypeURI": Holds.LINK, "licenseURI": Holds.LINK,
        "statusStartDate": Holds.DATE, "statusEndDate": Holds.DATE,
    } | LAST | MORE,
    "CFAssociation": NAME | {
        "associationType": Holds.TYPE, "sequenceNumber": Holds.WHOLE, "originNodeURI": Holds.NODE, "destinationNodeURI": Holds.NODE,
        "CFAssociationGroupingURI": Holds.LINK, "notes": Holds.TEXT,
    } | LAST | MORE,
    "CFConcept": NAME | TITLED | {"keywords": Holds.TEXT, "hierarchyCode": Holds.TEXT} | LAST | MORE,
    "CFSubject": NAME | TITLED | {"hierarchyCode": Holds.TEXT} | LAST | MORE,
    "CFLicense": NAME | TITLED | {"licenseText": Holds.TEXT} | LAST | MORE,
    "CFItemType": NAME | TITLED | {"hierarchyCode": Holds.TEXT, "typeCode": Holds.TEXT} | LAST | MORE,
    "CFAssociationGrouping": NAME | TITLED | LAST | MORE,
    "CFRubric": NAME | TITLED | {"CFRubricCriteria": Holds.CRITERIA} | LAST | MORE,
    "CFRubricCriterion": NAME | {
        "category": Holds.TEXT, "description": Holds.TEXT, "CFItemURI": Holds.LINK, "weight": Holds.NUMBER, "position": Holds.WHOLE,
        "rubricId": Holds.GUID, "CFRubricCriterionLevels": Holds.LEVELS,
    } | LAST | MORE,
    "CFRubricCriterionLevel": NAME | {
        "description": Holds.TEXT, "quality": Holds.TEXT, "score": Holds.NUMBER, "feedback": Holds.TEXT, "position": Holds.WHOLE,
        "rubricCriterionId": Holds.GUID,
    } | LAST | {"extensions": Holds.EXTENSIONS},
}  # fmt: skip

# What must be there beside `identifier`, `uri` and `lastChangeDateTime`, which can be worked out where they are not.
NEEDED = {
    "CFDocument": ("creator", "title"),
    "CFItem": ("fullStatement",),
    "CFAssociation": ("associationType", "originNodeURI", "destinationNodeURI"),
    "CFConcept": ("title", "hierarchyCode"),
    "CFSubject": ("title", "hierarchyCode"),
    "CFLicense": ("title", "licenseText"),
    "CFItemType": ("title", "description", "hierarchyCode"),
    "CFAssociationGrouping": ("title",),
}
DEFINITIONS = {
    "CFConcepts": "CFConcept",
    "CFSubjects": "CFSubject",
    "CFLicenses": "CFLicense",
    "CFItemTypes": "CFItemType",
    "CFAssociationGroupings": "CFAssociationGrouping",
}
# What a package holds, and what the addresses of single things are made of.
COLLECTIONS = {"CFItems": "CFItem", "CFAssociations": "CFAssociation", "CFRubrics": "CFRubric"} | DEFINITIONS
PACKAGE = ("CFDocument", "CFItems", "CFAssociations", "CFDefinitions", "CFRubrics", "extensions")

CHILD = "isChildOf"
ASSOCIATIONS = {
    CHILD, "isPeerOf", "isPartOf", "exactMatchOf", "precedes", "isRelatedTo", "replacedBy", "exemplar", "hasSkillLevel", "isTranslationOf",
}  # fmt: skip


def in_order(value: Any, names: tuple[str, ...] = ()) -> Any:
    """The same value with the names of every object in one order: the known ones first, the rest by the alphabet.

    A database may keep names in an order of its own; what is written does not depend on it.
    """
    if isinstance(value, dict):
        first = [name for name in names if name in value]
        return {name: in_order(value[name]) for name in [*first, *sorted(value.keys() - set(first))]}
    if isinstance(value, list):
        return [in_order(part) for part in value]
    return value


def entity(value: Entity, kind: str) -> Entity:
    """One thing of a package, with its fields in the order of the format."""
    found: Entity = in_order(value, tuple(FIELDS[kind]))
    return found
