"""Which roles a page is for. To anybody else it does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.http import Http404, HttpResponseBase

from milepost.people.words import Role
from milepost.web.who import Request

QUALITY_KEEPERS = (Role.QUALITY_MANAGER, Role.CENTRE_MANAGER)  # who answers for standards, promises and the road


def for_roles[**P, R: HttpResponseBase](
    *roles: Role,
) -> Callable[[Callable[Concatenate[Request, P], R]], Callable[Concatenate[Request, P], R]]:
    """The page is for people whose current role is one of `roles`."""

    def decorate(view: Callable[Concatenate[Request, P], R]) -> Callable[Concatenate[Request, P], R]:
        @wraps(view)
        def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if request.who.role not in roles:
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate
