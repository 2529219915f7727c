"""Rules of combination in words: what a rule asks for, how a choice stands under it, and why it is not met."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from milepost.engine.combination import Kind, Line
from milepost.engine.combination.figures import limits_of
from milepost.engine.framework import RuleKind

type Names = Mapping[str, str]
type Args = Mapping[str, Any]


def listed(words: Iterable[str]) -> str:
    """ "1.1", "1.1 and 1.2", "1.1, 1.2 and 2.3"."""
    *most, last = list(words) or [""]
    return _("%(most)s and %(last)s") % {"most": ", ".join(most), "last": last} if most else last


def any_of(words: Iterable[str]) -> str:
    """ "1.1", "1.1 or 1.2", "1.1, 1.2 or 2.3"."""
    *most, last = list(words) or [""]
    return _("%(most)s or %(last)s") % {"most": ", ".join(most), "last": last} if most else last


def group_called(key: str) -> str:
    return _("Group %(key)s") % {"key": key}


def called(key: object, names: Names) -> str:
    return names.get(str(key), str(key))


def groups_called(keys: Iterable[str], names: Names) -> list[str]:
    return [names.get(key) or group_called(key) for key in keys]


# How much of what ----------------------------------------------------------------------------------------------------

AMOUNTS = {
    ("credits", "total"): ngettext_lazy("%(n)d credit", "%(n)d credits", "n"),
    ("credits", "optional"): ngettext_lazy("%(n)d optional credit", "%(n)d optional credits", "n"),
    ("credits", "mandatory"): ngettext_lazy("%(n)d mandatory credit", "%(n)d mandatory credits", "n"),
    ("credits", "imported"): ngettext_lazy("%(n)d imported credit", "%(n)d imported credits", "n"),
    ("credits", "borrowed"): ngettext_lazy("%(n)d borrowed credit", "%(n)d borrowed credits", "n"),
    ("credits", "further"): ngettext_lazy("%(n)d further credit", "%(n)d further credits", "n"),
    ("units", "total"): ngettext_lazy("%(n)d unit", "%(n)d units", "n"),
    ("units", "optional"): ngettext_lazy("%(n)d optional unit", "%(n)d optional units", "n"),
    ("units", "mandatory"): ngettext_lazy("%(n)d mandatory unit", "%(n)d mandatory units", "n"),
    ("units", "imported"): ngettext_lazy("%(n)d imported unit", "%(n)d imported units", "n"),
    ("units", "borrowed"): ngettext_lazy("%(n)d borrowed unit", "%(n)d borrowed units", "n"),
    ("units", "further"): ngettext_lazy("%(n)d further unit", "%(n)d further units", "n"),
    ("values", "total"): ngettext_lazy("%(n)d unit value", "%(n)d unit values", "n"),
    ("values", "optional"): ngettext_lazy("%(n)d optional unit value", "%(n)d optional unit values", "n"),
    ("values", "mandatory"): ngettext_lazy("%(n)d mandatory unit value", "%(n)d mandatory unit values", "n"),
    ("values", "imported"): ngettext_lazy("%(n)d imported unit value", "%(n)d imported unit values", "n"),
    ("values", "borrowed"): ngettext_lazy("%(n)d borrowed unit value", "%(n)d borrowed unit values", "n"),
    ("values", "further"): ngettext_lazy("%(n)d further unit value", "%(n)d further unit values", "n"),
    ("glh", "total"): ngettext_lazy("%(n)d guided learning hour", "%(n)d guided learning hours", "n"),
    ("glh", "optional"): ngettext_lazy("%(n)d optional guided learning hour", "%(n)d optional guided learning hours", "n"),
    ("glh", "mandatory"): ngettext_lazy("%(n)d mandatory guided learning hour", "%(n)d mandatory guided learning hours", "n"),
    ("glh", "imported"): ngettext_lazy("%(n)d imported guided learning hour", "%(n)d imported guided learning hours", "n"),
    ("glh", "borrowed"): ngettext_lazy("%(n)d borrowed guided learning hour", "%(n)d borrowed guided learning hours", "n"),
    ("glh", "further"): ngettext_lazy("%(n)d further guided learning hour", "%(n)d further guided learning hours", "n"),
    ("tqt", "total"): ngettext_lazy("%(n)d hour of qualification time", "%(n)d hours of qualification time", "n"),
    ("tqt", "optional"): ngettext_lazy("%(n)d optional hour of qualification time", "%(n)d optional hours of qualification time", "n"),
    ("tqt", "mandatory"): ngettext_lazy("%(n)d mandatory hour of qualification time", "%(n)d mandatory hours of qualification time", "n"),
    ("tqt", "imported"): ngettext_lazy("%(n)d imported hour of qualification time", "%(n)d imported hours of qualification time", "n"),
    ("tqt", "borrowed"): ngettext_lazy("%(n)d borrowed hour of qualification time", "%(n)d borrowed hours of qualification time", "n"),
    ("tqt", "further"): ngettext_lazy("%(n)d further hour of qualification time", "%(n)d further hours of qualification time", "n"),
}
WHOLES = {
    "credits": gettext_lazy("credits"),
    "units": gettext_lazy("units"),
    "values": gettext_lazy("unit values"),
    "glh": gettext_lazy("guided learning hours"),
    "tqt": gettext_lazy("hours of qualification time"),
}
PARTS = {
    ("credits", "optional"): gettext_lazy("optional credits"),
    ("credits", "mandatory"): gettext_lazy("mandatory credits"),
    ("credits", "imported"): gettext_lazy("imported credits"),
    ("units", "optional"): gettext_lazy("optional units"),
    ("units", "mandatory"): gettext_lazy("mandatory units"),
    ("units", "imported"): gettext_lazy("imported units"),
    ("values", "optional"): gettext_lazy("optional unit values"),
    ("values", "mandatory"): gettext_lazy("mandatory unit values"),
    ("values", "imported"): gettext_lazy("imported unit values"),
    ("glh", "optional"): gettext_lazy("optional guided learning hours"),
    ("glh", "mandatory"): gettext_lazy("mandatory guided learning hours"),
    ("glh", "imported"): gettext_lazy("imported guided learning hours"),
}
LEVELS = {
    "": gettext_lazy("%(what)s"),
    "at_level": gettext_lazy("%(what)s at Level %(level)d"),
    "at_level_or_above": gettext_lazy("%(what)s at Level %(level)d or above"),
    "at_level_or_below": gettext_lazy("%(what)s at Level %(level)d or below"),
}
WAYS = {
    "assessed": gettext_lazy("assessment here"),
    "rpl": gettext_lazy("recognition of prior learning"),
    "transfer": gettext_lazy("credit transfer"),
    "exempt": gettext_lazy("exemption"),
    "compensated": gettext_lazy("compensation"),
}


def _where(what: str, args: Args, names: Names, reach: str = "") -> str:
    """The thing that is counted, with its level, its groups and whatever else it is limited to."""
    what = str(LEVELS[reach]) % {"what": what, "level": args.get("level", 0)}
    if args["groups"]:
        what = _("%(what)s from %(groups)s") % {"what": what, "groups": any_of(groups_called(args["groups"], names))}
    if args.get("units"):
        what = _("%(what)s from %(groups)s") % {"what": what, "groups": any_of(called(u, names) for u in args["units"])}
    if args.get("how"):
        what = _("%(what)s by %(ways)s") % {"what": what, "ways": any_of(str(WAYS[way]) for way in args["how"])}
    return what


def _amount(n: int, measure: str, args: Args, names: Names, reach: str = "") -> str:
    """ "10 optional credits at Level 3 or above from Group B"."""
    scope = "further" if args.get("further") else str(args["scope"])
    if args["groups"] and scope in ("optional", "mandatory"):
        scope = "total"
    return _where(AMOUNTS[measure, scope] % {"n": n}, args, names, reach)


def _share(percent: int, args: Args, names: Names) -> str:
    """ "50 % of the optional units at Level 2", "40 % of the credits as imported credits"."""
    measure, reach = args["of"], args["reach"]
    part = str(PARTS.get((measure, args["scope"]), WHOLES[measure]))
    if reach:
        return _where(_("%(percent)d %% of the %(part)s") % {"percent": percent, "part": part}, args, names, reach)
    given = {"percent": percent, "all": WHOLES[measure], "part": _where(part, args, names)}
    return _("%(percent)d %% of the %(all)s as %(part)s") % given


# The kinds that count, taken apart: (measure, bound, levels) --------------------------------------------------------------

MEASURES = ("credits", "units", "values", "glh", "tqt")


def _apart(kind: str) -> tuple[str, str, str]:
    measure, _sep, rest = kind.partition("_")
    for bound in ("exactly", "over"):
        if rest == bound or rest.startswith(f"{bound}_"):
            return measure, bound, rest.removeprefix(bound).removeprefix("_")
    return measure, "", rest


COUNTING = {kind.value: _apart(kind) for kind in Kind if kind.partition("_")[0] in MEASURES}
FLOORS = frozenset(kind for kind, (_measure, bound, _reach) in COUNTING.items() if not bound)


def asked_for(line: Line, names: Names) -> str:
    """What one rule asks for, whatever is chosen: "10 optional credits at Level 3"."""
    if line.kind in COUNTING:
        measure, bound, reach = COUNTING[line.kind]
        what = _amount(line.need, measure, limits_of(line.rule), names, reach)
        if bound == "exactly":
            return _("exactly %(what)s") % {"what": what}
        return _("at most %(what)s") % {"what": what} if bound else what
    rule = line.rule
    match line.kind:
        case Kind.SHARE_AT_LEAST:
            return _("at least %(what)s") % {"what": _share(rule.value, limits_of(rule), names)}
        case Kind.SHARE_AT_MOST:
            return _("at most %(what)s") % {"what": _share(rule.value, limits_of(rule), names)}
        case Kind.MANDATORY:
            return _("mandatory %(units)s") % {"units": listed(called(u, names) for u in line.members)}
        case Kind.ONE_FROM_EACH:
            return _("a unit from each of %(groups)s") % {"groups": listed(groups_called(line.members, names))}
        case Kind.SAME_TITLE:
            return _("of units with the same title only one")
        case Kind.BARRING_CODES:
            return _("of units with the same barring code only one")
        case Kind.NEEDS:
            return _("%(unit)s only with %(units)s") % {
                "unit": called(rule.units[0], names),
                "units": _needed(rule.units[1:], rule.value, names),
            }
        case Kind.TOGETHER:
            return _("%(units)s only together") % {"units": listed(called(u, names) for u in rule.units)}
    return _("only one of %(units)s") % {"units": listed(called(u, names) for u in line.members)}


def _needed(units: Iterable[str], most: int, names: Names) -> str:
    words = [called(u, names) for u in units]
    if not most or most >= len(words):
        return listed(words)
    if most == 1:
        return any_of(words)
    return _("%(n)d of %(units)s") % {"n": most, "units": listed(words)}


def standing_of(line: Line, names: Names) -> str:
    """One evaluated rule, met or not: "10 optional credits at Level 3: has 19"."""
    given: dict[str, object] = {"what": asked_for(line, names), "has": line.has, "left": line.taken - line.has}
    if line.waived:
        given |= {"reason": line.waived.reason, "who": line.waived.signed_by}
        if line.waived.until:
            given["day"] = date_format(line.waived.until, "j F Y")
            return _("%(what)s: waived by %(who)s until %(day)s, because: %(reason)s") % given
        return _("%(what)s: waived by %(who)s, because: %(reason)s") % given
    if line.kind in (Kind.SHARE_AT_LEAST, Kind.SHARE_AT_MOST):
        return _("%(what)s: has %(has)d %%") % given
    if line.rule.kind in (RuleKind.NEEDS, RuleKind.TOGETHER):
        if line.missing and line.has:
            return _without(given, line, names)
        return str(given["what"])
    if line.rule.kind in (RuleKind.SAME_TITLE, RuleKind.BARRING_CODES) and line.taken <= 1:
        return str(given["what"])
    if line.taken > line.has:
        return _("%(what)s: counting %(has)d, not counting %(left)d") % given
    return _("%(what)s: has %(has)d") % given


def _without(given: Mapping[str, object], line: Line, names: Names) -> str:
    return _("%(what)s: without %(units)s") % {**given, "units": listed(called(u, names) for u in line.missing)}


# Why a rule is not met --------------------------------------------------------------------------------------------------


def _short(what: str, args: Args) -> str:
    given = {"what": what, "has": args["has"], "short": args["need"] - args["has"]}
    if args["taken"] > args["has"]:
        given["left"] = args["taken"] - args["has"]
        return _("needs %(what)s, counting %(has)d: %(short)d short, not counting %(left)d") % given
    return _("needs %(what)s, has %(has)d: %(short)d short") % given


def _counting(kind: str) -> Callable[[Args, Names], str]:
    measure, bound, reach = COUNTING[kind]

    def said(args: Args, names: Names) -> str:
        if bound == "over":
            given = {"what": _amount(args["limit"], measure, args, names, reach), "taken": args["taken"], "over": args["over"]}
            return _("only %(what)s count of the %(taken)d chosen: %(over)d too many, and the other rules need more that counts") % given
        what = _amount(args["need"], measure, args, names, reach)
        return _short(_("exactly %(what)s") % {"what": what} if bound else what, args)

    return said


def _share_over(words: Any) -> Callable[[Args, Names], str]:
    def said(args: Args, names: Names) -> str:
        given = {"what": str(words) % {"what": _share(args["percent"], args, names)}, "counts": args["counts"], "left": args["left"]}
        return _("needs %(what)s: for that only %(counts)d count, %(left)d do not, and the other rules need more that counts") % given

    return said


def _mandatory(args: Args, names: Names) -> str:
    units = listed(called(u, names) for u in args["missing"])
    return ngettext("needs the mandatory unit %(units)s", "needs the mandatory units %(units)s", len(args["missing"])) % {"units": units}


def _one_from_each(args: Args, names: Names) -> str:
    groups = groups_called(args["missing"], names)
    return ngettext(
        "needs at least one unit from %(groups)s, has none",
        "needs at least one unit from each of %(groups)s, has none",
        len(groups),
    ) % {"groups": listed(groups)}


def _barred(args: Args, names: Names) -> str:
    return _("only one of %(units)s counts, because they are barred together: the other rules need more") % {
        "units": listed(called(u, names) for u in args["units"])
    }


def _same_title(args: Args, names: Names) -> str:
    return _("only one of each title counts among %(units)s: the other rules need more") % {
        "units": listed(called(u, names) for u in args["units"])
    }


def _barring_codes(args: Args, names: Names) -> str:
    return _("only one of each barring code counts among %(units)s (%(codes)s): the other rules need more") % {
        "units": listed(called(u, names) for u in args["units"]),
        "codes": ", ".join(args["codes"]),
    }


def _needs(args: Args, names: Names) -> str:
    given = {"unit": called(args["unit"], names), "units": _needed(args["units"], args["most"], names)}
    return _("%(unit)s does not count without %(units)s, and the other rules need it") % given


def _together(args: Args, names: Names) -> str:
    given = {"units": listed(called(u, names) for u in args["units"]), "missing": listed(called(u, names) for u in args["missing"])}
    return ngettext(
        "%(units)s does not count without %(missing)s, and the other rules need it",
        "%(units)s do not count without %(missing)s, and the other rules need them",
        len(args["units"]),
    ) % given  # fmt: skip


def _too_young(args: Args, _names: Names) -> str:
    given = {"need": args["need"], "has": args["has"], "day": date_format(args["day"], "j F Y")}
    return _("needs an age of %(need)d at registration, is %(has)d on %(day)s") % given


def _ended(words: Any) -> Callable[[Args, Names], str]:
    return lambda args, _names: str(words) % {"last": date_format(args["last"], "j F Y"), "day": date_format(args["day"], "j F Y")}


RULES: dict[str, Callable[[Args, Names], str]] = {
    **{kind: _counting(kind) for kind in COUNTING},
    Kind.SHARE_AT_LEAST.value: _share_over(gettext_lazy("at least %(what)s")),
    Kind.SHARE_AT_MOST.value: _share_over(gettext_lazy("at most %(what)s")),
    Kind.MANDATORY.value: _mandatory,
    Kind.ONE_FROM_EACH.value: _one_from_each,
    Kind.BARRED.value: _barred,
    Kind.SAME_TITLE.value: _same_title,
    Kind.BARRING_CODES.value: _barring_codes,
    Kind.NEEDS.value: _needs,
    Kind.TOGETHER.value: _together,
    Kind.TOO_YOUNG.value: _too_young,
    Kind.REGISTRATION_ENDED.value: _ended(gettext_lazy("nobody is registered after %(last)s any more, and the day is %(day)s")),
    Kind.CERTIFICATION_ENDED.value: _ended(gettext_lazy("no certificate is issued after %(last)s any more, and the day is %(day)s")),
}
