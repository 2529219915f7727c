"""Our own notation as a YAML file that a person can read and edit."""

from collections.abc import Iterable
from typing import Any

import yaml

from milepost.frameworks.document import Document

# The order in which a person wants to read things. A database may keep names in another.
ORDER = (
    "format", "key", "code", "letter", "title", "number", "version", "owner", "text", "level", "entry", "credit", "glh", "uan",
    "accreditation_number", "ages", "min_age", "last_registration", "last_certification", "approval", "assessment_strategy", "aim", "nos",
    "support_body", "assessment", "conditions", "unconfirmed", "notes", "optional", "at_least", "at_most", "exactly", "all", "all_from",
    "not_both", "of", "at_level", "at_level_or_above", "from", "from_each", "enough", "groups", "rules", "outcomes", "criteria",
    "requirements", "qualifications", "units", "changes", "case",
)  # fmt: skip
PLACES = {name: place for place, name in enumerate(ORDER)}
WIDTH = 120
SHORT = 70  # characters of names and values that stand on one line
LONGEST_CODE = 24  # what is longer is no code, and stands on a line of its own


class _Dumper(yaml.SafeDumper):
    """YAML in which what is short stands on one line."""

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        return super().represent_mapping(tag, mapping, flow_style or _is_short(mapping.values()))

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.SequenceNode:
        codes = all(not isinstance(one, dict | list) and len(str(one)) <= LONGEST_CODE for one in sequence)
        return super().represent_sequence(tag, sequence, flow_style or codes)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - a file for people says things where they stand
        return True


def _is_short(parts: Iterable[Any]) -> bool:
    """Numbers, codes and lists of them; a sentence stands on a line of its own."""
    texts = [text for part in parts for text in (part if isinstance(part, list) else [part])]
    return not any(isinstance(text, dict | list) for text in texts) and sum(len(str(text)) + 2 for text in texts) <= SHORT


def write(document: Document) -> bytes:
    """The document as YAML."""
    text: str = yaml.dump(in_order(document), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=False)
    return text.encode()


def in_order(value: Any) -> Any:
    """The same, with the names of every part in the order in which a person reads them."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: (PLACES.get(name, len(ORDER) - 1.5), name))
        return {name: in_order(value[name]) for name in names}
    if isinstance(value, list):
        return [in_order(part) for part in value]
    return value
