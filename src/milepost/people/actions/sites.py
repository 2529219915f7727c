"""The places of a centre."""

from datetime import date

from django.db import transaction

from milepost.base import clock, events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.people import policies, words
from milepost.people.models import Centre, Site


@transaction.atomic
def open_site(centre: Centre, *, by: Actor, name: str, address: str = "", satellite: bool = False, opened_on: date | None = None) -> Site:
    """A further place where the centre works: its own, or a satellite's."""
    centre = Centre.objects.select_for_update().get(pk=centre.pk)  # a form sent twice opens once
    opened_on = opened_on or clock.today()
    namesake = Site.objects.filter(centre=centre, name__iexact=name.strip()).first()
    if reason := policies.why_not_open_site(centre, by=by, name=name, opened_on=opened_on, namesake=namesake):
        raise Refused(reason)
    site = Site.objects.create(
        centre=centre, name=name.strip(), address=address.strip(), satellite=satellite, opened_on=opened_on, made_at=clock.now(), made_by=by
    )
    args = {"site": site.uuid, "satellite": satellite, "opened_on": opened_on}
    events.record(
        f"people:{centre.uuid}",
        words.SITE_OPENED,
        by=by,
        centre_id=centre.pk,
        args=args,
        personal={"name": site.name, "address": site.address},
    )
    return site


@transaction.atomic
def close_site(site: Site, *, by: Actor, closed_on: date | None = None) -> Site:
    """Nobody new is placed there from now on. Whoever learns there is placed elsewhere one by one."""
    site = Site.objects.select_for_update().select_related("centre").get(pk=site.pk)
    closed_on = closed_on or clock.today()
    if reason := policies.why_not_close_site(site, by=by, closed_on=closed_on):
        raise Refused(reason)
    site.closed_on = closed_on
    site.save(update_fields=["closed_on"])
    args = {"site": site.uuid, "closed_on": closed_on}
    events.record(f"people:{site.centre.uuid}", words.SITE_CLOSED, by=by, centre_id=site.centre_id, args=args, personal={"name": site.name})
    return site
