"""The reasons of a plan as sentences, in the reader's language."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.people.words import Role
from milepost.portfolios.intake.columns import FIELDS
from milepost.portfolios.words import IntakeKind, RegistrationState

Args = Mapping[str, Any]


def sentence(said: Args) -> str:
    """One reason. `said` is what a plan keeps: its kind, what fills it, and the field that it concerns."""
    args = {key: _shown(key, value) for key, value in said["args"].items()}
    return SENTENCES[said["kind"]](args | {"field": field_name(said["field"])})


def field_name(key: str) -> str:
    """What a field is called."""
    for fields in (FIELDS[IntakeKind.LEARNERS], FIELDS[IntakeKind.STAFF], FIELDS[IntakeKind.ILR], FIELDS[IntakeKind.EMPLOYERS]):
        if key in fields:
            return str(fields[key])
    return ""


def speaks_for(signs: Sequence[Sequence[str]]) -> list[str]:
    """What says that two are one employer."""
    return [str(SIGNS[sign, how]) for sign, how in signs if (sign, how) in SIGNS and how != "differs"]


def speaks_against(signs: Sequence[Sequence[str]]) -> list[str]:
    return [str(SIGNS[sign, how]) for sign, how in signs if (sign, how) in SIGNS and how == "differs"]


def listed(words: Sequence[str]) -> str:
    return get_text_list(list(words), _("and"))


SIGNS = {
    ("name", "same"): gettext_lazy("the same name"),
    ("name", "near"): gettext_lazy("nearly the same name"),
    ("name", "differs"): gettext_lazy("another name"),
    ("number", "same"): gettext_lazy("the same company number"),
    ("number", "near"): gettext_lazy("a company number that differs in one place"),
    ("number", "differs"): gettext_lazy("another company number"),
    ("phone", "same"): gettext_lazy("the same telephone number"),
    ("phone", "near"): gettext_lazy("a telephone number that differs in one digit"),
    ("phone", "differs"): gettext_lazy("another telephone number"),
    ("domain", "same"): gettext_lazy("the same domain"),
    ("domain", "near"): gettext_lazy("nearly the same domain"),
    ("domain", "differs"): gettext_lazy("another domain"),
    ("email", "same"): gettext_lazy("the same e-mail address"),
    ("postcode", "same"): gettext_lazy("the same postcode"),
    ("postcode", "near"): gettext_lazy("nearly the same postcode"),
    ("postcode", "differs"): gettext_lazy("another postcode"),
    ("street", "same"): gettext_lazy("the same street and house"),
    ("street", "near"): gettext_lazy("the same street"),
    ("street", "differs"): gettext_lazy("another street or house"),
    ("town", "same"): gettext_lazy("the same town"),
    ("town", "differs"): gettext_lazy("another town"),
    ("contact", "same"): gettext_lazy("the same contact"),
    ("contact", "near"): gettext_lazy("nearly the same contact"),
    ("contact", "differs"): gettext_lazy("another contact"),
}


def _shown(key: str, value: Any) -> Any:
    if key == "signs":
        return f": {listed(speaks_for(value))}" if value else ""
    if key == "fields":
        return ", ".join(field_name("name" if one == "contact" else one) for one in value)
    if key == "role" and value in Role.values:
        return Role(value).label
    if key == "state" and value in RegistrationState.values:
        return RegistrationState(value).label
    if key in ("here", "there"):
        try:
            return date_format(date.fromisoformat(value), "j F Y")
        except ValueError:
            return value or _("nobody yet")
    return value


SENTENCES: dict[str, Callable[[Args], str]] = {
    # wrong, whatever the list is of
    "said": lambda a: str(a["text"]),
    "refused": lambda a: str(a["text"]),
    "no_name": lambda a: _("The name is missing."),
    "long_name": lambda a: _("The name is longer than a name can be. Look whether two columns have run together."),
    "no_email": lambda a: _("The e-mail address is missing, and nobody can sign in without one."),
    "no_email_in_return": lambda a: _(
        "The return gives no e-mail address. Add it in the file of lines to put right, and bring that in as a list of learners."
    ),
    "bad_email": lambda a: _("“%(text)s” is no e-mail address. It looks like lena@example.org.") % a,
    "bad_day": lambda a: _("“%(text)s” is no day that can be read. Write it day first, as 31/08/2026, or as 2026-08-31.") % a,
    "address_of_other": lambda a: _("This address belongs to %(name)s here, and the list says %(other)s. Give each their own address.") % a,
    "address_twice": lambda a: _("Line %(line)s gives the same address to %(name)s. Give each their own address.") % a,
    "twice": lambda a: _("Line %(line)s says the same, and only that one counts. Take this one out.") % a,
    "unknown_employer": lambda a: _("“%(text)s” is not among your employers. Bring in the employer first, or correct the name.") % a,
    # learners
    "born_in_future": lambda a: _("The date of birth lies in the future. Check the year."),
    "odd_age": lambda a: _("By this date of birth the learner is %(age)s years old. Check the year.") % a,
    "shortened_uln": lambda a: _(
        "“%(text)s” is a number that the spreadsheet has shortened. Set the column to text, write the ten digits anew, and save again."
    ) % a,
    "temporary_uln": lambda a: _("This is the temporary number. Bring the list in again once the learner’s own is known."),
    "uln_of_other": lambda a: _("This number belongs to %(name)s here (%(email)s). Correct the number, or the name and address.") % a,
    "uln_twice": lambda a: _("Line %(line)s gives the same number to %(name)s under another address. Correct one of them.") % a,
    "other_address": lambda a: _("By the number this is %(name)s, who is here as %(email)s. That address stays.") % a,
    "merged_address": lambda a: _("This address leads to %(name)s, who is here as %(email)s.") % a,
    "works_here": lambda a: _("%(name)s works here under this address. Make sure that it is the learner’s own.") % a,
    "unknown_qualification": lambda a: _("No qualification published here is called “%(text)s”. Import its handbook first, or correct it.") % a,
    "no_qualification": lambda a: _("No qualification is named, so the learner is invited and not registered."),
    "no_days": lambda a: _("The day is missing under “%(field)s”. Add it, or give one that holds for every line.") % a,
    "unknown_person": lambda a: _("Nobody called “%(text)s” is %(role)s here. Correct the name, or invite them first.") % a,
    "several_people": lambda a: _("Several people called “%(text)s” are %(role)s here. Give the e-mail address instead.") % a,
    "own_work": lambda a: _("Nobody assesses their own work: %(name)s is the learner. Name somebody else.") % a,
    "not_active": lambda a: _("This registration is %(state)s and stays as it is.") % a,
    "differs": lambda a: _("%(field)s: the list says %(there)s, here it is %(here)s. That stays; change it on the learner’s page.") % a,
    "will_note": lambda a: _("%(field)s: %(there)s is noted.") % a,
    "will_change": lambda a: _("%(field)s: %(there)s instead of %(here)s.") % a,
    "further_registration": lambda a: _("Learns here already; is registered on %(title)s as well.") % a,
    # a national return
    "programme_aim": lambda a: _("This is the programme as a whole. Its aims stand in lines of their own."),
    "aim_not_here": lambda a: _("No qualification published here has the number %(text)s.") % a,
    "aim_completed": lambda a: _("The learner has completed this aim."),
    "aim_withdrawn": lambda a: _("The learner has withdrawn from this aim."),
    "aim_on_break": lambda a: _("The learner is on a break in learning. Register them when they are back."),
    "bad_status": lambda a: _("“%(text)s” is no state of an aim. The return knows 1, 2, 3 and 6.") % a,
    # staff
    "no_role": lambda a: _("The role is missing: say assessor, IQA, EQA, centre manager, quality manager, employer owner or contact."),
    "bad_role": lambda a: _(
        "“%(text)s” is no role. Say assessor, IQA, EQA, centre manager, quality manager, employer owner or employer contact."
    ) % a,
    "further_role": lambda a: _("Is here already, and is invited as %(role)s as well.") % a,
    "employer_not_needed": lambda a: _("“%(text)s” is not used: only an employer contact belongs to an employer.") % a,
    "no_employer": lambda a: _("Say which employer this contact speaks for."),
    # employers
    "no_employer_name": lambda a: _("The name of the employer is missing."),
    "same_as_line": lambda a: _("The same employer as line %(line)s%(signs)s.") % a,
    "same_as_known": lambda a: _("Is %(name)s, who is here already%(signs)s.") % a,
    "adds": lambda a: _("Adds to what is known: %(fields)s.") % a,
    "namesake": lambda a: _("Another employer is called %(name)s. This one comes in as “%(whole)s”.") % a,
    "odd_email": lambda a: _("“%(text)s” is no e-mail address. It is kept with the employer, and nobody is invited.") % a,
    "address_without_name": lambda a: _("The address is kept with the employer. Nobody is invited, because no name stands beside it."),
    "address_is_of_other": lambda a: _("This address belongs to %(name)s here, and the list says %(other)s. Nobody is invited.") % a,
    "address_shared": lambda a: _("Line %(line)s gives the same address to %(name)s. It is kept, and nobody else is invited.") % a,
    "contact_without_email": lambda a: _("%(name)s is not invited: there is no e-mail address.") % a,
    "further_contact": lambda a: _("%(name)s is invited to speak for this employer.") % a,
}  # fmt: skip
