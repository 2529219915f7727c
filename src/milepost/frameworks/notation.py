"""One rule of combination as a line of the notation, for a person to read and to write: `{at_least: 50%, of: units, at_level: 2}`."""

import json
import re
from typing import Any

import yaml
from django.utils.translation import gettext as _

from milepost.engine.framework import Framework, Rule
from milepost.frameworks.document import FORMAT, UNIT_WORDS, Document, rule_with_keys, written_rule
from milepost.frameworks.specfile import Unreadable, faults

PLAIN = re.compile(r"[A-Za-z_][\w %-]*|\d+%")


def rule_as_line(rule: Rule, framework: Framework) -> str:
    """The rule as one line, with units by their codes."""
    written = written_rule(rule)
    codes = {u.key: u.code for u in framework.units if framework.unit_by_code.get(u.code) is u}
    for word in (*UNIT_WORDS, "unit"):
        if word in written:
            value = written[word]
            written[word] = codes.get(value, value) if isinstance(value, str) else [codes.get(key, key) for key in value]
    return "{" + ", ".join(f"{name}: {_flow(value)}" for name, value in written.items()) + "}"


def _flow(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_flow(one) for one in value) + "]"
    if isinstance(value, str) and PLAIN.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def rule_from_line(line: str, framework: Framework) -> Document:
    """The rule that a line describes, as a document writes it. Raises Unreadable with what is wrong in it."""
    text = line.strip()
    try:
        rule = yaml.safe_load(text if text.startswith("{") else "{" + text + "}")
    except yaml.YAMLError as error:
        raise Unreadable([_("Write the rule like this: %(example)s") % {"example": EXAMPLE}]) from error
    whole = {
        "format": FORMAT,
        "title": "-",
        "units": [{"code": "-", "title": "-"}],
        "qualifications": [{"title": "-", "rules": [rule]}],
    }
    if sentences := faults(whole):
        raise Unreadable([sentence.partition(": ")[2] for sentence in sentences])
    keys = {u.code: u.key for u in framework.units if framework.unit_by_code.get(u.code) is u} | {u.key: u.key for u in framework.units}
    found = rule_with_keys(rule, keys)
    named = [name for word in UNIT_WORDS for name in found.get(word, ())] + [found[word] for word in ("unit",) if word in found]
    if strange := [name for name in named if name not in framework.unit_by_key]:
        raise Unreadable([_("No unit here has the number %(name)s. Look at the list of units.") % {"name": strange[0]}])
    return found


EXAMPLE = "{at_least: 50%, of: units, at_level: 2, from: optional}"
