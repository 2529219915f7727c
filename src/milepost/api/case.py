"""The CASE 1.1 service: documents, packages, items, associations, rubrics and definitions, to read."""

import re
from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from milepost import links
from milepost.api import asking, status
from milepost.frameworks.case.fields import COLLECTIONS
from milepost.frameworks.served import Catalogue, catalogue

IDENTIFIER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
SETS = ("CFConcepts", "CFSubjects", "CFItemTypes")  # asked for one, these answer with it and all below it
ALONE = ("CFDocuments", *COLLECTIONS)
READ = ("GET", "HEAD")


def reading(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """An address that anybody may read, from any page, and nobody may write to."""

    @wraps(view)
    def read(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        if request.method not in READ:
            return status.refusal(405, _("This address is for reading only."), headers={"Allow": ", ".join(READ)})
        response = view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return csrf_exempt(login_not_required(read))


@reading
def case_documents(request: HttpRequest) -> HttpResponse:
    """Every document, a part at a time."""
    try:
        want = asking.asked(request.GET)
        things = asking.chosen(catalogue(links.case_service()).documents(), want)
    except asking.Wrong as wrong:
        return status.refusal(400, wrong.sentence, minor=status.WRONG_FIELD, field=wrong.field)
    except asking.NotUnderstood:
        sentence = _("This filter is not understood, so nothing was found. Write it like title~'service' AND creator='Ours'.")
        return status.refusal(404, sentence, minor=status.WRONG_FIELD, field="filter")
    page = asking.part(things, want)
    if not page:
        return status.refusal(404, _("No document answers this request."), minor=status.UNKNOWN, field="CFDocuments")
    headers = {"X-Total-Count": str(len(things)), "Link": _pages(request, want, len(things))}
    return JsonResponse({"CFDocuments": page}, headers=headers)


def _pages(request: HttpRequest, want: asking.Asked, count: int) -> str:
    """The addresses of the first, previous, next and last part of the list."""
    last = (count - 1) // want.limit * want.limit
    places = {"first": 0, "prev": max(want.offset - want.limit, 0), "next": want.offset + want.limit, "last": last}
    if want.offset == 0:
        del places["prev"]
    if want.offset + want.limit >= count:
        del places["next"]
    kept = [(name, value) for name, values in request.GET.lists() if name not in ("limit", "offset") for value in values]
    address = f"{links.case_service()}/CFDocuments"
    return ", ".join(
        f'<{address}?{urlencode([*kept, ("limit", want.limit), ("offset", offset)])}>; rel="{name}"' for name, offset in places.items()
    )


@reading
def case_thing(_request: HttpRequest, collection: str, sourced_id: str) -> HttpResponse:
    """One thing by its identifier."""
    if collection not in (*ALONE, "CFPackages", "CFItemAssociations"):
        return _nothing_here()
    if not IDENTIFIER.fullmatch(sourced_id):
        return status.refusal(404, _("This is no UUID, so nothing can have it."), minor=status.NO_UUID, field="sourcedId")
    body = _body(catalogue(links.case_service()), collection, sourced_id)
    if body is None:
        sentence = _("Nothing here has this identifier, or it is not open to everybody.")
        return status.refusal(404, sentence, minor=status.UNKNOWN, field="sourcedId")
    return JsonResponse(body)


def _body(known: Catalogue, collection: str, identifier: str) -> dict[str, object] | None:
    if collection == "CFPackages":
        return known.package(identifier)
    if collection == "CFItemAssociations":
        item, associations = known.thing("CFItems", identifier), known.associations_of(identifier)
        return {"CFItem": item, "CFAssociations": associations} if item and associations else None
    found = known.thing(collection, identifier)
    return {collection: known.below(collection, found)} if found and collection in SETS else found


@reading
def case_nothing(_request: HttpRequest, rest: str = "") -> HttpResponse:  # noqa: ARG001 - whatever it is
    """Any other address of the service."""
    return _nothing_here()


def _nothing_here() -> HttpResponse:
    return status.refusal(404, _("The service has no such address. It begins with CFDocuments."), minor=status.UNKNOWN, field="address")
