"""Specifications on their way out: our YAML, the neutral `vq-spec/1`, a CASE 1.1 package, Moodle's list of competencies.

Each form is a function from a document to bytes. Whatever can be read back (`importers.written`) comes back without loss;
Moodle's list is for reading by Moodle alone, which knows no rules of combination.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from milepost.frameworks.case import writing
from milepost.frameworks.case.fields import Entity
from milepost.frameworks.document import Document
from milepost.frameworks.exporters import moodle, notation, vq


@dataclass(frozen=True, slots=True)
class Published:
    """What a file says of its source, where there is one: the address that serves it, the day it was published, by whom, how."""

    base: str = ""
    changed: str = writing.UNKNOWN
    organisation: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    title: str | Promise
    about: str | Promise  # whom it is for
    suffix: str
    kind: str  # the media type
    write: Callable[[Document, Published], bytes]


def package(document: Document, published: Published) -> Entity:
    """The CASE package of a document."""
    found = writing.package(document, base=published.base, changed=published.changed, organisation=published.organisation)
    return writing.with_licence(found, published.licence, published.base) if published.licence else found


def _case(document: Document, published: Published) -> bytes:
    return (json.dumps(package(document, published), ensure_ascii=False, indent=1) + "\n").encode()


FORMS = {
    "yaml": Form(
        gettext_lazy("Milepost YAML"), gettext_lazy("everything, to read and to edit"), ".yaml", "application/yaml",
        lambda document, _published: notation.write(document),
    ),
    "case": Form(
        gettext_lazy("CASE 1.1"), gettext_lazy("for other systems that keep competencies"), ".case.json", "application/json", _case
    ),
    "vq": Form(
        gettext_lazy("vq-spec/1"), gettext_lazy("plain JSON, for programs of your own"), ".vq.json", "application/json",
        lambda document, _published: vq.write(document),
    ),
    "moodle": Form(
        gettext_lazy("Moodle competencies"), gettext_lazy("for Site administration › Competencies › Import"), ".moodle.csv", "text/csv",
        lambda document, _published: moodle.write(document),
    ),
}  # fmt: skip


def export(document: Document, form: str, published: Published | None = None) -> bytes:
    """The document in one of FORMS."""
    return FORMS[form].write(document, published or Published())


def file_name(document: Document, form: str) -> str:
    """A name for the file: the number and title of the specification, in letters that every system takes."""
    words = " ".join(filter(None, [str(document.get("number", "")), document["title"]]))
    plain = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:60].strip("-")
    return (plain or "specification") + FORMS[form].suffix
