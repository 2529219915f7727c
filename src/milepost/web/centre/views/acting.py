"""What an act on a page answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from milepost.base.refusal import Refused
from milepost.people.words import Role
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.people.models import Centre

READERS = (Role.CENTRE_MANAGER, Role.QUALITY_MANAGER)
SPECIFICATION_READERS = (*READERS, Role.ASSESSOR, Role.IQA, Role.EQA)


def centre_here(request: Request) -> Centre:
    """The centre of the reader's role: a page that has asked for a role has one."""
    assert request.who.centre is not None
    return request.who.centre


def done_in_form(form: forms.Form, act: Callable[[], Any]) -> Any | None:
    """What the act made; None where it was refused, and then the form says why on top."""
    try:
        return act()
    except Refused as refused:
        form.add_error(None, refused.reason)
        return None


def act_then_back(request: Request, act: Callable[[], Any], *, said: str, to: str, fragment: str = "", **address: Any) -> HttpResponse:
    """Act, then go back to the page of the thing, which says what came of it."""
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, said)
    return redirect(redirect(to, **address).url + fragment)
