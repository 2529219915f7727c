"""Time in words: how long something may take, and why a day does not count."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.engine.worktime import Limit, Skipped, Unit, Why


def limit(value: Limit) -> str:
    """ "2 working days" """
    if value.count == 0:
        return _("the same working day")
    count = {"count": value.count}
    match value.unit:
        case Unit.WORKING_DAYS:
            return ngettext("%(count)d working day", "%(count)d working days", value.count) % count
        case Unit.WORKING_HOURS:
            return ngettext("%(count)d working hour", "%(count)d working hours", value.count) % count
        case Unit.WORKING_MINUTES:
            return ngettext("%(count)d working minute", "%(count)d working minutes", value.count) % count
        case Unit.DAYS:
            return ngettext("%(count)d day", "%(count)d days", value.count) % count
        case Unit.WEEKS:
            return ngettext("%(count)d week", "%(count)d weeks", value.count) % count


def skipped(value: Skipped) -> str:
    """ "Monday 31 May 2027: bank holiday, Spring Bank Holiday" """
    match value.why:
        case Why.LATE:
            why = _("it came after the cut-off time, so it counts as received on the next working day")
        case Why.NO_OFFICE:
            why = _("no office hours")
        case Why.HOLIDAY:
            why = _("bank holiday, %(name)s") % {"name": value.name}
        case Why.CLOSURE:
            why = _("closed, %(name)s") % {"name": value.name}
        case Why.PAUSED:
            why = _("the clock stood still")
    return f"{date_format(value.day, 'l j F Y')}: {why}"
