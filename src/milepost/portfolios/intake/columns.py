"""Which column of a list means what: by the words on top, however a centre writes them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from milepost.portfolios.words import IntakeKind

type Label = str | Promise

# What a line of each kind of list may say, in the order of a template.
FIELDS: dict[str, dict[str, Label]] = {
    IntakeKind.LEARNERS: {
        "name": _("Name"),
        "first_name": _("First name"),
        "last_name": _("Last name"),
        "email": _("E-mail"),
        "born_on": _("Date of birth"),
        "uln": _("ULN"),
        "qualification": _("Qualification"),
        "starts_on": _("Start"),
        "ends_on": _("Planned end"),
        "employer": _("Employer"),
        "assessor": _("Assessor"),
        "iqa": _("IQA"),
    },
    IntakeKind.STAFF: {
        "name": _("Name"),
        "first_name": _("First name"),
        "last_name": _("Last name"),
        "email": _("E-mail"),
        "role": _("Role"),
        "employer": _("Employer"),
    },
    IntakeKind.EMPLOYERS: {
        "employer": _("Employer"),
        "number": _("Company number"),
        "street": _("Street"),
        "street2": _("Street, second line"),
        "town": _("Town"),
        "postcode": _("Postcode"),
        "phone": _("Telephone"),
        "website": _("Website"),
        "name": _("Contact"),
        "email": _("E-mail of the contact"),
        "notes": _("Notes"),
    },
}
FIELDS[IntakeKind.ILR] = {
    key: FIELDS[IntakeKind.LEARNERS][key]
    for key in ("first_name", "last_name", "email", "born_on", "uln", "qualification", "starts_on", "ends_on")
} | {"status": _("State of the aim"), "aim": _("Kind of aim")}
TEMPLATES: dict[str, tuple[str, ...]] = {
    IntakeKind.LEARNERS: (
        "first_name", "last_name", "email", "born_on", "uln", "qualification", "starts_on", "ends_on", "employer", "assessor", "iqa",
    ),
    IntakeKind.STAFF: ("first_name", "last_name", "email", "role", "employer"),
    IntakeKind.EMPLOYERS: ("employer", "number", "street", "town", "postcode", "phone", "website", "name", "email", "notes"),
}  # fmt: skip
NOT_READ = ""  # of a column that means nothing here
REASONS = "reasons"  # the column that lines come back with: read over, and never written twice

_CALLED: dict[str, str] = {
    "name": "name|full name|learner|learner name|candidate|candidate name|student|student name|apprentice|staff name|contact|contact name|"
    "contact person|person",
    "first_name": "first name|firstname|forename|forenames|given name|given names|givennames|christian name",
    "last_name": "last name|lastname|surname|family name|familyname|second name",
    "email": "e mail|email|mail|email address|e mail address|mail address|learner email|work email|contact email|email of the contact|"
    "e mail of the contact|e mail of contact|user name|username",
    "born_on": "born|born on|date of birth|birth date|birthdate|birthday|dob|d o b|dateofbirth",
    "uln": "uln|unique learner number|learner number|uln number|unique learner no",
    "qualification": "qualification|qualification number|qualification title|qualification aim|qualification code|qan|qn|course|programme|"
    "program|learning aim|learning aim reference|learnaimref|aim|award",
    "starts_on": "start|starts|starts on|start date|started|date started|registration date|learnstartdate|learning start date|begins",
    "ends_on": "end|ends|ends on|end date|planned end|planned end date|expected end|expected end date|due date|learnplanenddate|"
    "learning planned end date|completion date|expected completion|target date",
    "employer": "employer|employer name|company|company name|organisation|organisation name|organization|workplace|name of the employer|"
    "name of employer",
    "assessor": "assessor|assessor name|assessor email|assessor e mail|tutor|trainer|coach",
    "iqa": "iqa|iqa name|iqa email|internal quality assurer|internal verifier|iv|verifier|quality assurer",
    "role": "role|job|function|position|does|job title|job role",
    "status": "compstatus|completion status|status",
    "aim": "aimtype|aim type",
    "number": "company number|companies house number|co no|company no|registration number|company registration number|crn|"
    "company reg no|registered number|companies house|charity number",
    "street": "street|address|address 1|address line 1|addr 1|addr1|address1|street address|add 1|premises address",
    "street2": "street second line|address 2|address line 2|addr 2|addr2|address2|street 2|add 2|locality",
    "town": "town|city|town city|post town|address 3|address line 3|place",
    "postcode": "postcode|post code|postal code|zip|zip code|p code|pcode",
    "phone": "telephone|phone|tel|tel no|telephone number|phone number|telephone no|contact number|mobile|landline|main number",
    "website": "website|web|web site|url|homepage|home page|domain|web address|site",
    "notes": "notes|note|comments|comment|remarks|further information|other",
    REASONS: "what to put right|reasons|reason",
}  # fmt: skip
_MEANS = {called: key for key, all_called in _CALLED.items() for called in all_called.split("|")}


def folded(text: str) -> str:
    """A text by which things are found again: no case, no accents, no marks between its words."""
    plain = unicodedata.normalize("NFKD", text)
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)).casefold()))


def meaning(head: str, kind: str) -> str:
    """The field that a column holds, or `NOT_READ`."""
    key = _MEANS.get(folded(re.sub(r"\(.*?\)", "", head))) or _MEANS.get(folded(head)) or NOT_READ
    if kind == IntakeKind.EMPLOYERS and folded(head) in ("name", "registered name", "trading name", "account", "account name", "customer"):
        key = "employer"  # a list of employers that says "name" means theirs
    return key if key in FIELDS[kind] or key == REASONS else NOT_READ


def understood(heads: Sequence[str], kind: str) -> int:
    """How many heads mean something: how a list shows where it begins and what parts its columns."""
    return len({key for head in heads if (key := meaning(head, kind))})


def meanings(heads: Sequence[str], kind: str, chosen: Mapping[str, str] | None = None) -> list[str]:
    """The field of each column: as somebody chose it, else by its head. Of two that say the same, the first counts."""
    chosen = chosen or {}
    taken = {key for key in chosen.values() if key}
    found: list[str] = []
    for place, head in enumerate(heads):
        key = chosen.get(str(place))
        if key is None:
            key = meaning(head, kind)
            key = NOT_READ if key in taken else key
        taken.add(key)
        found.append(key if key in FIELDS[kind] or key == REASONS else NOT_READ)
    return found
